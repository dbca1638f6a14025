"""What becomes of a subscription when something happens to it. Pure: each function makes the next value of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from news import Subscription, SubscriptionState

LEASE_ASKED = timedelta(days=10)  # what the largest public hub grants at most
LONGEST_LEASE = timedelta(days=30)  # whoever grants more is asked again all the same: a hub may lose its memory
BEFORE_THE_END = timedelta(days=1)  # a long lease is renewed then, a short one at half of it
DOUBT = timedelta(days=1)  # one that misses news is asked anew: it may have lost us, or know an address that we left
FIRST_PAUSE = timedelta(minutes=10)  # hubs verify within seconds; some queue for minutes
LONGEST_PAUSE = timedelta(days=7)  # also for a hub that said no: never given up
LONGEST_GOODBYE = timedelta(hours=6)  # the last pause of six; by then it has learnt that our address is gone

_VERIFIED = (SubscriptionState.ACTIVE, SubscriptionState.QUIET)
_WAITING = (SubscriptionState.ASKED, SubscriptionState.LEAVING)


def is_pushed(subscription: Subscription | None, now: datetime) -> bool:
    """Tell whether its news comes by itself, so that the source need be polled for safety only."""
    return subscription is not None and subscription.state is SubscriptionState.ACTIVE and _lasts(subscription, now)


def is_due(subscription: Subscription, now: datetime) -> bool:
    """Tell whether its hub is to be asked: to begin, to renew, once more, or to end."""
    if subscription.until is None:
        return True
    if subscription.state is SubscriptionState.QUIET and subscription.asked_at + DOUBT <= now:
        return True
    if subscription.state in _VERIFIED:
        return _renewed_at(subscription.asked_at, subscription.until) <= now
    return subscription.until <= now


def _renewed_at(asked_at: datetime, until: datetime) -> datetime:
    """At half of what is left since it was asked last, so that renewals without an answer come closer and closer."""
    return max(asked_at + FIRST_PAUSE, asked_at + (until - asked_at) / 2, until - BEFORE_THE_END)


def asked(subscription: Subscription, now: datetime) -> Subscription:
    """Its hub is being asked now. Without an answer it is asked again: a lease that runs stays what it is till then."""
    if subscription.state in _VERIFIED and _lasts(subscription, now):
        return replace(subscription, asked_at=now)
    leaving = subscription.state is SubscriptionState.LEAVING
    state = SubscriptionState.LEAVING if leaving else SubscriptionState.ASKED
    return replace(subscription, state=state, asked_at=now, until=now + _pause(subscription))


def _pause(subscription: Subscription) -> timedelta:
    """Doubles with every ask in a row."""
    if subscription.until is None or subscription.state not in _WAITING:
        return FIRST_PAUSE
    return min(2 * (subscription.until - subscription.asked_at), LONGEST_PAUSE)


def is_over(subscription: Subscription) -> bool:
    """Tell whether a goodbye went unanswered long enough."""
    return subscription.state is SubscriptionState.LEAVING and _pause(subscription) > LONGEST_GOODBYE


def answered(subscription: Subscription, seen: Subscription, why: str, *, lasting: bool) -> Subscription | None:
    """The hub's own answer to an ask was no success: `why` in words. None: it was overtaken by other events.

    `seen` is the subscription as it stands, `subscription` as it was asked for. A `lasting` answer refuses, except
    where a lease still runs.
    """
    if (seen.asked_at, seen.state) != (subscription.asked_at, subscription.state):
        return None
    if lasting and seen.state is SubscriptionState.ASKED:
        return refused(seen, why, seen.asked_at)
    return replace(seen, detail=why)


def refused(subscription: Subscription, why: str, now: datetime) -> Subscription:
    return replace(subscription, state=SubscriptionState.REFUSED, until=now + LONGEST_PAUSE, detail=why)


def verified(subscription: Subscription, lease: timedelta, now: datetime) -> Subscription:
    """The hub made sure that we want it. One that missed news has to push some before it is relied on again."""
    quiet = subscription.state is SubscriptionState.QUIET
    state, detail = (subscription.state, subscription.detail) if quiet else (SubscriptionState.ACTIVE, "")
    return replace(subscription, state=state, detail=detail, until=now + lease)


def pushed(subscription: Subscription, now: datetime) -> Subscription:
    if subscription.state is SubscriptionState.QUIET:
        subscription = replace(subscription, state=SubscriptionState.ACTIVE)
    return replace(subscription, pushed_at=now, detail="")


def lease_of(seconds: str | None) -> timedelta:
    """How long a hub says that it will push; what we asked for where it says nothing that makes sense."""
    if seconds is None or not (seconds.isascii() and seconds.isdigit()) or len(seconds) > len("9999999999"):
        return LEASE_ASKED
    return min(timedelta(seconds=int(seconds)) or LEASE_ASKED, LONGEST_LEASE)


def _lasts(subscription: Subscription, now: datetime) -> bool:
    return subscription.until is not None and now < subscription.until
