import pytest

from bench.slow_hosts import lateness


def test_lateness_is_the_median_over_polls_of_when_half_most_and_all_were_done() -> None:
    polls = [{feed: scale * feed for feed in range(1, 101)} for scale in (1.0, 2.0, 50.0)]
    assert lateness(polls) == pytest.approx((100.0, 190.0, 200.0))
