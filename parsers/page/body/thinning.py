"""What surely is no part of the article taken away, before BeautifulSoup builds its objects: they are what costs."""

from itertools import islice
from typing import cast

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from parsers.page.body.boxes import INLINE, box_strength, is_caption, is_teaser
from parsers.page.evidence import FIRST_WORDS, Cut

_SILENT = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas",
    "audio", "video", "map", "select", "datalist", "textarea", "input", "progress", "meter", "link", "meta",
    "title", "img", "source", "picture", "wbr",
)  # fmt: skip
_LOOKS = ("b", "i", "em", "strong", "font", "u", "span", "small", "sub", "sup", "mark", "abbr", "bdi")
_CAN_BE_BOXES = frozenset(("span", "font", "u", "small", "sub", "sup", "bdi"))
_EMPTY_MATTERS = frozenset(("br", "hr", "body", "html", "head"))
_PROSE = 60  # characters outside links; a box with less holds no paragraph
_NESTED = 6  # boxes in each other that are looked into: each look reads all that is inside
_FREE = etree.XPath("descendant::text()[not(ancestor::a)]", smart_strings=False)
_LINKED = etree.XPath("descendant::a//text()", smart_strings=False)
_PLAIN = "plain"  # no tag of HTML


def soup_of(root: HtmlElement) -> tuple[BeautifulSoup, tuple[Cut, ...]]:
    """The readable rest of a page as soup, and the menus that it has no more.

    It takes from `root`: read everything else of the page before.
    """
    etree.strip_elements(root, *_SILENT, with_tail=False)
    menus = _drop_menus(root)
    _unwrap_looks(root)
    _drop_empty(root)
    return _soup(root), menus


def _drop_menus(root: HtmlElement) -> tuple[Cut, ...]:
    """Boxes and lists without prose: menus, buttons, rows of links."""
    menus: list[Cut] = []
    stack = [(root, 0)]
    while stack:
        element, boxes = stack.pop()
        for child in list(element):
            if not isinstance(child.tag, str):
                continue
            suspect = boxes < _NESTED and _is_suspect(child)
            if suspect and _is_menu(child):
                if text := _opening(child):
                    menus.append(Cut(text[:FIRST_WORDS], f"no prose ({_name(child)})"))
                child.drop_tree()
            elif len(child) and not is_teaser(child.attrib):  # by its links it is told whose it is
                stack.append((child, boxes + suspect))
    return tuple(menus)


def _opening(element: HtmlElement) -> str:
    return " ".join(" ".join(islice(element.itertext(), FIRST_WORDS)).split())


def _name(element: HtmlElement) -> str:
    names = (element.get("class") or element.get("id") or "").split()
    return f"{element.tag}.{names[0]}" if names else str(element.tag)


def _is_suspect(element: HtmlElement) -> bool:
    if element.tag in ("ul", "ol"):
        return not _is_beside_prose(element)
    if element.tag in INLINE or not box_strength(element.tag, element.attrib):
        return False
    return not is_caption(element.tag, element.attrib)


def _is_beside_prose(element: HtmlElement) -> bool:
    """A list of names in an article, or of other stories; who reads the body tells them apart, and tells the cut."""
    return any(near is not None and near.tag == "p" for near in (element.getprevious(), element.getnext()))


def _is_menu(element: HtmlElement) -> bool:
    free = 0
    for text in cast(list[str], _FREE(element)):
        free += len(text.strip())
        if free >= _PROSE:
            return False
    if element.tag not in ("ul", "ol"):
        return True
    return free < sum(len(text.strip()) for text in cast(list[str], _LINKED(element)))  # few words may still be told


def _drop_empty(root: HtmlElement) -> None:
    """Elements without a word, unless they part two pieces of text."""
    for element in reversed(list(root.iter(etree.Element))):
        if len(element) or element.tag in _EMPTY_MATTERS or not _is_blank(element.text) or not _is_blank(element.tail):
            continue
        if element.text:
            element.tail = f" {element.tail or ''}"
        element.drop_tree()


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _unwrap_looks(root: HtmlElement) -> None:
    """Tags inside a line that mean nothing to where it begins and ends."""
    for element in root.iter(*_LOOKS):
        if element.tag not in _CAN_BE_BOXES or not box_strength(element.tag, element.attrib):
            element.tag = _PLAIN
    etree.strip_tags(root, _PLAIN)


def _soup(root: HtmlElement) -> BeautifulSoup:
    return BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml", multi_valued_attributes=None)
