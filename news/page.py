"""What a web server answered, and what a source says is there to read."""

from dataclasses import dataclass
from datetime import datetime

from news.source import SourceKind


@dataclass(frozen=True, slots=True)
class Page:
    """One complete answer: bytes as they came, after decompression."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    content_type: str  # the whole header, "" when absent
    body: bytes
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators that we sent."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a source tells about one article before its page is read.

    `id` is the raw identity as published (guid, atom:id, rdf:about), never resolved against a base.
    `summary` and `content` are HTML as published. Dates are aware UTC, or None: never "now".
    """

    id: str | None
    url: str | None
    title: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address to read instead: a feed that a home page names, a sitemap that an index lists."""

    url: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a source in published order, or pointers to where they are."""

    title: str | None
    entries: tuple[Entry, ...] = ()
    elsewhere: tuple[Pointer, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """An entry whose article is still to be read, leased by this process."""

    id: int
    source: str
    entry: Entry
    baseline: bool  # listed when its source was read for the first time
    attempt: int  # 1 for the first
