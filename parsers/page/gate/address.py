"""What the address of a page tells of its kind."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_YEAR = re.compile(r"/(?:19|20)\d\d(?:[-/._]?(?:0[1-9]|1[0-2])|/[^/]*[^\W_])")
_CALENDAR = re.compile(r"/(?:19|20)\d\d(?:[-/]\d\d?){0,2}/?$")  # all of a day, a month or a year
_NUMBER = re.compile(r"\d{5}|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.I)  # a story's id: years have four
_BELOW_SHELF = re.compile(  # what stands right below these names one of them, however long
    r"/(?:tags?|labels?|hashtags?|etiquetas?|schlagwort(?:e|er)?|mots?-cles?|categor(?:y|ies)|categor[ií]as?|kategorien?"
    r"|authors?|auteurs?|autor(?:en|es)?|profiles?|search)/[^/]+/?$|/(?:topics?|sections?|rubrics?)/[\d-]+/?$",
    re.I,
)
_ID = re.compile(r"\w*(?:id|no|nr|num|seq|code|art|article|artikel|news|story|doc|item|p|v)(?:\w{0,3}|\[\w*\])", re.I)
_ID_VALUE = re.compile(r"\d[\d_.-]*\d|[\w-]{10,12}")  # a number, or the eleven signs that video sites use
_STORY = re.compile(r"/(?:articles?|artikel|articulo|articolo|artigo|story|stories|node|haber|berita)/[^/]", re.I)
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml|cfm)$", re.I)
_INDEX = re.compile(r"/(?:index|default)\.\w+$", re.I)
_JOINTS = re.compile(r"[-_+ ~,]+")
_SEARCH = re.compile(r"s|q|query|search|suche|keyword|keywords|tag|cat|category|page|paged", re.I)
# Shelves, in the words of the languages whose sites use them. They count only without a slug or number below.
_SHELF = re.compile(
    r"tags?|labels?|etiquetas?|schlagwort(?:e|er)?|stichwort|mots?-cles?|categor(?:y|ies)|categor[ií]as?"
    r"|categorie[ns]?"
    r"|kategori(?:e|en|a|er)?|rubri(?:ca|c|k|que|ques|ken|ik)|rubrikk?er|sections?|secci[oó]n|se[cç][aã]o|ressorts?"
    r"|topics?|themen?|themes?|tem(?:as?|y|i)|onderwerp|[aä]mne|emne|authors?|auteurs?|autor(?:en|es|i)?"
    r"|autore|profiles?"
    r"|search|suche?|recherche|buscar?|busca|cerca|zoeken|szukaj|ara|poisk|archives?|archiv[eo]?|arquivo"
    r"|arkiv|archiwum"
    r"|shop|store|products?|produ(?:kte|its|ctos|tos)|collections?|kollektion(?:en)?|browse|catalog(?:ue|s|ues)?|plp"
    r"|departments?|pages?|index|listing|hub|latest|directory",
    re.I,
)


def is_front(url: str) -> bool:
    """The address of a whole site: no path, and nothing in the query that names a page."""
    parts = urlsplit(url)
    return bool(parts.hostname) and parts.path in ("", "/") and not _names_page(parts.query)


def names_story(url: str) -> bool:
    """A date, a long number or a headline in words: what lists have no need of."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if _BELOW_SHELF.search(path):
        return False
    words = _words_of_slug(path)
    return bool(
        len(words) >= 5  # four is also "mens-casual-running-shoes"
        or (_YEAR.search(path) and not _CALENDAR.search(path))
        or _NUMBER.search(path)
        or _STORY.search(path)
        or _names_page(parts.query)
        or (_ENDING.search(path) and len(words) >= 3)
    )


def repeats(url: str, headline: str) -> bool:
    """The address is the headline once more, or most of it."""
    said = set(re.findall(r"\w+", headline.casefold()))
    slug = _words_of_slug(unquote(urlsplit(url).path).casefold())
    return len(slug) >= 4 and sum(word in said for word in slug) >= 0.6 * len(slug)  # what is left out are small words


def names_shelf(url: str) -> bool:
    """A tag, a section, an author, a search, a shop: by the words that sites use for them."""
    parts = urlsplit(url)
    steps = [_ENDING.sub("", step) for step in unquote(_INDEX.sub("/", parts.path)).split("/") if step]
    asked = any(_SEARCH.fullmatch(key) for key, _ in parse_qsl(parts.query))
    return asked or bool(_CALENDAR.search(parts.path)) or any(_SHELF.fullmatch(step) for step in steps)


def _words_of_slug(path: str) -> list[str]:
    steps = [step for step in _INDEX.sub("/", path).split("/") if step]
    slug = max(steps[-2:], key=lambda step: len(_JOINTS.split(step)), default="")  # the last may be "amp" or "1"
    return [word for word in _JOINTS.split(_ENDING.sub("", slug)) if word]


def _names_page(query: str) -> bool:
    return any(_ID.fullmatch(key) and _ID_VALUE.fullmatch(value) for key, value in parse_qsl(query))
