"""The event that several articles report, and how an article came to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Likeness(StrEnum):
    """What one text is to another."""

    COPY = "copy"
    REVISION = "revision"  # the same text, with passages or figures changed
    DIFFERENT = "different"


class Ground(StrEnum):
    """What a verdict on two texts rests on. A closed list, in the order that it is asked."""

    SAME_WORDS = "same words"
    FEW_CHANGES = "few changes"
    LITTLE_IN_COMMON = "little in common"
    OTHER_LEAD = "other beginnings"  # a page's furniture is shared in the middle
    SHORT = "short, under unlike headlines"  # walls, teasers and templates
    TEMPLATE = "a form filled in anew"  # more figures and names changed than an editor changes
    LATER = "too long after"  # a form, or a piece that is published again


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of an article. `site` is the registrable domain of its address."""

    title: str
    text: str
    at: datetime | None = None  # published, or first seen
    site: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """One passage as it stood in the first text and as it stands in the second; "" where it is only in one."""

    before: str
    after: str
    figures: tuple[tuple[str, str], ...] = ()  # numbers that stand in each other's place, as written


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the second text is to the first, and why."""

    likeness: Likeness
    ground: Ground
    shared: float = 0.0  # of the shorter text's windows, 0 to 1
    changes: tuple[Changed, ...] = ()
    lead_changed: bool = False

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """Every number that changed: (before, after)."""
        return tuple(pair for change in self.changes for pair in change.figures)

    @property
    def is_same_text(self) -> bool:
        return self.likeness is not Likeness.DIFFERENT


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that may carry the same text as a new one."""

    article_id: int
    story_id: int
    title: str
    text: str
    published_at: datetime | None
    first_seen_at: datetime
    site: str = ""
    copy_of: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is about, for grouping. Without the words that it was made of: those are not stored."""

    keys: tuple[int, ...]  # signed 64-bit, at most 24: what it is found by
    packed: bytes  # what it is compared by; only its maker reads it
    at: datetime  # when it happened, as far as known: published, or first seen
    words: Mapping[int, str] = field(default_factory=dict)  # by what stands for them in `packed`; of a new article only


@dataclass(frozen=True, slots=True)
class Member:
    """A stored article that may report the same event as a new one."""

    article_id: int
    story_id: int
    packed: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which story an article reports, by what it is about. No `story_id`: a story of its own."""

    story_id: int | None = None
    near: int | None = None  # a story that it may belong to, but not surely
    beside: int | None = None  # the article that it is most like
    score: float = 0.0  # 0 to 1
    terms: tuple[str, ...] = ()  # that it shares with that one, what weighs most first


class By(StrEnum):
    """How an article came to its story."""

    NEW = "new"  # it opened it
    COPY = "copy"
    REVISION = "revision"
    EVENT = "same event"
    PERSON = "person"  # who put it there: nothing moves it but a person


@dataclass(frozen=True, slots=True)
class Placement:
    """Which story an article belongs to, and why. No `story_id`: it opens a story of its own."""

    story_id: int | None = None
    by: By = By.NEW
    copy_of: int | None = None  # the id of an article whose text it carries, as it is or revised
    verdict: Verdict | None = None  # on that text
    grouping: Grouping | None = None  # where no text was the same

    @property
    def near(self) -> int | None:
        """The story that it may belong to."""
        return self.grouping.near if self.grouping else None


@dataclass(frozen=True, slots=True)
class Revision:
    """What an article said before it changed, and what changed. Times are aware UTC."""

    article_id: int
    seen_at: datetime  # when it was found changed
    title: str  # before
    text: str  # before
    verdict: Verdict  # on the text before and after
    marker: str | None = None  # the words that own up to it: "Correction: ..."
    gained: tuple[str, ...] = ()  # topics that appeared
    lost: tuple[str, ...] = ()  # topics that disappeared


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a story went, the first seen first. A copy is an article that carries another one's text."""

    outlets: tuple[str, ...] = ()  # one name for each owner with a text of its own
    copies: int = 0
    agencies: tuple[str, ...] = ()  # that any of its articles credits
    first: str = ""  # the outlet seen first


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as its story shows it."""

    id: int
    source: str
    outlet: str  # its name, or the source's
    owner: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    language: str | None
    agencies: tuple[str, ...] = ()
    copy_of: int | None = None  # article id
    likeness: Likeness | None = None  # to that one
    placement: Placement | None = None  # None: it was stored before these were kept
    pinned: bool = False
    topics: tuple[str, ...] = ()  # that it matches


@dataclass(frozen=True, slots=True)
class Telling:
    """What a story was told for, once."""

    topic: str
    occasion: str  # "first", or a key of news.FollowUp
    article_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Story:
    """An event, the articles that report it (the first seen first), and what was told of it."""

    id: int
    opened_at: datetime
    near: int | None = None  # a story that it may belong to
    joined_to: int | None = None  # the story that it is part of by now; then it has no articles
    articles: tuple[StoryArticle, ...] = ()
    told: tuple[Telling, ...] = ()
    apart: tuple[int, ...] = ()  # stories that a person told it apart from
