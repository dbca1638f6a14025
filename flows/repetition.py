"""What a site repeats under its articles: asked before a page is read, noted when its article is stored."""

from datetime import datetime
from urllib.parse import urlsplit

from news import Article, Evidence, Page
from parsers import noted, repeated
from storage.database import Database, Session
from storage.repetition import keep_recent, recent_of


def repeated_by(page: Page, database: Database) -> frozenset[int]:
    """Fingerprints of the paragraphs that this page's host repeats."""
    with database.reading() as session:
        return repeated(recent_of(session, _host(page.final_url)))


def note_what_was_said(session: Session, article: Article, now: datetime) -> None:
    """Remember what its page said. The words of a feed tell nothing of its site's pages."""
    if article.evidence is Evidence.PAGE and article.said:
        host = _host(article.url)
        keep_recent(session, host, noted(recent_of(session, host), article.said), now)


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
