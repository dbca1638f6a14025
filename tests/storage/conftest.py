from datetime import UTC, datetime

import pytest

from news import Alert, Article, Entry, Keys, Match, Passage, Report, Source, Span
from storage.articles import add_article
from storage.database import Database
from storage.entries import add_entries
from storage.sources import sync_sources

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MATCH = Match("rafah", (Span("body", 5, 10),), (Passage("body", "Near Rafah today.", ((5, 10),)),))
REPORT = Report(
    headline="Crossing reopens",
    link="https://a.example/1",
    outlet="A",
    source="a",
    published_at=NOW,
    language="en",
    evidence="page",
    topics=(("rafah", "Rafah"),),
    matches=(MATCH,),
)


def keys(number: int) -> Keys:
    return Keys(number * 10 + 1, number * 10 + 2, number * 10 + 3)


def entry(number: int) -> tuple[Keys, Entry]:
    return keys(number), Entry(f"id-{number}", f"https://a.example/{number}", f"Title {number}", NOW)


def article(url: str = "https://a.example/1", outlet: str | None = "A") -> Article:
    return Article(url, "Crossing reopens", "Near Rafah today.", outlet=outlet, published_at=NOW, language="en")


def alert(channel: str = "mail") -> tuple[Alert, Report]:
    return Alert(channel, (MATCH,)), REPORT


@pytest.fixture
def with_sources(database: Database) -> Database:
    """A database that knows the sources a and b."""
    with database.writing() as session:
        sync_sources(session, [Source("a", "https://a.example/feed"), Source("b", "https://b.example/feed")], NOW)
    return database


__all__ = ["MATCH", "NOW", "REPORT", "add_article", "add_entries", "alert", "article", "entry", "keys"]
