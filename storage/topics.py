"""Topics: which there are, whether the archive was matched with them as they are now, and how often they hit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlmodel import Session, col

from news import Occasion
from storage.tables import AlertRow, ArticleRow, MatchRow, TopicRow, table_of

NEW, CHANGED = "new", "changed"

_article, _topic = table_of(ArticleRow), table_of(TopicRow)


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """What a topic found. `hits` are articles since a given moment; `hit_at` is when the last of all was seen."""

    name: str
    hits: int = 0
    hit_at: datetime | None = None
    alerts: int = 0  # stories told, of all time


def sync_topics(session: Session, digests: Mapping[str, str], now: datetime) -> None:
    """Make the remembered topics equal to the desk's: their names, and a digest of each query with its lists.

    A topic that is new or changed is out of step with the archive until `note_matched`; where there is no archive
    yet, or none was ever remembered, all are in step. One at a time: call it where nobody else writes.
    """
    known, fresh = _known(session), _is_fresh(session)
    for name, row in sorted(known.items()):
        if name not in digests:
            if row.active:
                session.execute(_one(name).values(active=False))
        elif not row.active or row.digest != digests[name]:
            values = {"digest": digests[name], "active": True, "in_step": fresh, "changed_at": now}
            session.execute(_one(name).values(**values))
    if new := [_unknown(name, digest, fresh, now) for name, digest in digests.items() if name not in known]:
        session.execute(insert(_topic), new)


def out_of_step(session: Session, digests: Mapping[str, str]) -> dict[str, str]:
    """The desk's topics that the archive was not matched with as they are now: each "new" or "changed".

    The answer is the same before `sync_topics` and after it.
    """
    if _is_fresh(session):
        return {}
    known = _known(session)
    states = {name: _state(known.get(name), digest) for name, digest in digests.items()}
    return {name: state for name, state in states.items() if state}


def known_since(session: Session, digests: Mapping[str, str]) -> dict[str, datetime]:
    """From when on each topic, as it is now, was matched with what came in. Of one not remembered as it is, nothing."""
    rows = _known(session)
    return {
        name: row.changed_at
        for name, digest in digests.items()
        if (row := rows.get(name)) and row.active and row.digest == digest
    }


def note_matched(session: Session, digests: Mapping[str, str], now: datetime) -> None:
    """The archive was matched with these. One that changed meanwhile stays out of step."""
    for name, digest in sorted(digests.items()):
        session.execute(_one(name).where(_topic.c.digest == digest).values(in_step=True, matched_at=now))


def topic_standings(session: Session, since: datetime) -> dict[str, TopicStanding]:
    """Every topic that ever hit, also those that left the desk."""
    seen_at = col(ArticleRow.seen_at)
    hits = session.execute(
        select(col(MatchRow.topic), func.count().filter(seen_at >= since), func.max(seen_at))
        .join(ArticleRow, col(ArticleRow.id) == col(MatchRow.article_id))
        .group_by(col(MatchRow.topic))
    ).all()
    first = col(AlertRow.occasion) == Occasion.FIRST.value
    told = session.execute(select(col(AlertRow.topic), func.count()).where(first).group_by(col(AlertRow.topic))).all()
    alerts = {topic: int(count) for topic, count in told}
    found = {topic: TopicStanding(topic, count, hit_at, alerts.get(topic, 0)) for topic, count, hit_at in hits}
    return {topic: TopicStanding(topic, alerts=count) for topic, count in alerts.items()} | found


def _known(session: Session) -> dict[str, Row[Any]]:
    return {row.name: row for row in session.execute(select(*_topic.c))}


def _is_fresh(session: Session) -> bool:
    """Whether there is nothing that a topic could be out of step with."""
    tables = (_article, _topic)
    return any(session.execute(select(table).limit(1)).first() is None for table in tables)


def _one(name: str) -> Any:
    return update(_topic).where(_topic.c.name == name)


def _unknown(name: str, digest: str, in_step: bool, now: datetime) -> dict[str, Any]:
    matched_at = now if in_step else None
    return {
        "name": name, "digest": digest, "active": True, "in_step": in_step, "changed_at": now,
        "matched_at": matched_at,
    }  # fmt: skip


def _state(row: Row[Any] | None, digest: str) -> str:
    if row is not None and row.active and row.digest == digest and row.in_step:
        return ""
    return NEW if row is None or row.matched_at is None else CHANGED
