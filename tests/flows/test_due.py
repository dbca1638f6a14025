"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.due import expected, first_pulse, is_silent, next_interval, observed
from news import Pulse, Wishes

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)  # a Wednesday
FAST, SLOW = timedelta(minutes=2), timedelta(hours=3)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def every(step: timedelta, length: timedelta, until: datetime = NOON) -> Pulse:
    """A source that published at a steady pace."""
    return first_pulse([until - step * i for i in range(int(length / step))], until)


def interval(pulse: Pulse | None, now: datetime = NOON, **wishes: object) -> timedelta:
    return next_interval(pulse, now, **({"fastest": FAST, "slowest": SLOW} | wishes))  # type: ignore[arg-type]


def test_the_wait_is_half_the_gap_that_is_expected() -> None:
    assert interval(every(HOUR, 21 * DAY)) == pytest.approx(30 * MINUTE, rel=0.1)
    assert interval(every(10 * MINUTE, 21 * DAY)) == pytest.approx(5 * MINUTE, rel=0.1)


def test_the_bounds_of_the_schedule_hold() -> None:
    assert interval(every(MINUTE, 7 * DAY)) == FAST
    assert interval(every(5 * DAY, 28 * DAY)) == SLOW
    assert interval(None) == SLOW


def test_without_a_fastest_the_schedule_alone_decides() -> None:
    assert next_interval(None, NOON, fastest=None, slowest=SLOW) == timedelta(0)


def test_a_source_that_sleeps_at_night_is_asked_less_at_night() -> None:
    days = [NOON - DAY * d for d in range(28)]
    pulse = first_pulse([day + HOUR * h / 2 for day in days for h in range(-6, 6)], NOON)  # from nine to three
    assert interval(pulse, NOON) < 30 * MINUTE
    assert interval(pulse, NOON.replace(hour=22)) > 3 * interval(pulse, NOON)


def test_a_source_that_rests_at_weekends_is_asked_less_then() -> None:
    pulse = first_pulse([NOON - HOUR * h for h in range(28 * 24) if (NOON - HOUR * h).weekday() < 5], NOON)
    assert interval(pulse, NOON + 3 * DAY) > 2 * interval(pulse, NOON)  # a Saturday


@pytest.mark.parametrize("wish", [{"wishes": Wishes(HOUR)}, {"max_age": HOUR}])
def test_wishes_make_the_wait_longer_within_bounds(wish: dict[str, object]) -> None:
    busy = every(10 * MINUTE, 21 * DAY)
    assert interval(busy, **wish) == HOUR
    assert interval(busy, slowest=20 * MINUTE, **wish) == 20 * MINUTE


def test_wishes_never_make_it_shorter() -> None:
    assert interval(every(2 * HOUR, 21 * DAY), wishes=Wishes(MINUTE)) > 30 * MINUTE


def test_hours_to_be_skipped_are_skipped_within_bounds() -> None:
    night = Wishes(skip_hours=frozenset({12, 13}))
    assert interval(every(10 * MINUTE, 21 * DAY), wishes=night) == 2 * HOUR
    assert interval(every(10 * MINUTE, 21 * DAY), wishes=night, slowest=HOUR) == HOUR


def test_days_to_be_skipped_are_skipped() -> None:
    midweek = Wishes(skip_days=frozenset({2}))
    assert interval(every(HOUR, 21 * DAY), wishes=midweek, slowest=2 * DAY) == 12 * HOUR


def test_a_feed_that_skips_everything_has_no_wish() -> None:
    never = Wishes(skip_hours=frozenset(range(24)))
    assert interval(every(10 * MINUTE, 21 * DAY), wishes=never) <= SLOW


def test_what_is_observed_moves_the_pulse() -> None:
    pulse = every(6 * HOUR, 14 * DAY)
    before = interval(pulse)
    for day in range(14):
        now = NOON + DAY * (day + 1)
        pulse = observed(pulse, [now - HOUR * h / 2 for h in range(48)], now)
    assert interval(pulse, NOON + 14 * DAY) < before / 3


def test_a_pulse_fades_when_nothing_comes() -> None:
    pulse = every(HOUR, 14 * DAY)
    later = observed(pulse, [], NOON + 60 * DAY)
    assert sum(later.hours) < sum(pulse.hours) / 7
    assert interval(later, NOON + 60 * DAY) > interval(pulse)


def test_dates_older_than_what_fades_say_nothing() -> None:
    assert first_pulse([NOON - 400 * DAY], NOON) == first_pulse([], NOON)


def test_silence_is_measured_by_the_sources_own_rhythm() -> None:
    hourly, weekly = every(HOUR, 21 * DAY), every(7 * DAY, 28 * DAY)
    a_day_ago = NOON - DAY
    assert is_silent(hourly, a_day_ago, NOON)
    assert not is_silent(weekly, NOON - 6 * DAY, NOON)


def test_a_weekend_is_no_silence_for_a_source_that_rests_then() -> None:
    monday = NOON - 2 * DAY
    dates = [monday - HOUR * h for h in range(28 * 24) if (monday - HOUR * h).weekday() < 5]
    friday, sunday = monday.replace(hour=0) - 3 * DAY, monday.replace(hour=0) - 1 * DAY
    pulse = first_pulse(dates, monday)
    assert not is_silent(pulse, friday + 23 * HOUR, sunday - 8 * HOUR)
    steady = every(HOUR, 28 * DAY, monday)
    assert is_silent(steady, friday + 23 * HOUR, sunday - 8 * HOUR)


def test_a_burst_that_ends_is_no_silence_for_some_hours() -> None:
    assert not is_silent(every(MINUTE, DAY), NOON - 11 * HOUR, NOON)


def test_what_is_expected_adds_up_over_time() -> None:
    pulse = every(HOUR, 28 * DAY)
    week = expected(pulse, NOON, NOON + 7 * DAY)
    assert week == pytest.approx(7 * 24, rel=0.1)
    split = expected(pulse, NOON, NOON + 50 * HOUR) + expected(pulse, NOON + 50 * HOUR, NOON + 7 * DAY)
    assert split == pytest.approx(week)


@given(
    st.lists(st.integers(0, 60 * 24 * 40), max_size=60),
    st.integers(0, 60 * 24 * 7),
    st.integers(10, 7_200),
    st.integers(1, 50),
    st.frozensets(st.integers(0, 23)),
)
def test_every_wait_lies_within_the_bounds(
    ago: list[int], start: int, fastest: int, times: int, skipped: frozenset[int]
) -> None:
    now, fast = NOON + MINUTE * start, timedelta(seconds=fastest)
    pulse = first_pulse([now - MINUTE * minutes for minutes in ago], now)
    wait = next_interval(pulse, now, fastest=fast, slowest=fast * times, wishes=Wishes(skip_hours=skipped))
    assert fast <= wait <= fast * times
