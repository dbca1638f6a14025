"""One source tried: asked and read as a poll would, with its first article, and nothing stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from flows.answering import Answer, Failure, answer_of
from flows.asking import ask
from flows.sources.subject import Subject
from flows.sources.web import Asked, Read, Step, Web, open_web
from news import (
    Article,
    Entry,
    Feed,
    FeedError,
    FetchError,
    Memory,
    Page,
    ParsingError,
    Refusal,
    Source,
    SourceKind,
)
from parsers import article_from_entry, read_article, read_source


@dataclass(frozen=True, slots=True)
class Document:
    """One request of the trial, what its answer was recognised as, and what was in it."""

    asked: Asked
    kind: str = ""
    read: Feed | Failure | None = None
    seconds: float = 0  # of reading it


@dataclass(frozen=True, slots=True)
class FirstArticle:
    """The first entry that has an address, and what its page gave. `from_feed`: in the feed's own words."""

    entry: Entry
    asked: Asked
    article: Article | None
    why_not: Failure | Refusal | None
    from_feed: Article | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    documents: tuple[Document, ...]
    answer: Answer | None
    failure: Failure | None
    first: FirstArticle | None = None


async def try_source(tried: Subject, say: Callable[[str], None]) -> Trial:
    """Ask a source, read it, and read its first article."""
    async with open_web(tried.desk) as web:
        say(tried.shown(f"Asking {tried.source.url}"))
        answer, failure = await _poll(tried.source, web)
        documents = [await _document(step, web) for step in _pairs(web.steps[:])]
        entry = _first_entry(answer)
        first = await _try_article(entry, entry.url, tried.source, web) if entry and entry.url else None
        return Trial(tuple(documents), answer, failure, first)


async def _poll(source: Source, web: Web) -> tuple[Answer | None, Failure | None]:
    try:
        return await answer_of(source, Memory(), datetime.now(UTC), web), None
    except (FetchError, FeedError, ParsingError) as error:
        return None, error


def _pairs(steps: list[Step]) -> list[tuple[Asked, Read | None]]:
    """Each request with the reading of its answer."""
    found: list[tuple[Asked, Read | None]] = []
    for step in steps:
        if isinstance(step, Asked):
            found.append((step, None))
        elif found:
            found[-1] = (found[-1][0], step)
    return found


async def _document(step: tuple[Asked, Read | None], web: Web) -> Document:
    asked, read = step
    if read is None:
        return Document(asked)
    result = read.result[0] if isinstance(read.result, tuple) else read.result
    if not isinstance(result, Feed):
        assert isinstance(result, FeedError | ParsingError)
        return Document(asked, read=result, seconds=read.seconds)
    kind = await _recognised(read.arguments, result, web)
    return Document(asked, kind, result, read.seconds)


async def _recognised(arguments: tuple[object, ...], feed: Feed, web: Web) -> str:
    """In a word, what a document was read as. Under `auto` its reader does not say, so it is read once more."""
    kind, page, selector = arguments[:3]
    if feed.elsewhere and any(pointer.kind is SourceKind.FEED for pointer in feed.elsewhere):
        return "page that names its feeds"
    if feed.elsewhere:
        return "index of sitemaps"
    if kind is not SourceKind.AUTO or selector:
        return SourceKind.LISTING.value if selector else str(kind)
    for candidate in (SourceKind.FEED, SourceKind.SITEMAP):
        try:
            await web.parsing.inner.run(read_source, candidate, page, None)
        except (FeedError, ParsingError):
            continue
        return candidate.value
    return SourceKind.LISTING.value


def _first_entry(answer: Answer | None) -> Entry | None:
    entries = answer.feed.entries if answer and answer.feed else ()
    return next((entry for entry in entries if entry.url), None)


async def _try_article(entry: Entry, url: str, source: Source, web: Web) -> FirstArticle:
    before = len(web.steps)
    article, why_not = await _read_article(url, source, web)
    asked = next(step for step in web.steps[before:] if isinstance(step, Asked))
    own = None if article else article_from_entry(entry, url, source.language)
    return FirstArticle(entry, asked, article, why_not, own)


async def _read_article(url: str, source: Source, web: Web) -> tuple[Article | None, Failure | Refusal | None]:
    try:
        page = await ask(web, source, url, robots=True)
        assert isinstance(page, Page)  # no validators were sent
        read = await web.parsing.run(partial(read_article, accept=source.accept), page)
    except (FetchError, ParsingError) as error:
        return None, error
    return (None, read) if isinstance(read, Refusal) else (read, None)
