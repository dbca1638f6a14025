"""Pages that stand where an article was asked for: bot walls, consent walls, errors."""

import re
from dataclasses import dataclass

from lxml import etree

from news import RefusalReason
from parsers.page.evidence import Body
from parsers.page.head import first
from parsers.page.size import size
from parsers.page.tree import Tree, words
from parsers.walls import CAPTCHA_HOST, CONSENT_HOST, WALL, WORDY

_SCANNED = 300_000  # characters; walls are small
_TALKATIVE = 8_000  # characters; a consent page that lists its partners says more, and they come last
_SHORT = 700  # characters; an error says less, even with a search form and some links of its own
_ASKS, _SURE_ASKS = 2, 4  # different phrases; the second where the head promises an article
_BEGINNING = 400  # characters in which a page that asks for consent comes to its point
_CONSENT_SHARE = 0.5  # of the body's words

# What a wall says to its reader. An article on such walls tells of them in the third person.
_HUMAN = re.compile(
    r"(?:verify|confirm|prove|make sure|check)(?:ing)? (?:that |if )?you(?:'re| are| aren't)? (?:not a |a "
    r"|an? )?(?:human|robot|bot)"
    r"|are you a (?:human|robot)|you are not a (?:robot|bot)|i(?:'|’)m not a robot"
    r"|unusual (?:traffic|activity) from your"
    r"|checking (?:your browser|if the site connection is secure)"
    r"|complete the captcha"
    r"|pardon our interruption|access (?:to this page has been|is temporarily|was) (?:denied|restricted|blocked)"
    r"|you have been blocked|(?:enable|activate) javascript and cookies|please (?:wait|stand by) while we"
    r"|bist du ein mensch|sind sie ein (?:mensch|roboter)|kein roboter"
    r"|vous (?:êtes|n'êtes pas) (?:humain|un (?:humain|robot))|pas un robot"
    r"|no (?:soy|eres) un robot|eres humano|não (?:sou|é) um robô"
    r""
    r"|non (?:sono|sei) un robot|geen robot|ikke en robot|inte en robot|nie jeste[sś] robotem|robot olmad[ıi]ğ"
    r"|не робот|لست (?:روبوت|برنامج)|אינ[ךני]+ רובוט"
    r"|ロボットではありません|로봇이 아닙니다|不是机器人"
    r"",
    re.I,
)
_CHECKS = re.compile(  # as a title; in a text, others may be talked of
    r"security (?:check|verification)|sicherheits(?:überprüfung|prüfung|abfrage)|v[ée]rification de s[ée]curit[ée]"
    r"|verificaci[oó]n de seguridad|verificação de segurança|проверка (?:безопасности|браузера)"
    r"|セキュリティ(?:チェック|確認)|보안 (?:확인|문자)|人机验证|安全验证|安全檢查|机器人验证|captcha\W*$",
    re.I,
)
_ASKS_CONSENT = re.compile(
    r"we value your privacy|we (?:and|&) our (?:\d[\d,.]* )?(?:partners|vendors)"
    r"|before you continue(?: to)?|your (?:privacy|cookie) choices"
    r"|(?:accept|reject|agree to|allow) all(?: cookies)?"
    r"|manage (?:my |your )?(?:options|preferences|cookies|choices)|we use cookies"
    r"|wir (?:und|verwenden|nutzen|schätzen)[^.]{0,30}(?:partner|cookies|privatsphäre)"
    r"|alle(?:s)? (?:akzeptieren|ablehnen|cookies)"
    r"|zustimmen (?:und|&) weiter|mit werbung (?:weiter)?(?:lesen|nutzen|und)"
    r"|(?:ohne|weitgehend ohne) (?:werbung|tracking)|pur-abo"
    r"|einwilligung|(?:nous|avec) (?:et )?nos (?:\d[\d\s]* )?partenaires"
    r"|(?:tout )?(?:accepter|refuser) (?:et|tout|les cookies)"
    r"|continuer sans accepter|avec votre (?:accord|consentement)|nosotros y nuestros"
    r"|(?:aceptar|rechazar) (?:todo|y|las cookies)"
    r"|utilizamos cookies|nós e (?:os )?nossos|(?:aceitar|rejeitar) (?:tudo|todos|e)|noi e i nostri"
    r"|(?:accetta|rifiuta) (?:tutto|e )"
    r"|wij en onze|alles (?:accepteren|weigeren)|akkoord|vi (?:og|och) våre? partner\w*|godta alle?"
    r"|godkänn alla?|tillad alle"
    r"|my i nasi|(?:za)?akceptuj(?:ę)? (?:wszystk|i )|hyväksy kaikki|přijmout vše|souhlasím|принять все"
    r"|мы и наши партн"
    r"|tümünü kabul|çerezleri kabul|ملفات تعريف الارتباط|קבל הכל|すべて(?:の cookie を)?(?:同意|許可)|同意して"
    r"|모두 (?:동의|수락)|接受(?:全部|所有)|全部接受",
    re.I,
)
_OF_CONSENT = re.compile(
    r"cookie|consent|privacy|partners|personali[sz]|datenschutz|zustimm|einwillig|werbung|tracking"
    r"|donn[ée]es|partenaires|privacidad"
    r"|datos|privacidade|dados|dati|gegevens|toestemming|personverni?|samtyck|samtykke|zgod|danych|souhlas"
    r"|çerez|конфиденц|данны"
    r"|الخصوصية|בפרטיות|プライバシー|クッキー|쿠키|개인정보|隐私|隱私|技术",
    re.I,
)
_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error|fehler|erreur|erro|errore|fout|fel|feil|hata|błąd|ошибка|エラー|错误|錯誤)\W*)?(?:40[0-9]"
    r"|410|429|50[0-4])(?!\d|[.,]\d|\s\w+\s\w+\s\w+\s\w+)"
    r"|(?:page|file|article|story|site) (?:(?:can(?:not|'t|’t) be|could not be|was not|not|no longer) (?:found"
    r"|exists?|available)|does not exist)"
    r"|not found\W*$"
    r"|(?:seite|artikel|beitrag)[^.]{0,20} nicht (?:gefunden|verfügbar|vorhanden)"
    r"|page (?:non trouvée|introuvable|inexistante)"
    r"|p[aá]gina (?:no|não) (?:encontrada|existe|disponible)"
    r"|pagina (?:non trovata|niet gevonden|nu a fost)|sidan? (?:hittades inte|finns inte)"
    r"|sid(?:en|an) (?:ble |blev )?(?:ikke|inte) (?:funnet|fundet|hitta)"
    r"|strona nie (?:została znaleziona|istnieje)|nie znaleziono"
    r"|sivua ei löy|stránka (?:nebyla )?nenalezena|sayfa bulunamad|страница не (?:найдена|существует)"
    r"|сторінк\w+ не знайдено"
    r"|الصفحة غير موجودة|לא נמצא|ページ(?:が|は)見つかりません|お探しのページ|페이지를 찾을 수 없|找不到(?:页面"
    r"|網頁|该页|頁面)|页面不存在|頁面不存在|ไม่พบหน้า"
    r"|(?:temporarily|currently) (?:unavailable|down|offline)|(?:under|down for|scheduled) maintenance\W*$"
    r"|wartungsarbeiten\W*$|en (?:maintenance|mantenimiento)\W*$"
    r"|^\W*(?:service unavailable|bad gateway|internal server error|forbidden|gone|an error occurred"
    r"|something went wrong|access denied|oops)\b[^.]{0,30}$",
    re.I,
)
_SCRIPT = re.compile(
    r"(?:enable|activate|turn on|requires?|without|needs?|disabled) java ?script"
    r"|java ?script (?:is|has been|to be|seems to be|must be)? ?(?:disabled|required|enabled|turned off)"
    r"|javascript (?:aktivieren|ist deaktiviert|muss)|aktivieren sie (?:bitte )?javascript"
    r"|activer javascript|(?:activar|habilitar|ativar) (?:el |o )?javascript"
    r"|abilita(?:re)? javascript|javascript (?:in te schakelen|inschakelen)|включите javascript"
    r"|javascriptを(?:有効|オン)|启用 ?javascript|啟用 ?javascript",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wall:
    reason: RefusalReason
    sign: str  # what it was told by


@dataclass(frozen=True, slots=True)
class Face:
    """What a page of few words shows."""

    url: str = ""
    title: str = ""  # of the head
    heading: str = ""  # the first h1
    text: str = ""  # all of it, when there is little
    scripts: str = ""  # the mark of a bot wall's own scripts
    classes: tuple[str, ...] = ()
    is_vouched: bool = False  # its head promises an article


def face_of(tree: Tree, text: str) -> Face:
    """`text` is all that the page shows. The text of a talkative page is left out: walls have little."""
    heading, body = tree.root.find(".//h1"), tree.root.find("body")
    classes = (body.get("class") or "").lower().split() if body is not None else ()
    mark = WALL.search(_source(tree)) if len(text) < WORDY else None
    return Face(
        tree.url,
        " ".join((tree.root.findtext(".//title") or "").split()),
        words(heading) if heading is not None else "",
        text if len(text) < _TALKATIVE else "",
        mark[0] if mark else "",
        tuple(classes),
        bool(tree.node) or first(tree.meta, "og:type").lower() == "article",
    )


def wall_of(face: Face, body: Body) -> Wall | None:
    """The wall that the page is, or None."""
    return _bot_wall(face, body) or _error(face, body) or _consent_wall(face, body)


def _source(tree: Tree) -> str:
    return etree.tostring(tree.root, encoding="unicode", method="html")[:_SCANNED]


def _bot_wall(face: Face, body: Body) -> Wall | None:
    if face.is_vouched or size(body.text) >= WORDY:
        return None
    if face.scripts:
        return Wall(RefusalReason.BOT_WALL, f"its source says: {face.scripts}")
    if CAPTCHA_HOST.match(face.url) and size(face.text) < WORDY:
        return Wall(RefusalReason.BOT_WALL, "the address of a wall")
    if size(body.text) >= _SHORT:
        return None
    titles = (pattern.search(line) for pattern in (_HUMAN, _CHECKS) for line in (face.title, face.heading))
    told = next(filter(None, titles), None) or (_HUMAN.search(face.text) if size(face.text) < _SHORT else None)
    return Wall(RefusalReason.BOT_WALL, f"it says: {told[0]}") if told else None


def _error(face: Face, body: Body) -> Wall | None:
    if size(body.text) >= _SHORT:
        return None
    if "error404" in face.classes:
        return Wall(RefusalReason.ERROR_PAGE, "a page of the class error404")
    for name, line in (("title", face.title), ("heading", face.heading)):
        if size(line) < 100 and _ERROR_TITLE.search(line):  # a headline is a sentence, an error's is not
            return Wall(RefusalReason.ERROR_PAGE, f"its {name} says: {line}")
    told = _SCRIPT.search(face.text) if size(face.text) < _SHORT else _SCRIPT.search(body.text[:_SHORT])
    if told and size(body.text) < _SHORT / 2:
        return Wall(RefusalReason.ERROR_PAGE, f"it says: {told[0]}")
    return None


def _consent_wall(face: Face, body: Body) -> Wall | None:
    if CONSENT_HOST.match(face.url):
        return Wall(RefusalReason.CONSENT_WALL, "the address of a consent page")
    said = body.text or face.text[:WORDY]
    if size(said) >= _TALKATIVE or not _OF_CONSENT.search(said[:_BEGINNING]):
        return None
    lines = said.split("\n\n")
    share = sum(len(line) for line in lines if _OF_CONSENT.search(line)) / len("".join(lines))
    whole = f"{said} {face.text[:WORDY]}" if share >= _CONSENT_SHARE else ""
    asks = {found[0].casefold() for found in _ASKS_CONSENT.finditer(whole)}
    if len(asks) >= (_SURE_ASKS if face.is_vouched else _ASKS):
        return Wall(RefusalReason.CONSENT_WALL, "it says: " + ", ".join(sorted(asks)[:3]))
    return None
