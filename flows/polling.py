"""From a source to entries that wait to be read."""

import logging
import random
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from flows.answering import Answer, Failure, answer_from, answer_of
from flows.asking import same_site
from flows.house import House
from flows.judging import INTERNAL, Answered, after_answer, after_failure, after_push, after_waiting
from flows.lease import is_pushed
from flows.parsing import CannotStartError
from flows.shelving import keys_of
from news import (
    Alone,
    Claim,
    Entry,
    FeedError,
    FetchError,
    Hub,
    Keys,
    Memory,
    NotModified,
    Page,
    ParsingError,
    SourceKind,
    Step,
    Tally,
    WirewatchError,
    Word,
)
from parsers import settle
from parsers.identity import edited
from storage.database import Session
from storage.entries import add_entries, known_keys, note_keys
from storage.looks import look_soon
from storage.sources import finish_poll, keep_memory, memories
from storage.subscriptions import mark_missed, offer, subscription_of

MOST_AT_ONCE = 2_000  # new entries of one poll that are taken in; the rest is listed again
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)

_log = logging.getLogger(__name__)


class LeaseLostError(WirewatchError):
    """A source is no longer ours: nothing of its poll is kept."""


async def poll(claim: Claim, house: House) -> Tally:
    """Ask one source what is new and remember it. What a server or a document can do wrong is stored and counted."""
    source = house.sources[claim.name]
    try:
        answer = await answer_of(source, claim.memory, house.clock(), house)
    except (FetchError, FeedError, ParsingError) as error:
        return await remember_failure(claim, error, house)
    except CannotStartError as error:  # our machine is ill, not their document
        return await _put_off(claim, A_MINUTE, str(error), "parsing cannot start", house)
    return await _remember(claim, answer, house)


async def take_push(name: str, page: Page, house: House) -> Tally:
    """Remember what a hub pushed. Raises FeedError, ParsingError, FetchError.

    A poll of the same source may be under way: it keeps its lease, and what both bring is new once.
    """
    source = house.sources[name]
    # what a listing's hub pushes may be its feed
    kind = SourceKind.AUTO if source.kind is SourceKind.LISTING and page.url != source.url else source.kind
    answer = await answer_from(source, page, house, kind)
    got = await house.scribe.write(lambda session: _store_push(session, name, answer, house), name)
    tally = Tally()
    if got:
        _count_entries(got, house, tally)
    return tally


def _store_push(session: Session, name: str, answer: Answer, house: House) -> Answered | None:
    """None: the source is paused."""
    now, memory = house.clock(), memories(session, [name])[name]
    if memory.paused_at:
        return None
    got = _take_in(session, Claim(name, now, memory), answer, house)
    keep_memory(session, name, after_push(memory, got, now))
    return got


async def remember_failure(claim: Claim, error: Failure, house: House) -> Tally:
    """The source is left alone for a while; its server may have wished for longer."""
    if isinstance(error, ParsingError):
        _log.error("source=%s step=parse", claim.name, exc_info=error)
    source, now, tally = house.sources[claim.name], house.clock(), Tally()
    said = without_queries(str(error).replace(source.url, source.shown or source.url))
    if error.reason == Alone.ASKED and isinstance(error, FetchError) and error.retry_after:
        return await _put_off(claim, error.retry_after, said, Alone.ASKED, house)
    chance = random.random()  # noqa: S311  # spreads load, guards nothing
    own = claim.memory.address or source.url
    of_a_part = isinstance(error, FetchError) and error.url != own
    await _finish(claim, after_failure(claim.memory, error, said, now, chance, of_a_part=of_a_part), house)
    tally.add(Step.SOURCE, Word.FAILED, error.reason)
    return tally


async def _put_off(claim: Claim, length: timedelta, said: str, why: str, house: House) -> Tally:
    """No fault of its own: it is asked again after a while."""
    await _finish(claim, after_waiting(claim.memory, length, said, house.clock()), house)
    tally = Tally()
    tally.add(Step.SOURCE, Word.LATER, why)
    return tally


async def _finish(claim: Claim, memory: Memory, house: House) -> None:
    """Nothing was listed: only the memory is written."""
    await house.scribe.write(lambda session: finish_poll(session, claim.name, memory, house.owner), claim.name)


async def remember_breakdown(claim: Claim, error: BaseException, house: House) -> None:
    """We made a mistake over this source: it is tried again like one that failed."""
    await remember_failure(claim, FeedError(INTERNAL, claim.name, repr(error)), house)


async def _remember(claim: Claim, answer: Answer, house: House) -> Tally:
    tally = Tally()
    in_part = "in part" if answer.missed else ""
    tally.add(Step.SOURCE, Word.FETCHED if answer.feed else Word.NOT_MODIFIED, in_part)
    try:
        got = await house.scribe.write(lambda session: _store(session, claim, answer, house), claim.name)
    except LeaseLostError:
        tally = Tally()
        tally.add(Step.SOURCE, Word.LATER, "lease lost")
        return tally
    if answer.feed:
        _count_entries(got, house, tally)
    return tally


