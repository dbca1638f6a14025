"""From a source to entries that wait to be read."""

import asyncio
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.asking import ask
from flows.doubling import doubled
from flows.house import House
from news import (
    Claim,
    Entry,
    Feed,
    FeedError,
    FetchError,
    NotModified,
    Page,
    Pointer,
    Source,
    SourceKind,
    Step,
    Tally,
    Word,
)
from parsers import page_key, read_source
from storage.entries import add_entries
from storage.sources import finish_bad, finish_good

MAX_POINTERS = 5  # sitemaps of an index, newest first as published; older ones hold yesterday's news
MAX_PARTIAL = 5  # polls in a row; then what could be read is the baseline, and the rest will be news when it comes
MAX_DEPTH = 2  # home page -> sitemap index -> sitemap
FIRST_BACK_OFF = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(hours=6)  # a source that comes back must not stay unseen for a day
LONGEST_WISH = timedelta(hours=24)  # what a server may ask for by Retry-After


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered. No page: nothing was modified. `missed`: parts of it that could not be read, in words."""

    feed: Feed
    page: Page | None
    missed: tuple[str, ...] = ()


async def poll(claim: Claim, house: House) -> Tally:
    """Ask one source what is new and remember it. What a server or a document can do wrong is stored and counted."""
    tally = Tally()
    try:
        answer = await _ask(house.sources[claim.name], claim, house)
    except (FetchError, FeedError) as error:
        wish = error.retry_after if isinstance(error, FetchError) else None
        await asyncio.to_thread(remember_failure, claim, str(error), wish, house)
        tally.add(Step.SOURCE, Word.FAILED, error.reason)
        return tally
    tally.add(Step.SOURCE, Word.FETCHED if answer.page else Word.NOT_MODIFIED, "in part" if answer.missed else "")
    await asyncio.to_thread(_remember, claim, answer, house, tally)
    return tally


async def _ask(source: Source, claim: Claim, house: House) -> Answer:
    page = await ask(house, source, source.url, etag=claim.etag, last_modified=claim.last_modified)
    if isinstance(page, NotModified):
        return Answer(Feed(None), None)
    feed = await asyncio.to_thread(read_source, source.kind, page, source.selector)
    if not feed.elsewhere:
        return Answer(feed, page)
    feed, missed = await _follow(feed, source, house, depth=1)
    # what it points to may change while it does not: never ask for it conditionally
    return Answer(feed, replace(page, etag=None, last_modified=None), tuple(missed))


async def _follow(feed: Feed, source: Source, house: House, depth: int) -> tuple[Feed, list[str]]:
    """Replace pointers by the entries they lead to; and what was missed. Fails only when every pointer fails."""
    found: list[Entry] = list(feed.entries)
    missed: list[str] = []
    failure: FetchError | FeedError | None = None
    for pointer in feed.elsewhere[:MAX_POINTERS]:
        try:
            part = await _read_pointer(pointer, source, house)
            if part.elsewhere and depth < MAX_DEPTH:
                part, more = await _follow(part, source, house, depth + 1)
                missed += more
        except (FetchError, FeedError) as error:
            missed.append(str(error))
            failure = error
            continue
        found.extend(part.entries)
        if pointer.kind is SourceKind.FEED and part.entries:
            break  # a home page names the same news in several formats; the sitemaps of an index differ
    if failure and not found:
        raise failure
    return Feed(feed.title, tuple(found), language=feed.language), missed


async def _read_pointer(pointer: Pointer, source: Source, house: House) -> Feed:
    page = await ask(house, source, pointer.url)
    assert isinstance(page, Page)  # no validators were sent
    return await asyncio.to_thread(read_source, pointer.kind, page)


def _remember(claim: Claim, answer: Answer, house: House, tally: Tally) -> None:
    """In one transaction: the new entries, and that the source was read."""
    now, feed, page = house.clock(), answer.feed, answer.page
    keyed = {key: replace(entry, language=entry.language or feed.language) for key, entry in _keyed(feed.entries)}
    with house.database.writing() as session:
        new, left = add_entries(session, claim.name, list(keyed.items()), now, baseline=claim.baseline)
        validators = (page.etag, page.last_modified) if page else (claim.etag, claim.last_modified)
        if left:
            validators = (None, None)  # the rest must be listed again, whether the document changes or not
        finish_good(
            session,
            claim.name,
            now,
            _result(answer, len(keyed), new),
            etag=validators[0],
            last_modified=validators[1],
            partial=claim.partial + 1 if answer.missed else 0,
            baseline=claim.baseline and (left > 0 or (bool(answer.missed) and claim.partial < MAX_PARTIAL)),
        )
    tally.add(Step.ENTRY, Word.NEW, count=new)
    tally.add(Step.ENTRY, Word.KNOWN, count=len(keyed) - new - left)
    tally.add(Step.ENTRY, Word.LATER, "too many at once", count=left)


def _result(answer: Answer, listed: int, new: int) -> str:
    if answer.page is None:
        return "not modified"
    missed = f"; missed {len(answer.missed)}: {without_queries(answer.missed[0])}" if answer.missed else ""
    return f"{listed} entries, {new} new{missed}"


def remember_failure(claim: Claim, said: str, wish: timedelta | None, house: House) -> None:
    """The source is left alone for a while; the server may `wish` for longer."""
    now = house.clock()
    with house.database.writing() as session:
        finish_bad(session, claim.name, now, without_queries(said), now + back_off(claim.failures, wish))


def without_queries(said: str) -> str:
    """Addresses without what stands behind their "?": a source's key may, and this is stored and shown."""
    return re.sub(r"(https?://[^\s?#]*)[?#]\S*", r"\1", said)


def back_off(failures: int, wish: timedelta | None) -> timedelta:
    """How long to leave a source alone: doubling with its failures in a row, never sooner than it wishes."""
    return max(doubled(FIRST_BACK_OFF, failures, LONGEST_BACK_OFF), min(wish or timedelta(0), LONGEST_WISH))


def _keyed(entries: Sequence[Entry]) -> Iterator[tuple[str, Entry]]:
    """Each entry with its key. An id that stands for several addresses (the channel's, say) is none."""
    addresses: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.id and entry.url:
            addresses[entry.id].add(page_key(entry.url))
    shared = {name for name, keys in addresses.items() if len(keys) > 1}
    return ((entry_key(replace(entry, id=None) if entry.id in shared else entry), entry) for entry in entries)


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
