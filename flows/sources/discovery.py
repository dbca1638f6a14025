"""The feeds and sitemaps of a site: those that its page and its robots.txt name, else those in the usual places."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from flows.answering import Failure
from flows.asking import ask
from flows.sources.subject import Subject
from flows.sources.web import Web, open_web
from news import Entry, Feed, FeedError, FetchError, Page, ParsingError, SourceKind
from parsers import read_source
from parsers.discovery import find_feeds, guesses, sitemaps_of

MAX_TRIED = 40  # addresses; a site's robots.txt may list hundreds of sitemaps
ALIKE = 3  # first entries in common: two addresses of the same news
PAGE, ROBOTS, USUAL, ITSELF = "named by the page", "named by robots.txt", "in a usual place", "the address itself"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a feed or sitemap may be, and how we came to think so."""

    url: str
    origin: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that is there. `same_as` is the address of another that lists the same."""

    url: str
    origin: str
    kind: SourceKind
    title: str
    entries: int
    sitemaps: int = 0  # of an index
    newest: datetime | None = None
    same_as: str | None = None
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """One that was named and is not there, or no such thing."""

    place: Place
    failure: Failure


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a site has. Without candidates `headlines` tells how many links the page itself offers."""

    asked: Subject
    candidates: tuple[Candidate, ...] = ()
    refused: tuple[Refused, ...] = ()
    headlines: int = 0
    page_failure: Failure | None = None


async def discover(asked: Subject) -> Discovery:
    """Try each place once; the usual ones only where the site names nothing that can be read."""
    async with open_web(asked.desk) as web:
        page, failure = await _page(asked, asked.source.url, web, robots=True)
        url = page.final_url if page else asked.source.url
        tried = await _try_all(_itself(page) + await _named(asked, page, url, web), asked, page, web)
        if not any(isinstance(one, Candidate) for one in tried):
            tried += await _try_all([Place(guess, USUAL) for guess in guesses(url)], asked, page, web)
        candidates = tuple(_marked(one for one in tried if isinstance(one, Candidate)))
        refused = tuple(one for one in tried if isinstance(one, Refused) and one.place.origin in (PAGE, ROBOTS))
        headlines = await _headlines(page, web) if page and not candidates else 0
        return Discovery(asked, candidates, refused, headlines, failure)


async def _page(asked: Subject, url: str, web: Web, *, robots: bool) -> tuple[Page | None, Failure | None]:
    try:
        page = await ask(web, asked.source, url, robots=robots)
    except FetchError as error:
        return None, error
    assert isinstance(page, Page)  # no validators were sent
    return page, None


def _itself(page: Page | None) -> list[Place]:
    return [Place(page.final_url, ITSELF)] if page else []


async def _named(asked: Subject, page: Page | None, url: str, web: Web) -> list[Place]:
    """What the page and the site's robots.txt name, in their order."""
    feeds = await web.parsing.run(find_feeds, page) if page else ()
    robots, _ = await _page(asked, urljoin(url, "/robots.txt"), web, robots=False)
    sitemaps = sitemaps_of(robots.body.decode(errors="replace")) if robots else ()
    places = [Place(feed.pointer.url, PAGE, feed.title) for feed in feeds]
    return [*places, *(Place(pointer.url, ROBOTS) for pointer in sitemaps)]


async def _try_all(places: list[Place], asked: Subject, page: Page | None, web: Web) -> list[Candidate | Refused]:
    return await asyncio.gather(*(_try(place, asked, page, web) for place in _once(places)[:MAX_TRIED]))


def _once(places: Iterable[Place]) -> list[Place]:
    first: dict[str, Place] = {}
    for place in places:
        first.setdefault(place.url, place)
    return list(first.values())


async def _try(place: Place, asked: Subject, page: Page | None, web: Web) -> Candidate | Refused:
    found, failure = (
        (page, None) if place.origin == ITSELF else await _page(asked, place.url, web, robots=place.origin == USUAL)
    )
    if found is None:
        assert failure
        return Refused(place, failure)
    try:
        kind, feed = await _read(found, web)
    except (FeedError, ParsingError) as error:
        return Refused(place, error)
    return _candidate(place, found, kind, feed)


async def _read(page: Page, web: Web) -> tuple[SourceKind, Feed]:
    """Raises FeedError, ParsingError: it is neither feed nor sitemap, or has nothing inside."""
    try:
        kind, feed = SourceKind.FEED, await web.parsing.run(read_source, SourceKind.FEED, page, None)
    except FeedError as error:
        try:
            kind, feed = SourceKind.SITEMAP, await web.parsing.run(read_source, SourceKind.SITEMAP, page, None)
        except FeedError:
            raise error from None
    if not (feed.entries or feed.elsewhere):
        raise FeedError("empty", page.final_url)
    return kind, feed


def _candidate(place: Place, page: Page, kind: SourceKind, feed: Feed) -> Candidate:
    dates = [entry.published_at for entry in feed.entries if entry.published_at]
    return Candidate(
        url=page.moved_to or place.url,
        origin=place.origin,
        kind=kind,
        title=feed.title or place.title,
        entries=len(feed.entries),
        sitemaps=len(feed.elsewhere),
        newest=max(dates, default=None),
        first=tuple(_addresses(feed.entries[:ALIKE])) or tuple(pointer.url for pointer in feed.elsewhere[:ALIKE]),
    )


def _addresses(entries: Iterable[Entry]) -> Iterator[str]:
    yield from (entry.url or entry.id or entry.title for entry in entries)


def _marked(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each address once; those that list the same as an earlier one say so."""
    seen: dict[tuple[str, ...], str] = {}
    urls = set()
    for candidate in candidates:
        if candidate.url not in urls:
            urls.add(candidate.url)
            yield replace(candidate, same_as=seen.get(candidate.first))
            seen.setdefault(candidate.first, candidate.url)


async def _headlines(page: Page, web: Web) -> int:
    """How many links a listing of this page would have."""
    try:
        return len((await web.parsing.run(read_source, SourceKind.LISTING, page, None)).entries)
    except (FeedError, ParsingError):
        return 0
