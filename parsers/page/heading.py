"""The headings that a page shows, as a reader sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from parsers.page.body.boxes import names_of
from parsers.page.tree import is_inside

_FLOW = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "strong", "sub", "sup", "tt", "u", "wbr",
))  # fmt: skip
_UNREAD = frozenset(("script", "style", "noscript", "template", "svg", "button", "picture", "figure", "img", "input"))
_KICKER = re.compile(
    r"(?:^|[-_ ])(?:kicker|eyebrow|overline|over-?title|top-?line|head-?line-?prefix|dachzeile|spitzmarke|ober-?zeile"
    r"|roof-?line|surtitre|sur-?title|super-?title|ante-?titulo|volanta|cintillo|chapeu|occhiello|rubri[ck]e?|vignette"
    r"|sr-only|visually-?hidden|screen-?reader(?:-text)?)(?:[-_ ]|$)",
    re.I,
)
_ASIDE = ("nav", "aside", "footer")
_TRAIL = re.compile(r"breadcrumb|bread-crumb|crumbs\b", re.I)
_FRONT = re.compile(r"/(?:index\.\w+|[a-z]{2}/?)?")  # "/de/" is the front page in German
_REACH = 6  # ancestors that tell where a heading stands; more hold the whole page
_DEPTH = 12  # elements in one another inside a heading; more is no heading
_MAX_CHARS = 600  # the longest headline that was seen has 300; one left open holds the whole page
MAX_HEADINGS = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in its pieces: what stands in an element of its own inside it is one."""

    element: HtmlElement
    pieces: tuple[str, ...]
    labels: int  # so many of the first pieces call themselves a kicker or are not shown

    @property
    def text(self) -> str:
        return " ".join(self.pieces)

    @property
    def is_aside(self) -> bool:
        """In a menu or in a trail of links."""
        around = (self.element, *_ancestors(self.element))
        return is_inside(self.element, *_ASIDE) or any(_TRAIL.search(names_of(each.attrib)) for each in around)

    @property
    def is_inside(self) -> bool:
        return is_inside(self.element, "article", "main")


def headings_of(root: HtmlElement, tag: str, url: str) -> list[Heading]:
    """Those of one tag, each text once; what only leads to the front page is left out."""
    found: dict[tuple[str, ...], Heading] = {}
    for _, element in zip(range(MAX_HEADINGS), root.iter(tag), strict=False):
        heading = _read(element)
        if 0 < sum(map(len, heading.pieces)) < _MAX_CHARS and not _is_logo(element, url):
            found.setdefault(heading.pieces, heading)
    return list(found.values())


def _read(element: HtmlElement) -> Heading:
    runs: list[tuple[str, bool]] = []
    _collect(element, False, runs, _DEPTH)
    pieces = [(" ".join(text.split()), is_label) for text, is_label in runs]
    pieces = [(text, is_label) for text, is_label in pieces if text]
    labels = next((i for i, (_, is_label) in enumerate(pieces) if not is_label), 0)
    return Heading(element, tuple(text for text, _ in pieces), labels)


def _collect(element: HtmlElement, is_label: bool, runs: list[tuple[str, bool]], depth: int) -> None:
    """Texts in order; those of tags that flow with the words run on, those of others start anew."""
    _run_on(runs, element.text or "", is_label)
    for child in element if depth else ():
        if child.tag not in _UNREAD and child.tag in _FLOW:
            _collect(child, is_label, runs, depth - 1)
        elif child.tag not in _UNREAD:
            _set_apart(child, is_label, runs, depth - 1)
        _run_on(runs, child.tail or "", is_label)


def _set_apart(child: HtmlElement, is_label: bool, runs: list[tuple[str, bool]], depth: int) -> None:
    inner: list[tuple[str, bool]] = []
    _collect(child, is_label or bool(_KICKER.search(names_of(child.attrib))), inner, depth)
    if child.tag == "span" and runs and inner and _is_torn(runs[-1][0], inner[0][0]):
        runs[-1] = (runs[-1][0] + inner.pop(0)[0], is_label)
    runs.extend(inner)
    runs.append(("", is_label))


def _run_on(runs: list[tuple[str, bool]], text: str, is_label: bool) -> None:
    if not runs:
        runs.append((text, is_label))
    elif runs[-1] == ("", is_label) and len(runs) > 1 and _is_torn(runs[-2][0], text):
        runs[-2:] = [(runs[-2][0] + text, runs[-2][1])]
    else:
        runs[-1] = (runs[-1][0] + text, is_label)


def _is_torn(before: str, after: str) -> bool:
    """One word or its mark in two elements: "<span>A</span>nders", "<span>Berlin</span>, at last"."""
    if not before or not after or before[-1].isspace() or after[0].isspace():
        return False
    return after[0] in ",.;:!?’”»)" or (before[-1].isalnum() and after[0].isalnum() and len(before.split()[-1]) == 1)


def _ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    for _, above in zip(range(_REACH), element.iterancestors(), strict=False):
        if above.tag in ("article", "main", "body"):
            return
        yield above


def _is_logo(element: HtmlElement, url: str) -> bool:
    link = element.find(".//a[@href]")
    return link is not None and leads_to_front(link, url)


def leads_to_front(link: HtmlElement, url: str) -> bool:
    """Tell whether a link leads from a page to the front of a site."""
    try:
        target = urlsplit(urljoin(url, link.get("href") or ""))
    except ValueError:
        return False
    is_here = target.path == urlsplit(url).path
    return bool(_FRONT.fullmatch(target.path or "/")) and not target.query and not is_here
