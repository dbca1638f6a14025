"""One spelling of a path for all its guises, and whether it names its page."""

import posixpath
import re
import unicodedata
from enum import IntEnum
from urllib.parse import quote, unquote, unquote_to_bytes

_KEEP = "!$'()*+,:@~"  # said as itself in a path; anything else is escaped
_PLAIN = re.compile(r"(?:/(?!\.)[\w!$'()*+,:@~.-]+)*/?", re.A)  # as _spelled leaves it, but for the last slash
_ENDS = ("/", "%20", "%09", "%0A", "%0D", "%C2%A0", "%E2%80%8B")  # blanks that were copied with the link
_LONGEST = 2_000  # characters; no newsroom dresses more, and to undress a thousand dresses takes long
_SESSION = re.compile(r";(?:jsession|phpsess|aspsession|s|sess|session_?)id=[^/?]*|/\([a-z]\([0-9a-z]{8,}\)\)", re.I)
_STRAY = re.compile(r"(?:&|%3f|\?)(?:utm_|fbclid=|gclid=).*$", re.I)  # a query whose question mark was lost or escaped

# What may make a guise of a path: looked for first, since most paths have none of it.
_DRESSES = ("index.", "default.", "amp", "print", "/mobile/", "/m/")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|phtml|aspx?|jspx?|shtml|cfm|cgi|do|pl)$", re.I)
_FRONT_SCRIPT = re.compile(r"^/index\.php(?=/)", re.I)
_AMP_START = re.compile(r"^/amp(?:html)?(?=/)", re.I)
_AMP_WITHIN = re.compile(r"/amp(?=/[^/]+$)|(?<=/)amp[_-](?=(?:article|video|live)?(?:show|story|blog)/)", re.I)
_AMP_END = re.compile(r"(?<=.)/amp(?:html|\.html?)?$|[._-]amp(?=\.html?$)|\.amp(?:html)?$", re.I)
_SECTION = re.compile(r"/(?!print)[a-z]+$", re.I)  # one word, not a headline: what stands behind it may be its name
_PRINT_START = re.compile(r"^/(?:print(?:er|able|version|article)?)(?=/)", re.I)
_PRINT_END = re.compile(
    r"/(?:print(?:er|able|version|view)?(?:\.(?:html?|php|aspx?))?)$|[._-]print(?:able|er)?(?=\.[a-z]{3,5}$)", re.I
)
_MOBILE_START = re.compile(r"^/(?:m|mobile)(?=/)", re.I)

_WORDS = re.compile(r"[^\W\d_]{2,}|\d+")
_LONG_WORDS = re.compile(r"[^\W\d_]{3,}")
_DATED = re.compile(r"/(?:19|20)\d\d(?:[/-]?\d\d?|/[a-z]{3,9})(?:[/-]?\d\d?)?/", re.I)
_NUMBERED = re.compile(r"\d{7,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24}", re.I)
_TOKEN = re.compile(r"(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[A-Za-z\d]{20,}(?:\.[a-z]{3,5})?")  # a code that nobody typed
_NUMBER_LAST = re.compile(r"(?:.*[^\d_\W][-_,.])?\d{5,}(?:\.[a-z]{3,5})?", re.I)  # 12345, news-12345.html
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_SOLID = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts that run words together
_CODE = re.compile(r"(?=.*[A-Z\d])(?=.*[A-Za-z])[A-Za-z\d]{4,8}")
_ARTICLE = re.compile(r"(?:story|article|detail|index)(?:\.s?html?)?", re.I)
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jspx?|cfm|cgi|pl|do|dll|exe)$", re.I)


class Naming(IntEnum):
    """How surely a path says which article it leads to, whatever the query says."""

    NOT = 0
    WORDS = 1  # a headline, or a number that may be a section's
    NUMBER = 2  # an article's own number, too long to be anything else's


def path_key(path: str) -> str:
    """The one spelling of a path: "" or "/…", without a slash at its end."""
    path = path.rstrip("/") if _PLAIN.fullmatch(path) and "((" not in path and "/(" not in path else _spelled(path)
    lower = path.lower()
    # a list is sooner made than a generator
    if len(path) > _LONGEST or not any([dress in lower for dress in _DRESSES]):  # noqa: C419
        return path
    while (barer := _undressed(path)) != path:
        path = barer
    return path


def naming(path: str) -> Naming:
    """Whether the path says which article it is: by a slug of words, a long number or a UUID in its last segment.

    Or in the one before, where the last is but a code ("/four-shot-in-bar/nkXFD"), a word for articles
    ("/2321911002/story"), or the words to a number ("/22294063/four-shot").
    """
    before, _, last = path.rpartition("/")
    last = unquote(last)
    own = _naming_of(last)
    if own or not before or _SCRIPT.search(last):
        return own
    words = len(_LONG_WORDS.findall(last))
    if words >= 2 and _DATED.search(path):
        return Naming.WORDS
    is_code = _CODE.fullmatch(last) or _ARTICLE.fullmatch(last)
    least = Naming.WORDS if is_code else Naming.NUMBER
    is_named = (is_code or words >= 2) and _naming_of(unquote(before.rsplit("/", 1)[-1])) >= least
    return Naming.WORDS if is_named else Naming.NOT


def _naming_of(segment: str) -> Naming:
    dateless = _DAY.sub("", segment)
    if _NUMBERED.search(dateless) or _TOKEN.fullmatch(segment):
        return Naming.NUMBER
    is_headline = len(_WORDS.findall(segment)) >= 4 or len(_SOLID.findall(segment)) >= 8
    return Naming.WORDS if is_headline or _NUMBER_LAST.fullmatch(dateless) else Naming.NOT


def _spelled(path: str) -> str:
    """Escapes, doubled slashes, steps up and down, sessions, and what was glued to the end."""
    path = _STRAY.sub("", _SESSION.sub("", path))
    path = re.sub(r"/{2,}", "/", path)
    path = "/".join(_escaped(part) for part in path.split("/"))
    return _trimmed(posixpath.normpath("/" + path.lstrip("/")))


def _trimmed(path: str) -> str:
    while path.endswith(_ENDS):
        path = path[: -next(len(end) for end in _ENDS if path.endswith(end))]
    return path


def _escaped(part: str) -> str:
    """One spelling of a path segment. %2F stays: it is no separator."""
    try:
        text = unquote(part, errors="strict")
    except UnicodeDecodeError:
        return quote(unquote_to_bytes(part), safe=_KEEP)
    return quote(text if text.isascii() else unicodedata.normalize("NFC", text), safe=_KEEP)


def _undressed(path: str) -> str:
    """One dress less: index page, AMP, print, mobile. What may be a page's own name is left where it is."""
    path = _INDEX.sub("", _FRONT_SCRIPT.sub("", path))
    path = _AMP_START.sub("", path)
    path = _if_named(_AMP_WITHIN, path)
    if found := _AMP_END.search(path):
        rest = path[: found.start()] + path[found.end() :]
        path = path if found[0][0] == "/" and _SECTION.search(rest) and not _DATED.search(path) else rest
    for dress in (_PRINT_START, _PRINT_END, _MOBILE_START):
        path = _if_named(dress, path)
    return _trimmed(path)


def _if_named(dress: re.Pattern[str], path: str) -> str:
    """Take it off where what is left still names an article: "/mobile/" alone is a section."""
    bare = dress.sub("", path)
    return bare if bare != path and naming(bare) else path
