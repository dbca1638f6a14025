"""From a push that was accepted to alerts: taken in, read, delivered, each as soon as it can be."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from flows.house import House
from flows.pipeline import read_waiting
from flows.polling import take_push
from flows.push.rounds import Rounds
from flows.sending import deliver_due
from news import Page, Step, Tally, WirewatchError, Word
from storage.subscriptions import mark_missed

Houses = Callable[[], AbstractAsyncContextManager[House]]  # the house as it is now, for as long as one is at work

WAITING_BYTES = 64_000_000  # of pushes that nobody has taken in yet: eight of the largest
SOURCES_AT_ONCE = 8  # taken in or read: a push storm must leave the processor to the polls
STOP_SECONDS = 10  # for what is being taken in; what is only to be read waits in the database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Work:
    """The three steps that a push goes through."""

    take: Callable[[str, Page, House], Awaitable[Tally]] = take_push
    read: Callable[[House, Collection[str]], Awaitable[Tally]] = read_waiting
    deliver: Callable[[House], Tally] = deliver_due


USUAL = Work()


class Intake:
    """Works off what is pushed: one push of a source at a time, its pages and the outbox once for all that came."""

    def __init__(self, houses: Houses, work: Work = USUAL) -> None:
        self._houses, self._work = houses, work
        self._waiting: dict[str, list[Page]] = defaultdict(list)
        self._held_bytes = 0
        self._taking = Rounds(self._take, SOURCES_AT_ONCE)
        self._reading = Rounds(self._read, SOURCES_AT_ONCE)
        self._delivering = Rounds(self._deliver, 1)

    def has_room(self, body_bytes: int) -> bool:
        return self._held_bytes + body_bytes <= WAITING_BYTES

    def add(self, source: str, page: Page) -> None:
        """Keep a push until it is taken in. A pushed document may be a part of the whole, so each of them counts."""
        self._held_bytes += len(page.body)
        self._waiting[source].append(page)
        self._taking.ring(source)

    async def close(self) -> None:
        """Take in what waits; then stop. What is not read yet is read by whoever comes next."""
        await self._taking.finish(STOP_SECONDS)
        await self._reading.finish(0)
        await self._delivering.finish(0)

    async def _take(self, source: str) -> None:
        """One push; what else waits has a round of its own, whatever becomes of this one."""
        page, *rest = self._waiting.pop(source)
        if rest:
            self._waiting[source] = rest
            self._taking.ring(source)
        try:
            await self._take_one(source, page)
        finally:
            self._held_bytes -= len(page.body)

    async def _take_one(self, source: str, page: Page) -> None:
        taken = False
        async with self._houses() as house:
            try:
                tally = await self._work.take(source, page, house)
                taken = True
            except WirewatchError as error:
                _log.warning("source=%s step=push error=%s", source, _reason(error))
            finally:
                if not taken:  # also when the mistake is ours: a poll must bring what this push was about
                    await asyncio.to_thread(_distrust, house, source)
        if taken:
            new = tally.of(Step.ENTRY, Word.NEW)
            _log.info("source=%s step=push new=%s", source, new)
            if new:
                self._reading.ring(source)

    async def _read(self, source: str) -> None:
        async with self._houses() as house:
            await self._work.read(house, [source])
        self._delivering.ring("all")

    async def _deliver(self, _all: str) -> None:
        async with self._houses() as house:
            await asyncio.to_thread(self._work.deliver, house)


def _distrust(house: House, source: str) -> None:
    with house.database.writing() as session:
        mark_missed(session, source, "a push could not be read")


def _reason(error: WirewatchError) -> str:
    return str(getattr(error, "reason", type(error).__name__))
