"""A person's word that a story is two: done, and what was missed is told, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.settings import Desk
from flows.stories.catching_up import ToldNow, catch_up
from flows.stories.named import articles_named, story_named
from news import Story, WirewatchError
from storage.database import Database, Session
from storage.stories import split_story, story


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two stories as it is now, and what it told late."""

    story: Story
    told_now: tuple[ToldNow, ...] = ()


@dataclass(frozen=True, slots=True)
class Split:
    """`stays` keeps the number of the story, `moved` has a new one."""

    stays: Part
    moved: Part
    dry_run: bool = False


def split(desk: Desk, database: Database, name: str, articles: Sequence[str], now: datetime, *, dry_run: bool) -> Split:
    """Put articles, and what carries their texts, into a story of their own, and tell what either part missed.

    A dry run does it all and takes it back. Raises WirewatchError: no such story or article, or nothing to split off.
    """
    with database.writing(alone=True) as session:
        whole = story_named(session, name)
        new = _split(session, whole, [one.id for one in articles_named(session, articles)], now)
        done = Split(_part(session, desk, whole.id, now), _part(session, desk, new, now), dry_run)
        if dry_run:
            session.rollback()
    return done


def _split(session: Session, whole: Story, articles: Sequence[int], now: datetime) -> int:
    try:
        return split_story(session, whole.id, articles, now)
    except ValueError as error:
        cure = f"wirewatch stories show {whole.id} lists its articles"
        raise WirewatchError(f"Story {whole.id} is not split: {error}. Cure: {cure}.") from error


def _part(session: Session, desk: Desk, story_id: int, now: datetime) -> Part:
    told = catch_up(session, desk, _as_it_is(session, story_id), now)
    return Part(_as_it_is(session, story_id), told)


def _as_it_is(session: Session, story_id: int) -> Story:
    found = story(session, story_id)
    assert found is not None  # it was just written
    return found
