"""What becomes of a match: told, or held for a named reason. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from news import Alert, Decision, Hold, Match, Reason, Route


def decide(
    matches: Sequence[Match],
    routes: Sequence[Route],
    *,
    told: frozenset[str],
    baseline: bool,
    age: timedelta | None,
    backlog: timedelta,
) -> Decision:
    """Sort the matches of one article into alerts, one a channel, and holds.

    `told` are the topics under which the article's story was already told. On a source's first pass
    (`baseline`) only what is younger than `backlog` is told.
    """
    old = is_backlog(baseline=baseline, age=age, backlog=backlog)
    holds: list[Hold] = []
    channels: dict[str, list[Match]] = {}
    for match in matches:
        to = channels_for(match.topic, routes)
        reason = _reason_to_hold(match.topic, to, told=told, old=old)
        if reason:
            holds.append(Hold(match.topic, reason))
        else:
            for channel in to:
                channels.setdefault(channel, []).append(match)
    held = {hold.topic for hold in holds}
    return Decision(
        told=tuple(match.topic for match in matches if match.topic not in held),
        alerts=tuple(
            Alert(channel, tuple(found), told_before=told_there(channel, told, routes))
            for channel, found in channels.items()
        ),
        holds=tuple(holds),
    )


def channels_for(topic: str, routes: Sequence[Route]) -> tuple[str, ...]:
    """Every channel that any route sends the topic to, once, in the desk's order.

    A route without topics takes all of the desk's; a system topic ("@health") must be named.
    """
    of_the_desk = not topic.startswith("@")
    fitting = (route for route in routes if topic in route.topics or (of_the_desk and not route.topics))
    return tuple(dict.fromkeys(channel for route in fitting for channel in route.to))


def told_there(channel: str, told: Iterable[str], routes: Sequence[Route]) -> tuple[str, ...]:
    """Those of these topics that go to a channel, by name."""
    return tuple(topic for topic in sorted(told) if channel in channels_for(topic, routes))


def is_backlog(*, baseline: bool, age: timedelta | None, backlog: timedelta) -> bool:
    """Whether an article is old news of a source that is read for the first time; of unknown age counts as old."""
    return baseline and (age is None or age > backlog)


def age_of(published_at: datetime | None, now: datetime) -> timedelta | None:
    """How old an article is; one dated in the future is new."""
    return None if published_at is None else max(timedelta(0), now - published_at)


def _reason_to_hold(topic: str, channels: Sequence[str], *, told: frozenset[str], old: bool) -> Reason | None:
    if topic in told:
        return Reason.TOLD
    if old:
        return Reason.BACKLOG
    return None if channels else Reason.NO_ROUTE
