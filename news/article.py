"""One document, as a reader would name it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Evidence(StrEnum):
    """What the text of an article was taken from."""

    PAGE = "page"
    FEED = "feed"  # the page could not be had: the feed's own words
    TITLE = "title"  # nothing but the headline could be had


class Kind(StrEnum):
    """What a page that could be read is."""

    ARTICLE = "article"
    LIVE_BLOG = "live blog"  # many entries under one headline, the newest often first
    PAYWALL_STUB = "paywall stub"  # the beginning; the rest is for subscribers
    MEDIA = "video or gallery"  # the words beside moving or many pictures


class Part(StrEnum):
    """What a paragraph of a body is."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    ITEM = "item"  # of a list or table
    POST = "post"  # the first paragraph of a live blog's entry


class Precision(StrEnum):
    """How exactly a time is known."""

    DAY = "day"  # the clock is midnight UTC, and says nothing
    INSTANT = "instant"


@dataclass(frozen=True, slots=True)
class Article:
    """An article read from one page.

    `text` is the body: paragraphs in reading order, separated by a blank line; no navigation,
    captions or related links. `title` has no site suffix. Dates are aware UTC or None.
    """

    url: str
    title: str
    text: str
    canonical_url: str | None = None  # only when on the same site
    outlet: str | None = None  # the publisher's name as the page states it
    authors: tuple[str, ...] = ()  # people; newsrooms when nobody else is named
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None  # BCP 47
    section: str | None = None
    evidence: Evidence = Evidence.PAGE
    kind: Kind = Kind.ARTICLE
    parts: tuple[Part, ...] = ()  # one for each paragraph of `text`, or none at all: not known
    captions: tuple[str, ...] = ()  # of pictures, in reading order
    agencies: tuple[str, ...] = ()  # news agencies that the page credits, as it names them
    lead_image: str | None = None  # address
    amp_url: str | None = None  # only when on the same site
    published_precision: Precision = Precision.INSTANT
    utc_offset: timedelta | None = None  # of the page's own clock where it published; None: it does not say
    said: tuple[int, ...] = ()  # fingerprints of the paragraphs of its page, also of those cut as repeated there
    page_refused: str | None = None  # in a word, why the text is not the page's; None: it is


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the archive has it."""

    id: int
    source: str
    story_id: int
    copy_of: int | None  # article id
    seen_at: datetime
    article: Article


_UNREADABLE = ("not html", "empty", "too large", "nested too deep")  # there is nothing that a desk could have instead


class RefusalReason(StrEnum):
    """Why a page gave no article."""

    NOT_HTML = "not html"
    EMPTY = "empty"
    TOO_SHORT = "too short"
    TOO_LARGE = "too large"  # or made of more pieces than any honest page
    TOO_DEEP = "nested too deep"
    LIST_PAGE = "list page"
    CONSENT_WALL = "consent wall"
    BOT_WALL = "bot wall"
    ERROR_PAGE = "error page"

    @property
    def can_be_overruled(self) -> bool:
        """Whether there is something to read behind it, if the desk says so. What is no text stays none."""
        return self.value not in _UNREADABLE


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that is no article, by name."""

    url: str
    reason: RefusalReason
    detail: str = ""  # the sign that it was told by