def _count_entries(got: Answered, house: House, tally: Tally) -> None:
    tally.add(Step.ENTRY, Word.NEW, count=got.new)
    tally.add(Step.ENTRY, Word.KNOWN, count=(got.listed or 0) - got.new - got.left)
    tally.add(Step.ENTRY, Word.LATER, "too many at once", count=got.left)
    if got.new:
        house.arrivals.set()


def _store(session: Session, claim: Claim, answer: Answer, house: House) -> Answered:
    """In one transaction: the new entries, and that the source was read."""
    now, source = house.clock(), house.sources[claim.name]
    got = _take_in(session, claim, answer, house) if answer.feed else _unchanged(answer)
    pushed = house.desk.websub is not None and _is_pushed(session, claim.name, answer, got, now)
    if not finish_poll(session, claim.name, after_answer(claim.memory, source, got, now, pushed=pushed), house.owner):
        raise LeaseLostError(claim.name)  # the desk gave it another address meanwhile, or another process has it
    return got


def _is_pushed(session: Session, name: str, answer: Answer, got: Answered, now: datetime) -> bool:
    """Whether a hub pushes this source to us already, and all of it. Notes the hub that the answer names."""
    if answer.feed:
        named = answer.page.hub if isinstance(answer.page, Page) else None
        hub = answer.feed.hub or named
        offer(session, name, None if hub and _would_tell_a_key(hub, answer) else hub, now)
    pushed = is_pushed(subscription_of(session, name), now)
    if pushed and got.new:
        mark_missed(session, name, "a poll found what it had not pushed")
    return pushed and not got.new


def _would_tell_a_key(hub: Hub, answer: Answer) -> bool:
    """The topic is the address that we asked, which may hold a key, and the hub is somebody else's."""
    return "?" in hub.topic and hub.topic == answer.asked and not same_site(answer.asked, hub.url)


def _unchanged(answer: Answer) -> Answered:
    page = answer.page
    return Answered(answer.asked, moved_to=page.moved_to, max_age=page.max_age, took=page.took)


def _look_soon(session: Session, entries: list[Entry], house: House) -> None:
    """What is listed again in other words has changed, perhaps: its page tells."""
    if keys := keys_of(tuple(entry.url for entry in entries if entry.url)):
        willing = [source.name for source in house.desk.sources if source.look_again]
        look_soon(session, willing, keys, house.clock())


def _take_in(session: Session, claim: Claim, answer: Answer, house: House) -> Answered:
    feed, page, memory, now = answer.feed, answer.page, claim.memory, house.clock()
    assert feed
    assert not isinstance(page, NotModified)
    known = known_keys(session, claim.name, _flat(answer.keys))
    settled = settle(memory.identity, answer.keys, known, baseline=memory.baseline)
    # nothing in common with what it listed at another address: a first pass again
    first = memory.baseline or (settled.gap and memory.whole_at is None)
    fresh = [(answer.keys[i], feed.entries[i]) for i in settled.fresh]
    taken, left = fresh[:MOST_AT_ONCE], len(fresh[MOST_AT_ONCE:])
    add_entries(session, claim.name, taken, now, baseline=first)
    if not left:
        again = set(range(len(answer.keys))) - set(settled.fresh)
        if said := [answer.keys[i] for i in again if not known.issuperset(answer.keys[i].there)]:
            note_keys(session, claim.name, said)
            _look_soon(session, [feed.entries[i] for i in edited(answer.keys, again, known)], house)
    return Answered(
        asked=answer.asked,
        listed=settled.listed,
        new=len(taken),
        arrivals=_arrivals(memory, [entry for _, entry in taken], now),
        gap=settled.gap and memory.listed > 0 and not first,
        left=left,
        identity=settled.identity,
        etag=page.etag,
        last_modified=page.last_modified,
        missed=tuple(map(without_queries, answer.missed)),
        moved_to=page.moved_to,
        found_at=answer.found_at,
        wishes=feed.wishes,
        max_age=page.max_age,
        took=page.took,
    )


def _arrivals(memory: Memory, entries: list[Entry], now: datetime) -> list[datetime]:
    """When the new entries came: as they say, where that can be; else now, or never when they are the first."""
    if memory.pulse is None:
        return [entry.published_at for entry in entries if entry.published_at]
    since = (memory.good_at or now) - A_DAY
    dates = [entry.published_at for entry in entries]
    return [date if date and since < date <= now else now for date in dates]


def _flat(keys: Iterable[Keys]) -> list[int]:
    return [key for one in keys for key in one.there]


def without_queries(said: str) -> str:
    """Addresses without what stands behind their "?": a source's key may, and this is stored and shown."""
    return re.sub(r"(https?://[^\s?#]*)[?#]\S*", r"\1", said, flags=re.IGNORECASE)
