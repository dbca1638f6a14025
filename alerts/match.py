"""Which topics an article fires, and why."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from alerts.document import document_of
from alerts.passages import passages
from alerts.query import Document, Query, read_query
from alerts.query.engine import Engine
from alerts.query.reasons.reasons import terms_of
from news import Article, Match, Span, Topic

MOST_READ = 1_000  # queries kept as trees to tell reasons by: those of topics that fire, about 3 KB each


class Matcher:
    """Topics, compiled once. Safe to use from several threads."""

    def __init__(self, topics: Iterable[Topic], lists: Mapping[str, Sequence[str]]) -> None:
        """Raises QueryError: a query is not well formed."""
        self._engine = Engine()
        self._take(topics, lists, same={}, had=())

    def renewed(self, topics: Iterable[Topic], lists: Mapping[str, Sequence[str]]) -> Self:
        """The matcher of a desk that changed: only what changed is compiled.

        This one goes on working, for the topics that both have, and with their new queries.
        Raises QueryError: a query is not well formed; nothing has changed then.
        """
        new = object.__new__(type(self))
        new._engine = self._engine
        new._take(topics, lists, same=self._topics if lists == self._lists else self._without_lists(), had=self._topics)
        return new

    def matches(self, article: Article, source: str) -> tuple[Match, ...]:
        """The topics that fire, in the desk's order, each with the passages that made it fire."""
        document = document_of(article, source)
        fired = [(name, spans) for name, spans in self._engine.search(document) if name in self._topics]
        fired.sort(key=lambda one: self._order[one[0]])
        return tuple(self._match(name, spans, article, document) for name, spans in fired)

    def _match(self, name: str, spans: tuple[Span, ...], article: Article, document: Document) -> Match:
        terms = terms_of(self._query(name), document, spans)
        return Match(name, spans, passages(article.title, article.text, spans), terms)

    def _query(self, name: str) -> Query:
        if (known := self._read.get(name)) is not None:
            return known
        if len(self._read) >= MOST_READ:
            self._read.clear()  # perhaps while another thread looks: each keeps what it has found
        query = self._read[name] = read_query(self._topics[name].query, self._lists)
        return query

    def _take(
        self,
        topics: Iterable[Topic],
        lists: Mapping[str, Sequence[str]],
        *,
        same: Mapping[str, Topic],
        had: Iterable[str],
    ) -> None:
        """Bring the engine in step with these topics. Those in `same` are in it as they are; it `had` these names."""
        self._topics, self._lists = {topic.name: topic for topic in topics}, dict(lists)
        self._order = {name: place for place, name in enumerate(self._topics)}
        self._read: dict[str, Query] = {}
        changed = [one for one in self._topics.values() if one.name not in same or same[one.name].query != one.query]
        for topic, query in [(topic, read_query(topic.query, lists)) for topic in changed]:
            self._engine.put(topic.name, query)
        for name in set(had) - self._topics.keys():
            self._engine.drop(name)

    def _without_lists(self) -> dict[str, Topic]:
        """Topics that name no list: those that do may mean something else now."""
        return {name: topic for name, topic in self._topics.items() if "@" not in topic.query}
