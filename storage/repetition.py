"""What the last articles of each host said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session, col

from storage.tables import RepetitionRow, table_of

KEPT = timedelta(days=90)  # after a host's last article; a monthly still finds its own
Recent = Sequence[Sequence[int]]

_repetition = table_of(RepetitionRow)
_RECENT = select(_repetition.c.recent).where(_repetition.c.host == bindparam("host"))
_CHANGE = update(_repetition).where(_repetition.c.host == bindparam("of"))
_ADD = insert(_repetition)


def recent_of(session: Session, host: str) -> Recent:
    """Fingerprints of the paragraphs of its last articles, the newest last; empty when nothing is remembered."""
    recent: Recent | None = session.connection().execute(_RECENT, {"host": host}).scalar()
    return recent or ()


def keep_recent(session: Session, host: str, recent: Recent, now: datetime) -> None:
    """Remember this of a host, in place of what was remembered. One at a time: call it where nobody else writes."""
    said = {"recent": [list(one) for one in recent], "changed_at": now}
    if not session.connection().execute(_CHANGE, {"of": host, **said}).rowcount:
        session.connection().execute(_ADD, {"host": host, **said})


def tidy_repetition(session: Session, now: datetime) -> None:
    """Forget the hosts that brought no article for long."""
    session.execute(delete(RepetitionRow).where(col(RepetitionRow.changed_at) < now - KEPT))
