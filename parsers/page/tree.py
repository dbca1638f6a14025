"""One page, parsed once, and what it says of itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from parsers.page.head import Meta, meta_of
from parsers.page.json_ld import Node, articles_of, nodes_of
from parsers.urls import page_key

_TAG = re.compile(r"<[a-zA-Z/]")
MAX_TAGS = 200_000  # opening and closing marks of the largest of 1,054 saved news pages: 23,000
_BLANK = "<html><head></head><body></body></html>"
_UNREAD = ("script", "style", "noscript", "template")


@dataclass(frozen=True, slots=True)
class Tree:
    """A page as lxml elements, without comments."""

    root: HtmlElement  # <html>
    url: str
    meta: Meta
    nodes: list[Node]  # of JSON-LD, all of them
    node: Node  # that of this page's article; empty when there is none


def plant(text: str, url: str) -> Tree:
    """Parse a page. What browsers forgive is forgiven."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    data = text.encode("utf-8", "replace")
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        root = etree.fromstring(_BLANK, parser)
    nodes = nodes_of(root)
    return Tree(root, url, meta_of(root), nodes, _own_node(nodes, url))


def has_too_many_tags(text: str) -> bool:
    return len(_TAG.findall(text)) > 2 * MAX_TAGS  # an opening and a closing one each


def words(element: HtmlElement) -> str:
    """Its text as a reader sees it, without scripts; parts separated by one space."""
    return " ".join(" ".join(_texts(element)).split())


def is_inside(element: HtmlElement, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _texts(element: HtmlElement) -> Iterator[str]:
    for each in element.iter("*"):
        if each.text and each.tag not in _UNREAD:
            yield each.text
        if each.tail and each is not element:
            yield each.tail


def _own_node(nodes: list[Node], url: str) -> Node:
    articles = articles_of(nodes)
    key = page_key(url)
    for node in articles:
        whole = node.get("mainEntityOfPage")
        own = (node.get("url"), whole.get("@id") if isinstance(whole, dict) else whole, node.get("@id"))
        if any(isinstance(address, str) and page_key(address.split("#")[0]) == key for address in own):
            return node
    return next((n for n in articles if n.get("headline") or n.get("datePublished")), articles[0] if articles else {})
