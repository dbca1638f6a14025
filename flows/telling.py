"""What is told of an article: decided by the policy, noted and queued, in the transaction that stores the article."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.follow_ups import follow
from alerts.policy import age_of, decide, is_backlog
from flows.reports import report_of
from news import (
    Alert,
    Article,
    Decision,
    Facts,
    Match,
    Occasion,
    Precision,
    Report,
    Route,
    Source,
    Step,
    Tally,
    Word,
)
from storage.articles import add_followed, add_holds, add_told, occasions_told, told_since
from storage.database import Session
from storage.outbox import channels_waiting, queue
from storage.stories import headline_of


@dataclass(frozen=True, slots=True)
class Subject:
    """A stored article in its story, and what the policy asks about it."""

    article_id: int
    story_id: int
    article: Article
    source: Source
    listed_at: datetime | None = None  # the date that its feed gave
    baseline: bool = False  # it came with the first pass over its source
    feed_text: bool = False  # the feed carries texts, not only summaries
    near: int | None = None  # a story that its own may belong to


def tell(
    session: Session,
    subject: Subject,
    matches: Sequence[Match],
    facts: Facts,
    routes: Sequence[Route],
    titles: Mapping[str, str],
    now: datetime,
) -> Decision:
    """Queue what is news to the desk: the story under topics that it was not told under, or what became of it.

    `matches` are those that were not decided before. Each follow-up is told once in a story, whoever comes first.
    """
    told = occasions_told(session, subject.story_id)
    age, backlog = age_of(_published_by(subject), now), subject.source.alert_backlog
    under = frozenset(topic for topic in told if Occasion.FIRST in told[topic])  # a split can leave a follow-up alone
    first = decide(matches, routes, told=under, baseline=subject.baseline, age=age, backlog=backlog)
    if is_backlog(baseline=subject.baseline, age=age, backlog=backlog):
        facts = Facts(facts.article_id, outlets=facts.outlets)
    followed = {topic: told[topic] for topic in told if topic in titles}  # what left the desk is not followed
    silent = _silent(session, subject, routes) if told else ()
    after = follow(facts, followed, routes, first=first.told, waiting=silent)
    add_told(session, subject.story_id, subject.article_id, first.told, now)
    add_holds(session, subject.article_id, first.holds, now)
    add_followed(session, subject.story_id, subject.article_id, after.followed, now)
    alerts = (*first.alerts, *after.alerts)
    reports = [(alert, _report(session, subject, alert, titles)) for alert in alerts]
    queue(session, subject.story_id, subject.article_id, reports, now)
    return Decision(first.told, alerts, first.holds, after.followed)


def _silent(session: Session, subject: Subject, routes: Sequence[Route]) -> Collection[str]:
    """Channels that are not told how far the story went: they will be, by a message that is not sent yet.

    Or by nobody: what a source carried before the story was told, and before it was read at all, is no outlet more.
    """
    if subject.baseline and not _came_after(_published_by(subject), told_since(session, subject.story_id)):
        return frozenset(channel for route in routes for channel in route.to)
    return channels_waiting(session, subject.story_id)


def _came_after(published_at: datetime | None, told_at: datetime | None) -> bool:
    return published_at is not None and told_at is not None and published_at > told_at


def count_alerts(tally: Tally, decision: Decision) -> None:
    """Each topic of an article once, under what became of it; what became of a story that was told, likewise."""
    tally.add(Step.ALERT, Word.ALERTED, count=len(decision.told))
    for occasion in _followed(decision.alerts).values():
        tally.add(Step.ALERT, Word.FOLLOWED, occasion.value)
    for hold in decision.holds:
        tally.add(Step.ALERT, Word.HELD, hold.reason.value)


def _followed(alerts: Sequence[Alert]) -> dict[str, Occasion]:
    """By topic: the gravest of what a follow-up tells."""
    return {topic: alert.follow_up.occasions[0] for alert in alerts if alert.follow_up for topic in alert.topics}


def _report(session: Session, subject: Subject, alert: Alert, titles: Mapping[str, str]) -> Report:
    near = None if alert.follow_up else subject.near
    return report_of(
        subject.article,
        subject.source.name,
        alert,
        titles,
        feed_text=subject.feed_text,
        story_id=subject.story_id,
        near=(near, headline_of(session, near)) if near else None,
    )


def _published_by(subject: Subject) -> datetime | None:
    """When it was published at the latest: of a day without a clock that is its end. Page and feed may differ, and
    pages lie: whether something is old is asked of the later date.
    """
    at = subject.article.published_at
    if at and subject.article.published_precision is Precision.DAY:
        at += timedelta(days=1)
    return latest(at, subject.listed_at)


def latest(*dates: datetime | None) -> datetime | None:
    return max((date for date in dates if date), default=None)
