"""What a page says of itself in microdata (itemscope, itemprop), in the shape of JSON-LD nodes."""

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from parsers.page.json_ld import Node, articles_of

_ADDRESSES = {
    "a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "iframe": "src", "object": "data", "data": "value", "meter": "value",
}  # fmt: skip
_TEXTS = frozenset((  # properties that are read where they stand as text; a body is read from the page itself
    "headline", "alternativeHeadline", "name", "author", "creator", "publisher", "datePublished", "dateModified",
    "dateCreated", "articleSection", "inLanguage", "url", "mainEntityOfPage", "image", "thumbnailUrl",
    "contentUrl", "keywords", "caption",
))  # fmt: skip
MAX_ITEMS = 200  # more is a catalogue
_MAX_CHARS = 1_000  # of one value; the longest headline that was seen has 300


def articles_in(root: HtmlElement) -> list[Node]:
    """The articles that a page marks up, in document order; those inside another one left out."""
    scopes = (e for e in root.iter() if e.get("itemscope") is not None and "schema.org" in (e.get("itemtype") or ""))
    outer: dict[HtmlElement, None] = {}
    for scope in scopes:
        if articles_of([{"@type": _kind(scope)}]) and not any(above in outer for above in scope.iterancestors()):
            outer[scope] = None
        if len(outer) >= MAX_ITEMS:
            break
    return [node for scope in outer if len(node := _node(scope)) > 1]


def _kind(scope: HtmlElement) -> str:
    return (scope.get("itemtype") or "").split()[0].rstrip("/").rsplit("/", 1)[-1] if scope.get("itemtype") else ""


def _node(scope: HtmlElement, depth: int = 0) -> Node:
    node: Node = {"@type": _kind(scope)}
    if address := scope.get("itemid"):
        node["@id"] = address
    for element in _properties(scope):
        for name in (element.get("itemprop") or "").split()[:3]:
            if name in _TEXTS and (value := _value(element, depth)):
                node[name] = _added(node[name], value) if name in node else value
    return node


def _added(before: object, value: object) -> object:
    """Both, once each: many templates mark a name twice, for small screens and large."""
    values = _listed(before)
    return before if value in values else [*values, value]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _properties(scope: HtmlElement) -> Iterator[HtmlElement]:
    """Elements with itemprop that are this item's own and not of one inside it."""
    waiting = list(reversed(scope))
    while waiting:
        element = waiting.pop()
        if element.get("itemprop"):
            yield element
        if element.get("itemscope") is None:
            waiting.extend(reversed(element))


def _value(element: HtmlElement, depth: int) -> object:
    if element.get("itemscope") is not None:
        return _node(element, depth + 1) if depth < 3 else ""
    if stated := element.get("content") or element.get("datetime"):
        return " ".join(stated.split())[:_MAX_CHARS]
    address = element.get(_ADDRESSES.get(str(element.tag), "href"))
    return address if address and not _is_name(element) else _text(element)


def _is_name(element: HtmlElement) -> bool:
    """Many link a name and mean the words of the link."""
    return bool({"author", "creator", "name", "headline"} & set((element.get("itemprop") or "").split()))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), 50))[:_MAX_CHARS].split())
