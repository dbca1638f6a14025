"""Where news comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class SourceKind(StrEnum):
    FEED = "feed"  # RSS, Atom, RDF or JSON Feed
    SITEMAP = "sitemap"  # a news sitemap, or an index of them
    LISTING = "listing"  # a page of headlines without a feed
    AUTO = "auto"  # decide by what the address answers


@dataclass(frozen=True, slots=True)
class Source:
    """One address that is polled for news, with every default already applied.

    `name` is its identity: it may move to another `url` and stays the same source.
    """

    name: str
    url: str
    kind: SourceKind = SourceKind.AUTO
    schedule: str | None = None
    language: str | None = None  # BCP 47; what the operator says counts before what the page says
    headers: Mapping[str, str] = field(default_factory=dict)
    selector: str | None = None  # CSS selector of the links of a listing
    alert_backlog: timedelta = timedelta(hours=24)
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A source that this process may poll until its lease ends, and what is remembered of it."""

    name: str
    lease_until: datetime
    etag: str | None = None
    last_modified: str | None = None
    baseline: bool = True  # nothing was ever read from it before
    failures: int = 0  # in a row
    partial: int = 0  # polls in a row that missed a part
