"""A query, ready to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from alerts.query.borrowed import normalise
from alerts.query.document import Document
from alerts.query.evaluate import search
from alerts.query.parse import parse
from alerts.query.resolve import Lists, require_anchor
from alerts.query.syntax import Node
from news import QueryError, Span

NO_LISTS: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Query:
    """A query and its tree, with the lists it names written out."""

    text: str
    tree: Node

    def search(self, document: Document) -> tuple[Span, ...] | None:
        """Give what to highlight in title and body, or None when the document does not match.

        Title before body, in reading order; no span lies inside another. () when only other fields matched.
        """
        return search(self.tree, document)


def parse_query(query: str, lists: Mapping[str, Sequence[str]] = NO_LISTS) -> Query:
    """Read a query. `lists` maps a name, written @name in the query, to its entries.

    Raises QueryError: the leftmost error of grammar, else `unanchored`. Its position is a code point of
    `query`; for an error inside a list, that of the @.
    """
    tree = parse(query, Lists(lists).find)
    require_anchor(tree)
    return Query(query, tree)


def read_query(query: str, lists: Mapping[str, Sequence[str]] = NO_LISTS) -> Query:
    """Read a query as a desk may write it: in our language, or as other tools spell it (`borrowed.normalise`).

    `text` of the result is what was written. Raises QueryError, its position a code point of `query`.
    """
    taken = normalise(query)
    try:
        return Query(query, parse_query(taken.text, lists).tree)
    except QueryError as error:
        place = taken.places[min(error.position, len(taken.text))]
        raise QueryError(error.code, place, error.message, error.hint) from error
