"""Telling what a story missed while it was taken for a part of another one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.follow_ups import follow
from flows.settings import Desk
from flows.stories.missed import Missed, missed, unnoted
from flows.stories.spreading import spread_of
from flows.telling import Subject, tell
from news import Decision, Facts, Match, Source, Story
from storage.archive import articles_of
from storage.articles import add_followed, add_told, occasions_told
from storage.database import Session
from storage.matches import kept_of, lift_holds
from storage.traces import postings_of


@dataclass(frozen=True, slots=True)
class ToldNow:
    """An alert that is queued late. `held`: topics that still reach nobody, with the reason."""

    article_id: int
    topics: tuple[str, ...]
    channels: tuple[str, ...]
    held: tuple[tuple[str, str], ...] = ()


def catch_up(session: Session, desk: Desk, story: Story, now: datetime) -> tuple[ToldNow, ...]:
    """Queue what the story missed, by the desk's routes, in the transaction that made it a story of its own."""
    story = _with_what_was_sent(session, story)
    topics = [topic.name for topic in desk.topics]
    _note_spread(session, desk, story, now)
    kept = kept_of(session, [one.id for one in story.articles], topics)
    told = []
    held = {key: reason for key, reason in kept.holds.items() if key in kept.matches}
    for one in missed(story, held, topics):
        matches = [kept.matches[one.article.id, topic] for topic in one.topics]
        told.append(_told(one, _tell(session, desk, story, one, matches, now)))
    return tuple(told)


def _with_what_was_sent(session: Session, story: Story) -> Story:
    """A story that was merged, and is split again, gets back what it had told itself: it is not told twice."""
    sent = unnoted(story, postings_of(session, story.id))
    for one in sent:
        add_told(session, story.id, one.article_id, [one.topic], one.at)
    return replace(story, told=(*story.told, *sent))


def _note_spread(session: Session, desk: Desk, story: Story, now: datetime) -> None:
    """How far each part goes is no news: of what was told of the whole, one part may have lost the note."""
    facts = Facts(story.articles[0].id, outlets=len(spread_of(story).outlets))
    noted = follow(facts, occasions_told(session, story.id), desk.routes).followed
    add_followed(session, story.id, facts.article_id, noted, now)


def _tell(session: Session, desk: Desk, story: Story, one: Missed, matches: Sequence[Match], now: datetime) -> Decision:
    """The old hold goes first: it said that the story was told, and another one may take its place."""
    (stored,) = articles_of(session, [one.article.id])
    lift_holds(session, stored.id, [match.topic for match in matches])
    source = next((source for source in desk.sources if source.name == stored.source), None)
    subject = Subject(
        stored.id, story.id, stored.article, source or Source(stored.source, stored.article.url), near=story.near
    )
    titles = {topic.name: topic.title for topic in desk.topics}
    facts = Facts(stored.id, outlets=len(spread_of(story).outlets))  # the message names them: that is told with it
    return tell(session, subject, matches, facts, desk.routes, titles, now)


def _told(one: Missed, decision: Decision) -> ToldNow:
    channels = tuple(dict.fromkeys(alert.channel for alert in decision.alerts))
    held = tuple((hold.topic, hold.reason.value) for hold in decision.holds)
    return ToldNow(one.article.id, decision.told, channels, held)
