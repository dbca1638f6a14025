"""Entries: what sources listed. A queue of pages to read, then the memory of what was seen."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from news import Entry, Lead
from storage.database import insert_new
from storage.tables import EntryRow

LEASE = timedelta(minutes=30)  # a batch of 50 pages of one host that asks for 30 s between two takes 25

CHUNK = 500  # rows in one statement

_entry = TypeAdapter(Entry)


def add_entries(
    session: Session,
    source: str,
    entries: Sequence[tuple[str, Entry]],
    now: datetime,
    *,
    baseline: bool,
    limit: int = 2_000,
) -> tuple[int, int]:
    """Remember the (key, entry) pairs that this source had not listed before, about `limit` of them at once.

    Return how many were new, and how many were not looked at because the limit was reached: list them again.
    `key` is the entry's identity within its source; what is remembered already is left as it is.
    """
    statement = insert_new(session, EntryRow).returning(col(EntryRow.id))
    new = seen = 0
    while seen < len(entries) and new < limit:
        chunk = entries[seen : seen + CHUNK]
        rows = [_row(source, key, entry, now, baseline) for key, entry in chunk]
        new += len(session.scalars(statement, rows).all())
        seen += len(chunk)
    return new, len(entries) - seen


def _row(source: str, key: str, entry: Entry, now: datetime, baseline: bool) -> dict[str, object]:
    return {
        "source": source,
        "key": key,
        "url": entry.url,
        "payload": _entry.dump_python(entry, mode="json"),
        "baseline": baseline,
        "state": "waiting",
        "attempts": 0,
        "next_at": now,
        "seen_at": now,
    }


def claim_leads(session: Session, sources: Collection[str], owner: str, now: datetime, limit: int = 50) -> list[Lead]:
    """Lease entries of these sources whose page is still to be read: the oldest of each source, then the next."""
    waiting = select(
        col(EntryRow.id),
        func.row_number().over(partition_by=col(EntryRow.source), order_by=col(EntryRow.id)).label("turn"),
    ).where(
        col(EntryRow.state) == "waiting",
        col(EntryRow.next_at) <= now,
        col(EntryRow.source).in_(sources),
        or_(col(EntryRow.lease_until).is_(None), col(EntryRow.lease_until) <= now),
    )
    turns = waiting.subquery()
    first = select(turns.c.id).order_by(turns.c.turn, turns.c.id).limit(limit).scalar_subquery()
    picked = session.scalars(
        select(col(EntryRow.id))
        .where(
            col(EntryRow.id).in_(first),
            col(EntryRow.state) == "waiting",  # once more: it may have changed while we waited for the row
            col(EntryRow.next_at) <= now,
            or_(col(EntryRow.lease_until).is_(None), col(EntryRow.lease_until) <= now),
        )
        .with_for_update(skip_locked=True)
    ).all()
    rows = session.scalars(
        update(EntryRow)
        .where(col(EntryRow.id).in_(picked))
        .values(lease_owner=owner, lease_until=now + LEASE, attempts=EntryRow.attempts + 1)
        .returning(EntryRow)
    )
    return sorted((_lead(row) for row in rows), key=lambda lead: lead.id)


def postpone_lead(session: Session, lead_id: int, reason: str, next_at: datetime) -> None:
    """It could not be read now; it stays in the queue."""
    _update(session, lead_id, result=reason, next_at=next_at)


def finish_lead(session: Session, lead_id: int, result: str, article_id: int | None) -> bool:
    """Done, with an article or without one. False: somebody else finished it first, so nothing may be stored."""
    state = "failed" if article_id is None else "done"
    return _update(session, lead_id, state=state, result=result, article_id=article_id, payload=None)


def lead_is_open(session: Session, lead_id: int) -> bool:
    """Tell whether the lead still waits. The row stays locked until the transaction ends."""
    row = (
        select(col(EntryRow.id)).where(col(EntryRow.id) == lead_id, col(EntryRow.state) == "waiting").with_for_update()
    )
    return session.scalar(row) is not None


def _update(session: Session, lead_id: int, **values: object) -> bool:
    statement = (
        update(EntryRow)
        .where(col(EntryRow.id) == lead_id, col(EntryRow.state) == "waiting")
        .values(lease_owner=None, lease_until=None, **values)
        .returning(col(EntryRow.id))
    )
    return session.scalar(statement) is not None


def _lead(row: EntryRow) -> Lead:
    assert row.id is not None
    return Lead(row.id, row.source, _entry.validate_python(row.payload), row.baseline, row.attempts)
