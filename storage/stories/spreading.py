"""How far a story went."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlmodel import Session

from news import Likeness, Spread, agencies_once
from storage.tables import ArticleRow, table_of

_article = table_of(ArticleRow)
_COLUMNS = tuple(_article.c[name] for name in ("id", "source", "outlet", "owner", "copy_of", "likeness", "agencies"))
_ARTICLES = select(*_COLUMNS).where(_article.c.story_id == bindparam("story")).order_by(_article.c.id)


def spread(session: Session, story_id: int) -> Spread:
    """Nothing of a story that was joined: ask for the one that it is part of (story_now)."""
    rows = session.connection().execute(_ARTICLES, {"story": story_id}).all()
    return Spread(_outlets(rows), _copies(rows), _agencies(rows), _name(rows[0]) if rows else "")


def _outlets(rows: Sequence[Row[Any]]) -> tuple[str, ...]:
    """Each owner under the name of its first article."""
    names: dict[str, str] = {}
    for row in rows:
        if row.copy_of is None:
            names.setdefault(_owner(row), _name(row))
    return tuple(names.values())


def _copies(rows: Sequence[Row[Any]]) -> int:
    """A revision by its own outlet is that outlet's next word, not another one's copy."""
    owners = {row.id: _owner(row) for row in rows}
    return sum(
        row.copy_of is not None
        and not (row.likeness == Likeness.REVISION.value and owners.get(row.copy_of) == owners[row.id])
        for row in rows
    )


def _agencies(rows: Sequence[Row[Any]]) -> tuple[str, ...]:
    return agencies_once(agency for row in rows for agency in row.agencies)


def _name(row: Row[Any]) -> str:
    return str(row.outlet or row.source)


def _owner(row: Row[Any]) -> str:
    return str(row.owner or _name(row))  # of before owners were kept
