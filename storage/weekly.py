"""What articles are found by, week by week: rows of (hash, article), for texts that are alike and for stories.

The week of the article stands in the highest bits of the hash. So a look-up reads the weeks around a moment and no
others, what is written stays in the part of the index that is in memory, and what is to be forgotten lies together.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Insert, Integer, Select, Table, bindparam, delete, func, insert, select, text
from sqlmodel import Session

from storage.given import GIVEN_NUMBERS

WEEK = timedelta(days=7)
MOST_OF_ONE = 200  # articles that one hash finds in a week, the newest: a form or a wall is shared by thousands
FORGOTTEN_AT_ONCE = 20_000  # rows: a fraction of a second, so that nobody waits long for a transaction

# 34 bits of the hash and 13 of the week are 47: SQLite keeps such a number in 6 bytes, and a hash as it comes in 8. In
# a week of 35,000 articles two that have nothing in common share one in 20,000 look-ups; they need two to be found.
_BITS = 34
_ODD = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: multiplied, every bit counts in the highest ones
_LOW_64 = (1 << 64) - 1
_LAST_WEEK = (1 << 13) - 1  # in 2126
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def add_hashes(session: Session, index: Insert, hashes: Iterable[int], at: datetime, article_id: int) -> None:
    """Make an article of this moment found by these. `index` is made by `adding`. What is there already stays."""
    if rows := sorted({weekly(one, week_of(at)) for one in hashes}):
        session.connection().execute(index, {"given": rows, "article": article_id})


def adding(index: Table) -> Insert:
    """One statement for any number of rows, prepared once: 24 of their own cost PostgreSQL 3 ms."""
    # "where true": SQLite takes an "on" after a join for its condition. As a suffix: see storage.entries
    rows = GIVEN_NUMBERS.add_columns(bindparam("article", type_=BigInteger)).where(text("true"))
    return insert(index).from_select(["hash", "article_id"], rows.suffix_with("ON CONFLICT DO NOTHING"))


def sharing(index: Table) -> Select[Any]:
    """The :most articles that share most of the :given hashes, :least or more: (article_id, shared).

    Of those that share as many, the one stored first comes first.
    """
    given, newer = GIVEN_NUMBERS.subquery("wanted"), index.alias("newer")
    after = (
        select(newer.c.article_id)
        .where(newer.c.hash == given.c.value)
        .order_by(newer.c.article_id.desc())
        .limit(1)
        .offset(MOST_OF_ONE)
        .correlate(given)
        .scalar_subquery()
    )
    shared = func.count()
    return (
        select(index.c.article_id, shared.label("shared"))
        .join_from(given, index, index.c.hash == given.c.value)
        .where(index.c.article_id > func.coalesce(after, 0))
        .group_by(index.c.article_id)
        .having(shared >= bindparam("least"))
        .order_by(shared.desc(), index.c.article_id)
        .limit(bindparam("most", type_=Integer))
    )


def forget_weeks(session: Session, index: Table, before: datetime) -> int:
    """Forget rows of the weeks that ended before this, some thousands at most. Return how many went."""
    old = index.c.hash < week_of(before) << _BITS
    last = select(index.c.hash).where(old).order_by(index.c.hash).offset(FORGOTTEN_AT_ONCE).limit(1)
    until = session.scalar(last)
    gone = delete(index).where(old if until is None else index.c.hash <= until)
    return session.connection().execute(gone).rowcount


def weekly_around(hashes: Iterable[int], at: datetime, window: timedelta) -> list[int]:
    """The hashes of each week that the window reaches into, on either side."""
    since, until = around(at, window)
    weeks = range(week_of(since), week_of(until) + 1)
    return sorted({weekly(one, week) for week in weeks for one in hashes})


def around(at: datetime, window: timedelta) -> tuple[datetime, datetime]:
    """The window on either side of a moment. Pages state dates at either end of what a calendar holds."""
    return at - min(window, at - _FIRST), at + min(window, _LAST - at)


def weekly(hash_: int, week: int) -> int:
    """What stands for a hash in this week: some of its bits may be the same in all, where it was chosen by them."""
    return week << _BITS | (hash_ * _ODD & _LOW_64) >> (64 - _BITS)


def week_of(at: datetime) -> int:
    return min(max((at - _EPOCH) // WEEK, 0), _LAST_WEEK)
