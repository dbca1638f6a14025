"""The by-line that a page shows its readers: told by its marks, and by how near it stands to the headline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from parsers.page.author.agencies import agency_of
from parsers.page.author.names import is_office, is_person, merged, names_in
from parsers.page.author.roles import has_role
from parsers.page.tree import texts_of

_TAGS = (
    "a", "span", "div", "p", "li", "ul", "ol", "dl", "dd", "dt", "address", "byline", "author", "section", "header",
    "footer", "aside", "cite", "em", "strong", "b", "i", "small", "h2", "h3", "h4", "h5", "h6", "td", "tr", "table",
    "time", "font", "label",
)  # fmt: skip
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es|i|a|as|zy|e)?|auteurs?|profiles?|people|reporters?|contributors?|writers?|staff"
    r"|journalist(?:en|es|i|s|e)?|redaktion|redakteure?|columnists?|users?|members?|producers|by|team|skribent(?:er)?"
    r"|yazar(?:lar)?|penulis|creators?)/[^/]"
)
_ACCOUNT = re.compile(r"/@[\w.-]+/?$")  # where writers publish under their own names
_TO_ACCOUNT = "link to an account"
_ONLY_NEAR = (_TO_ACCOUNT, "<address>")  # further off they belong to the outlet, or to somebody in the text
_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:by[-_]?lines?|authors?|writer|autor(?:en|es|i|e|a)?|auteurs?|reporters?|redakteur|contributors?"
    r"|journalist|creator|skribent|forfatter|yazar|penulis|verfasser|firma|signature"
    r"|vcard)(?:names?|list|info|text)?(?:[-_ ]|$)"
)
_MAYBE_BYLINE = re.compile(
    r"author|by[-_]?line|autor|auteur|writer|reporter|redakteur|contributor|journalist|creator|skribent|forfatter"
    r"|yazar|penulis|verfasser|firma|signature|vcard"
)  # for speed: most names hold none of these
# What holds the names of others: those who comment, who took pictures, who wrote other stories.
_ELSEWHERE = re.compile(
    r"(?:^|[-_ ])(?:comments?|kommentare?|commentlist|commentaires|comentarios|disqus|respond|repl(?:y|ies)|related"
    r"|recommend\w*|recent\w*|popular|trending|most[-_]read|latest|(?:site|page)-footer|(?:fig)?caption|credit"
    r"|copyright|tweet|(?<!with-)(?<!has-)(?<!no-)(?:photo(?:grapher)?s?|images?|bild|foto))(?:[-_ ]|$)"
)
_OFTEN_ELSEWHERE = re.compile(
    r"(?:^|[-_ ])(?:teasers?|sidebar|widget|(?<!author-)cards?|summary-item|carousel|slider|promo)(?:[-_ ]|$)"
)
_ELSEWHERE_TAGS = frozenset(
    ("nav", "figure", "figcaption", "blockquote", "form", "button", "noscript", "select", "template", "picture")
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PICTURES = re.compile(
    r"(?:photo(?:graph)?s?|foto(?:s|grafie)?|image|bild(?:er)?|picture|illustration|grafik|video|©)", re.I
)
_WROTE = (
    r"(?:(?:written|posted|published|reported|submitted|words|story|text|geschrieben|verfasst|publié|scritto|escrito)\s+(?:by|von"
    r"|par|da|por)|by|von|par|por|di|door|av|af|przez|autor(?:in|en|a|es|e|i)?|authors?|auteur|texte?|texto|testo"
    r"|redaktion|redakteur(?:in)?|от|автор|текст|מאת|بقلم|كتب|记者|記者|责编|责任编辑|編輯|编辑|撰文|文|著者|執筆"
    r"|به قلم|نویسنده|द्वारा|लेखक|लेखिका|লিখেছেন|எழுதியவர்|ရေးသားသူ|ရေးသူ|ጸሐፊ|ავტორი|Հեղինակ"
    r"|γράφ(?:ει|ουν)\s(?:ο|η|οι)|συντάκτ(?:ης|ρια))"
)
_SAID = re.compile(rf"\W{{0,3}}{_WROTE}(?:\s*[:：／]\s*|\s+)(\S.{{1,80}})$", re.I)  # "By Jane Doe"
_HALF_SAID = re.compile(rf"\W{{0,3}}{_WROTE}\W*$", re.I)  # "By", and the name in an element of its own
_LABELLED = re.compile(rf"[-–—(（【\[\s]{{0,3}}{_WROTE}\s*[:：]\s*(\S.{{1,80}}?)\W*$", re.I)  # "Text: Jane Doe"
_BELOW = etree.XPath("following::text()[normalize-space()][position() < 60]")
_WITH_COLON = etree.XPath("/html/body//text()[contains(., ':') or contains(., '：')]")
_JOINT = re.compile(r"[,;/|&·、]|and|und|et|y|e|i|og|och|en|ve|и|و", re.I)  # between two names
_TIME = re.compile(r"\d{1,2}[.:/]\d{2}|\b\d{4}\b")
_UNREAD = ("script", "style", "noscript", "time", "button", "svg", "title", "figcaption")

MAX_CHARS = 200  # of a by-line; what is longer is a biography
MAX_MARKED, MAX_HEADINGS = 400, 120  # looked at; the most on any of 627 saved news pages: 361, 108
MAX_COLONS = 400  # texts with a colon that are looked at for a label
TITLE_CHARS = 12  # of a text that is a title, and no word of it
MAX_LEVELS = 60  # steps up from a name; the deepest on those pages: 36
TEASER_TAGS, TEASER_CHARS = 40, 60  # of the box around one headline in a list; of a name that is a link
NEAR = 6  # steps up from the headline to what holds both: its header, its article, at most the article's column
PER_STEP, WITH_HEADLINE = 0.9, 3  # taken from the worth of a mark, whose kinds are worth 2 to 4; added to it
ASIDE, FAR = 2, 12  # steps further than it stands: in a box beside the article; without a headline
CLOSE_LINES = 8  # below the headline: of this article whatever box they stand in, and one word after "by" is a handle


@dataclass(frozen=True, slots=True)
class Signature:
    """A by-line as shown. `is_near`: it stands with the headline."""

    names: tuple[str, ...]
    where: str
    is_near: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """An element that is marked as a by-line. `worth`: how much speaks for it."""

    element: HtmlElement
    names: tuple[str, ...]
    where: str
    worth: float
    steps: int


def signature_of(root: HtmlElement, title: str) -> Signature | None:
    """The by-line that stands nearest to the headline, else a line anywhere that says "Text: Jane Doe"."""
    headline = _headline(root, title)
    above = {element: step for step, element in enumerate(_upwards(headline))}
    marked = ((element, kind) for element in root.iter(*_TAGS) if (kind := _kind(element)))
    marks = [mark for element, kind in islice(marked, MAX_MARKED) if (mark := _mark(element, kind, above))]
    best = max(marks, key=lambda mark: mark.worth, default=None)  # of equals the first
    if best is not None and best.worth > 0:
        return Signature(_with_fellows(best, marks), best.where, best.steps <= NEAR)
    guess = Signature(best.names, best.where, is_near=False) if best is not None else None
    return (
        _said_below(_title_without_heading(root, title) if headline is None else headline, above)
        or guess
        or _labelled(root)
    )


def _headline(root: HtmlElement, title: str) -> HtmlElement | None:
    """The heading that says most of the title, an h1 before others."""
    wanted = set(title.casefold().split())
    headings = islice(root.iter("h1", "h2", "h3"), MAX_HEADINGS)
    return max(headings, key=lambda each: _likeness(each, wanted), default=None)


def _title_without_heading(root: HtmlElement, title: str) -> HtmlElement | None:
    texts = ((element, " ".join((element.text or "").split())) for element in root.iter(*_TAGS))
    return next((element for element, text in texts if len(text) > TITLE_CHARS and title.startswith(text)), None)


def _likeness(heading: HtmlElement, wanted: set[str]) -> float:
    said = set(" ".join(_pieces(heading, 2 * MAX_CHARS) or ()).casefold().split())
    return len(wanted & said) / max(1, len(wanted)) + (0.3 if heading.tag == "h1" else 0)


def _upwards(element: HtmlElement | None) -> list[HtmlElement]:
    return [] if element is None else [element, *element.iterancestors()]


def _kind(element: HtmlElement) -> tuple[str, float] | None:
    """What marks an element as a by-line, and what that is worth."""
    get, tag = element.get, element.tag
    if tag == "a" and "author" in (get("rel") or "").split():
        return "rel=author", 4
    if (field := get("itemprop")) and "author" in field:
        return "itemprop=author", 4
    if tag == "a" and _AUTHOR_PAGE.search(get("href") or ""):
        return "link to the author", 3
    if tag == "a" and _ACCOUNT.search(get("href") or ""):
        return _TO_ACCOUNT, 2
    if tag in ("byline", "address"):
        return f"<{tag}>", 2
    names = get("class") or get("id")
    return ("by-line", 2.5) if names and _is_byline(names) else None


@lru_cache(4_096)  # the pages of a site say the same few hundred classes again and again
def _is_byline(names: str) -> bool:
    return bool(_MAYBE_BYLINE.search(names.lower()) and _BYLINE.search(_CAMEL.sub("-", names).lower()))


def _mark(element: HtmlElement, kind: tuple[str, float], above: dict[HtmlElement, int]) -> _Mark | None:
    where, worth = kind
    steps = None if element in above else _distance(element, above)
    if steps is None or (element.tag == "a" and _is_in_prose(element)):
        return None
    if steps > NEAR and where in _ONLY_NEAR:
        return None
    names = _names_at(element, is_sure=worth >= 3)
    worth += any(map(is_person, names)) - PER_STEP * steps + (WITH_HEADLINE if above else 0)
    return _Mark(element, names, where, worth, steps) if names else None


def _distance(element: HtmlElement, above: dict[HtmlElement, int]) -> int | None:
    """Steps up from the headline to what holds both; None inside something that names others."""
    if element.tag in _ELSEWHERE_TAGS or "comment" in (element.get("class") or "").lower():
        return None
    further = 0
    for level, ancestor in enumerate(islice(element.iterancestors(), MAX_LEVELS)):
        if ancestor in above:
            return above[ancestor] + further
        box = _box(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}")
        if box == 2 or ancestor.tag in _ELSEWHERE_TAGS or (level < 5 and _is_teaser(ancestor)):
            return None
        further = max(further, ASIDE * box)
    return FAR


@lru_cache(4_096)
def _box(names: str) -> int:
    """2: it names others; 1: it often does; 0: nothing speaks for it."""
    plain = _CAMEL.sub("-", names).lower()
    return 2 if _ELSEWHERE.search(plain) else int(bool(_OFTEN_ELSEWHERE.search(plain)))


def _is_in_prose(link: HtmlElement) -> bool:
    """A link in a sentence leads to somebody that the article is about."""
    paragraph = next(link.iterancestors("p"), None)
    return paragraph is not None and _pieces(paragraph, MAX_CHARS) is None


def _is_teaser(element: HtmlElement) -> bool:
    """A small box with a heading that leads to another story, or that leads there as a whole."""
    if element.tag == "a":
        return not _leads_to_author(element) and _pieces(element, TEASER_CHARS) is None
    if next(islice(element.iter("*"), TEASER_TAGS, None), None) is not None:
        return False
    headings = element.iter("h2", "h3", "h4", "h5")
    links = (link for heading in headings for link in (*heading.iter("a"), *heading.iterancestors("a")))
    return not all(map(_leads_to_author, links))


def _leads_to_author(link: HtmlElement) -> bool:
    return bool(_AUTHOR_PAGE.search(link.get("href") or ""))


def _names_at(element: HtmlElement, *, is_sure: bool) -> tuple[str, ...]:
    """People; else an office; else, where the mark is a sure one, the one word that somebody signs with."""
    pieces = _pieces(element, MAX_CHARS)
    if not pieces or _PICTURES.match(pieces[0]):
        return ()
    names = names_in(["\n".join(pieces) if not _is_one_name(pieces) else " ".join(pieces)])
    offices = tuple(name for name in names if is_office(name) and not _TIME.search(name))
    return _credited(names) or offices[:1] or (_handle(names) if is_sure or _SAID.match(pieces[0]) else ())


def _is_one_name(pieces: list[str]) -> bool:
    """The first and the last name in an element each."""
    return len(pieces) == 2 and all(" " not in piece and piece.isalpha() and piece.istitle() for piece in pieces)


def _people(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if is_person(name) and not has_role(name))


def _credited(names: tuple[str, ...]) -> tuple[str, ...]:
    """People, and agencies beside them."""
    people = _people(names)
    return tuple(name for name in names if name in people or agency_of(name)) if people else ()


def _handle(names: Iterable[str]) -> tuple[str, ...]:
    single = (name for name in names if " " not in name and not has_role(name) and not _TIME.search(name))
    return tuple(name for name in single if sum(map(str.isalpha, name)) > 2)[:1]


def _pieces(element: HtmlElement, limit: int) -> list[str] | None:
    """Its texts one by one; None when they have more characters than `limit`."""
    pieces, chars = [], 0
    for text in filter(None, (" ".join(text.split()) for text in texts_of(element, _UNREAD))):
        pieces.append(text)
        chars += len(text)
        if chars > limit:
            return None
    return pieces


def _with_fellows(best: _Mark, marks: Iterable[_Mark]) -> tuple[str, ...]:
    """All names of a by-line: those marked in the same way beside the best one, or those of the line around it."""
    line = set(best.element.iterancestors())
    beside = [mark for mark in marks if mark.where == best.where and mark.worth == best.worth and _is_close(mark, best)]
    around = [mark.names for mark in marks if mark.element in line and set(best.names) < set(mark.names)]
    return max([merged(name for mark in beside for name in mark.names), *around], key=len)


def _is_close(one: _Mark, other: _Mark, levels: int = 4) -> bool:
    near = _upwards(other.element)[: levels + 1]
    return any(ancestor in near for ancestor in _upwards(one.element)[: levels + 1])


def _said_below(headline: HtmlElement | None, above: dict[HtmlElement, int]) -> Signature | None:
    """A line below the headline that says "By Jane Doe"."""
    below = cast("list[etree._ElementUnicodeResult]", _BELOW(headline)) if headline is not None else []
    texts = [" ".join(text.split()) for text in below]
    for place, text in enumerate(texts):
        said = _SAID.match(text)
        line = said[1] if said else _joined(texts[place + 1 :]) if _HALF_SAID.match(text) else ""
        names = names_in([line]) if len(line) <= MAX_CHARS else ()
        found = _credited(names) or (_handle(names) if place < CLOSE_LINES else ())
        if found and (place < CLOSE_LINES or _is_own(below[place].getparent(), above)):
            return Signature(found, "line under the headline", is_near=True)
    return None


def _joined(texts: list[str]) -> str:
    """The first text, and those that a comma or an "and" joins to it."""
    line = texts[:1]
    for joint, name in zip(texts[1::2], texts[2::2], strict=False):
        if not _JOINT.fullmatch(joint):
            break
        line += [joint, name]
    return " ".join(line)


def _is_own(element: HtmlElement, above: dict[HtmlElement, int]) -> bool:
    return element in above or _distance(element, above) is not None


def _labelled(root: HtmlElement) -> Signature | None:
    """A short line anywhere that says "Text: Jane Doe"."""
    for text in cast(list[str], _WITH_COLON(root))[:MAX_COLONS]:
        said = _LABELLED.match(" ".join(text.split())) if len(text) <= MAX_CHARS else None
        if said and (names := _credited(names_in([said[1]]))):
            return Signature(names, "labelled line", is_near=False)
    return None
