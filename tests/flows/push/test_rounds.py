import asyncio
import logging

import pytest

from flows.push.rounds import Rounds

pytestmark = pytest.mark.anyio


class Work:
    """Notes what was done; waits for `go` in the middle of it. The first `failing` rounds fail."""

    def __init__(self, failing: int = 0) -> None:
        self.done: list[str] = []
        self.at_work = self.most_at_work = 0
        self.begun: asyncio.Queue[str] = asyncio.Queue()
        self.go = asyncio.Event()
        self.failing = failing

    async def action(self, name: str) -> None:
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        self.begun.put_nowait(name)
        try:
            await self.go.wait()
            self.failing -= 1
            if self.failing >= 0:
                raise ZeroDivisionError
            self.done.append(name)
        finally:
            self.at_work -= 1


async def test_rings_during_a_round_cause_one_more() -> None:
    work = Work()
    rounds = Rounds(work.action, 5)
    rounds.ring("a")
    await work.begun.get()
    for _ in range(10):
        rounds.ring("a")
    work.go.set()
    await rounds.finish(5)
    assert work.done == ["a", "a"]
    assert work.most_at_work == 1


async def test_names_go_side_by_side_up_to_a_bound() -> None:
    work = Work()
    rounds = Rounds(work.action, 2)
    for name in "abc":
        rounds.ring(name)
    await work.begun.get()
    await work.begun.get()
    work.go.set()
    await rounds.finish(5)
    assert sorted(work.done) == ["a", "b", "c"]
    assert work.most_at_work == 2


async def test_a_round_that_fails_is_told_and_ends_no_other(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(failing=1)
    work.go.set()
    rounds = Rounds(work.action, 1)
    rounds.ring("a")
    await rounds.finish(5)
    rounds.ring("a")
    await rounds.finish(5)
    assert work.done == ["a"]
    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [(logging.ERROR, "step=push round=a")]


async def test_a_ring_during_a_round_that_fails_is_not_lost() -> None:
    work = Work(failing=1)
    rounds = Rounds(work.action, 1)
    rounds.ring("a")
    await work.begun.get()
    rounds.ring("a")
    work.go.set()
    await rounds.finish(5)
    assert work.done == ["a"]


async def test_what_does_not_end_is_cut_off() -> None:
    work = Work()
    rounds = Rounds(work.action, 1)
    rounds.ring("a")
    rounds.ring("b")
    await work.begun.get()
    await rounds.finish(0)
    assert (work.done, work.at_work) == ([], 0)
