"""A query's answer as a reader sees it."""

from collections.abc import Mapping, Sequence

from alerts.query import Document, parse_query
from news import Span


def mark(text: str, spans: Sequence[Span], field: str = "body") -> str:
    """Put [ ] around the spans of a field."""
    for span in sorted(spans, reverse=True):
        if span.field == field:
            text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    return text


def found(query: str, body: str, lang: str = "en", lists: Mapping[str, Sequence[str]] | None = None) -> str | None:
    """Give the body with the found words in [ ], or None."""
    spans = parse_query(query, lists or {}).search(Document(body=body, lang=lang))
    return None if spans is None else mark(body, spans)
