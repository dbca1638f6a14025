"""Pages as a web server would answer them."""

from datetime import UTC, datetime
from pathlib import Path

from news import Page

PAGES = Path(__file__).parent.parent / "pages"
URL = "https://www.harbour-post.example/local/harbour-bridge-closes-after-crack"


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8", url: str = URL) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url, url, 200, content_type, data, datetime(2026, 3, 5, 12, tzinfo=UTC))


def saved(name: str) -> bytes:
    return (PAGES / name).read_bytes()
