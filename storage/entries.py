"""Entries: what sources listed. A queue of pages to read, then the memory of what was seen."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Update, bindparam, func, insert, or_, select, text, update
from sqlmodel import Session, col

from news import Entry, Keys, Lead, PageOutcome
from storage.given import GIVEN_NAMES, GIVEN_NUMBERS
from storage.tables import EntryRow, SeenRow, SourceRow, table_of

LEASE = timedelta(minutes=30)  # a batch of 50 pages of one host that asks for 30 s between two takes 25

LONGEST_SIGN = 300  # characters: a line or two to look at

_PLACE = 0xFFF << 51

_entry = TypeAdapter(Entry)
_entries, _seen, _source = table_of(EntryRow), table_of(SeenRow), table_of(SourceRow)
_NEW_ENTRIES = insert(_entries)
_LOCK = select(_source.c.name).where(_source.c.name == bindparam("source")).with_for_update()
_KNOWN = select(_seen.c.hash).where(_seen.c.hash.in_(GIVEN_NUMBERS))
_WAITS = (_entries.c.id == bindparam("lead"), _entries.c.state == "waiting")
_OPEN = select(_entries.c.id).where(*_WAITS).with_for_update()
_SET = update(_entries).where(*_WAITS).values(lease_owner=None, lease_until=None).returning(_entries.c.id)
_SET_UNTRIED = _SET.values(attempts=_entries.c.attempts - 1)
# As a suffix, since SQLAlchemy compiles its own on_conflict_do_nothing anew each time: 0.2 ms. "where true", since
# SQLite else takes the "on" for the condition of a join.
_UNSEEN = GIVEN_NUMBERS.where(text("true")).suffix_with("ON CONFLICT DO NOTHING")
_NOTE = insert(_seen).from_select(["hash"], _UNSEEN)


def known_keys(session: Session, source: str, keys: Iterable[int]) -> frozenset[int]:
    """Those of the keys that this source listed before.

    On PostgreSQL the source stays locked until the transaction ends: two that read the same document at once, a
    poll and a push, would both find it new. SQLite has one writer anyway.
    """
    salt = _salt(source)
    hashes = {seen_hash(salt, key): key for key in keys}
    if not hashes:
        return frozenset()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_LOCK, {"source": source})
    found = session.connection().execute(_KNOWN, {"given": hashes})
    return frozenset(hashes[row[0]] for row in found)


def add_entries(
    session: Session, source: str, entries: Sequence[tuple[Keys, Entry]], now: datetime, *, baseline: bool
) -> int:
    """Put entries into the queue of pages to read, and all their keys among those that were seen. Return how many.

    Whether they are new is the caller's to decide (`known_keys`, in the same transaction).
    """
    if entries:
        session.connection().execute(_NEW_ENTRIES, [_row(source, entry, now, baseline) for _, entry in entries])
        note_keys(session, source, (keys for keys, _ in entries))
    return len(entries)


def note_keys(session: Session, source: str, entries: Iterable[Keys]) -> None:
    """Remember everything that these entries can be recognised by. What was seen already stays as it is."""
    salt = _salt(source)
    hashes = sorted({seen_hash(salt, key) for keys in entries for key in keys.there})  # one order: no deadlocks
    if hashes:
        session.connection().execute(_NOTE, {"given": hashes})


def seen_hash(salt: int, key: int) -> int:
    """What stands for a key of the source with this salt: the same key of two sources is two identities.

    Its highest 12 bits are the source's alone, so that what one source listed lies together: sixty new keys change
    two pages of the table instead of sixty. 51 bits tell a source's keys apart: of 100,000, one in 2 · 10^10 is taken.
    """
    return (salt & _PLACE) | ((key ^ salt) & ~_PLACE)


@lru_cache(maxsize=8_192)
def _salt(source: str) -> int:
    return int.from_bytes(hashlib.sha256(source.encode()).digest()[:8]) >> 1  # 63 bits: databases know no unsigned


def _row(source: str, entry: Entry, now: datetime, baseline: bool) -> dict[str, object]:
    return {
        "source": source,
        "url": entry.url,
        "payload": _entry.dump_json(entry, exclude_defaults=True).decode(),
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
        col(EntryRow.source).in_(GIVEN_NAMES),
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
        .with_for_update(skip_locked=True),
        {"given": sources},
    ).all()
    rows = session.scalars(
        update(EntryRow)
        .where(col(EntryRow.id).in_(picked))
        .values(lease_owner=owner, lease_until=now + LEASE, attempts=EntryRow.attempts + 1)
        .returning(EntryRow)
    )
    return sorted((_lead(row) for row in rows), key=lambda lead: lead.id)


def postpone_lead(session: Session, lead_id: int, reason: str, next_at: datetime, *, tried: bool = True) -> None:
    """It could not be read now; it stays in the queue. Not `tried`: this was no attempt."""
    _update(session, _SET if tried else _SET_UNTRIED, lead_id, {"result": reason, "next_at": next_at})


def finish_lead(
    session: Session, lead_id: int, result: str, article_id: int | None, page: PageOutcome | None = None
) -> bool:
    """Done, with an article or without one, and what its page came to, if it was read.

    An entry whose page gave no whole article is kept, for it may be read again (storage.pages.reopen_refused).
    False: somebody else finished it first, so nothing may be stored.
    """
    values: dict[str, object] = {"result": result, "article_id": article_id}
    values["state"] = "failed" if article_id is None else "done"
    if page:
        values |= {"outcome": page.word, "sign": _kept(page.sign) or None}
    if page is None or page.is_whole:
        values["payload"] = None
    return _update(session, _SET, lead_id, values)


def _kept(sign: str) -> str:
    """A stranger's words as every database takes them."""
    return sign.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST_SIGN]


def lead_is_open(session: Session, lead_id: int) -> bool:
    """Tell whether the lead still waits. The row stays locked until the transaction ends."""
    return session.connection().execute(_OPEN, {"lead": lead_id}).scalar() is not None


def _update(session: Session, statement: Update, lead_id: int, values: dict[str, object]) -> bool:
    return session.connection().execute(statement, {"lead": lead_id, **values}).scalar() is not None


def _lead(row: EntryRow) -> Lead:
    assert row.id is not None
    assert row.payload is not None  # while it waits
    entry = _entry.validate_json(row.payload)
    return Lead(row.id, row.source, entry, row.baseline, row.attempts, row.article_id, row.seen_at)
