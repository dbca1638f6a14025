"""What the pages of entries came to: those that gave no article, or a part of one, counted and opened again."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from news import Kind, LastPages, PageOutcome, RefusalCount, RefusedPage
from storage.given import GIVEN_NAMES
from storage.tables import EntryRow, SourceRow

LATEST = 10  # pages that tell how a source is now: a wall shows within hours, and one bad page is no wall

_WHOLE = [kind.value for kind in Kind if PageOutcome(kind.value).is_whole]


def last_pages(session: Session, sources: Collection[str]) -> dict[str, LastPages]:
    """What the latest pages of each of these sources came to, at most LATEST; none for a source without any."""
    other = aliased(EntryRow)
    latest = (
        select(col(other.id))
        .where(col(other.source) == col(SourceRow.name), col(other.outcome).is_not(None))
        .order_by(col(other.id).desc())
        .limit(LATEST)
        .correlate(SourceRow)
        .scalar_subquery()
    )
    rows = session.execute(
        select(col(SourceRow.name), col(EntryRow.outcome))
        .join(EntryRow, col(EntryRow.id).in_(latest))
        .where(col(SourceRow.name).in_(GIVEN_NAMES)),
        {"given": sources},
    )
    outcomes: dict[str, Counter[PageOutcome]] = {}
    for source, outcome in rows:
        outcomes.setdefault(source, Counter())[PageOutcome(outcome or "")] += 1
    return {source: _last(counts) for source, counts in outcomes.items()}


def _last(counts: Counter[PageOutcome]) -> LastPages:
    often = sorted(counts.items(), key=lambda one: (-one[1], one[0].word))
    refused = tuple((page.word, count) for page, count in often if page.is_refusal)
    in_part = tuple((page.word, count) for page, count in often if not page.is_refusal and not page.is_whole)
    return LastPages(counts.total(), refused, in_part)


def count_refusals(session: Session, sources: Collection[str], since: datetime) -> list[RefusalCount]:
    """Pages that gave no whole article, of entries listed since then, by source and reason.

    Within a source the most frequent come first.
    """
    group = (col(EntryRow.source), col(EntryRow.outcome))
    rows = session.execute(
        select(*group, func.count(), func.max(col(EntryRow.seen_at)))
        .where(*_refused(since))
        .group_by(*group)
        .order_by(col(EntryRow.source), func.count().desc(), col(EntryRow.outcome)),
        {"given": sources},
    )
    return [RefusalCount(source, reason or "", count, latest_at) for source, reason, count, latest_at in rows]


def latest_refused(session: Session, sources: Collection[str], since: datetime, limit: int) -> list[RefusedPage]:
    """The latest pages of these sources that gave no whole article, of entries listed since then; newest first."""
    columns = (EntryRow.source, EntryRow.outcome, EntryRow.sign, EntryRow.url, EntryRow.seen_at)
    rows = session.execute(
        select(*map(col, columns)).where(*_refused(since)).order_by(col(EntryRow.id).desc()).limit(limit),
        {"given": sources},
    )
    return [RefusedPage(source, word or "", sign or "", url or "", at) for source, word, sign, url, at in rows]


def reopen_refused(session: Session, source: str, since: datetime, now: datetime) -> int:
    """Put entries listed since then whose page gave no whole article back into the queue. Return how many.

    An article that was stored from the feed's words, or from a part, stays with its entry. What waits has no outcome.
    """
    reopened = session.scalars(
        update(EntryRow)
        .where(*_refused(since), col(EntryRow.payload).is_not(None))
        .values(state="waiting", attempts=0, next_at=now, result=None, outcome=None, sign=None)
        .returning(col(EntryRow.id)),
        {"given": [source]},
    )
    return len(reopened.all())


def _refused(since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of the sources that the parameter "given" names."""
    return (
        col(EntryRow.source).in_(GIVEN_NAMES),
        col(EntryRow.outcome).is_not(None),
        col(EntryRow.outcome).not_in(_WHOLE),
        col(EntryRow.seen_at) >= since,
    )
