"""What became of an article under a topic."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from news import Occasion
from storage.tables import AlertRow, ArticleRow, HoldRow, MatchRow


@dataclass(frozen=True, slots=True)
class Fate:
    """`told_at`: when its story was told under the topic, by the article `told_by`. `held`: the reason in a word."""

    matched: bool
    told_at: datetime | None = None
    told_by: int | None = None
    held: str | None = None
    held_at: datetime | None = None


def fate_of(session: Session, article_id: int, topic: str) -> Fate:
    """Two or three look-ups by key. Raises NoResultFound: there is no such article."""
    story_id = session.get_one(ArticleRow, article_id).story_id
    of_both = (col(MatchRow.article_id) == article_id, col(MatchRow.topic) == topic)
    matched = session.scalar(select(col(MatchRow.id)).where(*of_both)) is not None
    told = session.get(AlertRow, (story_id, topic, Occasion.FIRST.value))
    held = session.get(HoldRow, (article_id, topic))
    return Fate(
        matched,
        told_at=told.alerted_at if told else None,
        told_by=told.article_id if told else None,
        held=held.reason if held else None,
        held_at=held.held_at if held else None,
    )
