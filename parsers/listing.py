"""A page of headlines without a feed: its links."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from news import Entry, Feed, FeedError
from parsers.address import web_address
from parsers.charset import decode
from parsers.dates import read_date
from parsers.language import language_tag
from parsers.links import Links, Place, links_of, text_of
from parsers.urls import page_key, same_site

_NO_STORY = re.compile(
    r"/(?:tags?|topics?|category|categories|authors?|autor|about|contact|kontakt|impressum|privacy"
    r"|datenschutz|terms|login|subscribe|newsletter|page|search|rss|feed)(?:/|$)",
    re.I,
)
_SHARED = ("body", "main", "section", "ul", "ol")  # what holds many teasers
_MIN_TITLE = 20  # characters of a headline without a heading around it; menu entries are shorter
_MIN_WIDE = 8  # the same in Chinese or Japanese
_NEAR = 4  # steps up from a link to what holds its teaser: heading, header, card
_MAX_DATE = 100  # characters; longer is prose
MAX_SCANNED = 5_000  # links looked at; the most in 1,054 saved news pages: 3,900
MAX_LINKS = 500  # entries; beyond is an archive, and old


def read_listing(body: bytes, url: str, content_type: str, selector: str | None = None) -> Feed:
    """Read the links of a page in their order, each address once, the longest of its texts as title.

    With a selector: the links that it names, that stand inside what it names, or around it. Without: links of this
    site, outside navigation, that read like headlines. Raises FeedError: not HTML, bad selector, no links.
    """
    text = decode(body, content_type)
    if "<a" not in text.lower():
        raise FeedError("no links", url)
    return listing_of(BeautifulSoup(text, "lxml", multi_valued_attributes=None), url, selector)


def listing_of(soup: BeautifulSoup, url: str, selector: str | None) -> Feed:
    base = soup.find("base", href=True)
    base_url = (web_address(str(base["href"]), url) if base else None) or url
    found = links_of(soup, _named(soup, url, selector) if selector else ())
    entries: dict[str, Entry] = {}
    here = page_key(url)
    for place, address, title in _stories(found, base_url, is_chosen=bool(selector)):
        key = page_key(address)
        known = entries.get(key)
        if key != here and (known is None or len(known.title) < len(title)):
            entries[key] = Entry(None, address.split("#")[0], title, _date_near(place, found))
        if len(entries) == MAX_LINKS:
            break
    if not entries:
        raise FeedError("no links", url, f"selector {selector!r}" if selector else "nothing reads like a headline")
    root = soup.find("html")
    language = language_tag(str(root.get("lang") or "")) if root else None
    return Feed(_site_title(soup), tuple(entries.values()), language=language)


def _named(soup: BeautifulSoup, url: str, selector: str) -> list[Tag]:
    try:
        return soup.select(selector)
    except SelectorSyntaxError as error:
        raise FeedError("bad selector", url, selector) from error


def _stories(found: Links, base: str, *, is_chosen: bool) -> Iterator[tuple[Place, str, str]]:
    """Links that were chosen, or else read like headlines of this site, with their addresses and titles."""
    wanted = [place for place in found.links if place.chosen] if is_chosen else found.links[:MAX_SCANNED]
    for place in wanted:
        address = web_address(str(place.tag["href"]), base)
        if address and (is_chosen or _may_be_story(place, address, base)):
            title = _title(place, found)
            if is_chosen or _reads_like_headline(title, place.in_heading or bool(found.heading_in(place))):
                yield place, address, title


def _may_be_story(place: Place, address: str, base: str) -> bool:
    return not place.in_furniture and same_site(address, base) and not _NO_STORY.search(urlsplit(address).path)


def _reads_like_headline(title: str, has_heading: bool) -> bool:
    if has_heading:
        return len(title) >= _MIN_WIDE
    wide = sum(ord(c) > 0x2E7F for c in title)
    return (len(title) >= _MIN_TITLE and " " in title) or wide >= _MIN_WIDE


def _title(place: Place, found: Links) -> str:
    link = place.tag
    return text_of(found.heading_in(place) or link) or str(link.get("title") or link.get("aria-label") or "").strip()


def _date_near(link: Place, found: Links) -> datetime | None:
    """The <time> of the teaser that the link stands in: the nearest ancestor with one, if no other time shares it."""
    place = link.parent
    for _ in range(_NEAR):
        if place is None or place.tag.name in _SHARED:
            return None
        if times := found.times_in(place, 2):
            return _date_of(times[0]) if len(times) == 1 else None
        place = place.parent
    return None


def _date_of(time: Tag) -> datetime | None:
    return read_date(str(time.get("datetime") or text_of(time))[:_MAX_DATE])


def _site_title(soup: BeautifulSoup) -> str | None:
    stated = soup.find("meta", property="og:site_name", content=True)
    return " ".join(str(stated["content"]).split()) if stated else (text_of(soup.title) if soup.title else "") or None
