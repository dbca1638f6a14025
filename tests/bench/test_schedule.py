import pytest

from bench.newsrooms import LISTED, Newsroom
from bench.policies import DAY, HOUR
from bench.schedule import outcomes, percentile, row, simulate

STEADY = Newsroom(24.0, [hour * HOUR for hour in range(24 * 10)])


def test_a_fixed_interval_is_never_later_than_itself() -> None:
    outcome = simulate(STEADY, lambda _: HOUR, warm_up=DAY, end=3 * DAY, first=HOUR / 2)
    assert outcome.polls == 48
    assert outcome.delays == [HOUR / 2] * 48
    assert outcome.lost == 0


def test_what_is_listed_no_more_when_it_is_asked_is_lost() -> None:
    gap = 2 * LISTED * HOUR
    outcome = simulate(STEADY, lambda _: gap, warm_up=0.0, end=gap + 1, first=0.0)
    assert outcome.polls == 2
    assert outcome.lost == LISTED
    assert len(outcome.delays) == LISTED + 1


def test_the_warm_up_counts_for_nothing() -> None:
    outcome = simulate(STEADY, lambda _: DAY, warm_up=2 * DAY, end=2 * DAY + HOUR, first=0.0)
    assert (outcome.polls, outcome.delays, outcome.lost) == (1, [0.0], 0)


def test_each_newsroom_stands_in_its_band_and_in_all() -> None:
    rare = Newsroom(0.5, [HOUR])
    found = outcomes(lambda: lambda _: HOUR, [STEADY, rare], 0.0, 2 * DAY)
    assert found["1 to 50"].feed_days == found["less than one"].feed_days == 2
    assert found["all"].feed_days == 4
    assert found["all"].polls == found["1 to 50"].polls + found["less than one"].polls
    assert row(found["over 50 a day"])[1:] == ["0.0", "0.0", "0.0", "0.00"]


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.95, 4.0), (0.25, 1.0), (1.0, 4.0)])
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(share: float, value: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == value
    assert percentile([], share) == 0.0
