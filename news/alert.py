"""What is told, to whom, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from news.story import Changed
from news.topic import Match


@dataclass(frozen=True, slots=True)
class Channel:
    """One place that messages go to. `url` is an Apprise URL and a secret: it is never shown."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Route:
    """Which topics go to which channels. No topics named: all of them."""

    to: tuple[str, ...]
    topics: tuple[str, ...] = ()
    when: str = "immediately"


class Reason(StrEnum):
    """Why a match was not told. A closed list: each hold is stored under one of these."""

    BACKLOG = "older than alert_backlog"  # the first pass over a source is a baseline
    TOLD = "story already alerted"
    NO_ROUTE = "no route"
    REMATCH = "found in the archive"  # by a topic that was new or changed, with nobody asking for alerts


@dataclass(frozen=True, slots=True)
class Hold:
    """A match that fires no alert, and why."""

    topic: str
    reason: Reason


class Occasion(StrEnum):
    """What a story is told for. All but the first are follow-ups: only what was told can be followed."""

    FIRST = "first"
    FIGURE = "figure changed"
    LEAD = "lead changed"
    CORRECTION = "corrected"
    OUTLETS = "more outlets"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article, or a new state of one, brings to the story that it belongs to."""

    article_id: int
    changes: tuple[Changed, ...] = ()  # against the text that it is a revision of
    lead_changed: bool = False  # of an article that was told
    marker: str = ""  # the words by which it owns up to an error; "" when it does not, or only repeats what others say
    outlets: int = 0  # owners that carry the story with a text of their own, this article's included
    topics: tuple[str, ...] | None = None  # that it matches, or matched before it changed; None: those of its story


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of a story that was told before."""

    occasions: tuple[Occasion, ...]
    keys: tuple[str, ...]  # what is told by it, each once in a story: "figure changed: 75", "more outlets: 10"
    changes: tuple[Changed, ...] = ()  # passages before and after
    marker: str = ""  # the words of a correction
    outlets: int = 0  # how many carry it now


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one channel: a story under topics that it was not told under before, or what became of it."""

    channel: str
    matches: tuple[Match, ...]
    topics: tuple[str, ...] = ()  # of a follow-up: those that the story was told under
    follow_up: FollowUp | None = None
    told_before: tuple[str, ...] = ()  # of a first: other topics under which this channel was told the story


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the matches of one article: each topic is either told or held."""

    told: tuple[str, ...] = ()  # topics
    alerts: tuple[Alert, ...] = ()
    holds: tuple[Hold, ...] = ()
    followed: tuple[tuple[str, str], ...] = ()  # (topic, key): what its follow-ups tell, or need not


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a message says, frozen when the alert is queued."""

    headline: str
    link: str
    outlet: str
    source: str
    published_at: datetime | None
    language: str | None
    evidence: str
    topics: tuple[tuple[str, str], ...]  # (name, title)
    matches: tuple[Match, ...]
    also_in: tuple[str, ...] = ()  # other outlets that have the story in words of their own
    published_precision: str = "instant"  # a word of news.Precision
    kind: str = "article"  # a word of news.Kind
    page_refused: str | None = None  # in a word, why the text is not the page's
    feed_text: bool = False  # the feed carries texts, not only summaries
    copies: int = 0  # articles of the story that carry another one's text
    agencies: tuple[str, ...] = ()  # news agencies that the story's articles credit
    first_outlet: str = ""  # that was seen with the story
    near: str = ""  # the headline of a story that this one may belong to
    near_id: int | None = None
    story_id: int | None = None
    follow_up: FollowUp | None = None
    told_before: tuple[str, ...] = ()  # titles of other topics under which this channel was told the story
    copied_in: tuple[str, ...] = ()  # outlets that have copies only


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about wirewatch itself: what broke, what recovered. Sections in reading order."""

    subject: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]  # (heading, lines)


@dataclass(frozen=True, slots=True)
class Message:
    """One message in the three forms that services take. `html` is a fragment."""

    subject: str
    text: str
    markdown: str
    html: str


class Outcome(StrEnum):
    """How one attempt to send ended."""

    OK = "ok"
    TRANSIENT = "transient"  # worth another attempt
    PERMANENT = "permanent"  # will fail the same way until somebody mends it
    UNKNOWN = "unknown"  # it may have arrived


@dataclass(frozen=True, slots=True)
class Attempt:
    outcome: Outcome
    detail: str = ""  # in words, without secrets


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way to one channel, leased by this process.

    `key` is the same for every attempt, so that a receiver can recognise a repeat.
    """

    id: int
    key: str
    channel: str
    report: Report | Notice
    attempt: int  # 1 for the first
    lease_until: datetime
