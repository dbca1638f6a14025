"""What the last articles of each host said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.tables import RepetitionRow

KEPT = timedelta(days=90)  # after a host's last article; a monthly still finds its own
Recent = Sequence[Sequence[int]]


def recent_of(session: Session, host: str) -> Recent:
    """Fingerprints of the paragraphs of its last articles, the newest last; empty when nothing is remembered."""
    row = session.get(RepetitionRow, host)
    return row.recent if row else ()


def keep_recent(session: Session, host: str, recent: Recent, now: datetime) -> None:
    """Remember this of a host, in place of what was remembered. One at a time: call it where nobody else writes."""
    session.merge(RepetitionRow(host=host, recent=[list(one) for one in recent], changed_at=now))


def tidy_repetition(session: Session, now: datetime) -> None:
    """Forget the hosts that brought no article for long."""
    session.execute(delete(RepetitionRow).where(col(RepetitionRow.changed_at) < now - KEPT))
