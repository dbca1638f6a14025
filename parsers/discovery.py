"""From a home page to the feeds of its site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from news import Page, Pointer, SourceKind
from parsers.address import web_address
from parsers.charset import decode
from parsers.links import text_of
from parsers.urls import same_site

# Types that only feeds have, with what is written for them by mistake; oEmbed borrows their endings.
_SURELY = re.compile(r"(?!.*oembed).*\b(?:rss|atom|rdf|feed\+json)\b", re.I)
_PERHAPS = re.compile(r"(?:text|application)/(?:x-)?xml\s*(?:;|$)", re.I)
_UNTOLD = re.compile(r"$|(?:text/(?:html|plain|json)|application/json)\s*(?:;|$)", re.I)  # the address must tell
_LOOKS = re.compile(
    r"(?:^|[/._-])(?:rss\d*|atom|feeds?|rdf)(?:[/._-]|$)|\.(?:rss|atom|rdf|xml)$"
    r"|(?:^|&)(?:feed|format|type|output|alt)=(?:rss2?|atom|rdf|xml|feed|json)\b",
    re.I,
)
_DOCUMENT = re.compile(r"\.(?:rss|atom|rdf|xml)$|/(?:rss\d*|atom|feed)/?$", re.I)  # the same, and no page about feeds
_OTHER_XML = re.compile(r"sitemap|opensearch|manifest|\bosd\b|wlwmanifest|xmlrpc|/rsd\b|foaf|browserconfig", re.I)
_SAYS_FEED = re.compile(r"\b(?:rss|atom|feeds?|xml|rdf)\b", re.I)
# WordPress offers the comments of every page as a feed. "Comment is free" and "Kommentare" are departments.
_COMMENTS = re.compile(
    r"\bcomments\b|\bcomment[ -]feed|comments-(?:rss|atom)|kommentar(?:e|er)?[ -]feed|flux (?:pour|des) commentaires"
    r"|feed dei commenti|feed de (?:los )?coment[aá]rios|reacties?feed|лента комментариев|コメントフィード|评论 ?feed",
    re.I,
)
_PLACES = (
    "feed/", "rss", "rss.xml", "feed", "atom.xml", "feed.xml", "index.xml", "feeds/posts/default", "rss/", "feed.json",
    "index.rdf", "?feed=rss2", "feeds/",
)  # fmt: skip
_SITEMAPS = (
    "news-sitemap.xml", "sitemap_news.xml", "sitemap-news.xml", "googlenews.xml", "sitemap/news.xml",
    "news-sitemap-content.xml", "sitemap_index.xml", "sitemap.xml",
)  # fmt: skip
_SITEMAP_LINE = re.compile(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(https?://[^\s#]+)", re.I | re.M)
_MAX_ANCHORS = 5_000  # links of a page that are looked at; the most in 1,054 saved news pages: 3,900
MAX_FOUND = 50  # feeds; more is a catalogue


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page names. `title` is what the page calls it, "" when it does not; `named`: in a <link>."""

    pointer: Pointer
    title: str
    named: bool


def find_feeds(page: Page) -> tuple[Found, ...]:
    """The feeds that an HTML page names: in its <link> elements or, without any, in links that look like a feed.

    Each address once, in the order of the page; feeds of comments left out.
    """
    return feeds_of(BeautifulSoup(decode(page.body, page.content_type), "lxml", multi_valued_attributes=None), page)


def feeds_of(soup: BeautifulSoup, page: Page) -> tuple[Found, ...]:
    """The same, of a page that is parsed already."""
    base = soup.find("base", href=True)
    url = (web_address(str(base["href"]), page.final_url) if isinstance(base, Tag) else None) or page.final_url
    return _once(_links(soup, url)) or _once(_anchors(soup, url))


def guesses(url: str) -> tuple[str, ...]:
    """Addresses worth trying where a page names no feed: beside the page, then at the root, the likeliest first."""
    try:
        root, last = urljoin(url, "/"), urlsplit(url).path.rsplit("/", 1)[-1]
    except ValueError:  # brackets that are no IPv6 address
        return ()
    if not root.startswith(("http://", "https://")):
        return ()
    beside = urljoin(url, f"{last}/" if last and "." not in last else "./")
    feeds = [urljoin(base, place) for base in (beside, root) for place in _PLACES]
    return tuple(dict.fromkeys([*feeds, *(urljoin(root, place) for place in _SITEMAPS)]))


def sitemaps_of(robots_text: str) -> tuple[Pointer, ...]:
    """The sitemaps that a robots.txt names, in its order."""
    places = dict.fromkeys(_SITEMAP_LINE.findall(robots_text))
    return tuple(Pointer(place, SourceKind.SITEMAP) for place in places if web_address(place, place))


def _once(found: Iterator[tuple[str, str, bool]]) -> tuple[Found, ...]:
    feeds: dict[str, Found] = {}
    for address, title, named in found:
        if len(feeds) < MAX_FOUND and not _COMMENTS.search(f"{title} {address}"):
            feeds.setdefault(address, Found(Pointer(address, SourceKind.FEED), title, named))
    return tuple(feeds.values())


def _links(soup: BeautifulSoup, base: str) -> Iterator[tuple[str, str, bool]]:
    for link in soup.find_all("link", href=True):
        address = web_address(str(link["href"]), base)
        if address and _is_feed(link, address):
            yield address, " ".join(str(link.get("title") or "").split()), True


def _is_feed(link: Tag, address: str) -> bool:
    rel = str(link.get("rel") or "").lower().split()
    kind = str(link.get("type") or "").strip()
    if "feed" in rel:
        return "oembed" not in kind.lower()
    if "alternate" not in rel or "stylesheet" in rel:
        return False
    if _SURELY.match(kind) or (_PERHAPS.match(kind) and not _OTHER_XML.search(address)):
        return True
    is_translation = link.get("hreflang") is not None or link.get("media") is not None
    return bool(_UNTOLD.match(kind)) and not is_translation and _looks_like_feed(address)


def _looks_like_feed(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_LOOKS.search(parts.path) or _LOOKS.search(parts.query)) and not _OTHER_XML.search(parts.path)


def _anchors(soup: BeautifulSoup, base: str) -> Iterator[tuple[str, str, bool]]:
    """Links to what is called a feed and looks like one; a page that lists feeds for people looks otherwise."""
    for link in soup.find_all("a", href=True, limit=_MAX_ANCHORS):
        address = web_address(str(link["href"]), base)
        if not address or not _looks_like_feed(address):
            continue
        path, title = urlsplit(address).path, text_of(link) or str(link.get("title") or "").strip()
        called = f"{title} {link.get('title') or ''} {link.get('class') or ''} {link.get('type') or ''} {path}"
        is_near = same_site(address, base) or (urlsplit(address).hostname or "").startswith(("feeds.", "rss."))
        if is_near and _DOCUMENT.search(path) and _SAYS_FEED.search(called):
            yield address, title, False
