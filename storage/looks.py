"""When the pages of stored articles are looked at again. A look is leased, like all that processes share."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select, update
from sqlmodel import Session, col

from news import Evidence, Kind, Look, PageOutcome, Precision
from storage.database import adding_new, insert_new
from storage.digest import digest
from storage.given import GIVEN_NAMES
from storage.tables import AliasRow, ArticleRow, LookRow, table_of

LEASE = timedelta(minutes=30)  # a pass is over by then, and its looks with it
SOONEST = timedelta(minutes=10)  # between two looks at one page, however often its source lists it with other words
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
A_DAY = timedelta(days=1)

_look, _article, _alias = table_of(LookRow), table_of(ArticleRow), table_of(AliasRow)
_COLUMNS = ("article_id", "source", "next_at", "turn", "looked_at", "etag", "last_modified", "body")
_PLAN = adding_new(_look, *_COLUMNS)
_WHOLE = [kind.value for kind in Kind if PageOutcome(kind.value).is_whole]


def plan_look(session: Session, look: Look, next_at: datetime, now: datetime) -> None:
    """Look at the page of an article that was just read. One that is planned already stays as it is."""
    values = {name: getattr(look, name) for name in ("article_id", "source", "turn", "etag", "last_modified", "body")}
    session.connection().execute(_PLAN, values | {"next_at": next_at, "looked_at": now})


def claim_looks(
    session: Session, sources: Collection[str], owner: str, now: datetime, *, limit: int, each: int
) -> list[Look]:
    """Lease looks that are due: of each of these sources at most `each`, those that wait longest."""
    turn = func.row_number().over(partition_by=_look.c.source, order_by=(_look.c.next_at, _look.c.article_id))
    due = select(_look.c.article_id, _look.c.next_at, turn.label("turn")).where(
        *_is_free(now), _look.c.source.in_(GIVEN_NAMES)
    )
    waiting = due.subquery()
    order = (waiting.c.turn, waiting.c.next_at, waiting.c.article_id)
    first = select(waiting.c.article_id).where(waiting.c.turn <= each).order_by(*order).limit(limit)
    picked = session.scalars(
        select(col(LookRow.article_id))
        .where(col(LookRow.article_id).in_(first.scalar_subquery()), *_is_free(now))
        .with_for_update(skip_locked=True),
        {"given": sources},
    ).all()
    leased = update(_look).where(_look.c.article_id.in_(picked)).values(lease_owner=owner, lease_until=now + LEASE)
    session.execute(leased)
    return _looks(session, picked)


def _is_free(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return _look.c.next_at <= now, or_(_look.c.lease_until.is_(None), _look.c.lease_until <= now)


def _looks(session: Session, ids: Collection[int]) -> list[Look]:
    """In the order in which they were due."""
    columns = ("url", "kind", "published_at", "published_precision", "seen_at")
    rows = session.execute(
        select(_look, *(_article.c[name] for name in columns))
        .join_from(_look, _article, _article.c.id == _look.c.article_id)
        .where(_look.c.article_id.in_(ids))
        .order_by(_look.c.next_at, _look.c.article_id)
    )
    return [
        Look(
            row.article_id,
            row.source,
            row.url,
            Kind(row.kind),
            came_out(row.published_at, Precision(row.published_precision), row.seen_at),
            row.turn,
            row.etag,
            row.last_modified,
            row.body,
        )
        for row in rows
    ]


def came_out(published_at: datetime | None, precision: Precision, seen_at: datetime) -> datetime:
    """When an article came out at the latest: of a day that is its end. Nothing came out after it was seen."""
    if published_at is None:
        return seen_at
    return min(published_at + (A_DAY if precision is Precision.DAY else timedelta(0)), seen_at)


def put_look(session: Session, look: Look, owner: str, next_at: datetime, looked_at: datetime | None = None) -> None:
    """Give the lease back, with what is known of the page now. No `looked_at`: it was not looked at.

    Nothing happens where the lease is no longer ours: somebody asked for another look meanwhile.
    """
    values: dict[str, object] = {"next_at": next_at, "lease_owner": None, "lease_until": None}
    if looked_at:
        seen = {name: getattr(look, name) for name in ("etag", "last_modified", "body")}
        values |= seen | {"looked_at": looked_at, "turn": look.turn + 1}
    session.execute(update(_look).where(*_is_ours(look, owner)).values(**values))


def end_looks(session: Session, look: Look, owner: str) -> None:
    """Its page is not looked at any more, unless its source lists it with other words.

    The row stays: how often it was looked at says how soon it may be again.
    """
    put_look(session, look, owner, NEVER)


def _is_ours(look: Look, owner: str) -> tuple[ColumnElement[bool], ...]:
    return _look.c.article_id == look.article_id, _look.c.lease_owner == owner


def look_soon(session: Session, sources: Collection[str], keys: Collection[str], now: datetime) -> int:
    """Have the articles that are known under these page keys looked at now. Return how many.

    Only what was read whole from a page of one of these sources, and no sooner than SOONEST after the last look; after
    each look as much later, for some feeds change their words at every poll. A look that is under way does not count:
    it may have come before the change.
    """
    columns = (_article.c.id, _article.c.source, _look.c.next_at, _look.c.looked_at, _look.c.turn)
    rows = session.execute(
        select(*columns)
        .join_from(_alias, _article, _article.c.id == _alias.c.article_id)
        .outerjoin(_look, _look.c.article_id == _article.c.id)
        .where(
            _alias.c.digest.in_([digest(key) for key in keys]),
            _article.c.source.in_(GIVEN_NAMES),
            _article.c.evidence == Evidence.PAGE.value,
            _article.c.kind.in_(_WHOLE),
        )
        .distinct()
        .order_by(_article.c.id),
        {"given": sources},
    ).all()
    for row in rows:
        _bring_forward(session, row, now)
    return len(rows)


def _bring_forward(session: Session, row: Row[Any], now: datetime) -> None:
    article_id, source, planned_at, looked_at, turn = row
    if planned_at is None:
        new = insert_new(session, LookRow).values(article_id=article_id, source=source, next_at=now, turn=0)
        session.execute(new)
        return
    at = max(now, looked_at + SOONEST * max(turn, 1)) if looked_at else now
    sooner = {"next_at": min(at, planned_at), "lease_owner": None, "lease_until": None}
    session.execute(update(_look).where(_look.c.article_id == article_id).values(**sooner))
