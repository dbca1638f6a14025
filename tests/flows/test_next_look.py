from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.next_look import LEAST, STEPS, next_look

OUT = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGES = st.timedeltas(timedelta(0), timedelta(days=30))


def hours(age: float, *, changed: bool = False, live: bool = False) -> float | None:
    """The age at the next look, after one at this age."""
    at = next_look(OUT, OUT + timedelta(hours=age), changed=changed, live=live)
    return at and (at - OUT) / timedelta(hours=1)


def all_looks(*, changed: bool, live: bool = False) -> list[datetime]:
    looks, at = list[datetime](), next_look(OUT, OUT, live=live)
    while at:
        looks.append(at)
        at = next_look(OUT, at, changed=changed, live=live)
    return looks


def test_a_page_that_does_not_change_is_looked_at_six_times_and_never_again() -> None:
    assert all_looks(changed=False) == [OUT + step for step in STEPS]


def test_an_article_is_as_old_as_it_says_not_as_we_know_it() -> None:
    assert hours(5) == 6
    assert hours(30) == 72
    assert hours(24 * 7) is None
    assert hours(24 * 400) is None


def test_a_step_that_is_very_near_is_left_out() -> None:
    assert hours(0.4) == 2
    assert hours(23.9) == 72


def test_a_page_that_changed_is_looked_at_again_after_the_pause_before() -> None:
    assert hours(6) == 24
    assert hours(6, changed=True) == 10
    assert hours(10, changed=True) == 14
    assert hours(10) == 24
    assert hours(0.5, changed=True) == 1
    assert hours(0, changed=True) == 0.5


def test_a_live_blog_is_not_looked_at_within_the_hour() -> None:
    assert hours(0, live=True) == 1
    assert hours(2, changed=True, live=True) == 3.5
    assert hours(0.5, changed=True, live=True) == 1.5


def test_a_page_that_always_changes_is_looked_at_ever_more_seldom_too() -> None:
    looks = all_looks(changed=True)
    assert len(looks) == 17
    assert looks[-1] == OUT + STEPS[-1]


@given(AGES, st.booleans(), st.booleans())
def test_the_next_look_is_later_and_a_change_only_brings_it_nearer(age: timedelta, changed: bool, live: bool) -> None:
    now = OUT + age
    at, if_not = next_look(OUT, now, changed=changed, live=live), next_look(OUT, now, live=live)
    assert (at is None) == (if_not is None)
    if at and if_not:
        assert now + LEAST <= at <= if_not
