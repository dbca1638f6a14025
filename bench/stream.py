"""Documents as they would arrive: through the path that articles take, into a real database of their own.

A document is what kits of labelled news have: {id, url, domain, title, text, date}. `date` is a day, an instant or
missing; a day counts from its midnight UTC.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alerts.match import Matcher
from flows.placing import draft_of, put
from news import Article, Source, Text
from storage.articles import candidate
from storage.database import Database
from storage.sources import sync_sources

Document = Mapping[str, Any]
START = datetime(2000, 1, 1, tzinfo=UTC)  # of a stream whose first document has no date
APART = timedelta(minutes=1)  # from one document to the next that has no date
_NOBODY = Matcher((), {})  # watches for nothing


def text_of(document: Document) -> Text:
    """What is compared of a document."""
    at = date_of(document.get("date"))
    return Text(document.get("title") or "", document.get("text") or "", at, document.get("domain") or "")


def date_of(stated: str | None) -> datetime | None:
    """None as well for what is not written as ISO 8601 has it: "9/5/18" is two days."""
    try:
        at = datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def group(documents: Sequence[Document]) -> list[str]:
    """A story id for each, in the order given: where it stands when all have arrived.

    Each is stored before the next is looked at. One without date is seen a minute after the one before it.
    """
    with TemporaryDirectory() as folder, closing(Database(f"sqlite:///{Path(folder) / 'stream.db'}")) as database:
        sources = _sources(documents)
        with database.writing() as session:
            sync_sources(session, list(sources.values()), START)
        seen_at, stored = START, []
        for document in documents:
            seen_at = date_of(document.get("date")) or seen_at + APART
            stored.append(_store(database, sources[_domain(document)], document, seen_at))
        with database.reading() as session:
            return [str(candidate(session, article_id).story_id) for article_id in stored]


def _sources(documents: Sequence[Document]) -> dict[str, Source]:
    """One for each site, which is its owner."""
    names = {_domain(document) for document in documents}
    return {name: Source(name, f"https://{name}/", owner=name) for name in sorted(names)}


def _domain(document: Document) -> str:
    return document.get("domain") or "unknown.example"


def _store(database: Database, source: Source, document: Document, seen_at: datetime) -> int:
    draft = draft_of(_article(document, seen_at), source, seen_at, _NOBODY)
    with database.writing(alone=True) as session:
        return put(session, source.name, draft, seen_at)[0]


def _article(document: Document, seen_at: datetime) -> Article:
    return Article(
        document.get("url") or f"https://{_domain(document)}/{document['id']}",
        document.get("title") or "",
        document.get("text") or "",
        published_at=seen_at,
        language=document.get("language"),
    )
