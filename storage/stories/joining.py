"""Two stories that turn out to be one."""

from sqlalchemy import Select, and_, case, delete, or_, select, update
from sqlmodel import Session, col

from storage.database import insert_new
from storage.stories.opening import story_now
from storage.tables import AlertRow, ApartRow, ArticleRow, DeliveryRow, StoryRow, table_of

_apart = table_of(ApartRow)


def join_stories(session: Session, former: int, into: int) -> bool:
    """Make one story part of another, with its articles, what was told of it, its messages, and what was said of it.

    Nothing that was told is taken back; where both were told the same, the earlier stands. The row of the former
    stays, empty, and leads to the other: the keys of messages are made of its number, and SQLite would give that to
    another story. False: they are one already, a person told them apart, or there is no such story; nothing was done.
    """
    here, there = story_now(session, former), story_now(session, into)
    if here is None or there is None or here == there or are_apart(session, here, there):
        return False
    _join_alerts(session, here, there)
    for table in (ArticleRow, DeliveryRow):
        session.execute(update(table).where(col(table.story_id) == here).values(story_id=there))
    _join_rows(session, here, there)
    _join_apartness(session, here, there)
    session.expire_all()  # rows that the session holds may have moved
    return True


def _join_alerts(session: Session, former: int, into: int) -> None:
    known = {(row.topic, row.occasion): row for row in session.scalars(_told_of(into))}
    for row in session.scalars(_told_of(former)).all():
        there = known.get((row.topic, row.occasion))
        session.delete(row)
        if there is None:
            session.add(AlertRow(**row.model_dump() | {"story_id": into}))
        elif row.alerted_at < there.alerted_at:  # told twice before they were known to be one
            there.alerted_at, there.article_id = row.alerted_at, row.article_id
    session.flush()


def _told_of(story_id: int) -> Select[tuple[AlertRow]]:
    return select(AlertRow).where(col(AlertRow.story_id) == story_id)


def _join_rows(session: Session, former: int, into: int) -> None:
    """Whatever led to the former leads on, and no story is near itself."""
    near, joined = col(StoryRow.near_id), col(StoryRow.joined_to)
    one = session.scalar(select(near).where(col(StoryRow.id) == former))
    session.execute(update(StoryRow).where(near == former).values(near_id=into))
    session.execute(update(StoryRow).where(col(StoryRow.id) == into, near.is_(None)).values(near_id=one))
    session.execute(update(StoryRow).where(col(StoryRow.id) == into, near == into).values(near_id=None))
    session.execute(update(StoryRow).where(joined == former).values(joined_to=into))
    session.execute(update(StoryRow).where(col(StoryRow.id) == former).values(joined_to=into, near_id=None))


def _join_apartness(session: Session, former: int, into: int) -> None:
    """What was told apart from the former is apart from what it is now part of."""
    other = case((_apart.c.one == former, _apart.c.other), else_=_apart.c.one)
    theirs = or_(_apart.c.one == former, _apart.c.other == former)
    rows = session.execute(select(other.label("story"), _apart.c.since).where(theirs)).all()
    session.execute(delete(_apart).where(theirs))
    for row in rows:
        one, two = sorted((row.story, into))
        session.execute(insert_new(session, ApartRow).values(one=one, other=two, since=row.since))


def are_apart(session: Session, one: int, other: int) -> bool:
    """Whether a person told these two apart."""
    low, high = sorted((one, other))
    return session.scalar(select(_apart.c.one).where(and_(_apart.c.one == low, _apart.c.other == high))) is not None
