"""What a person corrects: two stories that are one, one that is two. It sticks."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from storage.database import insert_new
from storage.stories.joining import join_stories
from storage.stories.members import renew_profile, stored_profile
from storage.stories.opening import open_story, story_now
from storage.tables import AlertRow, ApartRow, ArticleRow, DeliveryRow

Originals = Mapping[int, int | None]  # of each article of a story the one whose text it carries


def set_apart(session: Session, one: int, other: int, now: datetime) -> None:
    """These are two stories, whatever their articles look like: they are never joined by themselves.

    Raises ValueError: it is one story.
    """
    low, high = sorted((one, other))
    if low == high:
        raise ValueError(f"story {one} cannot be told apart from itself")
    session.execute(insert_new(session, ApartRow).values(one=low, other=high, since=now))


def merge_stories(session: Session, into: int, former: int) -> None:
    """A person says that these are one, also where they were told apart before. What is in it now stays together.

    Raises ValueError, in words: they are one already, or there is no story of this number.
    """
    here, there = _known(session, former), _known(session, into)
    if here == there:
        raise ValueError(f"story {former} is part of story {into} already")
    low, high = sorted((here, there))
    session.execute(delete(ApartRow).where(col(ApartRow.one) == low, col(ApartRow.other) == high))
    join_stories(session, here, there)
    _pin(session, col(ArticleRow.story_id) == there)


def split_story(session: Session, story_id: int, article_ids: Collection[int], now: datetime) -> int:
    """Move these articles, and the copies of them, to a story of their own. Return its id.

    The alerts that name one of them and their messages go along. The two stories are never joined by themselves.
    A copy that is moved away from its original counts as a text of its own from now on.
    Raises ValueError, in words: an article is not of this story, nothing would stay behind, or there is no such story.
    """
    story_id = _known(session, story_id)
    originals = _originals(session, story_id)
    moved = _with_copies(frozenset(article_ids), originals)
    _check(story_id, moved, frozenset(originals))
    new = open_story(session, now)
    for article_id in sorted(moved):
        original = originals[article_id]
        if original is not None and original not in moved:
            _set_free(session, article_id, original)
    session.execute(
        update(AlertRow)
        .where(col(AlertRow.story_id) == story_id, col(AlertRow.article_id).in_(moved))
        .values(story_id=new)
    )
    session.execute(update(ArticleRow).where(col(ArticleRow.id).in_(moved)).values(story_id=new))
    _move_messages(session, story_id, moved, new)
    _pin(session, col(ArticleRow.id).in_(moved))
    set_apart(session, story_id, new, now)
    session.expire_all()  # rows that the session holds have moved
    return new


def _known(session: Session, story_id: int) -> int:
    now = story_now(session, story_id)
    if now is None:
        raise ValueError(f"there is no story {story_id}")
    return now


def _originals(session: Session, story_id: int) -> Originals:
    rows = session.execute(
        select(col(ArticleRow.id), col(ArticleRow.copy_of)).where(col(ArticleRow.story_id) == story_id)
    )
    return dict(rows.tuples().all())


def _with_copies(moved: frozenset[int], originals: Originals) -> frozenset[int]:
    """A copy can be one of a copy."""
    found = moved | {one for one, original in originals.items() if original in moved}
    return found if found == moved else _with_copies(found, originals)


def _check(story_id: int, moved: frozenset[int], there: frozenset[int]) -> None:
    if strangers := sorted(moved - there):
        raise ValueError(f"not of story {story_id}: article {', '.join(map(str, strangers))}")
    if not moved:
        raise ValueError("no article named")
    if moved == there:
        raise ValueError(f"nothing would stay in story {story_id}: these are all its articles, with the copies of them")


def _set_free(session: Session, article_id: int, original: int) -> None:
    """It is no copy of this one. What it is about is nearly the same: so are the articles that it is found by."""
    session.execute(update(ArticleRow).where(col(ArticleRow.id) == article_id).values(copy_of=None, likeness=None))
    if profile := stored_profile(session, original):
        renew_profile(session, article_id, profile)


def _move_messages(session: Session, story_id: int, moved: Collection[int], new: int) -> None:
    """Their keys change: what the former story has still to tell would have the same ones."""
    rows = session.scalars(
        select(DeliveryRow).where(col(DeliveryRow.story_id) == story_id, col(DeliveryRow.article_id).in_(moved))
    )
    for row in rows:
        row.story_id, row.key = new, str(uuid.uuid5(uuid.UUID(row.key), f"story {new}"))
    session.flush()


def _pin(session: Session, which: ColumnElement[bool]) -> None:
    session.execute(update(ArticleRow).where(which).values(pinned=True))
