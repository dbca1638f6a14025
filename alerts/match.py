"""Which topics an article fires, and why."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from alerts.passages import passages
from alerts.query import Document, Query, parse_query
from news import Article, Match, Topic


class Matcher:
    """Topics, compiled once. Safe to use from several threads."""

    def __init__(self, topics: Iterable[Topic], lists: Mapping[str, Sequence[str]]) -> None:
        """Raises QueryError: a query is not well formed."""
        self._queries: list[tuple[str, Query]] = [(t.name, parse_query(t.query, lists)) for t in topics]

    def matches(self, article: Article, source: str) -> tuple[Match, ...]:
        """The topics that fire, in the desk's order, each with the passages that made it fire."""
        document = _document(article, source)
        found = ((name, query.search(document)) for name, query in self._queries)
        return tuple(
            Match(name, spans, passages(article.title, article.text, spans))
            for name, spans in found
            if spans is not None
        )


def _document(article: Article, source: str) -> Document:
    return Document(
        title=article.title,
        body=article.text,
        author=", ".join(article.authors),
        source=f"{source} {article.outlet or ''} {urlsplit(article.url).hostname or ''}",
        section=article.section or "",
        url=article.url,
        lang=article.language or "",
    )
