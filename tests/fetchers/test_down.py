"""Hosts that give no answer, on a clock that the test moves."""

import asyncio
from datetime import timedelta

import pytest

from fetchers import manners
from fetchers.failures import NoPageError
from fetchers.manners import Manners
from tests.fetchers.clock import Clock

pytestmark = pytest.mark.anyio
PAUSE = timedelta(seconds=1)


def polite(clock: Clock, *, at_once: int = 1) -> Manners:
    return Manners(at_once, clock=clock, ticks=clock.ticks, sleep=clock.sleep)


def time_out(turns: Manners, clock: Clock, host: str, reason: str = "timeout") -> None:
    with turns.noting(host):
        clock.pass_by(20)
        raise NoPageError(reason)


async def fail(turns: Manners, clock: Clock, host: str, reason: str = "timeout") -> None:
    async with turns.turn(host, PAUSE):
        with pytest.raises(NoPageError, match=reason):
            time_out(turns, clock, host, reason)


async def succeed(turns: Manners, host: str) -> None:
    async with turns.turn(host, PAUSE):
        with turns.noting(host):
            pass


async def test_a_host_that_never_answers_is_down_for_a_minute() -> None:
    clock = Clock()
    turns = polite(clock)
    for _ in range(manners.MISSES):
        await fail(turns, clock, "a")
    with pytest.raises(NoPageError, match="host down"):
        await succeed(turns, "a")
    await succeed(turns, "b")
    clock.pass_by(manners.DOWN_FOR.total_seconds())
    await fail(turns, clock, "a")
    with pytest.raises(NoPageError, match="host down"):  # the one that tried was one more
        await succeed(turns, "a")


@pytest.mark.parametrize("reason", ["refused", "http 500", "connection"])
async def test_a_host_that_says_something_is_not_down(reason: str) -> None:
    clock = Clock()
    turns = polite(clock)
    for _ in range(manners.MISSES + 1):
        await fail(turns, clock, "a", reason)
    await succeed(turns, "a")


async def test_an_answer_begins_the_count_anew() -> None:
    clock = Clock()
    turns = polite(clock)
    for _ in range(3):
        await fail(turns, clock, "a")
        await fail(turns, clock, "a")
        await succeed(turns, "a")


async def test_a_slow_address_does_not_make_a_host_down_that_answers_others_meanwhile() -> None:
    clock = Clock()
    turns = polite(clock, at_once=2)

    async def slow() -> None:
        with turns.noting("a"):
            clock.pass_by(1)
            await succeed(turns, "a")
            clock.pass_by(20)
            raise NoPageError("timeout")

    for _ in range(manners.MISSES + 1):
        with pytest.raises(NoPageError, match="timeout"):
            await slow()
    await succeed(turns, "a")


async def test_those_who_wait_for_a_host_that_is_down_hear_of_it_at_once() -> None:
    clock = Clock()
    turns = polite(clock)

    async def wait() -> None:
        async with turns.turn("a", PAUSE):
            pytest.fail("it is down")

    async with turns.turn("a", PAUSE):
        waiting = [asyncio.create_task(wait()) for _ in range(5)]
        await asyncio.sleep(0)
        for _ in range(manners.MISSES):
            with pytest.raises(NoPageError, match="timeout"):
                time_out(turns, clock, "a")
        heard = await asyncio.gather(*waiting, return_exceptions=True)
    assert [getattr(error, "reason", None) for error in heard] == ["host down"] * 5


async def test_a_clock_that_is_set_back_keeps_no_host_down() -> None:
    clock = Clock()
    turns = polite(clock)
    for _ in range(manners.MISSES):
        await fail(turns, clock, "a")
    clock.set_by(-timedelta(hours=1))
    with pytest.raises(NoPageError, match="host down"):
        await succeed(turns, "a")
    clock.pass_by(manners.DOWN_FOR.total_seconds())
    await succeed(turns, "a")


async def test_a_clock_that_is_set_back_makes_no_host_live() -> None:
    clock = Clock()
    turns = polite(clock)
    await succeed(turns, "a")
    clock.pass_by(1)
    clock.set_by(-timedelta(hours=1))
    for _ in range(manners.MISSES):
        await fail(turns, clock, "a")
    with pytest.raises(NoPageError, match="host down"):
        await succeed(turns, "a")
