"""The event that several articles report."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Likeness(StrEnum):
    COPY = "copy"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that may carry the same text as a new one."""

    article_id: int
    story_id: int
    title: str
    text: str
    published_at: datetime | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """Which story an article belongs to. Neither given: it opens a story of its own."""

    story_id: int | None = None
    copy_of: int | None = None  # article id
