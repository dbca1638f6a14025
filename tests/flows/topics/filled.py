"""An archive that a test fills with texts of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from news import Article, Placement, Source
from storage.articles import add_article
from storage.database import Database
from storage.sources import sync_sources


def fill(
    database: Database, texts: Sequence[tuple[str, str]], seen_at: datetime, language: str = "en", outlets: int = 3
) -> list[int]:
    """Store articles of (title, body), of some outlets by turns, a minute apart. Give their ids."""
    names = [f"outlet-{number}" for number in range(outlets)]
    ids = []
    with database.writing() as session:
        sync_sources(session, [Source(name, f"https://{name}.example/feed") for name in names], seen_at)
        for number, (title, body) in enumerate(texts):
            name = names[number % outlets]
            article = Article(f"https://{name}.example/{number}", title, body, outlet=name, language=language)
            ids.append(
                add_article(session, name, article, Placement(), [], None, "", seen_at + number * timedelta(minutes=1))[
                    0
                ]
            )
    return ids
