"""What surely is no part of the article taken away, before BeautifulSoup builds its objects: they are what costs."""

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from parsers.page.body.boxes import INLINE, box_strength, is_caption

_SILENT = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas",
    "audio", "video", "map", "select", "datalist", "textarea", "input", "progress", "meter", "link", "meta",
    "title", "img", "source", "picture", "wbr",
)  # fmt: skip
_LOOKS = ("b", "i", "em", "strong", "font", "u", "span", "small", "sub", "sup", "mark", "abbr", "bdi")
_CAN_BE_BOXES = frozenset(("span", "font", "u", "small", "sub", "sup", "bdi"))
_EMPTY_MATTERS = frozenset(("br", "hr", "body", "html", "head"))
_PROSE = 60  # characters outside links; a box with less holds no paragraph
_NESTED = 10  # boxes in each other that are looked into: each look reads all that is inside
_PLAIN = "plain"  # no tag of HTML


def soup_of(root: HtmlElement) -> BeautifulSoup:
    """The readable rest of a page as soup. It takes from `root`: read everything else of the page before."""
    for tag in list(root.iter(*_SILENT)):
        tag.drop_tree()
    _drop_menus(root)
    _unwrap_looks(root)
    _drop_empty(root)
    return _soup(root)


def _drop_menus(root: HtmlElement) -> None:
    """Boxes and lists without prose: menus, buttons, rows of links."""
    stack = [(root, 0)]
    while stack:
        element, boxes = stack.pop()
        for child in list(element):
            if not isinstance(child.tag, str):
                continue
            suspect = boxes < _NESTED and _is_suspect(child)
            if suspect and _is_menu(child):
                child.drop_tree()
            elif len(child):
                stack.append((child, boxes + suspect))


def _is_suspect(element: HtmlElement) -> bool:
    if element.tag in ("ul", "ol"):
        return True
    if element.tag in INLINE or is_caption(element.tag, element.attrib):
        return False
    return box_strength(element.tag, element.attrib) > 0


def _is_menu(element: HtmlElement) -> bool:
    free, linked = _characters(element)
    return free < _PROSE and (free < linked or element.tag not in ("ul", "ol"))  # a list of a few words may be told


def _characters(element: HtmlElement) -> tuple[int, int]:
    """Outside and inside links."""
    total = sum(len(text.strip()) for text in element.itertext())
    linked = sum(len(text.strip()) for link in element.iter("a") for text in link.itertext())
    return total - linked, linked


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
