"""Whether a tree holds for a document, and where. Plain and exact: what faster engines are compared with."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from alerts.query.document import Document, Index, Place
from alerts.query.plain.window import windows
from alerts.query.syntax import (
    LEAD,
    TEXT_FIELDS,
    And,
    AtLeast,
    Compound,
    Field,
    Language,
    Listed,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Window,
    Word,
)
from news import Span

Hits = dict[Place, frozenset[Place]]  # where a part stands in one field, and what of it to highlight
Marks = set[tuple[str, Place]]  # field and place


def search(tree: Node, document: Document) -> tuple[Span, ...] | None:
    """Give what to highlight in title and body, in reading order, or None when the tree does not hold."""
    marks = _search(tree, document, TEXT_FIELDS)
    return None if marks is None else _spans(marks, document)


def _search(node: Node, document: Document, fields: Sequence[str]) -> Marks | None:
    match node:
        case And(parts=parts):
            return _all(parts, document, fields)
        case Or(parts=parts):
            found = [marks for part in parts if (marks := _search(part, document, fields)) is not None]
            return set().union(*found) if found else None
        case Not(part=part):
            return set() if _search(part, document, fields) is None else None
        case Field(name=name, part=part):
            return _search(part, document, (name,))
        case Language(subtag=subtag):
            return set() if document.language == subtag else None
        case AtLeast(count=count, part=part):
            return _marks(part, document, fields, count)
        case _:
            return _marks(node, document, fields, 1)


def _all(parts: Iterable[Node], document: Document, fields: Sequence[str]) -> Marks | None:
    marks: Marks = set()
    for part in parts:
        if (found := _search(part, document, fields)) is None:
            return None
        marks |= found
    return marks


def _marks(node: Node, document: Document, fields: Sequence[str], least: int) -> Marks | None:
    hits = {field: _hits(node, document.index(field)) for field in fields}
    if sum(map(len, hits.values())) < least:
        return None
    return {(_shown_in(field), mark) for field in fields for marks in hits[field].values() for mark in marks}


def _shown_in(field: str) -> str:
    return "body" if field == LEAD else field  # a lead has the positions that its words have in the body


def _hits(node: Node, index: Index) -> Hits:
    """Find a part that has a place: no AND, NOT or field within."""
    match node:
        case Or(parts=parts) | Listed(parts=parts):
            return _merged(_hits(part, index) for part in parts)
        case Near():
            return _near(node, index)
        case Window(parts=parts, extra=extra):
            return windows([_places(part, index) for part in parts], extra)
        case Word() | Wildcard() | Compound() | Phrase():
            return {place: frozenset([place]) for place in _places(node, index)}
    raise TypeError(f"{type(node).__name__} has no place")


def _merged(found: Iterable[Hits]) -> Hits:
    merged: Hits = {}
    for hits in found:
        for place, marks in hits.items():
            merged[place] = merged[place] | marks if place in merged else marks
    return merged


def _places(leaf: Word | Wildcard | Compound | Phrase, index: Index) -> set[Place]:
    match leaf:
        case Compound(words=words, joined=joined):
            return _side_by_side(words, index) | index.find(joined)
        case Phrase(parts=parts):
            return _side_by_side(parts, index)
        case _:
            return index.find(leaf)


def _side_by_side(parts: Sequence[Word | Wildcard | Compound], index: Index) -> set[Place]:
    found = _places(parts[0], index)
    for part in parts[1:]:
        if not found:
            break
        follows: dict[int, list[int]] = {}
        for first, last in _places(part, index):
            follows.setdefault(first, []).append(last)
        found = {(first, end) for first, last in found for end in follows.get(last + 1, ())}
    return found


def _near(node: Near, index: Index) -> Hits:
    left = _hits(node.left, index)
    right = _hits(node.right, index) if left else {}
    hits = _pairs(left, right, node.between)
    return hits if node.ordered else _merged([hits, _pairs(right, left, node.between)])


def _pairs(earlier: Hits, later: Hits, between: int) -> Hits:
    """Join places that follow one another with at most `between` words between them."""
    places = sorted(later)
    hits: Hits = {}
    for (first, last), marks in earlier.items():
        for place in places[bisect_left(places, (last + 1, 0)) :]:
            if place[0] - last - 1 > between:
                break
            whole = (first, place[1])
            hits[whole] = hits.get(whole, frozenset()) | marks | later[place]
    return hits


def _spans(marks: Marks, document: Document) -> tuple[Span, ...]:
    spans: list[Span] = []
    for field in TEXT_FIELDS:
        index, end = document.index(field), -1
        ranges = {index.characters(place) for marked, place in marks if marked == field}
        for start, stop in sorted(ranges, key=lambda span: (span[0], -span[1])):
            if stop > end:  # else it lies inside an earlier one
                spans.append(Span(field, start, stop))
                end = stop
    return tuple(spans)
