"""What a source answers: its own document, and those that it points to."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.asking import ask
from flows.reach import Reach
from news import Entry, Feed, FeedError, FetchError, Keys, Memory, NotModified, Page, ParsingError, Source, SourceKind
from parsers.recognised import read_recognised

MAX_POINTERS = 5  # sitemaps of an index, the newest first; older ones hold yesterday's news
MAX_DEPTH = 2  # home page -> sitemap index -> sitemap
WHOLE_AFTER = timedelta(hours=24)  # some servers say "not modified" for ever

Failure = FetchError | FeedError | ParsingError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered. No feed: nothing was modified."""

    asked: str
    page: Page | NotModified
    feed: Feed | None = None
    keys: tuple[Keys, ...] = ()  # of the feed's entries, in their order
    missed: tuple[str, ...] = ()  # parts of it that could not be read, in words
    found_at: str | None = None  # the one feed that a home page led to


@dataclass(frozen=True, slots=True)
class _Found:
    """The entries that pointers led to."""

    entries: tuple[Entry, ...] = ()
    keys: tuple[Keys, ...] = ()
    missed: tuple[str, ...] = ()
    failure: Failure | None = None
    one: str | None = None  # the address of the one feed that all of it is from

    def __add__(self, other: "_Found") -> "_Found":
        return _Found(
            self.entries + other.entries, self.keys + other.keys, self.missed + other.missed,
            other.failure or self.failure, other.one or self.one,
        )  # fmt: skip


async def answer_of(source: Source, memory: Memory, now: datetime, reach: Reach) -> Answer:
    """Ask a source. Raises FetchError, FeedError, ParsingError."""
    url = memory.address or source.url
    # not after a failure either: some send a 304 that cannot be read
    fresh = memory.whole_at is not None and now - memory.whole_at < WHOLE_AFTER and not memory.failures
    etag, modified = (memory.etag, memory.last_modified) if fresh else (None, None)
    robots = source.kind is SourceKind.LISTING  # a page; feeds and sitemaps are there for programs
    page = await ask(reach, source, url, etag=etag, last_modified=modified, robots=robots)
    if isinstance(page, NotModified):
        return Answer(url, page)
    return await answer_from(source, page, reach, source.kind)


async def answer_from(source: Source, page: Page, reach: Reach, kind: SourceKind) -> Answer:
    """Read what a source answered, or its hub pushed. Raises FeedError, ParsingError, and FetchError of its parts."""
    feed, keys = await reach.parsing.run(read_recognised, kind, page, source.selector)
    if not feed.elsewhere:
        return Answer(page.url, page, feed, keys)
    found = await _follow(feed, source, reach, page.final_url)
    if found.failure and not found.entries and not feed.entries:
        raise found.failure
    # the headlines of a home page are for when none of its feeds can be read
    whole = replace(feed, entries=found.entries or feed.entries, elsewhere=())
    keys = found.keys or keys
    # what it points to may change while it does not: never ask for it conditionally
    page = replace(page, etag=None, last_modified=None)
    return Answer(page.url, page, whole, keys, found.missed, found.one)


async def _follow(feed: Feed, source: Source, reach: Reach, asked: str, depth: int = 1) -> _Found:
    """The entries that the pointers of a document lead to, and what was missed."""
    found = _Found()
    others = [pointer for pointer in feed.elsewhere if pointer.url != asked]  # some pages name themselves
    for pointer in others[:MAX_POINTERS]:
        try:
            page = await ask(reach, source, pointer.url)
            assert isinstance(page, Page)  # no validators were sent
            part, keys = await reach.parsing.run(read_recognised, pointer.kind, page, None)
            found += _Found(part.entries, keys)
            if part.elsewhere and depth < MAX_DEPTH:
                found += await _follow(part, source, reach, page.final_url, depth + 1)
        except (FetchError, FeedError, ParsingError) as error:
            found += _Found(missed=(str(error),), failure=error)
            continue
        if pointer.kind is SourceKind.FEED and part.entries:  # a home page names the same news in several formats
            return found + _Found(one=pointer.url)
    return found
