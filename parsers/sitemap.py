"""Sitemaps (sitemaps.org) with the news extension, indexes of them, and gzip."""

import zlib

from lxml import etree

from news import Entry, Feed, FeedError, Pointer, SourceKind
from parsers.charset import decode
from parsers.dates import read_date
from parsers.feed import web_address
from parsers.markup import plain
from parsers.xml_tree import read_xml

_GZIP = b"\x1f\x8b"
MAX_INFLATED = 52_428_800  # bytes; the largest sitemap that sitemaps.org allows


def read_sitemap(body: bytes, url: str, content_type: str) -> Feed:
    """Read a urlset into entries, or an index into pointers, both in the order given; gzip or plain.

    Only a news entry has a publication date: lastmod is when anything on the page changed, so it is `updated_at`.
    Raises FeedError: the document is no sitemap, or it inflates beyond bounds.
    """
    root = read_xml(decode(_inflated(body, url), content_type))
    kind = _local(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise FeedError("not a sitemap", url)
    if kind == "sitemapindex":
        places = (web_address(_child(e, "loc"), url) for e in root if _local(e) == "sitemap")
        return Feed(None, elsewhere=tuple(Pointer(place, SourceKind.SITEMAP) for place in places if place))
    entries = (_entry(e, url) for e in root if _local(e) == "url")
    return Feed(None, tuple(entry for entry in entries if entry.url))


def _entry(element: etree._Element, base: str) -> Entry:
    news = next((child for child in element if _local(child) == "news"), element)
    publication = next((child for child in news if _local(child) == "publication"), news)
    return Entry(
        id=None,
        url=web_address(_child(element, "loc"), base),
        title=plain(_child(news, "title")),
        published_at=read_date(_child(news, "publication_date")),
        updated_at=read_date(_child(element, "lastmod")),
        language=_child(publication, "language").strip() or None,
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _child(element: etree._Element, name: str) -> str:
    """Text of the first child of that name, in any namespace: many write the news ones wrong."""
    return next(("".join(map(str, e.itertext())) for e in element if _local(e) == name), "")


def _inflated(body: bytes, url: str) -> bytes:
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        data = inflater.decompress(body, MAX_INFLATED)
    except zlib.error as error:
        raise FeedError("broken gzip", url) from error
    if inflater.unconsumed_tail:
        raise FeedError("too large", url, f"more than {MAX_INFLATED} bytes when inflated")
    return data
