"""Who is left alone, and for how long a server may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers import silences
from fetchers.failures import NoPageError
from fetchers.silences import Silences, read_retry_after
from tests.fetchers.clock import Clock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("1.2", timedelta(seconds=2)),
        (" 0 ", timedelta()),
        ("Sun, 22 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 12:05:00 -0000", timedelta(minutes=5)),
        ("Sun, 22 Nov 2026 11:00:00 GMT", timedelta()),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=7)),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("86401", timedelta(seconds=86401)),
        ("99999999", timedelta(days=7)),
        ("9" * 5_000, timedelta(days=7)),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_retry_after_is_read(header: str, wait: timedelta | None) -> None:
    assert read_retry_after([header], None, NOW) == wait


def test_of_several_wishes_the_longest_counts() -> None:
    assert read_retry_after(["5", "Sun, 22 Nov 2026 12:05:00 GMT", "x", "60"], None, NOW) == timedelta(minutes=5)


def test_a_server_whose_clock_is_wrong_is_measured_by_its_own() -> None:
    an_hour_behind = NOW - timedelta(hours=1)
    wait = read_retry_after(["Sun, 22 Nov 2026 11:05:00 GMT"], an_hour_behind, NOW)
    assert wait == timedelta(minutes=5)


@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d{1,4} \w{3} \d{1,6} \d{1,3}:\d\d:\d\d [+-]?\w{1,6}"))
def test_any_retry_after_is_a_wait_within_bounds_or_none(header: str) -> None:
    wait = read_retry_after([header], None, NOW)
    assert wait is None or timedelta() <= wait <= timedelta(days=7)


def is_silent(quiet: Silences, name: str) -> bool:
    try:
        quiet.respect(name)
    except NoPageError:
        return True
    return False


def test_the_longest_silences_are_remembered_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silences, "REMEMBERED", 100)
    clock = Clock()
    quiet = Silences({}, clock)
    for number in range(1_000):
        quiet.add(f"host{number}", clock.now + timedelta(seconds=1 + number))
    assert len(quiet._until) <= 100
    assert is_silent(quiet, "host999")
    assert not is_silent(quiet, "host0")


def test_silences_that_ended_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silences, "REMEMBERED", 100)
    clock = Clock()
    quiet = Silences({"kept": clock.now + timedelta(seconds=99)}, clock)
    for number in range(1_000):
        quiet.add(f"host{number}", clock.now + timedelta(milliseconds=1))
        clock.pass_by(0.05)
    assert len(quiet._until) <= 100
    assert is_silent(quiet, "kept")


def test_what_a_wrong_clock_wrote_silences_nobody() -> None:
    clock = Clock()
    quiet = Silences({"known": clock.now + timedelta(days=9), "honest": clock.now + timedelta(days=7)}, clock)
    quiet.add("told", clock.now + timedelta(days=9))
    assert [is_silent(quiet, name) for name in ("known", "told", "honest")] == [False, False, True]


def test_a_silence_takes_the_place_of_one_that_a_wrong_clock_wrote() -> None:
    clock = Clock()
    quiet = Silences({"a": clock.now + timedelta(days=9)}, clock)
    quiet.add("a", clock.now + timedelta(hours=1))
    clock.pass_by(3599)
    assert is_silent(quiet, "a")
    clock.pass_by(2)
    assert not is_silent(quiet, "a")
    clock.pass_by(2 * 24 * 3600)
    assert not is_silent(quiet, "a")
