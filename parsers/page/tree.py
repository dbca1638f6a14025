"""One page, parsed once, and what it says of itself."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from parsers.page.head import Meta, canonical, first, meta_of
from parsers.page.json_ld import Node, nodes_of
from parsers.page.microdata import articles_in
from parsers.page.own_node import own_node
from parsers.page.scrubbing import scrub

_TAG = re.compile(r"<[a-zA-Z/]")
_OPENING = re.compile(r"<[a-zA-Z](?:[^>=]+|=\s*\"[^\"]*\"|=\s*'[^']*'|=)*")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
MAX_TAGS = 100_000  # opening and closing marks of the largest of 1,054 saved news pages: 23,000
MAX_CHARS = 16_000_000  # those of the same: 2,930,000
MAX_STEPS = 400_000_000  # half a second: libxml2 walks all attributes of an element to add one (saved pages: 73)
MAX_COMMENTS = 15_000  # ten times the most: libxml2 takes 24 s to write an attribute with 100,000 of their openings
_LONG = 4_000  # characters; what is shorter has no room for attributes that take time
_BLANK = b"<html><head></head><body></body></html>"
_UNREAD = ("script", "style", "noscript", "template")


class TooDeepError(Exception):
    """The page is nested deeper, or is larger in one of its parts, than any honest one."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A page as lxml elements, without comments."""

    root: HtmlElement  # <html>
    url: str
    meta: Meta
    nodes: list[Node]  # of JSON-LD, all of them
    node: Node  # that of this page's article; empty when there is none
    told_in: str = "JSON-LD"  # where `node` was read, or "microdata"


def plant(text: str, url: str) -> Tree:
    """Parse a page. What browsers forgive is forgiven. Raises TooDeepError."""
    root = _parsed(scrub(text))
    if root is None:
        root = _parsed(_BLANK)
    nodes = nodes_of(root)
    meta = meta_of(root)
    addresses, titles = _addresses(root, meta, url), _titles(root, meta)
    if own := own_node(nodes, addresses, titles):
        return Tree(root, url, meta, nodes, own)
    return Tree(root, url, meta, nodes, own_node(articles_in(root), addresses, titles), "microdata")


def _parsed(data: bytes) -> HtmlElement | None:
    """libxml2 stops in silence at 256 nested elements (the deepest of 1,054 saved news pages: 43), or 10 MB in one
    text or attribute (1.5 MB): what it gives then is a piece of the page.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    root = etree.fromstring(data, parser) if data.strip() else None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise TooDeepError
    return root


def is_too_large(text: str) -> bool:
    """More than any honest page: tags, attributes in one of them, comments, or characters in all."""
    marks = text.count("<")
    return (
        len(text) > MAX_CHARS
        or (marks > MAX_COMMENTS and text.count("<!--") > MAX_COMMENTS)
        or (marks > MAX_TAGS and len(_TAG.findall(text)) > MAX_TAGS)
        or sum(_steps(opening) for opening in _OPENING.findall(text) if len(opening) > _LONG) > MAX_STEPS
    )


def _steps(opening: str) -> int:
    """What its attributes cost to parse: the square of the words outside values."""
    return len(_VALUE.sub(" ", opening).replace("/", " ").split()) ** 2


def words(element: HtmlElement) -> str:
    """Its text as a reader sees it, without scripts; parts separated by one space."""
    return " ".join(" ".join(texts_of(element)).split())


def is_inside(element: HtmlElement, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def texts_of(element: HtmlElement, unread: Collection[str] = _UNREAD) -> Iterator[str]:
    """Its pieces of text in their order, but for those directly in elements that are not read."""
    for each in element.iter("*"):
        if each.text and each.tag not in unread:
            yield each.text
        if each.tail and each is not element:
            yield each.tail


def _addresses(root: HtmlElement, meta: Meta, url: str) -> tuple[str, ...]:
    return url, canonical(root, meta, url) or "", first(meta, "og:url")


def _titles(root: HtmlElement, meta: Meta) -> list[str]:
    headings = [words(h) for h in list(root.iter("h1"))[:3]]
    page = next(root.iter("title"), None)
    return [first(meta, "og:title"), words(page) if page is not None else "", *headings]
