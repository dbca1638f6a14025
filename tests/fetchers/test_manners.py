"""Turns, pauses and silence, on a clock that the test moves."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import manners
from fetchers.failures import NoPageError
from fetchers.manners import Manners, read_retry_after

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._alarms: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        alarm = self.now + seconds
        self._alarms.append(alarm)
        while self.now < alarm:
            await asyncio.sleep(0)
            if alarm == min(self._alarms):  # nobody is due earlier
                self.now = max(self.now, alarm)
        self._alarms.remove(alarm)


PAUSE_SECONDS = 1.0


def polite(clock: Clock, *, at_once: int = 1) -> Manners:
    return Manners(at_once, clock=clock, sleep=clock.sleep)


async def starts(turns: Manners, clock: Clock, *hosts: str) -> list[float]:
    """When each turn began, in seconds after the first thing that happened."""
    began, out = clock.now, []
    for host in hosts:
        async with turns.turn(host, PAUSE_SECONDS):
            out.append(clock.now - began)
    return out


async def test_two_starts_at_one_host_are_a_pause_apart() -> None:
    clock = Clock()
    assert await starts(polite(clock), clock, "a", "a", "a") == [0, 1, 2]


async def test_hosts_do_not_wait_for_one_another() -> None:
    clock = Clock()
    assert await starts(polite(clock), clock, "a", "b", "a", "b") == [0, 0, 1, 1]


async def test_a_pause_that_has_passed_is_not_waited_for() -> None:
    clock = Clock()
    turns = polite(clock)
    await starts(turns, clock, "a")
    clock.now += 5
    assert await starts(turns, clock, "a") == [0]


async def test_those_who_wait_together_start_apart() -> None:
    clock = Clock()
    turns = polite(clock, at_once=3)
    began: list[float] = []

    async def one() -> None:
        async with turns.turn("a", PAUSE_SECONDS):
            began.append(clock.now)

    await asyncio.gather(*(one() for _ in range(3)))
    assert [second - first for first, second in pairwise(began)] == [1, 1]


async def test_a_crawl_delay_lengthens_the_pause_within_bounds() -> None:
    clock = Clock()
    turns = polite(clock)
    turns.slow_down("a", 7)
    turns.slow_down("b", 0.1)
    turns.slow_down("c", 86_400)
    assert await starts(turns, clock, "a", "a") == [0, 7]
    assert await starts(turns, clock, "b", "b") == [0, 1]
    assert await starts(turns, clock, "c", "c") == [0, manners.LONGEST_PAUSE_SECONDS]


async def test_a_host_that_wants_silence_is_not_asked_until_it_ends() -> None:
    clock = Clock()
    turns = polite(clock)
    turns.leave_alone("a", timedelta(seconds=90))
    turns.leave_alone("a", timedelta(seconds=5))  # a shorter wish does not cut the longer one
    clock.now += 30
    with pytest.raises(NoPageError) as caught:
        await starts(turns, clock, "a")
    assert (caught.value.reason, caught.value.retry_after) == ("asked to wait", timedelta(seconds=60))
    assert await starts(turns, clock, "b") == [0]
    clock.now += 60
    assert await starts(turns, clock, "a") == [0]


async def test_those_who_queue_hear_the_wish_for_silence_too() -> None:
    clock = Clock()
    turns = polite(clock)

    async with turns.turn("a", PAUSE_SECONDS):
        queued = asyncio.ensure_future(starts(turns, clock, "a"))
        await asyncio.sleep(0)
        turns.leave_alone("a", timedelta(seconds=90))
        began = clock.now
    with pytest.raises(NoPageError, match="asked to wait"):
        await queued
    assert clock.now == began  # at once, not after the pause


async def test_those_who_pause_hear_the_wish_for_silence_too() -> None:
    clock = Clock()
    turns = polite(clock, at_once=2)

    async with turns.turn("a", PAUSE_SECONDS):
        pausing = asyncio.ensure_future(starts(turns, clock, "a"))
        await asyncio.sleep(0)
        turns.leave_alone("a", timedelta(seconds=90))
        with pytest.raises(NoPageError, match="asked to wait"):
            await pausing


async def test_idle_hosts_are_forgotten_and_silent_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "HOSTS_REMEMBERED", 10)
    clock = Clock()
    turns = polite(clock)
    turns.leave_alone("silent", timedelta(hours=1))
    for number in range(100):
        await starts(turns, clock, f"host{number}")
        clock.now += 1
    assert len(turns._hosts) <= 10
    with pytest.raises(NoPageError, match="asked to wait"):
        await starts(turns, clock, "silent")


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        (" 0 ", timedelta()),
        ("Sun, 22 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 12:05:00 -0000", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 11:00:00 GMT", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(hours=24)),
        ("99999999", timedelta(hours=24)),
        ("9" * 5_000, None),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_retry_after_is_read(header: str | None, wait: timedelta | None) -> None:
    assert read_retry_after(header, NOW) == wait


@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,4} \w{3} \d{1,6} \d{1,3}:\d\d:\d\d [+-]?\w{1,6}"))
def test_any_retry_after_is_a_wait_within_bounds_or_none(header: str) -> None:
    wait = read_retry_after(header, NOW)
    assert wait is None or timedelta() <= wait <= timedelta(hours=24)
