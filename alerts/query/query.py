"""A query, ready to be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from alerts.query.borrowed.borrowed import normalise
from alerts.query.borrowed.normalised import Normalised
from alerts.query.document import Document
from alerts.query.grammar.parse import FindList, parse
from alerts.query.grammar.resolve import Lists, require_anchor
from alerts.query.plain.evaluate import search
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
    return Query(query, read_borrowed(normalise(query), Lists(lists).find))


def read_borrowed(taken: Normalised, find_list: FindList) -> Node:
    """Give the tree of a query that was put into our language. Raises QueryError as `read_query` does."""
    try:
        tree = parse(taken.text, find_list)
        require_anchor(tree)
    except QueryError as error:
        told = _as_it_was_written(error, taken)
        first = taken.refusal if taken.refusal and taken.refusal.position <= told.position else told
        raise first from error
    if taken.refusal:
        raise taken.refusal
    return tree


def _as_it_was_written(error: QueryError, taken: Normalised) -> QueryError:
    """Put an error where the desk wrote what is wrong, in the desk's words."""
    place = taken.places[min(error.position, len(taken.text))]
    change = next((one for one in taken.changes if one.position == place and one.is_spelling), None)
    message = f"`{change.written}` is taken for `{change.taken.strip()}`: {error.message}" if change else error.message
    return QueryError(error.code, place, message, error.hint)
