"""The outbox: messages on their way. Queued with what they tell, leased, sent, then marked: at least once."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import Session, col

from news import Alert, Delivery, Notice, Report
from storage.database import insert_new
from storage.tables import ArticleRow, DeliveryRow

LEASE = timedelta(minutes=10)  # a sender begins nothing after half of it, and one message takes 150 s at most
BATCH = 10  # small, so that a lease that ends early repeats little
NAMESPACE = uuid.UUID("5f0f7a53-9a0f-5d2e-8c35-3f1c2f4bb0a1")

NOTICE = {"kind": "notice"}  # marks one among the reports

_report = TypeAdapter(Report)
_notice = TypeAdapter(Notice)


def queue(
    session: Session, story_id: int, article_id: int, alerts: Iterable[tuple[Alert, Report]], now: datetime
) -> None:
    """Queue one message to each alert's channel. The unique key is that of (story, topics, channel)."""
    session.add_all(
        DeliveryRow(
            key=delivery_key(story_id, [match.topic for match in alert.matches], alert.channel),
            channel=alert.channel,
            story_id=story_id,
            article_id=article_id,
            report=_report.dump_python(report, mode="json"),
            next_at=now,
            queued_at=now,
        )
        for alert, report in alerts
    )
    session.flush()


def queue_notice(session: Session, key: str, channel: str, notice: Notice, now: datetime) -> bool:
    """Queue a message about wirewatch itself. False: one with this key was queued before."""
    values: dict[str, Any] = {
        "key": notice_key(key, channel),
        "channel": channel,
        "report": _notice.dump_python(notice, mode="json") | NOTICE,
        "state": "pending",
        "attempts": 0,
        "next_at": now,
        "queued_at": now,
    }
    return session.scalar(insert_new(session, DeliveryRow).values(**values).returning(col(DeliveryRow.id))) is not None


def notice_key(key: str, channel: str) -> str:
    """A UUID that is the same whenever a channel is given a notice with the same key."""
    return str(uuid.uuid5(NAMESPACE, f"notice\n{channel}\n{key}"))


def delivery_key(story_id: int, topics: Iterable[str], channel: str) -> str:
    """A UUID that is the same whenever the same thing is told to the same channel."""
    return str(uuid.uuid5(NAMESPACE, f"{story_id}\n{channel}\n{chr(10).join(sorted(topics))}"))


def claim_deliveries(session: Session, channels: Collection[str], owner: str, now: datetime) -> list[Delivery]:
    """Lease the next messages to these channels, in the order they were queued."""
    picked = session.scalars(
        select(DeliveryRow)
        .where(
            col(DeliveryRow.state) == "pending",
            col(DeliveryRow.next_at) <= now,
            col(DeliveryRow.channel).in_(channels),
            or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= now),
        )
        .order_by(col(DeliveryRow.id))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for row in picked:
        row.lease_owner, row.lease_until, row.attempts = owner, now + LEASE, row.attempts + 1
        if row.attempts == 1 and row.story_id is not None:  # frozen here: every repeat says the same
            row.report = row.report | {"also_in": _other_outlets(session, row)}
    session.flush()
    return [_delivery(row) for row in picked]


def mark_sent(session: Session, delivery: Delivery, now: datetime, detail: str) -> bool:
    """It arrived: also when the lease was lost meanwhile, so that nobody sends it once more.

    False: another process marked it first.
    """
    pending = col(DeliveryRow.state) == "pending"
    return _set(session, delivery, pending, state="sent", sent_at=now, detail=detail)


def mark_retry(session: Session, delivery: Delivery, owner: str, next_at: datetime, detail: str) -> bool:
    return _mark(session, delivery, owner, next_at=next_at, detail=detail)


def mark_dead(session: Session, delivery: Delivery, owner: str, detail: str) -> bool:
    """It will not be tried again; it is kept and shown."""
    return _mark(session, delivery, owner, state="dead", detail=detail)


def give_back(session: Session, delivery: Delivery, owner: str) -> bool:
    """It was leased but not tried."""
    return _mark(session, delivery, owner, attempts=DeliveryRow.attempts - 1)


def _mark(session: Session, delivery: Delivery, owner: str, **values: object) -> bool:
    """Only as long as the lease is ours."""
    ours = (col(DeliveryRow.lease_owner) == owner) & (col(DeliveryRow.lease_until) == delivery.lease_until)
    return _set(session, delivery, ours, **values)


def _set(session: Session, delivery: Delivery, still: ColumnElement[bool], **values: object) -> bool:
    statement = (
        update(DeliveryRow)
        .where(col(DeliveryRow.id) == delivery.id, still)
        .values(lease_owner=None, lease_until=None, **values)
        .returning(col(DeliveryRow.id))
    )
    return session.scalar(statement) is not None


def _other_outlets(session: Session, row: DeliveryRow) -> list[str]:
    """Who else carries the story, by name, in the order they were seen."""
    articles = session.execute(
        select(col(ArticleRow.id), col(ArticleRow.outlet), col(ArticleRow.source))
        .where(col(ArticleRow.story_id) == row.story_id)
        .order_by(col(ArticleRow.id))
    ).all()
    names = {article_id: outlet or source for article_id, outlet, source in articles}
    own = names.get(row.article_id)
    return [name for name in dict.fromkeys(names.values()) if name != own]


def _delivery(row: DeliveryRow) -> Delivery:
    assert row.id is not None
    assert row.lease_until is not None
    return Delivery(row.id, row.key, row.channel, _told(row.report), row.attempts, row.lease_until)


def _told(report: dict[str, Any]) -> Report | Notice:
    is_notice = report.items() >= NOTICE.items()
    return _notice.validate_python(report) if is_notice else _report.validate_python(report)
