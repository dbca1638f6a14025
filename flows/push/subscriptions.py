"""Hubs are asked to push: to begin, to renew, once more, and to end."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import replace

from flows.asking import same_host
from flows.house import House
from flows.lease import LEASE_ASKED, answered, asked, is_due, is_over
from news import Access, FetchError, Subscription, SubscriptionState
from storage.subscriptions import (
    forget_subscription,
    leave_gone,
    pending_subscriptions,
    subscription_at,
    write_subscription,
)

ASKS_AT_A_TIME = 25  # of one hub they start a second apart: half a minute; the rest follow with the next turn

_log = logging.getLogger(__name__)


async def keep_subscriptions(house: House, names: Collection[str]) -> None:
    """Ask the hubs of the named sources that are due to be asked, and those that nobody wants any more.

    Nothing without `websub` in the desk. A hub that does not answer stops no other.
    """
    if house.desk.websub is None:
        return
    due = await asyncio.to_thread(_claim, house, names)
    results = await asyncio.gather(
        *(_ask(one, house.desk.websub.callback, house) for one in due), return_exceptions=True
    )
    for subscription, error in zip(due, results, strict=True):
        if error is not None:
            _log.error("source=%s step=subscribe", subscription.source, exc_info=error)


def _claim(house: House, names: Collection[str]) -> list[Subscription]:
    """Those to ask, written as asked before they are: hubs verify while we still wait for their answer."""
    now = house.clock()
    with house.database.writing() as session:
        leave_gone(session, now)
        pending = pending_subscriptions(session, names, now)
        due = [subscription for subscription in pending if is_due(subscription, now)][:ASKS_AT_A_TIME]
        for over in filter(is_over, due):
            forget_subscription(session, over.token)
        asking = [asked(subscription, now) for subscription in due if not is_over(subscription)]
        for subscription in asking:
            write_subscription(session, subscription)
    return asking


async def _ask(subscription: Subscription, callback: str, house: House) -> None:
    why, lasting = await _post(subscription, callback, house)
    said = f"refused: {why}" if lasting else why or "asked"
    _log.info("source=%s step=subscribe mode=%s outcome=%s", subscription.source, _mode(subscription), said)
    if why:
        await asyncio.to_thread(_note, subscription, why, lasting, house)


async def _post(subscription: Subscription, callback: str, house: House) -> tuple[str, bool]:
    """Why the hub's answer is no success ("": it is), and whether that will last."""
    source = house.sources.get(subscription.source)
    # the source's passwords are none of the hub's business; its leave to be private is, on the source's own host
    own = source.access if source else Access()
    at_home = source is not None and same_host(source.url, subscription.hub)
    access = replace(own.elsewhere, allow_private=own.allow_private and at_home)
    try:
        await house.fetcher.post(subscription.hub, ask_form(subscription, callback), access=access)
    except FetchError as error:
        return error.reason, not error.retry
    return "", False


def ask_form(subscription: Subscription, callback: str) -> dict[str, str]:
    """What a hub is asked, as WebSub says; `hub.verify` is for those that speak its predecessor, 0.3, still."""
    return {
        "hub.mode": _mode(subscription),
        "hub.topic": subscription.topic,
        "hub.callback": f"{callback}/{subscription.token}",
        "hub.secret": subscription.secret,
        "hub.lease_seconds": str(int(LEASE_ASKED.total_seconds())),
        "hub.verify": "async",
    }


def _mode(subscription: Subscription) -> str:
    return "unsubscribe" if subscription.state is SubscriptionState.LEAVING else "subscribe"


def _note(subscription: Subscription, why: str, lasting: bool, house: House) -> None:
    with house.database.writing() as session:
        if lasting and subscription.state is SubscriptionState.LEAVING:
            forget_subscription(session, subscription.token)
            return
        seen = subscription_at(session, subscription.token, change=True)
        if seen and (now_so := answered(subscription, seen, why, lasting=lasting)):
            write_subscription(session, now_so)
