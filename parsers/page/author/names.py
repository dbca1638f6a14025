"""Names of authors, one by one, out of what by-lines and metadata say."""

import re
import unicodedata
from collections.abc import Iterable

from parsers.page.author.agencies import agency_of, named_in
from parsers.page.author.roles import has_office, has_role

# "Written by", "Ein Beitrag von", "Autorin:", "著者："
_LEAD_IN = re.compile(
    r"(?:(?:(?:written|posted|reported|reviewed|words|story|article|text|analysis|opinion|interview|review|published"
    r"|guest\s+post|a\s+\w+|produced|created|submitted|geschrieben|verfasst|erstellt|veröffentlicht|gepostet|artikel"
    r"|beitrag|ein\s+\w+|publié|écrit|rédigé|escrito|publicado|scritto|pubblicato|geschreven|skrevet|skriven"
    r"|napisane)\s+)?(?:by|von|vom|par|por|di|door|av|af|przez|από(?:\s+(?:τον|την|το|τη)\b)?|від|от)\b\s*:?|(?:autor(?:en|in|innen|a|as|es|zy|ka"
    r"|ky|i|e)?|authors?|aute(?:ur|ure|urs|rs)|texte?|texto|testo|reporter|redaktion|redakteur(?:in)?|redacción"
    r"|redazione|skribent|journalist(?:in)?|forfatter|kirjoittaja|tekst|yazar|haber|penulis|szerző|editor|redator"
    r"|reportage|bericht|protokoll|interview|gastbeitrag|kommentar|contributors?|writer|words|tác\s+giả|автор(?:ы|и)?"
    r"|текст|الكاتب|بقلم|كتبت?|מאת|โดย|著者|執筆者?|筆者|作者|文責|ライター|责编|责任编辑|責任編輯|编辑|編輯|记者|記者"
    r"|撰文|文|取材・文|글)\s*(?:[:：=＝／]|\s-\s)"
    r"|(?:بقلم|كتبت?|מאת|โดย|文[／/]|本报记者|本報記者|记者|記者)"
    r"|(?:به قلم|نوشته[ٔی]?|نویسنده|خبرنگار|توسط|द्वारा|लेखक|लेखिका|संवाददाता|লিখেছেন|লেখক|প্রতিবেদক|எழுதியவர்|ஆசிரியர்|ရေးသားသူ"
    r"|ရေးသူ|ጸሐፊ|ዘጋቢ|በ|ავტორი|Հեղինակ՝?|γράφ(?:ει|ουν)(?:\s(?:ο|η|οι))?|του|της|συντάκτ(?:ης|ρια)"
    r"|κείμενο|ρεπορτάζ)(?:\s*[:：፦]|(?=\s)))\s*",
    re.I,
)
# "Pressemitteilung von Jana Dohm"; "Alexander von Humboldt" is one name
_KIND_OF_TEXT = re.compile(r".{3,40}\s(?:by\s(?=[A-ZÄÖÜ])|von\s(?=[A-ZÄÖÜ][\w-]+\s[A-ZÄÖÜ]))")
# "… (avec AFP)", "… (dpa)"
_WITH_AGENCY = re.compile(
    r"\s*[(\[（]\s*(?:(?:avec|with|mit|con|com|med|met|och|and|und|et)\s+)?([^()（）\[\]]{2,60})[)\]）]", re.I
)
# "Photographs by Tom Reed", "Foto: Tom Reed": up to who wrote it
_PICTURES = re.compile(
    r"\b((?:photo(?:graph)?(?:s|y|er)?|pictures?|images?|fotos?|fotografie|fotograf(?:in)?|bild(?:er)?|illustrations?|grafik|zdjęcia"
    r"|фото|摄影|攝影|撮影|사진)\s*(?:(?:by|von|par|por|di|da|de)\b|[:：]))[^\n|]*?"
    r"(?=$|\s*[\n|]|[.,/]\s*(?:words|texte?|texto|testo|story|by|von|par|por)\b)",
    re.I,
)
_BESIDE_PICTURES = re.compile(r"\W*\w+\s*(?:[&+/,]|\b(?:and|und|et|y|e|i|og|och|en))\s*")  # "Words and", "Text/"
_INVERTED = re.compile(r"([^\W\d_][\w'’-]+),\s+([^\W\d_](?:[\w'’-]+|\.)(?:\s[^\W\d_]\.?){0,2})")  # "Doe, Jane"
# "… | 3 min read", "… on 3 May", "… (Berlin)", "… jane@post.example", "… 기자 외 2명"
_CLOSING = re.compile(
    r"(?:\s*[–—]\s.*|\s-\s.*|\s*\((?!\s*(?:Jr|Sr)\b).*|<.*|\s@.*|[\w.+-]+@[\w.-]+\.\w+.*|https?:.*|\s+(?:on|am|le|el|il"
    r"|vom|at|in|for|für|updated|published|posted|aktualisiert|veröffentlicht|sagt|says|bio|biography|e-?mail)\b.*"
    r"|\s*[／/]\S{1,12}(?:報導|报道|報道|電|电|整理)"
    r"|\s*(?:기자|특파원|논설위원|記者|记者)(?:\s+외\s+\d+\s*명)?|\s+외\s+\d+\s*명|[,;]?\s*\d+\s*min(?:ute)?s?\s+read.*"
    r"|\s+(?:im Gespräch|in conversation))$",
    re.I,
)
_JOINTS = re.compile(
    r"\s*\n(?:(?:and|und|et|y|og|och|en|e|i|ve|и)\s+)?|\s*[;|·•∙、，；]\s*|\s*,\s+|,(?=[^\W\d_]{2})|\s+/\s*"
    r"|(?<=[^\W\dA-Z_]{3})/(?=[A-Z])|\s+(?:and|und|et|y|e|i|og|och|en|ve|dan|ja|sowie|with|mit|avec|con|и|та|і|AND|UND"
    r"|ET|Y|as told to|in conversation with|im Gespräch mit)\s+|^(?:and|und|et|y|og|och|ve)\s+|\s+(?:and|und)$"
    r"|\s+ו(?=\S)"
)
_NO_NAME = re.compile(
    r"https?:|@|\d{4}|[<>{}\[\]#=]|^\W*$|\.html?\b|会員|登録|ログイン|投稿|記事|一覧|検索|関連|更新|公開|首页|登录|注册"
    r"|로그인|회원|^(?:null|none|undefined|unknown|anonymous|user|n/?a|false|true|default|root|name|admin|administrator"
    r"|webmaster|guest|editor|staff|authors?|autor(?:en)?|by|von|par|por|share|home|menu|rss|twitter|facebook|instagram"
    r"|linkedin|youtube|website|profile|e-?mail"
    r"|follow|see more|view all|more|others?|et al)$",
    re.I,
)
_NOT_IN_NAMES = re.compile(
    r"[:!?\"„“”«»…%$€\d]|['’]s\b|^(?:the|an?|our|your|this|more|unsere?|les?|la|los|las)\s", re.I
)
# "Jane Doe reports": what follows a name in small letters
_TRAILING = re.compile(
    r"((?:[A-ZÄÖÜ][\w.'’-]*\s+){1,3}[A-ZÄÖÜ][\w'’-]+)(?:\s+(?!(?:de|del|della|di|da|do|dos|du|la|le|van|von|der|den|bin"
    r"|ibn|al|el)\b)[a-zäöü]\S*)+"
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.I)
_DEGREE = re.compile(
    r"(?:ph\.?\s?d|m\.?d|r\.?n|r\.?d|m\.?a|m\.?s|m\.?sc|b\.?a|b\.?sc|mba|esq|j\.?d|rdn|cpa|cfp|lcsw|d\.?o"
    r"|psy\.?d|mph|mpp|obe|mbe)\.?",
    re.I,
)
_TITLE = re.compile(r"(?:dr|prof|professor|sir|dame|rev|lord|mr|mrs|ms|herr|frau|dipl|ing|med|mag|phil)", re.I)
_ABBREVIATED = re.compile(r"\b(?:\w|Jr|Sr)\.$")
_PARTICLES = frozenset((
    "de", "del", "della", "delle", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "les", "el", "al", "bin",
    "ibn", "ben", "bint", "abu", "abd", "van", "von", "vom", "der", "den", "ter", "ten", "te", "zu", "zur", "und", "af",
    "av", "y", "e", "i", "o", "d", "l", "v", "st", "san", "mac", "mc", "ul", "ur", "ap",
))  # fmt: skip
_APOSTROPHE = re.compile(r"(?:d|l|al|el|o)['’-]", re.I)
# A family and a given name without a space: Chinese, Korean, Japanese.
_UNSPACED = re.compile(r"[一-鿿々]{2,4}|[가-힣]{2,4}|[一-鿿々]{1,3}[ぁ-ゟ]{1,4}")
_EDGES = " ,;:|-–—∙•·*"
MAX_WORDS, MAX_CHARS = 6, 60  # a longer name is a sentence
MAX_LINE = 600  # characters of the longest line of names that is read: thirty names


