"""feedparser as the feed kit wants to call a parser. Run by an interpreter that has it."""

# mypy: disable-error-code="import-not-found"

from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser


def read_feed(body: bytes, url: str, content_type: str) -> dict[str, Any]:
    """Raises ValueError: neither a title nor entries were found."""
    found = feedparser.parse(BytesIO(body), response_headers={"content-location": url, "content-type": content_type})
    if not found.entries and not found.feed.get("title"):
        raise ValueError("not a feed")
    return {"title": found.feed.get("title"), "entries": [_entry(entry) for entry in found.entries]}


def _entry(entry: Any) -> dict[str, Any]:
    content = next((each.get("value") for each in entry.get("content", [])), "")
    return {
        "id": entry.get("id"),
        "url": entry.get("link"),
        "title": entry.get("title"),
        "published": _instant(entry.get("published_parsed")),
        "updated": _instant(entry.get("updated_parsed")),
        "summary": entry.get("summary", ""),
        "content": content,
    }


def _instant(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError):
        return None
