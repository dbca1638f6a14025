"""The whole path in plain Python: poll, read, deliver. Prefect wraps these; it is not needed to run them."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import timedelta
from functools import partial
from typing import Protocol, TypeVar

from flows.batches import Supply, run_batches
from flows.house import House
from flows.looking import brought_news, look_again
from flows.polling import poll, remember_breakdown
from flows.progress import Progress
from flows.reading import put_off, read
from flows.sending import deliver_due
from flows.wellbeing import tell_health
from news import Claim, Lead, Pick, Step, StorageError, Tally, Word
from storage.entries import claim_leads
from storage.sources import claim_sources, left_alone

BATCH_OF_SOURCES = 100  # Prefect's grain: a task run costs tens of milliseconds
BATCH_OF_LEADS = 50  # of one slow host, still within the lease
SOURCES_IN_HAND, LEADS_IN_HAND = 800, 400  # at a time: whatever waits for slow hosts, there is room for others
LONGEST_PASS = timedelta(minutes=15)

T = TypeVar("T")
Batch = Callable[[House, list[T], Progress], Awaitable[Tally]]  # polls or reads one batch


class Through(Protocol):
    """How a batch is run: as it is, or as a Prefect task."""

    async def __call__(self, batch: Batch[T], house: House, items: list[T], progress: Progress, /) -> Tally: ...


async def directly(batch: Batch[T], house: House, items: list[T], progress: Progress) -> Tally:
    return await batch(house, items, progress)


_log = logging.getLogger(__name__)


async def whole_pass(house: House, *, pick: Pick = Pick.WELL) -> Tally:
    """Poll the sources, read what is new, deliver what it gave rise to; then look again at what was read before."""
    tally = await ingest(house, house.sources, pick=pick) + await asyncio.to_thread(deliver_due, house)
    again = await look_again(house, house.sources)
    return tally + again + (await asyncio.to_thread(deliver_due, house) if brought_news(again) else Tally())


async def ingest(house: House, names: Collection[str], *, pick: Pick = Pick.DUE, through: Through = directly) -> Tally:
    """Poll those of the named sources that `pick` says, each once, and read their leads as they come.

    In the end, what broke and what recovered is queued for those who want to know.
    """
    started_at = house.clock()
    polling = asyncio.create_task(poll_sources(house, names, pick=pick, through=through))
    try:
        read = await read_waiting(house, names, through, polling)
    except BaseException:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        raise
    tally = await polling + read
    try:
        await asyncio.to_thread(tell_health, house, started_at)
    except StorageError:  # what was found must go out all the same; the next pass tells it
        _log.exception("step=health")
    return tally


async def poll_sources(
    house: House, names: Collection[str], *, pick: Pick = Pick.DUE, through: Through = directly
) -> Tally:
    """Poll those of the named sources that `pick` says, each once."""
    progress, waiting = Progress("sources"), set(names)

    async def claim(_: Iterable[Claim]) -> list[Claim]:
        claims = await asyncio.to_thread(_claim_sources, house, waiting, pick)
        waiting.difference_update(claim.name for claim in claims)
        return claims

    tally = await run_batches(claim, partial(through, poll_batch, house), progress, SOURCES_IN_HAND - BATCH_OF_SOURCES)
    for reason, count in (await asyncio.to_thread(_left_alone, house, waiting)).items():
        tally.add(Step.SOURCE, Word.LATER, reason, count=count)
    return tally


async def read_waiting(
    house: House, names: Collection[str], through: Through = directly, polling: "asyncio.Task[Tally] | None" = None
) -> Tally:
    """Read the leads of the named sources that wait, also those that an earlier run left, for as long as a pass may be.

    As long as `polling` goes on there may be more. What still waits in the end is read by the next run.
    """
    progress, enough = Progress("pages"), house.clock() + LONGEST_PASS

    async def claim(in_hand: Iterable[Lead]) -> list[Lead]:
        if house.clock() >= enough:
            return []
        house.arrivals.clear()
        taken = Counter(lead.source for lead in in_hand)
        free = [name for name in names if taken[name] < BATCH_OF_LEADS]  # more of one slow host outlive their lease
        return await asyncio.to_thread(_claim_leads, house, free)

    run, room = partial(through, read_batch, house), LEADS_IN_HAND - BATCH_OF_LEADS
    return await run_batches(claim, run, progress, room, Supply(polling, house.arrivals))


def _claim_sources(house: House, names: Collection[str], pick: Pick) -> list[Claim]:
    with house.database.writing() as session:
        return claim_sources(session, names, house.owner, house.clock(), pick=pick, limit=BATCH_OF_SOURCES)


def _left_alone(house: House, names: Collection[str]) -> dict[str, int]:
    with house.database.reading() as session:
        return left_alone(session, names, house.clock())


def _claim_leads(house: House, names: Collection[str]) -> list[Lead]:
    with house.database.writing(alone=True) as session:  # two that look at once would see the same leads first
        return claim_leads(session, names, house.owner, house.clock(), BATCH_OF_LEADS)


async def poll_batch(house: House, claims: list[Claim], progress: Progress) -> Tally:
    """Poll side by side. One source never stops the others: what it raised is stored and counted."""
    results = await _all(progress, [poll(claim, house) for claim in claims])
    for claim, error in _errors(claims, results):
        _log.error("source=%s step=poll", claim.name, exc_info=error)
        await remember_breakdown(claim, error, house)
    return _sum(results, Step.SOURCE)


async def read_batch(house: House, leads: list[Lead], progress: Progress) -> Tally:
    """Read side by side. One page never stops the others: what it raised is stored and counted."""
    results = await _all(progress, [read(lead, house) for lead in leads])
    for lead, error in _errors(leads, results):
        _log.error("source=%s step=read url=%s", lead.source, lead.entry.url, exc_info=error)
        await asyncio.to_thread(put_off, lead, f"internal error: {type(error).__name__}", None, house)
    return _sum(results, Step.PAGE)


async def _all(progress: Progress, work: Iterable[Awaitable[Tally]]) -> list[Tally | BaseException]:
    async def counted(one: Awaitable[Tally]) -> Tally:
        try:
            return await one
        finally:
            progress.done()

    return await asyncio.gather(*map(counted, work), return_exceptions=True)


def _errors(items: Sequence[T], results: list[Tally | BaseException]) -> list[tuple[T, BaseException]]:
    return [(item, got) for item, got in zip(items, results, strict=True) if isinstance(got, BaseException)]


def _sum(results: list[Tally | BaseException], step: Step) -> Tally:
    total = Tally()
    for result in results:
        if isinstance(result, Tally):
            total += result
        else:
            total.add(step, Word.FAILED, "internal error")
    return total
