"""Which parts of a query an article answered, and where: what an alert gives as its reason."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from alerts.query.document import Document
from alerts.query.grammar.written import written
from alerts.query.plain.evaluate import search
from alerts.query.query import Query
from alerts.query.reasons.pruned import pruned
from alerts.query.syntax import (
    LEAD,
    TEXT_FIELDS,
    And,
    AtLeast,
    Compound,
    Field,
    Language,
    Leaf,
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
from news import Span, Term

_SHOWN = (*TEXT_FIELDS, LEAD)  # fields whose words are highlighted
_written = lru_cache(maxsize=16_384)(written)  # the same leaves are told with every alert of their topics


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where a part is looked for: in which fields, as an entry of which list, within which stretches of text."""

    fields: tuple[str, ...]
    within: "_Stretches"
    prefix: str = ""
    of_list: str | None = None

    @property
    def field(self) -> str:
        """The field that was named, or ""."""
        return self.fields[0] if self.prefix else ""


class _Stretches:
    """Spans of which none lies inside another, to ask whether something lies inside one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for field, start, end in sorted(spans):
            self._starts.setdefault(field, []).append(start)
            self._ends.setdefault(field, []).append(end)

    def hold(self, span: Span) -> bool:
        starts = self._starts.get(span.field)
        if not starts:
            return False
        before = bisect_right(starts, span.start) - 1
        return before >= 0 and span.end <= self._ends[span.field][before]


def terms_of(query: Query, document: Document, spans: Sequence[Span]) -> tuple[Term, ...]:
    """Tell what of a query that fired was found, word by word, in the order of the query.

    `spans` are those that the query gave for this document. A word counts where it adds to the match: not in an
    alternative that failed, nor too far from what it must be near. What stands in author, source, section, url and
    lang has no spans.
    """
    tree = pruned(query.tree, document, spans)
    if tree is None:
        return ()
    found: dict[tuple[str, str | None], list[Span]] = {}
    for text, of_list, places in _found(tree, _Asked(document), _Scope(TEXT_FIELDS, _Stretches(spans))):
        found.setdefault((text, of_list), []).extend(places)
    return tuple(Term(text, of_list, tuple(dict.fromkeys(places))) for (text, of_list), places in found.items())


_Found = tuple[str, str | None, tuple[Span, ...]]


class _Asked:
    """A document that remembers what it was asked: parts of a query, and lists above all, come up again and again.

    By identity of the part: the tree is kept while it is asked about.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._answers: dict[tuple[int, str], tuple[Span, ...] | None] = {}
        self._places: dict[tuple[int, str], Sequence[Span]] = {}

    def search(self, node: Node, field: str = "") -> tuple[Span, ...] | None:
        """In one field, or in those that are searched when none is named."""
        key = (id(node), field)
        if key not in self._answers:
            self._answers[key] = search(Field(field, node) if field else node, self._document)
        return self._answers[key]

    def places(self, leaf: Leaf, field: str) -> Sequence[Span]:
        """Give where it stands in one field, in reading order."""
        key = (id(leaf), field)
        if key not in self._places:
            self._places[key] = self._find(leaf, field)
        return self._places[key]

    def _find(self, leaf: Leaf, field: str) -> Sequence[Span]:
        if not isinstance(leaf, Word | Wildcard):
            return self.search(leaf, field) or ()
        index = self._document.index(field)  # nearly all are words: the short way
        if not (places := index.find(leaf)):
            return ()
        shown = "body" if field == LEAD else field
        return [Span(shown, *index.characters(place)) for place in sorted(places)]


def _found(node: Node, asked: _Asked, scope: _Scope) -> Iterator[_Found]:
    match node:
        case Not():
            return
        case Language(subtag=subtag):
            yield f"lang:{subtag}", scope.of_list, ()
        case And(parts=parts):
            for part in parts:
                yield from _found(part, asked, scope)
        case Or(parts=parts):
            for part in parts:
                if _is_simple(part) or asked.search(part, scope.field) is not None:
                    yield from _found(part, asked, scope)
        case Field(name=name, part=part):
            yield from _found(part, asked, _Scope((name,), scope.within, f"{name}:"))
        case Listed(name=name, parts=entries):
            inside = _Scope(scope.fields, scope.within, scope.prefix, scope.of_list or name)
            for entry in entries:
                yield from _leaf(entry, asked, inside)
        case Near() | AtLeast():
            yield from _close_together(node, asked, scope)
        case _:
            yield from _leaf(node, asked, scope)


def _is_simple(node: Node) -> bool:
    """Whether that it is found already means that it holds."""
    return isinstance(node, Word | Wildcard | Compound | Phrase | Window | Listed)


def _close_together(node: Near | AtLeast, asked: _Asked, scope: _Scope) -> Iterator[_Found]:
    """Look for the parts only where the whole was found."""
    stretches = asked.search(node, scope.field) or ()
    parts = (node.left, node.right) if isinstance(node, Near) else (node.part,)
    inside = _Scope(scope.fields, _Stretches(stretches), scope.prefix, scope.of_list)
    for part in parts:
        yield from _found(part, asked, inside)


def _leaf(leaf: Leaf, asked: _Asked, scope: _Scope) -> Iterator[_Found]:
    for field in scope.fields:
        if field not in _SHOWN:
            if asked.search(leaf, field) is not None:
                yield scope.prefix + _written(leaf), scope.of_list, ()
        elif spans := tuple(span for span in asked.places(leaf, field) if scope.within.hold(span)):
            yield scope.prefix + _written(leaf), scope.of_list, spans
