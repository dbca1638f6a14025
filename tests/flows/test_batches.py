"""Batches of work, some at a time, while more may still arrive."""

import asyncio
from collections.abc import Iterable

import pytest

from flows.batches import Supply, run_batches
from flows.progress import Progress
from news import Step, StorageError, Tally, Word

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def done(count: int) -> Tally:
    tally = Tally()
    tally.add(Step.PAGE, Word.FETCHED, count=count)
    return tally


class Work:
    """Hands out batches of numbers, and finishes all at once but the one that is held back until all else is done."""

    def __init__(self, *batches: list[int], held: int | None = None) -> None:
        self.left, self.held = list(batches), held
        self.finished: list[int] = []
        self.in_hand: list[list[int]] = []
        self.release, self.first = asyncio.Event(), asyncio.Event()

    async def claim(self, in_hand: Iterable[int]) -> list[int]:
        self.in_hand.append(list(in_hand))
        return self.left.pop(0) if self.left else []

    async def run(self, batch: list[int], progress: Progress) -> Tally:
        for number in sorted(batch, key=lambda number: number == self.held):
            if number == self.held:
                await self.release.wait()
            self.finished.append(number)
            self.first.set()
            progress.done()
            if len(self.finished) == 5:
                self.release.set()
        return done(len(batch))


async def test_one_that_takes_long_holds_up_no_batch_after_its_own() -> None:
    work = Work([1, 2], [3, 4], [5, 6], held=1)
    async with asyncio.timeout(10):
        tally = await run_batches(work.claim, work.run, Progress("pages"), 1)
    assert work.finished == [2, 3, 4, 5, 6, 1]
    assert tally.of(Step.PAGE) == 6
    assert work.in_hand[:3] == [[], [1, 2], [1, 2]]


async def test_no_more_is_in_hand_than_there_is_room_for() -> None:
    work = Work([1, 2], [3, 4], [5, 6], held=1)
    running = asyncio.create_task(run_batches(work.claim, work.run, Progress("pages"), 0))
    await work.first.wait()
    assert len(work.in_hand) == 1
    work.release.set()
    await running
    assert work.finished == [2, 1, 3, 4, 5, 6]


async def test_what_arrives_while_others_are_at_work_is_taken() -> None:
    work, arrivals, end = Work([1]), asyncio.Event(), asyncio.Event()

    async def bring() -> Tally:
        await work.first.wait()
        work.left.append([2])
        arrivals.set()
        await end.wait()
        work.left.append([3])
        return Tally()

    async def claim(in_hand: Iterable[int]) -> list[int]:
        arrivals.clear()
        if 2 in work.finished:
            end.set()
        return await work.claim(in_hand)

    task = asyncio.create_task(bring())
    async with asyncio.timeout(10):
        await run_batches(claim, work.run, Progress("pages"), 10, Supply(task, arrivals))
    assert work.finished == [1, 2, 3]


async def test_a_batch_that_breaks_ends_the_others_with_its_own_error() -> None:
    work = Work([1], [2], [3], held=1)

    async def run(batch: list[int], progress: Progress) -> Tally:
        if batch == [2]:
            raise StorageError("the disk is full")
        return await work.run(batch, progress)

    async with asyncio.timeout(10):
        with pytest.raises(StorageError, match="the disk is full"):
            await run_batches(work.claim, run, Progress("pages"), 1)
    assert work.finished == []


async def test_a_claim_that_breaks_does_so_too() -> None:
    async def claim(_: Iterable[int]) -> list[int]:
        raise StorageError("the disk is full")

    with pytest.raises(StorageError, match="the disk is full"):
        await run_batches(claim, Work().run, Progress("pages"), 1)
