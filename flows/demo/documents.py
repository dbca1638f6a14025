"""Everything an outlet serves, as bytes: the same epoch and address always give the same bytes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.demo.outlets import Outlet
from flows.demo.pieces import Piece, pieces_of

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
MAX_AGE_IN_NEWS_SITEMAP_DAYS = 2  # the news sitemap format lists nothing older


@dataclass(frozen=True, slots=True)
class Document:
    """One answer of the server."""

    body: bytes
    content_type: str
    modified_at: datetime

    @property
    def etag(self) -> str:
        """Weak, for the plain and the gzipped form share it."""
        return f'W/"{sha256(self.body).hexdigest()[:20]}"'


@dataclass(frozen=True, slots=True)
class Print:
    """A piece with its address and time: what the templates see."""

    piece: Piece
    path: str
    url: str
    published_at: datetime
    section: str  # the word on the page


@dataclass(frozen=True, slots=True)
class Edition:
    """An outlet at an address and an hour: all that its documents are made from. `prints` is newest first."""

    outlet: Outlet
    base_url: str
    prints: tuple[Print, ...]

    @property
    def newest_at(self) -> datetime:
        return self.prints[0].published_at


def edition(outlet: Outlet, base_url: str, epoch: datetime) -> Edition:
    return Edition(outlet, base_url, tuple(_print(piece, outlet, base_url, epoch) for piece in pieces_of(outlet)))


def documents(edition: Edition) -> dict[str, Document]:
    """All documents of an outlet by path."""
    return dict(_documents(edition))


def _print(piece: Piece, outlet: Outlet, base_url: str, epoch: datetime) -> Print:
    path = piece.path_at(outlet)
    return Print(piece, path, base_url + path, piece.published_at(epoch), outlet.sections[piece.section])


def _documents(edition: Edition) -> Iterator[tuple[str, Document]]:
    newest = edition.newest_at
    robots = f"User-agent: *\nDisallow: /account/\nSitemap: {edition.base_url}/sitemap.xml\n"
    yield "/robots.txt", Document(robots.encode(), "text/plain; charset=utf-8", newest)
    yield "/picture.svg", _rendered("picture.svg.j2", "image/svg+xml", newest, edition)
    yield from _fronts(edition)
    yield from _feeds(edition)
    for shown in edition.prints:
        if not shown.piece.missing:
            yield shown.path, _page(edition, shown)


def _fronts(edition: Edition) -> Iterator[tuple[str, Document]]:
    """The home page, and one front for each section."""
    yield "/", _front(edition, edition.outlet.tagline, edition.prints)
    for word, title in edition.outlet.sections.items():
        yield f"/{word}/", _front(edition, title, [shown for shown in edition.prints if shown.piece.section == word])


def _front(edition: Edition, title: str, prints: Iterable[Print]) -> Document:
    return _rendered("front.html.j2", HTML, edition.newest_at, edition, title=title, shown=tuple(prints))


def _feeds(edition: Edition) -> Iterator[tuple[str, Document]]:
    yield from _sitemaps(edition)
    path, newest = edition.outlet.feed_path, edition.newest_at
    if edition.outlet.form == "rss":
        yield path, _rendered("rss.xml.j2", "application/rss+xml; charset=utf-8", newest, edition)
    elif edition.outlet.form == "atom":
        yield path, _rendered("atom.xml.j2", "application/atom+xml; charset=utf-8", newest, edition)
    elif edition.outlet.form == "json":
        yield path, Document(_json_feed(edition), "application/feed+json", newest)


def _sitemaps(edition: Edition) -> Iterator[tuple[str, Document]]:
    """An index and its news sitemap; every outlet has them, for one it is all there is."""
    fresh = [
        shown
        for shown in edition.prints
        if not shown.piece.missing and shown.piece.age.days < MAX_AGE_IN_NEWS_SITEMAP_DAYS
    ]
    yield "/sitemap.xml", _rendered("sitemap-index.xml.j2", XML, edition.newest_at, edition)
    yield "/sitemap-news.xml", _rendered("sitemap-news.xml.j2", XML, edition.newest_at, edition, fresh=fresh)


def _json_feed(edition: Edition) -> bytes:
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.outlet.name,
        "home_page_url": f"{edition.base_url}/",
        "feed_url": edition.base_url + edition.outlet.feed_path,
        "description": edition.outlet.tagline,
        "language": edition.outlet.language,
        "items": [_json_item(shown) for shown in edition.prints],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(shown: Print) -> dict[str, object]:
    return {
        "id": shown.url,
        "url": shown.url,
        "title": shown.piece.title,
        "summary": shown.piece.summary,
        "content_text": shown.piece.summary,  # an item must carry a content; this outlet gives its summary only
        "date_published": shown.published_at.isoformat(),
        "authors": [{"name": shown.piece.author}],
        "tags": list(shown.piece.tags),
    }


def _page(edition: Edition, shown: Print) -> Document:
    by_slug = {other.piece.slug: other for other in edition.prints}
    return _rendered(
        f"{edition.outlet.slug}.html.j2",
        HTML,
        shown.published_at,
        edition,
        page=shown,
        piece=shown.piece,
        related=[by_slug[slug] for slug in shown.piece.related],
        json_ld=_json_ld(edition, shown),
    )


def _json_ld(edition: Edition, shown: Print) -> Mapping[str, object]:
    """A schema.org NewsArticle, without its @context."""
    return {
        "@type": "NewsArticle",
        "headline": shown.piece.title,
        "description": shown.piece.summary,
        "url": shown.url,
        "mainEntityOfPage": shown.url,
        "inLanguage": edition.outlet.language,
        "datePublished": shown.published_at.isoformat(),
        "dateModified": shown.published_at.isoformat(),
        "articleSection": shown.section,
        "image": f"{edition.base_url}/picture.svg",
        "author": {"@type": "Person", "name": shown.piece.author},
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.outlet.name, "url": f"{edition.base_url}/"},
    }


def _rendered(template: str, content_type: str, modified_at: datetime, edition: Edition, **values: object) -> Document:
    text = _TEMPLATES.get_template(template).render(edition=edition, outlet=edition.outlet, **values)
    return Document(text.encode(), content_type, modified_at)


def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("flows.demo", "pages"),
        autoescape=True,  # all of them are HTML or XML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["rfc822"] = lambda moment: format_datetime(moment, usegmt=True)
    return templates


_TEMPLATES = _templates()
