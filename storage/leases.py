"""Leases that were left behind."""

from collections.abc import Collection

from sqlalchemy import select, union, update
from sqlmodel import Session, col

from storage.tables import DeliveryRow, EntryRow, SourceRow

_LEASED = (SourceRow, EntryRow, DeliveryRow)


def lease_owners(session: Session) -> set[str]:
    """Everybody who holds a lease at this moment."""
    owners = union(*(select(col(t.lease_owner)).where(col(t.lease_owner).is_not(None)) for t in _LEASED))
    return set(session.scalars(owners))


def release_leases(session: Session, owners: Collection[str]) -> int:
    """Free what these owners hold, at once instead of when the leases end. Return how many."""
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
