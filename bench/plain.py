"""What finds the topics that an article answers: here one query after the other; an engine has the same face."""

from typing import Protocol

from alerts.query import Document, Query
from news import Span

Answers = list[tuple[str, tuple[Span, ...]]]


class Searches(Protocol):
    """Holds queries by name, and answers an article with those that match it, in the order they were put."""

    def put(self, name: str, query: Query) -> None: ...

    def drop(self, name: str) -> None: ...

    def search(self, document: Document) -> Answers: ...

    def __len__(self) -> int: ...


class Plain:
    """The reference: slow and simple."""

    def __init__(self) -> None:
        self._queries: dict[str, Query] = {}

    def put(self, name: str, query: Query) -> None:
        self._queries[name] = query

    def drop(self, name: str) -> None:
        del self._queries[name]

    def search(self, document: Document) -> Answers:
        found = ((name, query.search(document)) for name, query in tuple(self._queries.items()))
        return [(name, spans) for name, spans in found if spans is not None]

    def __len__(self) -> int:
        return len(self._queries)
