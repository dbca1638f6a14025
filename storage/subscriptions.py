"""Subscriptions: which hub pushes which source, under which token, until when (WebSub)."""

import secrets
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, or_, select, update
from sqlmodel import Session

from news import Hub, Subscription, SubscriptionState
from storage.given import GIVEN_NAMES
from storage.tables import SourceRow, SubscriptionRow, table_of

CHANGE_PAUSE = timedelta(hours=1)  # some sites name another hub, or none, with every other answer
NEARLY_OVER = timedelta(days=1)  # no lease is renewed sooner before its end
ADDRESS_CHARACTERS = 2_000  # what servers take; a longer one comes from no real hub
DETAIL_CHARACTERS = 200

_subscription = table_of(SubscriptionRow)
_source = table_of(SourceRow)
_OF_SOURCE = select(_subscription).where(_subscription.c.source == bindparam("name"))  # made once: each poll asks it
_AT_TOKEN = select(_subscription).where(_subscription.c.token == bindparam("token"))
_AT_TOKEN_LOCKED = _AT_TOKEN.with_for_update()


def offer(session: Session, source: str, hub: Hub | None, now: datetime) -> None:
    """A source names a hub (None: no hub any more). One that is new begins a subscription, with a token of its own.

    A subscription at another hub or topic is dropped for it: its token is unknown from now on.
    Changes are taken once an hour at most. Whoever calls has the lease of the source.
    """
    known = subscription_of(session, source)
    if known and now - known.asked_at < CHANGE_PAUSE:
        return
    wanted = known if known and known.state is not SubscriptionState.LEAVING else None
    if hub is None or not (_is_sound(hub.url) and _is_sound(hub.topic)):
        if wanted:
            write_subscription(session, replace(wanted, state=SubscriptionState.LEAVING, asked_at=now, until=None))
    elif wanted is None or (wanted.hub, wanted.topic) != (hub.url, hub.topic):
        session.execute(delete(_subscription).where(_subscription.c.source == source))
        session.execute(insert(_subscription).values(**asdict(_begun(source, hub, now))))


def _begun(source: str, hub: Hub, now: datetime) -> Subscription:
    token, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)  # 256 bits each; WebSub takes under 200 bytes
    return Subscription(source, hub.url, hub.topic, token, secret, SubscriptionState.ASKED, asked_at=now)


def _is_sound(address: str) -> bool:
    return len(address) <= ADDRESS_CHARACTERS and address.isprintable()


def subscription_of(session: Session, source: str) -> Subscription | None:
    row = session.execute(_OF_SOURCE, {"name": source}).one_or_none()
    return _value(row) if row else None


def subscription_at(session: Session, token: str, *, change: bool = False) -> Subscription | None:
    """The one under a token. `change`: it stays as it is until the transaction, which may write it, ends."""
    row = session.execute(_AT_TOKEN_LOCKED if change else _AT_TOKEN, {"token": token}).one_or_none()
    return _value(row) if row else None


def pending_subscriptions(session: Session, names: Collection[str], now: datetime) -> list[Subscription]:
    """Those of the named sources whose hub may be due to be asked, and all that are leaving; the longest due first.

    They are locked until the transaction ends; those that another process has locked are left out.
    """
    row = _subscription.c
    ours = or_(row.source.in_(GIVEN_NAMES), row.state == SubscriptionState.LEAVING)
    ending = (row.state == SubscriptionState.ACTIVE) & (row.until <= now + NEARLY_OVER)
    near = or_(row.until.is_(None), row.until <= now, ending, row.state == SubscriptionState.QUIET)
    order = (row.until.is_not(None), row.until, row.source)
    pending = select(_subscription).where(ours, near).order_by(*order).with_for_update(skip_locked=True)
    return list(map(_value, session.execute(pending, {"given": names})))


def write_subscription(session: Session, subscription: Subscription) -> None:
    values = asdict(subscription) | {"detail": _plain(subscription.detail)}
    session.execute(update(_subscription).where(_subscription.c.token == subscription.token).values(**values))


def forget_subscription(session: Session, token: str) -> None:
    session.execute(delete(_subscription).where(_subscription.c.token == token))


def leave_gone(session: Session, now: datetime) -> int:
    """Let the subscriptions of sources that left the desk end. Return how many."""
    gone = select(_source.c.name).where(_source.c.active.is_(False))
    leaving = (
        update(_subscription)
        .where(_subscription.c.source.in_(gone), _subscription.c.state != SubscriptionState.LEAVING)
        .values(state=SubscriptionState.LEAVING, asked_at=now, until=None)
        .returning(_subscription.c.source)
    )
    return len(session.execute(leaving).all())


def mark_missed(session: Session, source: str, detail: str) -> None:
    """News came that its hub had not pushed, or not so that it could be read: not relied on until the next push."""
    active = (_subscription.c.source == source) & (_subscription.c.state == SubscriptionState.ACTIVE)
    session.execute(update(_subscription).where(active).values(state=SubscriptionState.QUIET, detail=_plain(detail)))


def _value(row: Row[Any]) -> Subscription:
    values = dict(row._mapping)
    return Subscription(**values | {"state": SubscriptionState(values["state"])})


def _plain(said: str) -> str:
    """What a hub said, so that any database takes it and a line shows it."""
    return "".join(c if c.isprintable() else " " for c in said)[:DETAIL_CHARACTERS]
