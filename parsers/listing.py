"""A page of headlines without a feed: its links."""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from news import Entry, Feed, FeedError
from parsers.charset import decode
from parsers.dates import read_date
from parsers.feed import web_address
from parsers.head import first, meta_of
from parsers.language import language_tag
from parsers.urls import page_key, same_site

_NO_STORY = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|autor|about|contact|kontakt|impressum|privacy"
    r"|datenschutz|terms|login|subscribe|newsletter|page|search|rss|feed)(?:/|$)",
    re.I,
)
_FURNITURE = ("nav", "footer", "form")
_SHARED = ("body", "main", "section", "ul", "ol")  # what holds many teasers
_MIN_TITLE = 20  # characters of a headline without a heading around it; menu entries are shorter
_MIN_WIDE = 8  # the same in Chinese or Japanese
MAX_SCANNED = 5_000  # links looked at; the most in 1,054 saved news pages: 3,900
MAX_LINKS = 500  # entries; beyond is an archive, and old


def read_listing(body: bytes, url: str, content_type: str, selector: str | None = None) -> Feed:
    """Read the links of a page in their order, each address once, the longest of its texts as title.

    With a selector: the links that it names, or that stand inside what it names. Without: links of this
    site, outside navigation, that read like headlines. Raises FeedError: not HTML, bad selector, no links.
    """
    text = decode(body, content_type)
    if "<a" not in text.lower():
        raise FeedError("no links", url)
    return listing_of(BeautifulSoup(text, "lxml", multi_valued_attributes=None), url, selector)


def listing_of(soup: BeautifulSoup, url: str, selector: str | None) -> Feed:
    base = soup.find("base", href=True)
    base_url = (web_address(str(base["href"]), url) if base else None) or url
    links = _selected(soup, url, selector) if selector else _headlines(soup, base_url)
    entries: dict[str, Entry] = {}
    for link in links:
        address = web_address(str(link.get("href") or ""), base_url)
        if not address or page_key(address) == page_key(url):
            continue
        entry = Entry(id=None, url=address.split("#")[0], title=_title(link), published_at=_date_near(link))
        known = entries.get(page_key(address))
        if known is None or len(known.title) < len(entry.title):
            entries[page_key(address)] = entry
        if len(entries) == MAX_LINKS:
            break
    if not entries:
        raise FeedError("no links", url, f"selector {selector!r}" if selector else "nothing reads like a headline")
    root, meta = soup.find("html"), meta_of(soup)
    title = first(meta, "og:site_name") or (" ".join(soup.title.get_text().split()) if soup.title else "")
    return Feed(
        title or None, tuple(entries.values()), language=language_tag(str(root.get("lang") or "")) if root else None
    )


def _selected(soup: BeautifulSoup, url: str, selector: str) -> list[Tag]:
    try:
        found = soup.select(selector)
    except SelectorSyntaxError as error:
        raise FeedError("bad selector", url, selector) from error
    return [link for tag in found for link in ([tag] if tag.name == "a" else tag.find_all("a", href=True))]


def _headlines(soup: BeautifulSoup, base: str) -> Iterable[Tag]:
    for link in soup.find_all("a", href=True, limit=MAX_SCANNED):
        address = web_address(str(link["href"]), base)
        if not address or not same_site(address, base) or _NO_STORY.search(urlsplit(address).path):
            continue
        if _reads_like_headline(link) and not _in_furniture(link):
            yield link


def _reads_like_headline(link: Tag) -> bool:
    text = _title(link)
    if link.find(["h1", "h2", "h3", "h4"]) or link.find_parent(["h1", "h2", "h3", "h4"]):
        return len(text) >= _MIN_WIDE
    wide = sum(ord(c) > 0x2E7F for c in text)
    return (len(text) >= _MIN_TITLE and " " in text) or wide >= _MIN_WIDE


def _in_furniture(link: Tag) -> bool:
    return any(
        parent.name in _FURNITURE or (parent.name == "header" and not parent.find_parent("article"))
        for parent in link.parents
        if isinstance(parent, Tag)
    )


def _title(link: Tag) -> str:
    heading = link.find(["h1", "h2", "h3", "h4"]) or link
    text = " ".join(heading.get_text(" ", strip=True).split())
    return text or str(link.get("title") or link.get("aria-label") or "").strip()


def _date_near(link: Tag) -> datetime | None:
    """The <time> of the teaser that the link stands in: the nearest ancestor with one, if no other link shares it."""
    for depth, parent in enumerate(link.parents):
        if depth == 4 or parent.name in _SHARED:  # heading, header, card
            return None
        times = parent.find_all("time", limit=2) if isinstance(parent, Tag) else []
        if times:
            return read_date(str(times[0].get("datetime") or times[0].get_text())) if len(times) == 1 else None
    return None
