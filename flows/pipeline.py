"""The whole path in plain Python: poll, read, deliver. Prefect wraps these; it is not needed to run them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import timedelta
from typing import Protocol, TypeVar

from flows.house import House
from flows.polling import poll, remember_failure
from flows.progress import Progress
from flows.reading import put_off, read
from flows.sending import deliver_due
from news import Claim, Lead, Step, Tally, Word
from storage.entries import claim_leads
from storage.sources import claim_sources, in_back_off

BATCH_OF_SOURCES = 100  # Prefect's grain: a task run costs tens of milliseconds
LEFT_ALONE = "left alone after errors"
LONGEST_PASS = timedelta(minutes=15)
BATCH_OF_LEADS = 50  # of one slow host, still within the lease

T = TypeVar("T")
Batch = Callable[[House, list[T], Progress], Awaitable[Tally]]  # polls or reads one batch


class Through(Protocol):
    """How a batch is run: as it is, or as a Prefect task."""

    async def __call__(self, batch: Batch[T], house: House, items: list[T], progress: Progress, /) -> Tally: ...


async def directly(batch: Batch[T], house: House, items: list[T], progress: Progress) -> Tally:
    return await batch(house, items, progress)


_log = logging.getLogger(__name__)


async def whole_pass(house: House, *, due_only: bool = True) -> Tally:
    """Poll every source, read what is new, deliver what it gave rise to."""
    return await ingest(house, house.sources, due_only=due_only) + await asyncio.to_thread(deliver_due, house)


async def ingest(house: House, names: Collection[str], *, due_only: bool = True, through: Through = directly) -> Tally:
    """Poll those of the named sources that are due, each once, then read every lead of theirs."""
    tally, progress, waiting = Tally(), Progress("sources"), set(names)
    while claims := await asyncio.to_thread(claim_batch, house, waiting, due_only):
        waiting -= {claim.name for claim in claims}
        tally += await through(poll_batch, house, claims, progress)
    alone = await asyncio.to_thread(_in_back_off, house, waiting)
    tally.add(Step.SOURCE, Word.LATER, LEFT_ALONE, count=alone)
    tally.add(Step.SOURCE, Word.LATER, "read by another process", count=len(waiting) - alone)
    return tally + await read_waiting(house, names, through)


async def read_waiting(house: House, names: Collection[str], through: Through = directly) -> Tally:
    """Read the leads of the named sources that wait, also those that an earlier run left, for as long as a pass may be.

    What still waits then is read by the next run: until this one ends, its sources are not polled.
    """
    tally, progress, enough = Tally(), Progress("pages"), house.clock() + LONGEST_PASS
    while house.clock() < enough and (leads := await asyncio.to_thread(_claim_leads, house, names)):
        tally += await through(read_batch, house, leads, progress)
    return tally


def claim_batch(house: House, names: Collection[str], due_only: bool) -> list[Claim]:
    with house.database.writing() as session:
        return claim_sources(session, names, house.owner, house.clock(), due_only=due_only, limit=BATCH_OF_SOURCES)


def _in_back_off(house: House, names: Collection[str]) -> int:
    with house.database.reading() as session:
        return in_back_off(session, names, house.clock())


def _claim_leads(house: House, names: Collection[str]) -> list[Lead]:
    with house.database.writing(alone=True) as session:  # two that look at once would see the same leads first
        return claim_leads(session, names, house.owner, house.clock(), BATCH_OF_LEADS)


async def poll_batch(house: House, claims: list[Claim], progress: Progress) -> Tally:
    """Poll side by side. One source never stops the others: what it raised is stored and counted."""
    progress.expect(len(claims))
    results = await _all(progress, [poll(claim, house) for claim in claims])
    for claim, error in _errors(claims, results):
        _log.error("source=%s step=poll", claim.name, exc_info=error)
        await asyncio.to_thread(remember_failure, claim, f"internal error: {error!r}", None, house)
    return _sum(results, Step.SOURCE)


async def read_batch(house: House, leads: list[Lead], progress: Progress) -> Tally:
    """Read side by side. One page never stops the others: what it raised is stored and counted."""
    progress.expect(len(leads))
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
