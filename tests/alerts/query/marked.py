"""A query's answer as a reader sees it."""

from collections.abc import Mapping, Sequence

from alerts.query import Document, parse_query
from alerts.query.engine import Engine
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


def answer(query: str, marked: str, lang: str, lists: Mapping[str, Sequence[str]] | None = None) -> str:
    """Give the text, whose own [ ] are taken away first, with the [ ] of the answer.

    The engine must say the same as the plain reading of the query.
    """
    text = marked.replace("[", "").replace("]", "")
    document, read, engine = Document(body=text, lang=lang), parse_query(query, lists or {}), Engine()
    engine.put("topic", read)
    spans = read.search(document)
    assert dict(engine.search(document)).get("topic") == spans
    assert spans is None or spans
    return text if spans is None else mark(text, spans)
