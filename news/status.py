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
    health: str | None = None  # a word of news.Health, or "paused", "silent", "pages refused"
    since: datetime | None = None  # when this health began
    next_at: datetime | None = None
    interval: timedelta | None = None
    gap_at: datetime | None = None
    gaps: int = 0
    address: str | None = None  # where it moved for good, if it did; without its query
    push: str | None = None  # state of its WebSub subscription
    refused: str | None = None  # "9 of the last 10 pages: consent wall", when most of its pages give no article
    in_part: str | None = None  # "9 of the last 10 pages: paywall stub", when most of them give only a part; no illness


@dataclass(frozen=True, slots=True)
class LastPages:
    """What the latest pages of a source came to."""

    count: int
    refused: tuple[tuple[str, int], ...] = ()  # reason and how often, the most frequent first
    in_part: tuple[tuple[str, int], ...] = ()  # the same of those that gave only a part: a paywall's stub, a gallery


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """How many pages of a source gave no article, or a part of one, for one reason, and the latest of them."""

    source: str
    reason: str
    count: int
    latest_at: datetime


@dataclass(frozen=True, slots=True)
class RefusedPage:
    source: str
    reason: str
    sign: str  # what that was told by, in the page's own words; may be empty
    url: str
    seen_at: datetime


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
