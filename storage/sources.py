"""Sources: which there are, which are due, who polls them, what came of it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from news import Claim, Source
from storage.digest import digest
from storage.tables import SourceRow

# Longer than the slowest batch of polls: 100 of one host, a second apart, each with pointers to follow. That it is
# long costs little: a dead owner on the same host is recognised at once, and only another host has to wait for it.
LEASE = timedelta(minutes=15)


def sync_sources(session: Session, sources: Iterable[Source], now: datetime) -> None:
    """Make the remembered sources equal to the desk's. A source that left the desk keeps its memory.

    One that moved to another address forgets its validators, so that the new address is read whole.
    """
    wanted = {source.name: source for source in sources}
    known = {row.name: row for row in session.scalars(select(SourceRow))}
    for name, row in known.items():
        row.active = name in wanted
        if row.active and row.address != digest(wanted[name].url):
            row.address, row.etag, row.last_modified, row.due_at = digest(wanted[name].url), None, None, now
    session.add_all(SourceRow(name=n, address=digest(s.url), due_at=now) for n, s in wanted.items() if n not in known)


def claim_sources(
    session: Session, names: Collection[str], owner: str, now: datetime, *, due_only: bool = True, limit: int = 100
) -> list[Claim]:
    """Lease up to `limit` of the named sources, the longest due first."""
    free = select(col(SourceRow.name)).where(
        col(SourceRow.name).in_(names), or_(col(SourceRow.lease_until).is_(None), col(SourceRow.lease_until) <= now)
    )
    if due_only:
        free = free.where(col(SourceRow.due_at) <= now)
    picked = session.scalars(free.order_by(col(SourceRow.due_at)).limit(limit).with_for_update(skip_locked=True)).all()
    rows = session.scalars(
        update(SourceRow)
        .where(col(SourceRow.name).in_(picked))
        .values(lease_owner=owner, lease_until=now + LEASE)
        .returning(SourceRow)
    )
    return [
        Claim(row.name, now + LEASE, row.etag, row.last_modified, row.baseline, row.failures, row.partial)
        for row in sorted(rows, key=lambda row: picked.index(row.name))
    ]


def finish_good(
    session: Session,
    name: str,
    now: datetime,
    result: str,
    *,
    etag: str | None,
    last_modified: str | None,
    partial: int = 0,
    baseline: bool = False,
) -> None:
    """A poll went well, or in part: the source is due again whenever its schedule next asks.

    `baseline`: the next poll still belongs to the first pass.
    """
    _finish(
        session, name, now, result=result, good_at=now, failures=0, partial=partial, baseline=baseline, due_at=now,
        etag=etag, last_modified=last_modified,
    )  # fmt: skip


def finish_bad(session: Session, name: str, now: datetime, result: str, due_at: datetime) -> None:
    """A poll failed: remember why, and leave the source alone until `due_at`."""
    _finish(session, name, now, result=result, due_at=due_at, failures=SourceRow.failures + 1)


def _finish(session: Session, name: str, now: datetime, **values: object) -> None:
    session.execute(
        update(SourceRow)
        .where(col(SourceRow.name) == name)
        .values(fetched_at=now, lease_owner=None, lease_until=None, **values)
    )


def in_back_off(session: Session, names: Collection[str], now: datetime) -> int:
    """How many of the named sources are left alone for now because they failed."""
    alone = (col(SourceRow.name).in_(names), col(SourceRow.failures) > 0, col(SourceRow.due_at) > now)
    return session.scalar(select(func.count()).select_from(SourceRow).where(*alone)) or 0
