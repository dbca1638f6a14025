"""How outside measuring kits drive the rooms: plain values in, plain values out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timezone
from typing import Any

import parsers
from alerts.query import Document, parse_query
from alerts.query.engine import Engine
from bench.stream import group, text_of
from news import Article, Page, Precision, Refusal

__all__ = ["copy_verdict", "extract", "group", "match", "page_key", "read_feed"]

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)  # extraction asks no clock


def extract(html: bytes, url: str) -> dict[str, Any] | None:
    """Read one article page. None: it is none."""
    page = Page(url, url, 200, "text/html", html, _WHEN)
    article = parsers.read_article(page, site_rules=False)  # rules are written from pages that kits have
    if isinstance(article, Refusal):
        return None
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published": _published(article),
        "modified": article.modified_at,
        "language": article.language,
        "canonical_url": article.canonical_url,
        "images": [article.lead_image] if article.lead_image else [],
        "text": article.text,
    }


def _published(article: Article) -> date | datetime | None:
    """As the page tells it: a day, or an instant on the page's own clock."""
    at = article.published_at
    if at is None or article.published_precision is Precision.DAY:
        return at and at.date()
    return at if article.utc_offset is None else at.astimezone(timezone(article.utc_offset))


def read_feed(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    """Read one feed. Raises news.FeedError: it is none."""
    feed = parsers.read_feed(body, url, content_type)
    return {"title": feed.title, "entries": [_entry(asdict(entry)) for entry in feed.entries]}


def match(query: str, article: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Try a query on an article. Raises news.QueryError with `code`, `position` and `hint`."""
    engine = Engine()
    engine.put("topic", parse_query(query, lists))
    spans = dict(engine.search(Document(**article))).get("topic")
    return {"matched": spans is not None, "spans": [list(span) for span in spans or ()]}


def page_key(url: str) -> str:
    """The same for two addresses of one page."""
    return parsers.page_key(url)


def copy_verdict(a: Mapping[str, Any], b: Mapping[str, Any]) -> str:
    """What the second document is to the first: "copy", "revision" or "different"."""
    return parsers.compare(text_of(a), text_of(b)).likeness.value


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"published": entry["published_at"], "updated": entry["updated_at"]}
