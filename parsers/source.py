"""Whatever a source answers, to entries or to where they are."""

import re
from dataclasses import replace
from datetime import datetime

from bs4 import BeautifulSoup

from news import Entry, Feed, FeedError, Page, SourceKind
from parsers.charset import decode
from parsers.discovery import feeds_of
from parsers.feed import read_feed
from parsers.inflate import inflated
from parsers.links import text_of
from parsers.listing import listing_of, read_listing
from parsers.newest import newest_first
from parsers.refusals import HEAD, HTML, refusal_of, wall_of, was_led_away
from parsers.sitemap import read_sitemap

_SITEMAP = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)


def read_source(kind: SourceKind, page: Page, selector: str | None = None) -> Feed:
    """Read a source as what it is said to be, or as what it looks like.

    An HTML page under AUTO gives pointers to the feeds that it names; without any, its headlines. Where it only links
    to what looks like a feed, it gives both: the headlines are for when none of these can be read. Sitemaps of an
    index come the newest first. A selector makes it a listing. Entries without a language get their document's.
    Dates after `page.fetched_at` become that, and the entry is `ahead`.
    Raises FeedError: it cannot be read as that; the reason is one of FEED_REASONS.
    """
    if not page.body.strip():
        raise FeedError("empty", page.final_url)
    if was_led_away(page):
        raise FeedError("asks for a human", page.final_url)
    page = replace(page, body=inflated(page.body, page.final_url))
    feed = _read(kind, page, selector)
    return replace(
        feed,
        entries=tuple(_settled(entry, feed.language, page.fetched_at) for entry in feed.entries),
        elsewhere=newest_first(feed.elsewhere) if _is_index(feed) else feed.elsewhere,
    )


def _read(kind: SourceKind, page: Page, selector: str | None) -> Feed:
    if kind is SourceKind.AUTO:
        kind = SourceKind.LISTING if selector else _sniff(page.body, page.content_type)
    try:
        return _read_as(kind, page, selector)
    except FeedError as error:
        markup = kind in (SourceKind.FEED, SourceKind.SITEMAP)
        if better := (refusal_of(page) if markup and error.reason.startswith("not ") else wall_of(page)):
            raise better from error
        raise


def _read_as(kind: SourceKind, page: Page, selector: str | None) -> Feed:
    body, url, content_type = page.body, page.final_url, page.content_type
    if kind is SourceKind.FEED:
        return read_feed(body, url, content_type)
    if kind is SourceKind.SITEMAP:
        return read_sitemap(body, url, content_type)
    if kind is SourceKind.LISTING:
        return read_listing(body, url, content_type, selector)
    return _read_home(page)


def _sniff(body: bytes, content_type: str) -> SourceKind:
    """What the body looks like; AUTO for an HTML page. The header is not asked: feeds come as text/html."""
    start = decode(body[:HEAD], content_type).lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return SourceKind.FEED
    found = {
        name: m.start()
        for name, pattern in ((SourceKind.SITEMAP, _SITEMAP), (SourceKind.FEED, _FEED), (SourceKind.AUTO, HTML))
        if (m := pattern.search(start))
    }
    return min(found, key=lambda name: found[name], default=SourceKind.AUTO)


def _read_home(page: Page) -> Feed:
    text = decode(page.body, page.content_type)
    if "<" not in text:
        raise FeedError("not a source", page.final_url, page.content_type)
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    found = feeds_of(soup, page)
    pointers = tuple(each.pointer for each in found)
    if any(each.named for each in found):
        return Feed((text_of(soup.title) if soup.title else "") or None, elsewhere=pointers)
    try:
        return replace(listing_of(soup, page.final_url, None), elsewhere=pointers)
    except FeedError:
        if not pointers:
            raise
        return Feed(None, elsewhere=pointers)


def _is_index(feed: Feed) -> bool:
    return bool(feed.elsewhere) and all(pointer.kind is SourceKind.SITEMAP for pointer in feed.elsewhere)


def _settled(entry: Entry, language: str | None, now: datetime) -> Entry:
    """The entry with its document's language and without dates that are still to come."""
    published, updated = entry.published_at, entry.updated_at
    if (published and published > now) or (updated and updated > now):
        told = published or updated
        entry = replace(
            entry,
            published_at=published and min(published, now),
            updated_at=updated and min(updated, now),
            ahead=told is not None and told > now,
            promised_at=told if told and told > now else None,
        )
    return replace(entry, language=language) if language and not entry.language else entry
