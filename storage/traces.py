"""What is left of an article's way: who listed it, its addresses, why it was held, and the messages about its story."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from storage.given import GIVEN_NUMBERS
from storage.tables import AliasRow, DeliveryRow, EntryRow, HoldRow, LookRow


@dataclass(frozen=True, slots=True)
class Alias:
    """A page key that an article is known by. `learned`: the host whose noise was left out of it."""

    key: str
    learned: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What became of an entry that a source listed. The words are those of storage.entries."""

    source: str
    url: str | None
    state: str  # waiting | done | failed
    result: str | None
    outcome: str | None  # of its page
    sign: str | None
    attempts: int
    seen_at: datetime
    next_at: datetime
    article_id: int | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A match that was not told. `reason` is a word of news.Reason."""

    article_id: int
    topic: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """A message about a story, and what became of it. `occasions` and `keys` are those of a follow-up."""

    channel: str
    article_id: int | None
    topics: tuple[str, ...]
    occasions: tuple[str, ...]  # in words
    state: str  # pending | sent | dead
    attempts: int
    queued_at: datetime
    next_at: datetime
    sent_at: datetime | None
    detail: str | None
    keys: tuple[str, ...] = ()  # as in news.FollowUp


def aliases_of(session: Session, article_id: int) -> tuple[Alias, ...]:
    """Those that were learned come last."""
    columns = (col(AliasRow.key), col(AliasRow.learned))
    rows = session.execute(select(*columns).where(col(AliasRow.article_id) == article_id)).all()
    return tuple(Alias(key, learned) for key, learned in sorted(rows, key=lambda row: (row[1] or "", row[0])))


def holds_of(session: Session, articles: Collection[int]) -> tuple[Holding, ...]:
    """By article, then topic."""
    order = (col(HoldRow.article_id), col(HoldRow.topic))
    rows = session.execute(
        select(*order, col(HoldRow.reason), col(HoldRow.held_at))
        .where(col(HoldRow.article_id).in_(articles))
        .order_by(*order)
    )
    return tuple(Holding(*row) for row in rows)


def postings_of(session: Session, story_id: int) -> tuple[Posting, ...]:
    """The messages about a story, as they were queued. No index has them by story: a look through all."""
    return postings_by_story(session, [story_id])[story_id]


def postings_by_story(session: Session, stories: Collection[int]) -> dict[int, tuple[Posting, ...]]:
    """The messages about each of several stories, in one look."""
    found: dict[int, list[Posting]] = {one: [] for one in stories}
    query = select(DeliveryRow).where(col(DeliveryRow.story_id).in_(GIVEN_NUMBERS)).order_by(col(DeliveryRow.id))
    for row in session.scalars(query, {"given": list(stories)}):
        if row.story_id is not None:
            found[row.story_id].append(_posting(row))
    return {one: tuple(postings) for one, postings in found.items()}


def planned_look(session: Session, article_id: int) -> datetime | None:
    """When the page of an article is looked at again, at the earliest; None: it is not."""
    return session.scalar(select(col(LookRow.next_at)).where(col(LookRow.article_id) == article_id))


def listings_of(session: Session, article_id: int) -> tuple[Listing, ...]:
    """The entries that led to an article, as they were listed. No index has them by article: a look through all."""
    return _listings(session, col(EntryRow.article_id) == article_id)


def listings_at(session: Session, host: str, limit: int) -> tuple[Listing, ...]:
    """The latest entries whose address has `host` in it, the newest first. No index has addresses: as above."""
    newest = (
        select(col(EntryRow.id))
        .where(col(EntryRow.url).icontains(host, autoescape=True))
        .order_by(col(EntryRow.id).desc())
        .limit(limit)
    )
    return tuple(reversed(_listings(session, col(EntryRow.id).in_(newest))))


def _listings(session: Session, which: ColumnElement[bool]) -> tuple[Listing, ...]:
    columns = (
        EntryRow.source, EntryRow.url, EntryRow.state, EntryRow.result, EntryRow.outcome, EntryRow.sign,
        EntryRow.attempts, EntryRow.seen_at, EntryRow.next_at, EntryRow.article_id,
    )  # fmt: skip
    rows = session.execute(select(*map(col, columns)).where(which).order_by(col(EntryRow.id)))
    return tuple(Listing(*row) for row in rows)


def _posting(row: DeliveryRow) -> Posting:
    report: dict[str, Any] = row.report
    follow_up: dict[str, Any] = report.get("follow_up") or {}
    return Posting(
        row.channel,
        row.article_id,
        tuple(name for name, _ in report.get("topics", ())),
        tuple(follow_up.get("occasions", ())),
        row.state,
        row.attempts,
        row.queued_at,
        row.next_at,
        row.sent_at,
        row.detail,
        tuple(follow_up.get("keys", ())),
    )
