"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from typing import Any
from urllib.parse import urljoin, urlsplit

from news import Entry, Feed, FeedError
from parsers.dates import read_date
from parsers.markup import clean, plain


def read_json_feed(text: str, url: str) -> Feed:
    """Read a JSON Feed. Raises FeedError: it is none."""
    try:
        document = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError("not a feed", url, "broken JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedError("not a feed", url, "JSON without items")
    entries = tuple(_entry(item, url) for item in document["items"] if isinstance(item, dict) and item)
    return Feed(plain(_text(document, "title")) or None, entries, language=_text(document, "language") or None)


def _entry(item: dict[str, Any], base: str) -> Entry:
    link = (_text(item, "url") or _text(item, "external_url")).strip()
    return Entry(
        id=_text(item, "id") or None,
        url=_address(link, base),
        title=plain(_text(item, "title")),
        published_at=read_date(_text(item, "date_published")),
        updated_at=read_date(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        content=_text(item, "content_html") or _text(item, "content_text"),
        authors=_authors(item),
        language=_text(item, "language") or None,
    )


def _address(link: str, base: str) -> str | None:
    try:
        address = urljoin(base, link)
        return address if link and urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    return tuple(name for person in people if isinstance(person, dict) and (name := plain(_text(person, "name"))))
