"""Whatever a source answers, to entries or to where they are."""

import re

from bs4 import BeautifulSoup, Tag

from news import Feed, FeedError, Page, Pointer, SourceKind
from parsers.charset import decode
from parsers.feed import read_feed, web_address
from parsers.listing import listing_of, read_listing
from parsers.sitemap import read_sitemap

_HEAD = 4_000  # characters; a prolog with comments and name spaces fits
_SITEMAP = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_FEED_TYPES = re.compile(
    r"^\s*(?:application/(?:rss|atom|rdf)\+xml|application/feed\+json|text/xml|application/xml)\b", re.I
)
_ASIDE = re.compile(r"comment|kommentar", re.I)  # WordPress offers the comments of every page as a feed


def read_source(kind: SourceKind, page: Page, selector: str | None = None) -> Feed:
    """Read a source as what it is said to be, or as what it looks like.

    An HTML page under AUTO gives pointers to the feeds that it names; without any, its headlines.
    A selector makes it a listing. Raises FeedError: it cannot be read as that.
    """
    body, url, content_type = page.body, page.final_url, page.content_type
    if kind is SourceKind.AUTO:
        kind = SourceKind.LISTING if selector else _sniff(body, content_type)
    if kind is SourceKind.FEED:
        return read_feed(body, url, content_type)
    if kind is SourceKind.SITEMAP:
        return read_sitemap(body, url, content_type)
    if kind is SourceKind.LISTING:
        return read_listing(body, url, content_type, selector)
    return _read_home(page)


def _sniff(body: bytes, content_type: str) -> SourceKind:
    """What the body looks like; AUTO for an HTML page. The header is not asked: feeds come as text/html."""
    if body.startswith(b"\x1f\x8b"):
        return SourceKind.SITEMAP
    start = decode(body[:_HEAD], content_type).lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return SourceKind.FEED
    found = {
        name: m.start()
        for name, pattern in ((SourceKind.SITEMAP, _SITEMAP), (SourceKind.FEED, _FEED), (SourceKind.AUTO, _HTML))
        if (m := pattern.search(start))
    }
    return min(found, key=lambda name: found[name], default=SourceKind.AUTO)


def _read_home(page: Page) -> Feed:
    text = decode(page.body, page.content_type)
    if "<" not in text:
        raise FeedError("not a source", page.final_url, page.content_type)
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    pointers = tuple(dict.fromkeys(_pointers(soup, page.final_url)))
    if pointers:
        title = " ".join(soup.title.get_text().split()) if soup.title else ""
        return Feed(title or None, elsewhere=pointers)
    return listing_of(soup, page.final_url, None)


def _pointers(soup: BeautifulSoup, url: str) -> list[Pointer]:
    """Feeds that the page names as another form of itself, in its order; those of comments left out."""
    base = soup.find("base", href=True)
    base_url = (web_address(str(base["href"]), url) if isinstance(base, Tag) else None) or url
    found = []
    for link in soup.find_all("link", href=True):
        rel = str(link.get("rel") or "").lower().split()
        is_feed = "feed" in rel or ("alternate" in rel and _FEED_TYPES.match(str(link.get("type") or "")))
        address = web_address(str(link["href"]), base_url)
        if is_feed and address and not _ASIDE.search(f"{link.get('title') or ''} {address}"):
            found.append(Pointer(address, SourceKind.FEED))
    return found