def names_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Names one by one, as printed: without "By", joined ones apart, no address and no office in their place.

    In a text, lines are names of their own.
    """
    parts = (part for text in texts for piece in text[:MAX_LINE].split(";") for part in _apart(piece))
    return merged(name for part in parts if (name := _tidy(part)))


def merged(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once: also in two spellings, and "J. Smith" beside "Jane Smith"."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(key_of(name), name)
    full = {_initials(name) for name in found.values() if not _is_initialled(name)}
    return tuple(name for name in found.values() if not _is_initialled(name) or _initials(name) not in full)


def key_of(name: str) -> str:
    """The letters of a name, without accents, case and points: alike for two spellings of one name."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name.casefold())))


def is_person(name: str) -> bool:
    """Whether it reads as the name of a person: two to six words with capitals, or a name in a script without."""
    if has_office(name) or agency_of(name) or _NOT_IN_NAMES.search(name):
        return False
    words = [word for word in re.split(r"[\s.]+", name) if word and not _TITLE.fullmatch(word)]
    if not words or not _has_case(name):
        return (len(words) in (2, 3, 4) and len(name) <= 40) or bool(_UNSPACED.fullmatch(name))
    if " " not in name and not (name[:1].isupper() and name.count(".") > 0 and len(words[0]) == 1):
        return False  # "mdr.de"; but "C.Brook"
    bare = [word for word in words if word.casefold() not in _PARTICLES and not _APOSTROPHE.match(word)]
    has_capitals = bool(bare) and all(word[0].isupper() or not word[0].isalpha() for word in bare)
    return 2 <= len(words) <= MAX_WORDS and has_capitals


