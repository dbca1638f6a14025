"""What is known of an article before its place is."""

from datetime import timedelta

from flows.placing import time_of
from tests.flows.office import AN_HOUR_AGO, NOW


def test_an_article_came_out_when_it_says_but_not_after_it_was_seen() -> None:
    assert time_of(AN_HOUR_AGO, NOW) == AN_HOUR_AGO
    assert time_of(None, NOW) == NOW
    assert time_of(NOW + timedelta(days=5), NOW) == NOW  # else its copies of today would be out of reach
