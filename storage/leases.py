"""Leases that were left behind."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, union, update
from sqlmodel import Session, col

from storage.tables import DeliveryRow, EntryRow, LookRow, SourceRow

SOON = timedelta(minutes=1)
_LEASED = (SourceRow, EntryRow, LookRow, DeliveryRow)


def lease_owners(session: Session) -> set[str]:
    """Everybody who holds a lease at this moment."""
    owners = union(*(select(col(t.lease_owner)).where(col(t.lease_owner).is_not(None)) for t in _LEASED))
    return set(session.scalars(owners))


def release_leases(session: Session, owners: Collection[str], now: datetime) -> int:
    """Free what these owners hold, at once instead of when the leases end. Return how many.

    Sources are due a minute from now at the latest: not at once, since one of them may have been what ended the owner.
    """
    session.execute(
        update(SourceRow)
        .where(col(SourceRow.lease_owner).in_(owners), col(SourceRow.due_at) > now + SOON)
        .values(due_at=now + SOON)
    )
    return sum(
        len(
            session.scalars(
                update(table)
                .where(col(table.lease_owner).in_(owners))
                .values(lease_owner=None, lease_until=None)
                .returning(col(table.lease_owner))
            ).all()
        )
        for table in _LEASED
    )
