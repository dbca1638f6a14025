"""From a source to entries that wait to be read."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from flows.house import House
from news import Claim, Entry, Feed, FeedError, FetchError, NotModified, Page, Pointer, Source, Step, Tally, Word
from parsers import page_key, read_source
from storage.entries import add_entries
from storage.sources import finish_bad, finish_good

MAX_POINTERS = 5  # sitemaps of an index, newest first as published; older ones hold yesterday's news
MAX_DEPTH = 2  # home page -> sitemap index -> sitemap
FIRST_BACK_OFF = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(hours=6)  # a source that comes back must not stay unseen for a day
LONGEST_WISH = timedelta(hours=24)  # what a server may ask for by Retry-After


async def poll(claim: Claim, house: House) -> Tally:
    """Ask one source what is new and remember it. What a server or a document can do wrong is stored and counted."""
    tally = Tally()
    try:
        feed, page = await _ask(house.sources[claim.name], claim, house)
    except (FetchError, FeedError) as error:
        wish = error.retry_after if isinstance(error, FetchError) else None
        await asyncio.to_thread(remember_failure, claim, str(error), wish, house)
        tally.add(Step.SOURCE, Word.FAILED, error.reason)
        return tally
    new, known = await asyncio.to_thread(_remember, claim, feed, page, house)
    tally.add(Step.SOURCE, Word.FETCHED if page else Word.NOT_MODIFIED)
    tally.add(Step.ENTRY, Word.NEW, count=new)
    tally.add(Step.ENTRY, Word.KNOWN, count=known)
    return tally


async def _ask(source: Source, claim: Claim, house: House) -> tuple[Feed, Page | None]:
    """The source's entries with the page they came from; no page when nothing was modified."""
    answer = await house.fetcher.fetch(
        source.url,
        etag=claim.etag,
        last_modified=claim.last_modified,
        headers=source.headers,
        allow_private=source.allow_private,
    )
    if isinstance(answer, NotModified):
        return Feed(None), None
    feed = await asyncio.to_thread(read_source, source.kind, answer, source.selector)
    if not feed.elsewhere:
        return feed, answer
    # what it points to may change while it does not: never ask for it conditionally
    return await _follow(feed, source, house, depth=1), replace(answer, etag=None, last_modified=None)


async def _follow(feed: Feed, source: Source, house: House, depth: int) -> Feed:
    """Replace pointers by the entries they lead to. Fails only when every pointer fails."""
    found: list[Entry] = list(feed.entries)
    errors: list[FetchError | FeedError] = []
    for pointer in feed.elsewhere[:MAX_POINTERS]:
        try:
            part = await _read_pointer(pointer, source, house)
        except (FetchError, FeedError) as error:
            errors.append(error)
            continue
        if part.elsewhere and depth < MAX_DEPTH:
            part = await _follow(part, source, house, depth + 1)
        found.extend(part.entries)
        if source.kind.value == "auto" and part.entries:
            break  # a home page names the same news in several formats
    if errors and not found:
        raise errors[0]
    return Feed(feed.title, tuple(found), language=feed.language)


async def _read_pointer(pointer: Pointer, source: Source, house: House) -> Feed:
    page = await house.fetcher.fetch(pointer.url, headers=source.headers, allow_private=source.allow_private)
    assert isinstance(page, Page)  # no validators were sent
    return await asyncio.to_thread(read_source, pointer.kind, page)


def _remember(claim: Claim, feed: Feed, page: Page | None, house: House) -> tuple[int, int]:
    """In one transaction: the new entries, and that the source was read. Return how many were new and known."""
    now = house.clock()
    keyed = {entry_key(entry): replace(entry, language=entry.language or feed.language) for entry in feed.entries}
    with house.database.writing() as session:
        new = add_entries(session, claim.name, keyed.items(), now, baseline=claim.baseline)
        validators = (page.etag, page.last_modified) if page else (claim.etag, claim.last_modified)
        result = f"{len(keyed)} entries, {new} new" if page else "not modified"
        finish_good(session, claim.name, now, result, etag=validators[0], last_modified=validators[1])
    return new, len(keyed) - new


def remember_failure(claim: Claim, said: str, wish: timedelta | None, house: House) -> None:
    """The source is left alone for a while; the server may `wish` for longer."""
    now = house.clock()
    with house.database.writing() as session:
        finish_bad(session, claim.name, now, said, now + back_off(claim.failures, wish))


def back_off(failures: int, wish: timedelta | None) -> timedelta:
    """How long to leave a source alone: doubling with its failures in a row, never sooner than it wishes."""
    own: timedelta = min(FIRST_BACK_OFF * 2 ** min(failures, 12), LONGEST_BACK_OFF)
    return max(own, min(wish or timedelta(0), LONGEST_WISH))


def entry_key(entry: Entry) -> str:
    """The identity of an entry within its source: its own id, else its address, else its words."""
    if entry.id:
        identity = f"id {entry.id}"
    elif entry.url:
        identity = f"url {page_key(entry.url)}"
    else:
        identity = f"words {entry.title} {_iso(entry.published_at)} {entry.summary}"
    return hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
