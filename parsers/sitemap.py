"""Sitemaps (sitemaps.org) with the news extension, indexes of them, and gzip."""

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from lxml import etree

from news import Entry, Feed, FeedError, Pointer, SourceKind
from parsers.address import web_address
from parsers.charset import to_utf8
from parsers.dates import read_date
from parsers.inflate import inflated
from parsers.markup import line
from parsers.xml_tree import is_too_large, read_xml

# News sitemaps hold 1,000 addresses at most; five times that covers those that hold more. Beyond it is an archive:
# one of 190,000 held up whoever waited for it by 1.7 s, each time.
MAX_ENTRIES = 5_000
MAX_POINTERS = 1_000  # sitemaps of an index: twenty years by the week

T = TypeVar("T")


def read_sitemap(body: bytes, url: str, content_type: str) -> Feed:
    """Read a urlset into entries, or an index into pointers, both in the order given; gzip or plain.

    Only a news entry has a publication date: lastmod is when anything on the page changed, so it is `updated_at`.
    Of a document with more than MAX_ENTRIES or MAX_POINTERS the newest are taken.
    Raises FeedError: the document is no sitemap, or it inflates beyond bounds.
    """
    data = to_utf8(inflated(body, url), content_type)
    if is_too_large(data):
        raise FeedError("too large", url, "more than any sitemap of news has")
    root = read_xml(data)
    kind = _local(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise FeedError("not a sitemap", url)
    if kind == "sitemapindex":
        return Feed(None, elsewhere=_newest([*_pointers(root, url)], MAX_POINTERS, lambda pointer: pointer.changed_at))
    entries = [entry for e in root if _local(e) == "url" and (entry := _entry(e, url)).url]
    return Feed(None, _newest(entries, MAX_ENTRIES, lambda entry: entry.published_at or entry.updated_at))


def _newest(found: Sequence[T], most: int, dated: Callable[[T], datetime | None]) -> tuple[T, ...]:
    """The newest, in the order given. Where dates do not tell, those nearest to either end: archives grow at one."""
    if len(found) <= most:
        return tuple(found)

    def age(place: int) -> tuple[float, int]:
        date = dated(found[place])
        return -date.timestamp() if date else math.inf, min(place, len(found) - 1 - place)

    return tuple(found[place] for place in sorted(sorted(range(len(found)), key=age)[:most]))


def _pointers(root: etree._Element, base: str) -> Iterator[Pointer]:
    for element in root:
        if _local(element) == "sitemap" and (place := web_address(_child(element, "loc"), base)):
            yield Pointer(place, SourceKind.SITEMAP, read_date(_child(element, "lastmod")))


def _entry(element: etree._Element, base: str) -> Entry:
    news = next((child for child in element if _local(child) == "news"), element)
    publication = next((child for child in news if _local(child) == "publication"), news)
    return Entry(
        id=None,
        url=web_address(_child(element, "loc"), base),
        title=line(_child(news, "title")),
        published_at=read_date(_child(news, "publication_date")),
        updated_at=read_date(_child(element, "lastmod")),
        language=_child(publication, "language").strip() or None,
    )


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str) -> str:
    """Text of the first child of that name, in any namespace: many write the news ones wrong."""
    return next(("".join(map(str, e.itertext())) for e in element if _local(e) == name), "")
