"""Turns, pauses and silence, on a clock that the test moves."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise

import httpx
import pytest

from fetchers import Ledger, OwnLedger, manners
from fetchers.failures import NoPageError
from fetchers.ledger import LONGEST_PAUSE, PATIENCE
from fetchers.manners import Manners, host_of
from tests.fetchers.clock import Clock

pytestmark = pytest.mark.anyio
PAUSE = timedelta(seconds=1)


def polite(clock: Clock, *, at_once: int = 1, ledger: Ledger | None = None, **silences: datetime) -> Manners:
    return Manners(at_once, ledger, silences, clock=clock, ticks=clock.ticks, sleep=clock.sleep)


async def starts(turns: Manners, clock: Clock, *hosts: str) -> list[float]:
    """When each turn began, in seconds after the first thing that happened."""
    began, out = clock.now, []
    for host in hosts:
        async with turns.turn(host, PAUSE):
            out.append((clock.now - began).total_seconds())
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
    clock.pass_by(5)
    assert await starts(turns, clock, "a") == [0]


async def test_those_who_wait_together_start_apart() -> None:
    clock = Clock()
    turns = polite(clock, at_once=3)
    began: list[datetime] = []

    async def one() -> None:
        async with turns.turn("a", PAUSE):
            began.append(clock.now)

    await asyncio.gather(*(one() for _ in range(3)))
    assert [second - first for first, second in pairwise(began)] == [PAUSE, PAUSE]


async def test_a_crawl_delay_lengthens_the_pause_within_bounds() -> None:
    clock = Clock()
    turns = polite(clock)
    turns.slow_down("a", 7)
    turns.slow_down("b", 0.1)
    turns.slow_down("c", float("inf"))
    turns.slow_down("b", float("nan"))
    assert await starts(turns, clock, "a", "a") == [0, 7]
    assert await starts(turns, clock, "b", "b") == [0, 1]
    assert await starts(turns, clock, "c", "c") == [0, LONGEST_PAUSE.total_seconds()]


async def test_a_host_that_wants_silence_is_not_asked_until_it_ends() -> None:
    clock = Clock()
    turns = polite(clock)
    await turns.leave_alone("a", timedelta(seconds=90))
    await turns.leave_alone("a", timedelta(seconds=5))  # a shorter wish does not cut the longer one
    clock.pass_by(30)
    with pytest.raises(NoPageError) as caught:
        await starts(turns, clock, "a")
    assert (caught.value.reason, caught.value.retry_after) == ("asked to wait", timedelta(seconds=60))
    assert await starts(turns, clock, "b") == [0]
    clock.pass_by(60)
    assert await starts(turns, clock, "a") == [0]


async def test_those_who_queue_hear_the_wish_for_silence_too() -> None:
    clock = Clock()
    turns = polite(clock)

    async with turns.turn("a", PAUSE):
        queued = asyncio.ensure_future(starts(turns, clock, "a"))
        await asyncio.sleep(0)
        await turns.leave_alone("a", timedelta(seconds=90))
        began = clock.now
    with pytest.raises(NoPageError, match="asked to wait"):
        await queued
    assert clock.now == began  # at once, not after the pause


async def test_those_who_pause_hear_the_wish_for_silence_too() -> None:
    clock = Clock()
    turns = polite(clock, at_once=2)

    async with turns.turn("a", PAUSE):
        pausing = asyncio.ensure_future(starts(turns, clock, "a"))
        await asyncio.sleep(0)
        await turns.leave_alone("a", timedelta(seconds=90))
        with pytest.raises(NoPageError, match="asked to wait"):
            await pausing


async def test_idle_hosts_are_forgotten_and_silent_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "HOSTS_REMEMBERED", 10)
    clock = Clock()
    turns = polite(clock)
    await turns.leave_alone("silent", timedelta(hours=1))
    for number in range(100):
        await starts(turns, clock, f"host{number}")
        clock.pass_by(1)
    assert len(turns._hosts) <= 10
    with pytest.raises(NoPageError, match="asked to wait"):
        await starts(turns, clock, "silent")


async def test_those_who_pause_hear_the_wish_for_silence_at_once() -> None:
    clock = Clock()
    turns = polite(clock, at_once=2)
    async with turns.turn("a", PAUSE):
        pausing = [asyncio.ensure_future(starts(turns, clock, "a")) for _ in range(2)]
        await asyncio.sleep(0)
        began = clock.now
        await turns.leave_alone("a", timedelta(seconds=90))
        for one in pausing:
            with pytest.raises(NoPageError, match="asked to wait"):
                await one
    assert clock.now == began


async def test_a_wish_for_no_time_at_all_wakes_nobody() -> None:
    clock = Clock()
    turns = polite(clock)
    async with turns.turn("a", PAUSE):
        queued = asyncio.ensure_future(starts(turns, clock, "a"))
        await asyncio.sleep(0)
        await turns.leave_alone("a", timedelta())
    assert await queued == [1]


async def test_one_who_gives_up_in_line_leaves_the_place_to_the_next() -> None:
    clock = Clock()
    turns = polite(clock)
    async with turns.turn("a", PAUSE):
        impatient, patient = (asyncio.ensure_future(starts(turns, clock, "a")) for _ in range(2))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.wait([impatient])
    assert await patient == [1]
    assert await starts(turns, clock, "a") == [1]


async def test_one_who_gives_up_at_his_turn_leaves_the_place_to_the_next() -> None:
    clock = Clock()
    turns = polite(clock)
    async with turns.turn("a", PAUSE):
        impatient, patient = (asyncio.ensure_future(starts(turns, clock, "a")) for _ in range(2))
        await asyncio.sleep(0)
    impatient.cancel()  # the place was just handed over
    await asyncio.wait([impatient])
    assert impatient.cancelled()
    assert await patient == [1]


async def test_two_processes_keep_one_pause() -> None:
    clock = Clock()
    shared = OwnLedger(clock)
    one, other = (polite(clock, ledger=shared) for _ in range(2))
    await starts(one, clock, "a")
    assert await starts(other, clock, "a") == [1]


@pytest.mark.parametrize("length", [timedelta(seconds=5), timedelta(seconds=60), timedelta(days=2)])
async def test_a_silence_asked_of_one_process_holds_for_the_other(length: timedelta) -> None:
    clock = Clock()
    shared = OwnLedger(clock)
    one, other = (polite(clock, ledger=shared) for _ in range(2))
    began = clock.now
    await one.leave_alone("a", length)
    with pytest.raises(NoPageError) as caught:
        await starts(other, clock, "a")
    assert (caught.value.retry_after, clock.now) == (length, began)  # told at once


async def test_a_silence_that_another_process_heard_while_this_one_paused_holds() -> None:
    clock = Clock()
    shared = OwnLedger(clock)
    one, other = (polite(clock, ledger=shared) for _ in range(2))
    await starts(one, clock, "a")
    pausing = asyncio.ensure_future(starts(other, clock, "a"))
    await asyncio.sleep(0)
    await one.leave_alone("a", timedelta(seconds=90))
    with pytest.raises(NoPageError, match="asked to wait"):
        await pausing


async def test_a_host_that_others_keep_busy_is_not_waited_for() -> None:
    clock = Clock()
    shared = OwnLedger(clock)
    while (ahead := await shared.reserve("a", LONGEST_PAUSE) - clock.now) <= PATIENCE:
        pass
    with pytest.raises(NoPageError) as caught:
        await starts(polite(clock, ledger=shared), clock, "a")
    assert (caught.value.reason, caught.value.retry_after) == ("asked to wait", ahead)
    clock.pass_by(ahead.total_seconds())
    assert await starts(polite(clock, ledger=shared), clock, "a") == [0]  # the refused ones took no place


class Deaf(OwnLedger):
    """A ledger that must not be asked."""

    async def reserve(self, host: str, pause: timedelta) -> datetime:
        raise AssertionError((host, pause))

    async def silent_until(self, host: str) -> datetime | None:
        raise AssertionError(host)


async def test_where_no_pause_is_kept_the_ledger_is_not_asked_but_told() -> None:
    clock = Clock()
    shared = Deaf(clock)
    turns = polite(clock, ledger=shared)
    for _ in range(2):
        async with turns.turn("a", timedelta()):
            pass
    await turns.leave_alone("a", timedelta(hours=1))
    assert await OwnLedger.silent_until(shared, "a") == clock.now + timedelta(hours=1)


async def test_silences_known_from_the_start_are_kept() -> None:
    clock = Clock()
    turns = polite(clock, a=clock.now + timedelta(minutes=5))
    with pytest.raises(NoPageError, match="asked to wait"):
        await starts(turns, clock, "a")
    clock.pass_by(300)
    assert await starts(turns, clock, "a") == [0]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://News.example/feed", "news.example"),
        ("http://news.example:80/", "news.example"),
        ("https://news.example.:443/", "news.example"),
        ("http://news.example:443/", "news.example:443"),
        ("http://[2a00::1]/", "[2a00::1]"),
        ("http://[2a00::1]:8080/", "[2a00::1]:8080"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
    ],
)
def test_a_host_is_a_name_and_a_port(address: str, host: str) -> None:
    assert host_of(httpx.URL(address)) == host


class Counted(OwnLedger):
    looks = 0

    async def silences(self) -> Mapping[str, datetime]:
        self.looks += 1
        return await super().silences()


async def test_what_other_processes_were_told_is_heard_once_a_second() -> None:
    clock = Clock()
    shared = Counted(clock)
    one, other = (polite(clock, ledger=shared) for _ in range(2))
    await one.leave_alone("a", timedelta(hours=1))
    await one.leave_address_alone("https://b.example/?key=hunter2", timedelta(hours=1))
    await one.leave_address_alone("https://c.example/", timedelta())
    for _ in range(10):
        await other.listen()
        clock.pass_by(0.3)
    assert shared.looks == 2  # after 1.2 and 2.4 seconds
    with pytest.raises(NoPageError, match="asked to wait"):
        other.respect("a")
    with pytest.raises(NoPageError, match="asked to wait"):
        other.respect_address("https://b.example/?key=hunter2")
    other.respect("b.example")
    other.respect_address("https://b.example/")
    assert len(await shared.silences()) == 2
    assert "hunter2" not in str(await shared.silences())


async def test_a_look_that_takes_long_is_taken_rarely() -> None:
    clock = Clock()

    class Long(Counted):
        async def silences(self) -> Mapping[str, datetime]:
            clock.pass_by(2)
            return await super().silences()

    shared = Long(clock)
    turns = polite(clock, ledger=shared)
    for _ in range(30):
        clock.pass_by(1)
        await turns.listen()
    assert shared.looks == 1
