"""Sources: which there are, which are due, who polls them, what is remembered of them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, bindparam, case, func, insert, or_, select, update
from sqlmodel import Session

from news import GONE, Alone, Claim, Memory, Pick, Source
from storage.digest import digest
from storage.given import GIVEN_NAMES
from storage.memory import COLUMNS, WRITTEN, memory_of, row_of
from storage.tables import SourceRow, table_of

# Longer than the slowest batch of polls: 100 of one host, a second apart, each with pointers to follow. That it is
# long costs little: a dead owner on the same host is recognised at once, and only another host has to wait for it.
LEASE = timedelta(minutes=15)
AHEAD = timedelta(
    days=8
)  # nothing is put off for longer: what lies further ahead was written by a clock that was wrong

_source = table_of(SourceRow)
_of_this_name = _source.c.name == bindparam("who")
_LISTED = select(
    _source.c.name, _source.c.address, _source.c.active, _source.c.paused_why, _source.c.due_at, _source.c.failures
)
_TAKE = (
    update(_source)
    .where(_of_this_name)
    .values(lease_owner=bindparam("owner"), lease_until=bindparam("until"), due_at=bindparam("next"))
)
# What came in between stays: a person's pause, what `@health` told, and a next check where the memory names none.
_KEEP = (
    update(_source)
    .where(_of_this_name)
    .values(
        {column.name: bindparam(column.name) for column in WRITTEN}
        | {
            "due_at": func.coalesce(bindparam("due_at", type_=_source.c.due_at.type), _source.c.due_at),
            "paused_at": func.coalesce(_source.c.paused_at, bindparam("paused_at", type_=_source.c.paused_at.type)),
            "paused_why": func.coalesce(_source.c.paused_why, bindparam("paused_why", type_=_source.c.paused_why.type)),
        }
    )
)
_TOLD = update(_source).where(_of_this_name).values(told=bindparam("what"))
_FINISH = _KEEP.values(lease_owner=None, lease_until=None)
_FINISH_OURS = _FINISH.where(_source.c.lease_owner == bindparam("owner"))


def sync_sources(session: Session, sources: Iterable[Source], now: datetime) -> None:
    """Make the remembered sources equal to the desk's. A source that left the desk keeps its memory.

    One whose address changed in the desk is due now, and forgets what was about the old one: validators, moves,
    errors, and that it was gone. Whoever polls the old one at this moment loses the lease, and so writes nothing.
    One whose `slowest` became shorter need not wait out its old pace.
    """
    listed = list(sources)
    slowest = {source.name: source.slowest for source in listed}
    wanted = {source.name: digest(source.url) for source in listed}
    known = {row.name: row for row in session.execute(_LISTED)}
    for name, row in sorted(known.items()):
        if row.active != (name in wanted):
            _set(session, name, active=name in wanted)
        if wanted.get(name, row.address) != row.address:
            _set(session, name, address=wanted[name], **_forgotten(row, now))
        elif name in wanted and not row.failures and row.due_at > now + slowest[name]:
            _set(session, name, due_at=now)  # its bounds became narrower
    if new := [_unknown(name, address, now) for name, address in wanted.items() if name not in known]:
        session.execute(insert(_source), new)


def _forgotten(row: Row[Any], now: datetime) -> dict[str, Any]:
    fresh: dict[str, Any] = {"due_at": now, "failures": 0} | dict.fromkeys(
        (
            "etag", "last_modified", "whole_at", "moved_to", "move", "alone_until", "floor_until",
            "lease_owner", "lease_until",
        )
    )  # fmt: skip
    return fresh | ({"paused_at": None, "paused_why": None} if row.paused_why == GONE else {})


def _unknown(name: str, address: str, now: datetime) -> dict[str, Any]:
    return row_of(Memory(due_at=now)) | {"name": name, "address": address, "active": True, "told": ""}


def claim_sources(
    session: Session, names: Collection[str], owner: str, now: datetime, *, pick: Pick, limit: int = 100
) -> list[Claim]:
    """Lease up to `limit` of the named sources, the longest due first.

    The next check of each is written now, before it is asked: whatever happens to this process, no source is asked
    twice in a row. `due_at` of the memory is that next check.
    """
    rows = session.execute(
        select(_source.c.name, *COLUMNS)
        .where(_source.c.name.in_(GIVEN_NAMES), _is_free(now), *_is_picked(pick, now))
        .order_by(_source.c.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True),
        {"given": names},
    ).all()
    if not rows:
        return []
    until = now + LEASE
    next_checks = {row.name: now + timedelta(seconds=row.interval_seconds) for row in rows}
    session.execute(_TAKE, [{"owner": owner, "until": until, "who": n, "next": at} for n, at in next_checks.items()])
    return [Claim(row.name, until, memory_of(row, due_at=next_checks[row.name])) for row in rows]


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(_source.c.lease_until.is_(None), _source.c.lease_until <= now, _source.c.lease_until > now + AHEAD)


def _is_picked(pick: Pick, now: datetime) -> list[ColumnElement[bool]]:
    picked = [_source.c.paused_at.is_(None), _has_passed(_source.c.floor_until, now)]
    if pick is not Pick.ALL:
        picked.append(_has_passed(_source.c.alone_until, now))
    if pick is Pick.DUE:
        picked.append(_has_passed(_source.c.due_at, now))
    return picked


def _has_passed(column: ColumnElement[Any], now: datetime) -> ColumnElement[bool]:
    return or_(column.is_(None), column <= now, column > now + AHEAD)


def finish_poll(session: Session, name: str, memory: Memory, owner: str | None = None) -> bool:
    """Write what is remembered now, and end the lease.

    `owner` writes only as long as the lease is its own. False: it is not, and nothing was written. What others change
    stays theirs: a pause that came in between (`resume_source` ends it) and `told` (`note_told` writes it). Without
    `due_at` the next check stays the one that the claim wrote.
    """
    if owner is None:
        return _changed(session, _FINISH, {"who": name} | row_of(memory))
    return _changed(session, _FINISH_OURS, {"who": name, "owner": owner} | row_of(memory))


def keep_memory(session: Session, name: str, memory: Memory) -> bool:
    """Write what is remembered now and leave the lease alone: for what is learned without polling."""
    return _changed(session, _KEEP, {"who": name} | row_of(memory))


def note_told(session: Session, told: Mapping[str, str]) -> None:
    """Remember what `@health` was told of these sources, and touch nothing else of theirs."""
    if told:
        session.execute(_TOLD, [{"who": name, "what": word} for name, word in sorted(told.items())])


def pause_source(session: Session, name: str, why: str, now: datetime) -> bool:
    """Poll it no more until it is resumed. False: there is no such source."""
    return _set(session, name, paused_at=now, paused_why=why)


def resume_source(session: Session, name: str, now: datetime) -> bool:
    """Poll it again: it is due now, whatever went wrong before. False: there is no such source."""
    return _set(session, name, paused_at=None, paused_why=None, alone_until=None, due_at=now)


def memories(session: Session, names: Collection[str] | None = None) -> dict[str, Memory]:
    """What is remembered of these sources, or of all that the desk has."""
    which = _source.c.active if names is None else _source.c.name.in_(GIVEN_NAMES)
    rows = session.execute(select(_source.c.name, *COLUMNS).where(which).order_by(_source.c.name), {"given": names})
    return {row.name: memory_of(row) for row in rows}


def left_alone(session: Session, names: Collection[str], now: datetime) -> dict[str, int]:
    """How many of the named sources wait, by why: each under one word. Those that somebody polls now are in none."""
    why = case(
        (_source.c.paused_at.is_not(None), Alone.PAUSED.value),
        (_source.c.floor_until > now, Alone.ASKED.value),
        (_source.c.alone_until > now, Alone.AFTER_ERRORS.value),
        (_source.c.due_at > now, Alone.NOT_DUE.value),
    ).label("why")
    named = select(why).where(_source.c.name.in_(GIVEN_NAMES), _is_free(now)).subquery()
    waiting = select(named.c.why, func.count()).where(named.c.why.is_not(None)).group_by(named.c.why)
    return {row.why: row[1] for row in session.execute(waiting, {"given": names})}


def _set(session: Session, name: str, **values: object) -> bool:
    return _changed(session, update(_source).where(_source.c.name == name).values(**values), {})


def _changed(session: Session, statement: Update, values: dict[str, Any]) -> bool:
    return session.connection().execute(statement, values).rowcount > 0
