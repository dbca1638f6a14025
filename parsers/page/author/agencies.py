"""News agencies: told apart from people, and found where a text credits them."""

import re
from collections.abc import Iterable

# As they name themselves, in their own scripts and in English: whatever the case.
_NAMES = (
    "The Associated Press", "Associated Press", "Reuters", "Thomson Reuters", "Reuters Health", "AFPRelaxnews",
    "Agence France-Presse", "Agence France Presse", "Deutsche Presse-Agentur", "Austria Presse Agentur",
    "Keystone-SDA", "Keystone-ATS", "Evangelischer Pressedienst", "Katholische Nachrichten-Agentur",
    "Sport-Informations-Dienst", "spot on news", "news aktuell", "Agencia EFE", "Agência EFE", "EFE",
    "Europa Press", "Servimedia", "Colpisa", "Agenzia ANSA", "Adnkronos", "Askanews", "LaPresse", "Agência Lusa",
    "Agência Brasil", "Estadão Conteúdo", "Folhapress", "Notimex", "Prensa Latina", "Télam", "Agencia Télam",
    "Noticias Argentinas", "Agence Belga", "Ritzau", "Norsk Telegrambyrå", "TT Nyhetsbyrån",
    "Polska Agencja Prasowa", "Agerpres", "Mediafax", "Tanjug", "Xinhua", "Xinhua News Agency",
    "China News Service", "ITAR-TASS", "RIA Novosti", "Interfax", "Interfax-Ukraine", "Ukrinform", "UNIAN", "BelTA",
    "Kazinform", "Kyodo", "Kyodo News", "Jiji Press", "Yonhap", "Yonhap News Agency", "Newsis",
    "Press Trust of India", "Asian News International", "United News of India", "Associated Press of Pakistan",
    "Pajhwok Afghan News", "Bernama", "Antara News", "Vietnam News Agency", "Philippine News Agency",
    "Press Association", "PA Media", "PA News Agency", "Australian Associated Press", "Canadian Press",
    "The Canadian Press", "La Presse Canadienne", "United Press International", "AP News", "Bloomberg News",
    "Dow Jones Newswires", "States News Service", "Inter Press Service", "Religion News Service",
    "Jewish Telegraphic Agency", "Catholic News Agency", "PR Newswire", "Business Wire", "GlobeNewswire", "Anadolu",
    "Anadolu Agency", "Anadolu Ajansı", "Demirören Haber Ajansı", "İhlas Haber Ajansı", "WAFA", "IRNA", "Tasnim",
    "Mehr News Agency", "Middle East News Agency", "Emirates News Agency", "Saudi Press Agency",
    "Petra News Agency", "Qatar News Agency", "News Agency of Nigeria", "Ghana News Agency",
    "Agence Maghreb Arabe Presse", "Algérie Presse Service", "ТАСС", "РИА Новости", "Рейтер", "Интерфакс",
    "Интерфакс-Украина", "Укринформ", "Укрінформ", "УНИАН", "УНІАН", "БелТА", "БТА", "Танјуг", "Казинформ",
    "Ρόιτερς", "ΑΠΕ-ΜΠΕ", "רויטרס", "رويترز", "أ ف ب", "فرانس برس", "وكالة فرانس برس", "أسوشيتد برس", "د ب أ",
    "وكالة الأنباء الألمانية", "وفا", "واس", "وام", "بترا", "سانا", "شينخوا", "الأناضول", "وكالة الأناضول",
    "رویترز", "ایرنا", "ایسنا", "新华社", "新華社", "新华网", "新華網", "中新社", "中新网", "中国新闻网", "中央社",
    "法新社", "路透社", "路透", "美联社", "美聯社", "共同社", "韩联社", "韓聯社", "共同通信", "共同通信社",
    "時事通信", "時事通信社", "ロイター", "聯合ニュース", "연합뉴스", "뉴시스", "뉴스1", "로이터", "रॉयटर्स",
    "पीटीआई", "आईएएनएस", "রয়টার্স", "বাসস", "এএফপি",
)  # fmt: skip
# Letters that are an agency only in this spelling.
_LETTERS = frozenset((
    "AP", "AFP", "afp", "dpa", "DPA", "APA", "apa", "SDA", "sda", "ATS", "ats", "KNA", "epd", "SID", "sid", "dts",
    "rtr", "ANSA", "TASS", "PTI", "ANI", "IANS", "UNI", "AAP", "PA", "NTB", "TT", "STT", "ANP", "BELGA", "Belga",
    "LUSA", "Lusa", "PAP", "CTK", "ČTK", "TASR", "SITA", "MTI", "HINA", "STA", "BTA", "LETA", "BNS", "ELTA", "AA",
    "DHA", "İHA", "IHA", "ANKA", "UPI", "CNA", "CNS", "MENA", "SPA", "WAM", "KUNA", "QNA", "BNA", "NNA", "SANA",
    "NAN", "GNA", "KCNA", "VNA", "PNA", "UNB", "BSS", "RIA", "JTA", "RNS", "IPS",
))  # fmt: skip
_KNOWN = frozenset(name.casefold() for name in _NAMES)
_DESK = re.compile(r"(dpa|afp|apa|sda|sid|epd|ap)\s?[/-]\s?[\w.]{1,12}", re.I)  # "dpa/lno", "dpa-AFX"
_BETWEEN = re.compile(r"\s*(?:[/,;|+&·、，／]|\s(?:and|und|et|y|e|og|och|en|with|mit|avec|con)\s)\s*", re.I)

