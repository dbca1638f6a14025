"""The outbox: messages on their way. Queued with what they tell, leased, sent, then marked: at least once."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, bindparam, insert, or_, select, text, update
from sqlmodel import Session, col

from news import Alert, Delivery, Likeness, Notice, Report
from storage.database import insert_new
from storage.stories import spread, story_now
from storage.tables import ArticleRow, DeliveryRow, table_of

LEASE = timedelta(minutes=10)  # a sender begins nothing after half of it, and one message takes 150 s at most
BATCH = 10  # small, so that a lease that ends early repeats little
NAMESPACE = uuid.UUID("5f0f7a53-9a0f-5d2e-8c35-3f1c2f4bb0a1")

NOTICE = {"kind": "notice"}  # marks one among the reports

_AS_QUEUED = text("+delivery.id")  # bare, SQLite would walk all that was ever sent, in its order
_PENDING = text("state = 'pending'")  # as the index has it: a bound word would not be found to be the same

_delivery_ = table_of(DeliveryRow)
_QUEUE = insert(_delivery_)
_UNTRIED = (
    select(_delivery_.c.channel)
    .where(_PENDING, _delivery_.c.story_id == bindparam("story"), _delivery_.c.attempts == 0)
    .with_for_update()
)

_report = TypeAdapter(Report)
_notice = TypeAdapter(Notice)


def queue(
    session: Session, story_id: int, article_id: int, alerts: Iterable[tuple[Alert, Report]], now: datetime
) -> None:
    """Queue one message to each alert's channel. The unique key is that of (story, topics, channel, what follows)."""
    of = {"story_id": story_id, "article_id": article_id}
    rows = [
        {"key": _key(story_id, alert), "channel": alert.channel, "report": _report.dump_python(report, mode="json")}
        | of
        | _queued(now)
        for alert, report in alerts
    ]
    if rows:
        session.connection().execute(_QUEUE, rows)


def queue_notice(session: Session, key: str, channel: str, notice: Notice, now: datetime) -> bool:
    """Queue a message about wirewatch itself. False: one with this key was queued before."""
    values: dict[str, Any] = {
        "key": notice_key(key, channel),
        "channel": channel,
        "report": _notice.dump_python(notice, mode="json") | NOTICE,
        **_queued(now),
    }
    return session.scalar(insert_new(session, DeliveryRow).values(**values).returning(col(DeliveryRow.id))) is not None


def _queued(now: datetime) -> dict[str, object]:
    return {"state": "pending", "attempts": 0, "next_at": now, "queued_at": now}


def notice_key(key: str, channel: str) -> str:
    """A UUID that is the same whenever a channel is given a notice with the same key."""
    return str(uuid.uuid5(NAMESPACE, f"notice\n{channel}\n{key}"))


def delivery_key(story_id: int, topics: Iterable[str], channel: str, followed: Iterable[str] = ()) -> str:
    """A UUID that is the same whenever the same thing is told to the same channel.

    `followed` are the keys of a follow-up (news.FollowUp), () for the first message.
    """
    said = [str(story_id), channel, *sorted(topics)]
    if keys := sorted(followed):
        said += ["", *keys]  # no topic is named "", so that no first message has such a key
    return str(uuid.uuid5(NAMESPACE, "\n".join(said)))


def _key(story_id: int, alert: Alert) -> str:
    topics = alert.topics or [match.topic for match in alert.matches]
    return delivery_key(story_id, topics, alert.channel, alert.follow_up.keys if alert.follow_up else ())


def channels_waiting(session: Session, story_id: int) -> frozenset[str]:
    """Channels with a message about a story that nobody tried to send yet: what is stored now will be told by it.

    They are kept from being tried until the transaction ends.
    """
    return frozenset(session.connection().execute(_UNTRIED, {"story": story_id}).scalars())


def claim_deliveries(session: Session, channels: Collection[str], owner: str, now: datetime) -> list[Delivery]:
    """Lease the next messages to these channels, in the order they were queued."""
    picked = session.scalars(
        select(DeliveryRow)
        .where(
            _PENDING,
            col(DeliveryRow.next_at) <= now,
            col(DeliveryRow.channel).in_(channels),
            or_(col(DeliveryRow.lease_until).is_(None), col(DeliveryRow.lease_until) <= now),
        )
        .order_by(_AS_QUEUED)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for row in picked:
        row.lease_owner, row.lease_until, row.attempts = owner, now + LEASE, row.attempts + 1
        if row.attempts == 1 and row.story_id is not None:  # frozen here: every repeat says the same
            row.report = row.report | _told_along(session, row.story_id, row)
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


def _told_along(session: Session, story_id: int, row: DeliveryRow) -> dict[str, Any]:
    """What a report says of its story as that is now: who else has it, how many copies, and from whom it came."""
    article = session.get_one(ArticleRow, row.article_id)
    story, owners = spread(session, story_id), _owners(session, story_id)
    own = next((names for names in owners if _name(article.outlet, article.source) in names), ())
    told = {
        "story_id": story_id,  # it may have become part of another one since
        "also_in": [name for name in story.outlets if name not in own],
        "copied_in": [names[0] for names in owners if names != own and not set(names) & set(story.outlets)],
        "copies": max(0, story.copies - _is_copy(session, article)),
        "agencies": list(story.agencies),
        "first_outlet": "" if story.first in own else story.first,
    }
    if follow_up := row.report.get("follow_up"):
        told["follow_up"] = follow_up | {"outlets": len(story.outlets)}
    if (near := row.report.get("near_id")) and story_now(session, near) == story_id:
        told |= {"near": "", "near_id": None}  # it turned out to be this very story
    return told


def _is_copy(session: Session, article: ArticleRow) -> bool:
    """Whether an article is one of the copies that its story counts (storage.stories.spread)."""
    if article.copy_of is None:
        return False
    owner = session.get_one(ArticleRow, article.copy_of).owner
    return article.likeness != Likeness.REVISION.value or not owner or owner != article.owner


def _owners(session: Session, story_id: int) -> list[tuple[str, ...]]:
    """The names that each owner's articles in a story go by, the first seen first."""
    columns = (col(ArticleRow.owner), col(ArticleRow.outlet), col(ArticleRow.source))
    rows = session.execute(select(*columns).where(col(ArticleRow.story_id) == story_id).order_by(col(ArticleRow.id)))
    names: dict[str, dict[str, None]] = {}
    for owner, outlet, source in rows:
        name = _name(outlet, source)
        names.setdefault(owner or name, {})[name] = None
    return [tuple(one) for one in names.values()]


def _name(outlet: str | None, source: str) -> str:
    return outlet or source


def _delivery(row: DeliveryRow) -> Delivery:
    assert row.id is not None
    assert row.lease_until is not None
    return Delivery(row.id, row.key, row.channel, _told(row.report), row.attempts, row.lease_until)


def _told(report: dict[str, Any]) -> Report | Notice:
    is_notice = report.items() >= NOTICE.items()
    return _notice.validate_python(report) if is_notice else _report.validate_python(report)
