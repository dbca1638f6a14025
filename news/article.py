"""One document, as a reader would name it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Evidence(StrEnum):
    """What the text of an article was taken from."""

    PAGE = "page"
    FEED = "feed"  # the page could not be had: the feed's own words
    TITLE = "title"  # nothing but the headline could be had


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
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    language: str | None = None  # BCP 47
    section: str | None = None
    evidence: Evidence = Evidence.PAGE


class RefusalReason(StrEnum):
    """Why a page gave no article."""

    NOT_HTML = "not html"
    EMPTY = "empty"
    TOO_SHORT = "too short"
    TOO_DEEP = "nested too deep"
    LIST_PAGE = "list page"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that is no article, by name."""

    url: str
    reason: RefusalReason
    detail: str = ""
