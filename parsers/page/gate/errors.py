"""What servers and scripts say when there is nothing to show. All in small letters."""

import re

from parsers.page.gate.saying import says, says_only

_LINE_SIZE = 100  # characters; a headline may be a sentence, an error's title is a short one
_NO = r"(?:cannot|can['’]?t|couldn['’]t|wasn['’]t|not|no longer|doesn['’]t|isn['’]t)"
_ERROR = re.compile(
    r"(?<!\w)(?:40\d|410|429|50[0-4]|52[0-6])(?!\w)"
    rf"|(?:page|file|article|story|site|url|content)\b[^.:]{{0,40}} {_NO} (?:be |been )?(?:found|exists?|available)"
    r"|(?:can['’]?t|cannot|could(?:n['’]t| not)|didn['’]t) find (?:the|that|this|your) (?:page|article|story)"
    r"|(?:page|article|story|file) missing|missing page|not found|nothing (?:was |here )?found"
    r"|(?:seite|artikel|beitrag|inhalt)\b[^.:]{0,40} nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|finden)"
    r"|seite (?:existiert|gibt es)(?: leider)? nicht"
    r"|page (?:[^.:]{0,30} )?(?:non trouvée|introuvable|inexistante|n['’]existe (?:pas|plus))"
    r"|p[aá]gina\b[^.:]{0,40} (?:no|não) (?:existe|(?:est[aá] )?dispon[ií]ve?l|(?:foi |fue |se ha )?encontrad[oa])"
    r"|pagina\b[^.:]{0,30} (?:non (?:è stata )?trovata|non esiste|niet (?:gevonden|bestaat|beschikbaar)|bestaat niet"
    r"|nu (?:a fost|există)\w*)"
    r"|sid(?:e|a|en|an)\b[^.:]{0,30} (?:ble |blev |kunne |kunde |kan )?(?:ikke|inte)"
    r" (?:hittas|hittades|finns|finnes|findes|funnet|fundet|hitta)\w*"
    r"|sid(?:e|a|en|an)\b[^.:]{0,30} (?:finns inte|finnes ikke)"
    r"|strona nie (?:została znaleziona|istnieje)|nie znaleziono(?: strony)?"
    r"|sivua ei löy\w+|stránka (?:nebyla )?nenalezena|sayfa bulunamad\w+"
    r"|страница не (?:найдена|существует)|сторінк\w+ не (?:знайдено|існує)"
    r"|الصفحة (?:المطلوبة )?غير موجودة|(?:ה?דף|העמוד) לא נמצא|ページ(?:が|は)見つかりません(?:でした)?"
    r"|お探しのページ[^.。]{0,20}|페이지를 찾을 수 없\w*"
    r"|找不到(?:该|此|這個|您(?:要|请求)的)?(?:页面|網頁|该页|頁面)|[^。，]{0,8}(?:页面|頁面)不存在|ไม่พบหน้า\w*"
    r"|(?:temporarily|currently) (?:unavailable|down|offline)"
    r"|(?:under|(?:down|unavailable) for|scheduled|site) (?:scheduled )?maintenance(?: mode)?"
    r"|(?:be right|be) back (?:soon|shortly)"
    r"|wartungs(?:arbeiten|modus)|en (?:maintenance|mantenimiento)"
    r"|service unavailable|bad (?:gateway|request)|gateway time-?out|internal server error"
    r"|backend fetch failed|(?:web )?server is down|establishing a database connection"
    r"|(?:an |unexpected )?error occurred|something went wrong"
    r"|zugriff verweigert|accès refusé|acceso denegado|acesso negado|доступ запрещ[её]н",
)
_SMALL_WORDS = re.compile(
    r"(?<!\w)(?:sorry|o+ps|whoops|uh[- ]?oh|h+m+|ouch|unfortunately|error|gone|forbidden|http|https|status"
    r"|code|nginx|a|an|and|the|that|this|these|you|your|we|re|it|its|i|is|are|were|was|has|have|had|been|may|or"
    r"|to|for|of|on|at|in|looking|requested|want|wanted|trying|tried|reach|view|access|our|web|website|site|server"
    r"|service|page|moved|deleted|removed|please|try|again|later"
    r"|hoppla|huch|ups|upps|leider|entschuldigung|fehler|die|der|das|diese|dieser|von|ihnen|gewünschte|angeforderte"
    r"|aufgerufene|gesuchte|wurde|konnte|werden|ist|sie|wir"
    r"|désolé|erreur|oups|la|cette|que|vous|cherchez|recherchez|demandée|est|n['’]a|pas|été"
    r"|lo|sentimos|vaya|el|esta|usted|busca|buscas|buscaba|buscabas|solicitada|es"
    r"|desculpe|erro|ops|essa|você|procura|procurou|a|o|spiacenti|errore|cerchi|stai|cercando"
    r"|fout|helaas|deze|de|u|je|zoekt|fel|feil|fejl|hata|beklager|tyvärr|hoppsan|den|du|letar|leter|leder|efter|etter"
    r"|błąd|przepraszamy|niestety|ошибка|извините|такая|к сожалению|عذرا|عفوا|خطأ|שגיאה|エラー|错误|錯誤|抱歉|您|的)"
    r"(?!\w)",
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|without|needs?|disabled) java ?script"
    r"|java ?script (?:is|has been|to be|seems to be|must be)? ?(?:disabled|required|enabled|turned off)"
    r"|javascript (?:aktivieren|ist deaktiviert|muss)|aktivieren sie (?:bitte )?javascript"
    r"|activer javascript|(?:activar|habilitar|ativar) (?:el |o )?javascript"
    r"|abilita(?:re)? javascript|javascript (?:in te schakelen|inschakelen)|включите javascript"
    r"|javascriptを(?:有効|オン)|启用 ?javascript|啟用 ?javascript",
)


def is_error(line: str) -> bool:
    """Tell whether a title says nothing but that something failed: "500 dead in quake" does not."""
    return len(line) < _LINE_SIZE and says_only(line, _ERROR, _SMALL_WORDS)


def wants_scripts(text: str) -> str:
    """The words that ask for JavaScript; "" when none do, or when they are only told of."""
    return says(text, _SCRIPT)
