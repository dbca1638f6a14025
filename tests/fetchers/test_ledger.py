"""The memory that manners share."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import OwnLedger, RobotsRecord, ledger
from fetchers.ledger import LONGEST_PAUSE, PATIENCE, next_start
from fetchers.silences import BELIEVABLE
from tests.fetchers.clock import Clock

pytestmark = pytest.mark.anyio
PAUSE = timedelta(seconds=2)
NOW = Clock().now
MOMENTS = st.none() | st.timedeltas(-timedelta(days=9), timedelta(days=9)).map(lambda length: NOW + length)


async def test_starts_that_are_reserved_lie_a_pause_apart() -> None:
    clock = Clock()
    own = OwnLedger(clock)
    assert [await own.reserve("a", PAUSE) - NOW for _ in range(3)] == [timedelta(), PAUSE, 2 * PAUSE]
    assert await own.reserve("b", PAUSE) == NOW
    clock.pass_by(60)
    assert await own.reserve("a", PAUSE) == clock.now


async def test_a_start_beyond_patience_is_told_and_not_reserved() -> None:
    own = OwnLedger(Clock())
    starts = [await own.reserve("a", LONGEST_PAUSE) - NOW for _ in range(5)]
    assert starts == [timedelta(), LONGEST_PAUSE, 2 * LONGEST_PAUSE, 3 * LONGEST_PAUSE, 3 * LONGEST_PAUSE]


async def test_silence_comes_before_starts_and_is_never_cut_short() -> None:
    clock = Clock()
    own = OwnLedger(clock)
    end = NOW + timedelta(hours=1)
    await own.silence("a", end)
    await own.silence("a", NOW + timedelta(minutes=1))
    assert (await own.reserve("a", PAUSE), await own.silent_until("a"), await own.silent_until("b")) == (end, end, None)
    clock.pass_by(3600)
    assert (await own.reserve("a", PAUSE), await own.silent_until("a")) == (end, None)


async def test_a_clock_that_was_set_back_silences_nobody() -> None:
    clock = Clock()
    own = OwnLedger(clock)
    await own.reserve("a", PAUSE)
    clock.pass_by(-3600)
    assert await own.reserve("a", PAUSE) == clock.now


@given(MOMENTS, MOMENTS)
def test_a_start_is_never_in_the_past_nor_within_a_silence(free_at: datetime | None, silent: datetime | None) -> None:
    start = next_start(free_at, silent, NOW)
    believed = silent if silent and silent <= NOW + BELIEVABLE else NOW
    assert start >= max(NOW, believed)
    assert start <= max(NOW + PATIENCE + LONGEST_PAUSE, believed)


async def test_rules_are_kept_until_their_time_ends() -> None:
    clock = Clock()
    own = OwnLedger(clock)
    record = RobotsRecord("User-agent: *", None, NOW + timedelta(hours=24))
    await own.keep_robots("https://a.example", record)
    assert await own.robots("https://a.example") == record
    assert await own.robots("http://a.example") is None
    clock.pass_by(24 * 3600)
    assert await own.robots("https://a.example") is None


async def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "HOSTS_REMEMBERED", 10)
    monkeypatch.setattr(ledger, "ROBOTS_REMEMBERED", 10)
    clock = Clock()
    own = OwnLedger(clock)
    for number in range(100):
        await own.reserve(f"host{number}", PAUSE)
        await own.silence(f"host{number}", clock.now + PAUSE)
        await own.keep_robots(f"https://host{number}", RobotsRecord(None, None, clock.now + timedelta(days=1)))
        clock.pass_by(1)
    assert max(map(len, (own._free_at, own._silent_until, own._robots))) <= 10
    assert await own.robots("https://host99") is not None


async def test_what_a_wrong_clock_wrote_is_not_remembered() -> None:
    clock = Clock()
    own = OwnLedger(clock)
    clock.set_by(timedelta(days=365))
    await own.silence("a", clock.now + timedelta(days=1))
    await own.keep_robots("https://a", RobotsRecord(None, None, clock.now + timedelta(days=1)))
    clock.set_by(-timedelta(days=365))
    assert (await own.silent_until("a"), await own.silences(), await own.robots("https://a")) == (None, {}, None)
    assert await own.reserve("a", PAUSE) == NOW
    await own.silence("a", NOW + PAUSE)
    assert await own.silences() == {"a": NOW + PAUSE}


async def test_long_rules_leave_earlier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "ROBOTS_CHARACTERS", 100)
    own = OwnLedger(Clock())
    until = NOW + timedelta(days=1)
    for number in range(5):
        for _ in range(2):  # what is written twice counts once
            await own.keep_robots(f"https://host{number}", RobotsRecord("x" * 30, None, until))
    kept = [number for number in range(5) if await own.robots(f"https://host{number}")]
    assert kept == [2, 3, 4]
    await own.keep_robots("https://long", RobotsRecord("x" * 200, None, until))
    assert await own.robots("https://long") is not None
    assert len(own._robots) == 1