def is_office(name: str) -> bool:
    """Whether it names a newsroom, an agency or another body."""
    return has_office(name) or agency_of(name) is not None


def _apart(text: str) -> list[str]:
    lines = "\n".join(line for each in text.split("\n") if (line := " ".join(each.split())))
    line = _trimmed(_WITH_AGENCY.sub(_agencies_beside, _without_pictures(lines)))
    if turned := _turned(line):
        return [turned]
    parts = [side for part in _JOINTS.split(line) for side in _of_two(_trimmed(part)) if side]
    found: list[str] = []
    for part in parts:
        if _SUFFIX.fullmatch(part) and found:
            found[-1] += f", {part}"
        elif not _DEGREE.fullmatch(part):
            found.append(part)
    return [part for place, part in enumerate(found) if not place or not _is_beside(part, found[0])]


def _without_pictures(text: str) -> str:
    """Without those who took the pictures, unless they wrote it, too: "Words and photographs by Jane Doe"."""
    for found in _PICTURES.finditer(text):
        is_both = _BESIDE_PICTURES.fullmatch(text, 0, found.start())
        return text[found.end(1) :] if is_both else text[: found.start()] + text[found.end() :]
    return text


def _agencies_beside(bracketed: re.Match[str]) -> str:
    return ", ".join(("", *names)) if (names := named_in(bracketed[1].strip())) else bracketed[0]


def _turned(line: str) -> str:
    """Jane Doe where catalogues write "Doe, Jane"; "" where neither is a name on its own."""
    found = _INVERTED.fullmatch(line)
    if not found or any(_is_no_half(half) for half in found.groups()):
        return ""
    return f"{found[2]} {found[1]}"


def _is_no_half(word: str) -> bool:
    others = (_SUFFIX, _DEGREE, _TITLE)
    return not word[0].isupper() or is_office(word) or has_role(word) or any(each.fullmatch(word) for each in others)


def _of_two(part: str) -> list[str]:
    """Jane Doe & Joe Roe apart; Jobs & Hire and Jane & Joe Roe as they are."""
    sides = part.split(" & ")
    return sides if all(map(is_person, sides)) else [part]


def _is_beside(part: str, name: str) -> bool:
    """A role or a place behind a person: "Jane Doe, Senior Editor", "Jane Doe, London"."""
    is_single = _has_case(part) and " " not in part and agency_of(part) is None
    return is_person(name) and (is_single or (has_role(part) and not is_person(part)))


def _trimmed(text: str) -> str:
    text = text.strip(_EDGES + "(").lstrip(".")
    lead_in = _LEAD_IN.match(text)
    text = text[lead_in.end() :] if lead_in else text
    kind = _KIND_OF_TEXT.match(text)
    return _CLOSING.sub("", text[kind.end() :] if kind else text).strip(_EDGES + ')("“”„')


def _tidy(name: str) -> str:
    """A name as it is shown; "" when it is none."""
    name = name if _ABBREVIATED.search(name) else name.rstrip(".")
    if trailing := _TRAILING.fullmatch(name):
        name = trailing[1]
    if not name or _NO_NAME.search(name) or len(name) > MAX_CHARS or len(name.split()) > MAX_WORDS:
        return ""
    return _lowered(name) if name.isupper() else name


def _lowered(name: str) -> str:
    """JANE O'NEIL as Jane O'Neil; abbreviations stay."""
    words = name.split()
    if len(words) < 2 or is_office(name) or max(map(len, words)) <= 3:
        return name
    return " ".join(word if "." in word else re.sub(r"[^\W\d_]+", _capitalized, word) for word in words)


def _capitalized(word: re.Match[str]) -> str:
    is_spoken = len(word[0]) > 3 or re.search("[AEIOUYÄÖÜ]", word[0])
    return word[0].capitalize() if is_spoken else word[0]


def _is_initialled(name: str) -> bool:
    words = name.split()
    return len(words) == 2 and len(words[0].strip(".")) == 1


def _initials(name: str) -> tuple[str, str]:
    words = name.split()
    return words[0][0].casefold(), key_of(words[-1])


def _has_case(name: str) -> bool:
    return name.lower() != name.upper()
