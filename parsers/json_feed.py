"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from typing import Any

from news import Entry, Feed, FeedError, Hub
from parsers.address import web_address
from parsers.dates import read_date
from parsers.markup import as_html, clean, line

Node = dict[str, Any]
_MAX_VALUES = 1_000_000  # each costs some 50 bytes; prose has a comma in a hundred characters


def read_json_feed(text: str, url: str) -> Feed:
    """Read a JSON Feed. Raises FeedError: it is none, or it is beyond bounds."""
    if text.count(",") > _MAX_VALUES:
        raise FeedError("too large", url, "more values than any feed has")
    try:
        document = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise FeedError("not a feed", url, "broken JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise FeedError("not a feed", url, "JSON without items")
    entries = tuple(_entry(item, url) for item in document["items"] if isinstance(item, dict) and item)
    return Feed(
        line(_text(document, "title")) or None,
        entries,
        language=_text(document, "language") or None,
        hub=_hub(document, url),
    )


def _hub(document: Node, url: str) -> Hub | None:
    hubs = document.get("hubs")
    for hub in hubs if isinstance(hubs, list) else []:
        is_websub = isinstance(hub, dict) and _text(hub, "type").lower() == "websub"
        if is_websub and (address := web_address(_text(hub, "url"), url)):
            return Hub(address, web_address(_text(document, "feed_url"), url) or url)
    return None


def _entry(item: Node, base: str) -> Entry:
    links = (web_address(_text(item, key), base) for key in ("url", "external_url"))
    return Entry(
        id=_text(item, "id") or None,
        url=next((link for link in links if link), None),
        title=line(_text(item, "title")),
        published_at=read_date(_text(item, "date_published")),
        updated_at=read_date(_text(item, "date_modified")),
        summary=as_html(_text(item, "summary")),
        content=_text(item, "content_html") or as_html(_text(item, "content_text")),
        authors=_authors(item),
        language=_text(item, "language") or None,
    )


def _text(item: Node, key: str) -> str:
    value = item.get(key)
    return clean(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _authors(item: Node) -> tuple[str, ...]:
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    named = (person if isinstance(person, dict) else {"name": person} for person in people)
    return tuple(dict.fromkeys(name for person in named if (name := line(_text(person, "name")))))
