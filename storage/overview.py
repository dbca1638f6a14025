"""How things stand, counted."""

import re
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from news import Held, Memory, Occasion, Problem, SourceStatus, Status
from storage.sources import memories
from storage.tables import (
    AlertRow,
    ArticleRow,
    DeliveryRow,
    EntryRow,
    HoldRow,
    MatchRow,
    SourceRow,
    SubscriptionRow,
)

_ADDRESS = re.compile(r": (?=https?://)")  # what stands behind the reason of a refusal


def status(session: Session, channels: Collection[str]) -> Status:
    """Count everything. A few indexed queries; no row is loaded but the sources'.

    `channels` are those that the desk has: what waits for another one is a problem.
    """
    return Status(
        sources=_sources(session),
        articles=_count(session, ArticleRow),
        copies=_count(session, ArticleRow, col(ArticleRow.copy_of).is_not(None)),
        stories=session.scalar(select(func.count(col(ArticleRow.story_id).distinct()))) or 0,
        matches=_count(session, MatchRow),
        alerts=_count_by(session, col(AlertRow.topic), col(AlertRow.occasion) == Occasion.FIRST.value),
        holds=_count_by(session, col(HoldRow.reason)),
        deliveries=_count_by(session, col(DeliveryRow.state)),
        problems=(*_source_problems(session), *_delivery_problems(session, channels), *_entry_problems(session)),
        held=_held(session),
    )


def _held(session: Session) -> tuple[Held, ...]:
    rows = session.execute(
        select(
            col(HoldRow.topic), col(HoldRow.reason), col(ArticleRow.title), col(ArticleRow.url), col(HoldRow.held_at)
        )
        .join(ArticleRow, col(ArticleRow.id) == col(HoldRow.article_id))
        .order_by(col(HoldRow.held_at).desc(), col(HoldRow.article_id).desc())
        .limit(20)
    )
    return tuple(Held(*row) for row in rows)


def _sources(session: Session) -> tuple[SourceStatus, ...]:
    articles = _count_by(session, col(ArticleRow.source))
    waiting = _count_by(session, col(EntryRow.source), col(EntryRow.state) == "waiting")
    pushed = dict(session.execute(select(col(SubscriptionRow.source), col(SubscriptionRow.state))).tuples().all())
    return tuple(
        _source(name, memory, articles.get(name, 0), waiting.get(name, 0), pushed.get(name))
        for name, memory in memories(session).items()
    )


def _source(name: str, memory: Memory, articles: int, waiting: int, push: str | None) -> SourceStatus:
    return SourceStatus(
        name,
        memory.fetched_at,
        memory.good_at,
        memory.result,
        memory.failures,
        articles,
        waiting,
        health="paused" if memory.paused_at else memory.health and memory.health.value,
        since=memory.paused_at or memory.ill_since or memory.well_since,
        next_at=_next_check(memory),
        interval=memory.interval,
        gap_at=memory.gap_at,
        gaps=memory.gaps,
        address=_shown(memory.address) if memory.address else None,
        push=push,
    )


def _next_check(memory: Memory) -> datetime | None:
    """When it will be asked; None while it is paused."""
    if memory.paused_at:
        return None
    return max((at for at in (memory.due_at, memory.alone_until, memory.floor_until) if at), default=None)


def _shown(address: str) -> str:
    """An address without what may be a key: its query, and a user's name before the host."""
    scheme, netloc, path, _, _ = urlsplit(address)
    return f"{scheme}://{netloc.rpartition('@')[2]}{path}"


def _source_problems(session: Session) -> list[Problem]:
    troubled = col(SourceRow.failures) + col(SourceRow.partial) > 0
    watched = col(SourceRow.active) & col(SourceRow.paused_at).is_(None)
    rows = session.scalars(select(SourceRow).where(watched, troubled).order_by(col(SourceRow.name)))
    return [Problem("source", row.name, row.result or "", row.failures or row.partial) for row in rows]


def _delivery_problems(session: Session, channels: Collection[str]) -> list[Problem]:
    """Messages that were given up, that are being tried again, or that no channel of the desk takes."""
    nowhere = col(DeliveryRow.channel).not_in(channels)
    troubled = (col(DeliveryRow.state) == "dead") | (
        (col(DeliveryRow.state) == "pending") & ((col(DeliveryRow.attempts) > 0) | nowhere)
    )
    group = (col(DeliveryRow.channel), col(DeliveryRow.state), col(DeliveryRow.detail))
    rows = session.execute(select(*group, func.count()).where(troubled).group_by(*group).order_by(*group))
    return [Problem("delivery", c, _trouble(c, state, detail, channels), n) for c, state, detail, n in rows]


def _trouble(channel: str, state: str, detail: str | None, channels: Collection[str]) -> str:
    if state == "dead":
        return f"given up: {detail}"
    if channel not in channels:
        return "waiting: the desk has no channel of this name"
    return f"being tried again: {detail or 'interrupted'}"


def _entry_problems(session: Session) -> list[Problem]:
    """Pages that could not be read, or not yet: one line for a source and reason, however many addresses it has."""
    troubled = (col(EntryRow.state) == "failed") | (
        (col(EntryRow.state) == "waiting") & col(EntryRow.result).is_not(None)
    )
    group = (col(EntryRow.source), col(EntryRow.state), col(EntryRow.result))
    rows = session.execute(select(*group, func.count()).where(troubled).group_by(*group).order_by(*group))
    said = {"failed": "not readable", "waiting": "to be tried again"}
    counts: Counter[tuple[str, str]] = Counter()
    for source, state, result, count in rows:
        counts[source, f"{said[state]}: {_ADDRESS.split(result or '', maxsplit=1)[0]}"] += count
    return [Problem("entry", source, detail, count) for (source, detail), count in counts.items()]


def _count(session: Session, table: type[Any], *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _count_by(session: Session, column: Any, *where: ColumnElement[bool]) -> dict[str, int]:
    rows = session.execute(select(column, func.count()).where(*where).group_by(column).order_by(column))
    return {word: int(count) for word, count in rows}
