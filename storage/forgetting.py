"""What copies and stories are found by is kept as long as new articles may be among them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlmodel import Session

from storage.tables import ArticleRow, FingerprintRow, ProfileRow, StoryKeyRow, table_of
from storage.weekly import forget_weeks

TEXTS_KEPT = timedelta(days=30)  # a copy is one within three days; the rest is for what comes in late
STORIES_KEPT = timedelta(days=60)  # an article is put beside those of 30 days on either side
PROFILES_AT_ONCE = 1_000  # about 1 MB

_article, _profile = table_of(ArticleRow), table_of(ProfileRow)


def forget_copies(session: Session, now: datetime) -> int:
    """Forget a part of what is too old, small enough that nobody waits for it. Return how many rows went.

    Call it again, each time in a transaction of its own, until it returns 0. Articles and stories stay.
    """
    prints = forget_weeks(session, table_of(FingerprintRow), now - TEXTS_KEPT)
    keys = forget_weeks(session, table_of(StoryKeyRow), now - STORIES_KEPT)
    return prints + keys + _forget_profiles(session, now - STORIES_KEPT)


def _forget_profiles(session: Session, before: datetime) -> int:
    """In the order stored, since no index has them by time; what was seen before it, came out before it."""
    last = select(_article.c.id).where(_article.c.seen_at < before).order_by(_article.c.seen_at.desc()).limit(1)
    id_ = _profile.c.article_id
    old = select(id_).where(id_ <= last.scalar_subquery()).order_by(id_).limit(PROFILES_AT_ONCE)
    gone = session.execute(delete(_profile).where(id_.in_(old)).returning(id_)).all()
    return len(gone)
