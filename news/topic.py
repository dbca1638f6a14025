"""What a desk watches for, and what was found."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Topic:
    """A named query. The examples are the desk's own tests of it."""

    name: str
    title: str
    query: str
    should_match: tuple[str, ...] = ()
    should_not_match: tuple[str, ...] = ()


class Span(NamedTuple):
    """Where a query found its words: code points of `field`, end exclusive."""

    field: str  # "title" or "body"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The words around a match, with the matched ones marked.

    `marks` are (start, end) in code points of `text`, sorted, not overlapping, end exclusive.
    """

    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a query looks for, and where it stands.

    `text` is as a query writes it: `selling`, `=arms`, `"fighter jet"`. `of_list` names the list that it is an entry
    of. No spans: it was found outside title and body.
    """

    text: str
    of_list: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that an article fires, and why."""

    topic: str
    spans: tuple[Span, ...]
    passages: tuple[Passage, ...]
    terms: tuple[Term, ...] = ()  # in the order of the query
