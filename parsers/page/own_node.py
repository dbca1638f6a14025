"""Which of the nodes on a page is that of its own article."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from parsers.page.head import is_page_of
from parsers.page.json_ld import Node, articles_of, media_of, text_of
from parsers.urls import page_key

# What hangs below these is another piece: an entry, a comment, a teaser.
_OTHERS = frozenset((
    "itemListElement", "liveBlogUpdate", "comment", "comments", "citation", "mentions", "review", "reviews",
    "isBasedOn", "relatedLink", "itemReviewed", "suggestedAnswer", "about",
))  # fmt: skip
_WORD = re.compile(r"\w+")
_ALIKE = 0.6  # of the words of the shorter
_MAX_ARTICLES = 200  # more is a catalogue
_KNOWN = 2  # rank from which a node is this page's by what it says; below, only for want of another


def own_node(nodes: list[Node], addresses: Iterable[str], titles: Iterable[str]) -> Node:
    """The node of the page's article, references by @id resolved; empty when there is none.

    `addresses` are those the page goes by, its own first; `titles` what its head and its heading call it. What several
    nodes of the same article say is put together, the first one's word counting.
    """
    places, names = [address for address in addresses if address], [t for t in titles if t]
    keys = set(map(page_key, places))
    nested = _nested(nodes)
    articles = [n for n in articles_of(nodes) if id(n) not in nested][:_MAX_ARTICLES]
    ranked = [(_rank(node, keys, names), node) for node in articles]
    if not ranked:
        ranked = [(rank, node) for node in media_of(nodes) if (rank := _rank(node, keys, names)) >= _KNOWN]
    best = max((rank for rank, _ in ranked), default=0)
    same = [node for rank, node in ranked if rank == best]
    if best < _KNOWN and (len(ranked) > 1 or any(_is_of_another_page(node, places) for node in same)):
        return {}
    return _resolved(_together(same), nodes)


def _is_of_another_page(node: Node, places: list[str]) -> bool:
    """Whether a node that nothing ties to this page names a headline and an address elsewhere on its site."""
    addresses = (address.split("#")[0] for address in addresses_of(node))
    return bool(_headline(node)) and any(is_page_of(address, place) for address in addresses for place in places[:1])


def _rank(node: Node, keys: set[str], titles: list[str]) -> int:
    """4: goes by the page's address; 2: and by its title; 1: says when or what; 0: only is there."""
    headline = _headline(node)
    named = any(alike(headline, title) for title in titles)
    placed = any(page_key(address.split("#")[0]) in keys for address in addresses_of(node))
    return 4 * placed + 2 * named + bool(node.get("headline") or node.get("datePublished"))


def _headline(node: Node) -> str:
    return text_of(node.get("headline")) or text_of(node.get("name"))


def addresses_of(node: Node) -> Iterator[str]:
    """What a node gives as its page."""
    whole = node.get("mainEntityOfPage")
    for value in (node.get("url"), whole.get("@id") if isinstance(whole, dict) else whole, node.get("@id")):
        if isinstance(value, str) and value:
            yield value


def alike(one: str, other: str) -> bool:
    """Whether two headlines share most words of the shorter."""
    a, b = ({*_WORD.findall(text.casefold())} for text in (one, other))
    return bool(a and b) and len(a & b) >= _ALIKE * min(len(a), len(b)) and len(a & b) >= min(2, len(a))


def _together(nodes: list[Node]) -> Node:
    whole: Node = {}
    for node in nodes:
        whole |= {key: value for key, value in node.items() if not whole.get(key)}
    return whole


def _resolved(node: Node, nodes: list[Node]) -> Node:
    """References ({"@id": …} alone) replaced by what they point to."""
    named = {str(n["@id"]): n for n in reversed(nodes) if n.get("@id") and not _reference(n)}
    return {key: _target(value, named) for key, value in node.items()}


def _target(value: Any, named: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [named.get(_reference(each), each) for each in value]
    return named.get(_reference(value), value)


def _reference(value: Any) -> str:
    return str(value.get("@id") or "") if isinstance(value, dict) and value.keys() <= {"@id", "@type"} else ""


def _nested(nodes: Iterable[Node]) -> set[int]:
    """The identities of all that hangs below the keys of others, at any depth."""
    waiting = [node[key] for node in nodes for key in _OTHERS & node.keys()]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen or not isinstance(value, dict | list):
            continue
        seen.add(id(value))
        waiting.extend(value.values() if isinstance(value, dict) else value)
    return seen
