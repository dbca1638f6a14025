from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.lease import (
    FIRST_PAUSE,
    LEASE_ASKED,
    LONGEST_LEASE,
    LONGEST_PAUSE,
    answered,
    asked,
    is_due,
    is_over,
    is_pushed,
    lease_of,
    pushed,
    refused,
    verified,
)
from news import Subscription, SubscriptionState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OFFERED = Subscription(
    "a", "https://hub.example/", "https://a.example/feed", "token", "secret", SubscriptionState.ASKED, NOW
)
ASKED = asked(OFFERED, NOW)
ACTIVE = verified(ASKED, 10 * DAY, NOW)
LEAVING = replace(ACTIVE, state=SubscriptionState.LEAVING, until=None)


def asks(subscription: Subscription, until: datetime) -> list[timedelta]:
    """When its hub is asked when it never answers, looked at every minute."""
    found, now = [], NOW
    while now < until:
        if is_due(subscription, now):
            subscription = asked(subscription, now)
            found.append(now - NOW)
        now += timedelta(minutes=1)
    return found


def test_a_hub_that_was_just_named_is_asked_at_once() -> None:
    assert is_due(OFFERED, NOW)
    assert not is_due(ASKED, NOW)


def test_a_hub_that_never_answers_is_asked_after_pauses_that_double() -> None:
    minutes = [int(moment / timedelta(minutes=1)) for moment in asks(OFFERED, NOW + timedelta(hours=6))]
    assert minutes == [0, 10, 30, 70, 150, 310]


def test_a_hub_that_never_answers_is_asked_weekly_in_the_end() -> None:
    moments = asks(OFFERED, NOW + 40 * DAY)
    assert moments[-1] - moments[-2] == LONGEST_PAUSE


def test_a_long_lease_is_renewed_a_day_before_its_end() -> None:
    assert asks(ACTIVE, NOW + 10 * DAY)[0] == 9 * DAY


def test_a_short_lease_is_renewed_at_its_half() -> None:
    assert asks(verified(ASKED, timedelta(hours=2), NOW), NOW + DAY)[0] == timedelta(hours=1)


def test_a_lease_of_seconds_does_not_make_us_ask_every_minute() -> None:
    moments = asks(verified(ASKED, timedelta(seconds=5), NOW), NOW + timedelta(minutes=30))
    assert moments[0] == FIRST_PAUSE


def test_a_renewal_without_an_answer_is_asked_ever_sooner_until_the_lease_ends() -> None:
    moments = [10 * DAY - moment for moment in asks(ACTIVE, NOW + 10 * DAY)]
    assert moments[:4] == [DAY, DAY / 2, DAY / 4, DAY / 8]
    assert len(moments) < 10


def test_a_lease_that_runs_is_relied_on_while_its_renewal_has_no_answer() -> None:
    renewing = asked(ACTIVE, NOW + 9 * DAY)
    assert is_pushed(renewing, NOW + 9 * DAY)
    assert not is_pushed(renewing, NOW + 10 * DAY)


def test_a_lease_that_ended_begins_anew() -> None:
    assert is_due(ACTIVE, NOW + 11 * DAY)
    again = asked(ACTIVE, NOW + 11 * DAY)
    assert (again.state, again.until) == (SubscriptionState.ASKED, NOW + 11 * DAY + FIRST_PAUSE)


@pytest.mark.parametrize("state", [s for s in SubscriptionState if s is not SubscriptionState.ACTIVE])
def test_only_an_active_subscription_is_relied_on(state: SubscriptionState) -> None:
    assert is_pushed(ACTIVE, NOW)
    assert not is_pushed(replace(ACTIVE, state=state), NOW)


def test_no_subscription_is_not_relied_on() -> None:
    assert not is_pushed(None, NOW)


def test_a_subscription_that_missed_news_is_relied_on_again_after_a_push_not_after_a_verification() -> None:
    quiet = replace(ACTIVE, state=SubscriptionState.QUIET, detail="missed")
    assert verified(quiet, 20 * DAY, NOW) == replace(quiet, until=NOW + 20 * DAY)
    assert pushed(quiet, NOW) == replace(ACTIVE, pushed_at=NOW)


def test_a_hub_that_missed_news_is_asked_anew_each_day() -> None:
    quiet = replace(ACTIVE, state=SubscriptionState.QUIET)
    assert asks(quiet, NOW + 3 * DAY + timedelta(hours=1)) == [DAY, 2 * DAY, 3 * DAY]


def test_a_refusal_is_asked_about_again_after_a_week() -> None:
    no = refused(ASKED, "http 404", NOW)
    assert not is_due(no, NOW + 6 * DAY)
    assert is_due(no, NOW + 7 * DAY)
    assert asked(no, NOW + 7 * DAY).state is SubscriptionState.ASKED


def test_a_hubs_no_to_a_renewal_leaves_the_lease_that_runs() -> None:
    renewing = asked(ACTIVE, NOW + 9 * DAY)
    assert answered(renewing, renewing, "http 404", lasting=True) == replace(renewing, detail="http 404")


def test_a_hubs_answer_that_comes_after_its_verification_changes_nothing() -> None:
    assert answered(ASKED, ACTIVE, "timeout", lasting=False) is None


def test_a_passing_answer_is_told_and_does_not_refuse() -> None:
    assert answered(ASKED, ASKED, "http 503", lasting=False) == replace(ASKED, detail="http 503")


def test_a_goodbye_without_an_answer_ends_in_a_day() -> None:
    subscription, now = LEAVING, NOW
    while not is_over(subscription):
        if is_due(subscription, now):
            subscription = asked(subscription, now)
        now += timedelta(minutes=1)
    assert timedelta(hours=1) < now - NOW < DAY
    assert subscription.state is SubscriptionState.LEAVING


@pytest.mark.parametrize(
    ("said", "lease"),
    [
        ("3600", timedelta(hours=1)),
        ("864000", 10 * DAY),
        ("99999999", LONGEST_LEASE),
        ("9" * 5000, LEASE_ASKED),
        ("0", LEASE_ASKED),
        ("-5", LEASE_ASKED),
        ("soon", LEASE_ASKED),
        ("٣", LEASE_ASKED),
        ("", LEASE_ASKED),
        (None, LEASE_ASKED),
    ],
)
def test_a_lease_is_what_the_hub_says_within_reason(said: str | None, lease: timedelta) -> None:
    assert lease_of(said) == lease
