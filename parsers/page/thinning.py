"""What surely is no part of the article taken away, before BeautifulSoup builds its objects: they are what costs."""

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

_SILENT = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "applet", "canvas",
    "audio", "video", "map", "select", "datalist", "textarea", "input", "progress", "meter", "link", "meta",
    "title",
)  # fmt: skip


def soup_of(root: HtmlElement) -> BeautifulSoup:
    """The readable rest of a page as soup. It takes from `root`: read everything else of the page before."""
    for tag in list(root.iter(*_SILENT)):
        tag.drop_tree()
    return BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml", multi_valued_attributes=None)