# Datelines: "HAYWARD, Calif. (AP) — …", "Berlin (dpa/lno) …", "МОСКВА, 3 окт — РИА Новости. …", "新华社北京4月24日电 …"
_BRACKETED = re.compile(r"([^!?。\n]{0,70}?)[(（\[【]\s*([^()（）\[\]【】\n]{2,60}?)\s*[)）\]】]\s*([-–—:]?)")
_PARTED = tuple(
    re.compile(rf"[^.!?。\n]{{2,60}}?\s*{parted}\s*([^\s.,(){{}}–—-][^.,(){{}}–—]{{1,28}}?)\.?\s*(?:[-–—:]|\. )")
    for parted in ("[-–—]", "[/,]")
)
_WIRED = re.compile(r"[(（【]?\s*([一-鿿]{2,4}[社网網])[一-鿿\d]{0,16}?(?:记者|記者|电|電|讯|訊|报道|報導)")
# Credits: "Source: Reuters", "… said. (AFP)", "… said. PTI", "© dpa"
_SOURCE = re.compile(
    r"[-–—©*(\[\s]*(?:sources?|quellen?|fuentes?|fonti?|fontes?|källa|kilde|bron|lähde|źródło|kaynak|zdroj|forrás|via"
    r"|with|mit|avec|con|com"
    r"|источник|джерело|المصدر|מקור|来源|來源|出典|출처)(?:\s*[:：]\s*|\s+)([^.()\n]{2,60})[.)\]]*$",
    re.I,
)
_CLOSED = re.compile(r".*[.!?»”\"。]\s*[(\[–—-]?\s*([^()\[\].!?\n]{2,40}?)\s*[)\]]?$")
_ALONE = re.compile(r"[-–—©*(\[\s]*([^\s.()\[\]][^.()\[\]\n]{1,60}?)\s*[)\].]*$")
_HELPED = re.compile(
    r"\b((?:the )?associated press|reuters|afp|agence france-presse|dpa|the canadian press)\b[^.\n]{0,60}\bcontribut",
    re.I,
)
_HEADS, _TAILS = 3, 3  # paragraphs at the start and the end of a body that may carry a credit
_REACH = 160  # characters of such a paragraph, from its start or to its end
_PLACE_WORDS = 3  # of a place before "(dpa)" without a dash


def agency_of(name: str) -> str | None:
    """The agency that a name is, as printed and without its desk ("dpa/lno" is "dpa"); None when it is no agency."""
    plain = name.strip(" .,:;*-–—©")
    if plain in _LETTERS or plain.casefold() in _KNOWN:
        return plain
    desk = _DESK.fullmatch(plain)
    return desk[1] if desk and desk[1] in _LETTERS else None


def agencies_in(text: str) -> tuple[str, ...]:
    """Agencies that a body credits: in a dateline at its start, or in a line at its end.

    Paragraphs stand on lines of their own. Names as printed, each once, in order.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    names = [name for line in lines[:_HEADS] for name in _in_dateline(line[:_REACH])]
    names += [name for line in lines[-_TAILS:] for name in _in_credit(line[-_REACH:])]
    return distinct(names)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, whatever its case, as first printed."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _in_dateline(line: str) -> list[str]:
    bracketed = _BRACKETED.match(line)
    if bracketed and (bracketed[3] or len(bracketed[1].split()) <= _PLACE_WORDS) and (names := named_in(bracketed[2])):
        return names
    matches = (pattern.match(line) for pattern in (*_PARTED, _WIRED))
    return next((names for match in matches if match and (names := named_in(match[1]))), [])


def _in_credit(line: str) -> list[str]:
    matches = (_SOURCE.match(line), _CLOSED.match(line), _ALONE.match(line), _HELPED.search(line))
    return next((names for match in matches if match and (names := named_in(match[1]))), [])


def named_in(piece: str) -> list[str]:
    """The agencies of "Reuters, AFP"; none where something else of weight stands beside them."""
    if whole := agency_of(piece):
        return [whole]
    parts = [part for part in _BETWEEN.split(piece) if part]
    names = [name for part in parts if (name := agency_of(part))]
    return names if len(parts) - len(names) <= 1 else []
