"""How things stand, as `wirewatch status` tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SourceStatus:
    name: str
    fetched_at: datetime | None  # last attempt
    good_at: datetime | None  # last success
    result: str | None  # of the last attempt, in words
    failures: int  # in a row
    articles: int
    waiting: int  # entries whose page is still to be read
    health: str | None = None  # a word of news.Health, or "paused", "silent"
    since: datetime | None = None  # when this health began
    next_at: datetime | None = None
    interval: timedelta | None = None
    gap_at: datetime | None = None
    gaps: int = 0
    address: str | None = None  # where it moved for good, if it did; without its query
    push: str | None = None  # state of its WebSub subscription


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person may want to look at."""

    what: str  # "source", "delivery", "entry"
    name: str  # a channel or a source
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class Held:
    """A match that was not told, and why."""

    topic: str
    reason: str
    headline: str
    link: str
    held_at: datetime


@dataclass(frozen=True, slots=True)
class Status:
    sources: tuple[SourceStatus, ...]
    articles: int
    copies: int
    stories: int
    matches: int
    alerts: Mapping[str, int]  # by topic
    holds: Mapping[str, int]  # by reason
    deliveries: Mapping[str, int]  # by state
    problems: tuple[Problem, ...]
    held: tuple[Held, ...]  # the latest first, at most 20
