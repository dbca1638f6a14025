"""A story's row: opened with its first article, and kept for ever."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from storage.tables import ArticleRow, StoryRow, table_of

_story = table_of(StoryRow)
_OPEN = insert(_story).returning(_story.c.id)


def open_story(session: Session, now: datetime, near: int | None = None) -> int:
    """A story without articles yet. `near`: one that it may belong to."""
    opened = {"opened_at": now, "near_id": near, "joined_to": None}
    return int(session.connection().execute(_OPEN, opened).scalar_one())


def story_now(session: Session, story_id: int) -> int | None:
    """The story that this one is part of by now: itself, unless it was joined. None: there was never such a story."""
    now = func.coalesce(col(StoryRow.joined_to), col(StoryRow.id))
    return session.scalar(select(now).where(col(StoryRow.id) == story_id))


def headline_of(session: Session, story_id: int) -> str:
    """That of its first article; "" where there is none."""
    here = func.coalesce(
        select(col(StoryRow.joined_to)).where(col(StoryRow.id) == story_id).scalar_subquery(), story_id
    )
    title = select(col(ArticleRow.title)).where(col(ArticleRow.story_id) == here).order_by(col(ArticleRow.id)).limit(1)
    return session.scalar(title) or ""
