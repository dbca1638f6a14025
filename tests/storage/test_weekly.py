from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.weekly import WEEK, around, week_of, weekly, weekly_around
from tests.storage.conftest import NOW

HASHES = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.datetimes(timezones=st.just(UTC))
SPANS = st.timedeltas(timedelta(0), timedelta(days=40))


@given(HASHES, MOMENTS, MOMENTS)
def test_what_stands_for_a_hash_is_small_and_in_the_order_of_its_week(
    hash_: int, one: datetime, other: datetime
) -> None:
    first, second = (weekly(hash_, week_of(at)) for at in (one, other))
    assert 0 <= first < 1 << 47
    assert (first < second) == (week_of(one) < week_of(other))


@given(HASHES, MOMENTS, MOMENTS, SPANS)
def test_what_is_within_a_window_is_looked_for(hash_: int, at: datetime, other: datetime, window: timedelta) -> None:
    since, until = around(at, window)
    if since <= other <= until:
        assert weekly(hash_, week_of(other)) in weekly_around([hash_], at, window)


def test_only_the_weeks_that_a_window_reaches_into_are_looked_at() -> None:
    monday = datetime(1970, 1, 1, tzinfo=UTC) + 3_000 * WEEK
    for at, window, weeks in (
        (monday, timedelta(0), 1),
        (monday, timedelta(days=3), 2),
        (monday + timedelta(days=3.5), timedelta(days=3), 1),
        (NOW, 2 * WEEK, 5),
    ):
        assert len(weekly_around([1, 2], at, window)) == 2 * weeks


def test_hashes_that_were_chosen_by_their_lowest_bits_are_told_apart() -> None:
    assert len({weekly(n << 6, 0) for n in range(50_000)}) == 50_000
    assert len({weekly(n << 30, 0) for n in range(50_000)}) == 50_000
