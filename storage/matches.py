"""What stored articles matched, and what became of that: read and written again when a topic changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from news import Hold, Match, Occasion, Reason
from storage.articles import add_holds
from storage.tables import AlertRow, HoldRow, MatchRow

_match = TypeAdapter(Match)

Told = dict[tuple[int, str], int]  # by story and topic: the article that was told


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of some articles: by article id and topic."""

    matches: dict[tuple[int, str], Match]
    holds: dict[tuple[int, str], str]  # the words of news.Reason


def kept_of(session: Session, articles: Collection[int], topics: Collection[str]) -> Kept:
    """The matches and holds of these articles under these topics."""
    matches = select(col(MatchRow.article_id), col(MatchRow.topic), col(MatchRow.found))
    holds = select(col(HoldRow.article_id), col(HoldRow.topic), col(HoldRow.reason))
    found = session.execute(matches.where(col(MatchRow.article_id).in_(articles))).all()
    held = session.execute(holds.where(col(HoldRow.article_id).in_(articles))).all()
    return Kept(
        {(article, topic): _match.validate_python(one) for article, topic, one in found if topic in topics},
        {(article, topic): reason for article, topic, reason in held if topic in topics},
    )


def told_of(session: Session, stories: Collection[int], topics: Collection[str]) -> Told:
    """Under which of these topics these stories were told. What followed that was told of nothing else."""
    columns = (col(AlertRow.story_id), col(AlertRow.topic), col(AlertRow.article_id))
    first = (col(AlertRow.story_id).in_(stories), col(AlertRow.occasion) == Occasion.FIRST.value)
    rows = session.execute(select(*columns).where(*first)).all()
    return {(story, topic): article for story, topic, article in rows if topic in topics}


def replace_matches(session: Session, article_id: int, matches: Iterable[Match]) -> None:
    """Put what is found now in the place of what was found before, under the same topics."""
    for match in matches:
        one = (col(MatchRow.article_id) == article_id, col(MatchRow.topic) == match.topic)
        session.execute(update(MatchRow).where(*one).values(found=_match.dump_python(match, mode="json")))


def remove_matches(session: Session, article_id: int, topics: Collection[str]) -> None:
    """These topics fire no more. What was told stays told; that a match was held is of no more interest."""
    if topics:
        session.execute(delete(MatchRow).where(col(MatchRow.article_id) == article_id, col(MatchRow.topic).in_(topics)))
        lift_holds(session, article_id, topics)


def put_holds(session: Session, article_id: int, holds: Collection[Hold], now: datetime) -> None:
    """Note why these matches are not told, in the place of what was noted before."""
    lift_holds(session, article_id, [hold.topic for hold in holds])
    add_holds(session, article_id, holds, now)


def lift_holds(session: Session, article_id: int, topics: Collection[str]) -> None:
    """These are told now, or gone."""
    if topics:
        session.execute(delete(HoldRow).where(col(HoldRow.article_id) == article_id, col(HoldRow.topic).in_(topics)))


def is_unasked(reason: str | None) -> bool:
    """Whether a match was held only because nobody had asked for alerts."""
    return reason == Reason.REMATCH.value
