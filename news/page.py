"""What a web server answered, and what a source says is there to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from news.article import Kind
from news.source import SourceKind


@dataclass(frozen=True, slots=True)
class Hub:
    """Where a document's updates can be subscribed to (WebSub), and the address under which it is known there."""

    url: str
    topic: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """How often a feed wishes to be asked: its ttl or update period, and when not (hours and weekdays, UTC)."""

    interval: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()  # 0 to 23
    skip_days: frozenset[int] = frozenset()  # 0 is Monday


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
    max_age: timedelta | None = None  # how long the server says it stays fresh (Cache-Control, Expires)
    moved_to: str | None = None  # where permanent redirects alone led (301, 308), from the first on
    hub: Hub | None = None  # as the Link headers say
    took: timedelta = timedelta()  # from the first request's start to the last byte, without waiting for turns


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validators that we sent."""

    url: str
    fetched_at: datetime
    max_age: timedelta | None = None
    moved_to: str | None = None
    took: timedelta = timedelta()


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
    ahead: bool = False  # it was dated in the future: `published_at` is when it was read
    promised_at: datetime | None = None  # that future date, as it was given

    def __reduce__(self) -> tuple[type["Entry"], tuple[object, ...]]:
        """As its arguments: the usual way of frozen dataclasses with slots costs three times as much to pickle."""
        return Entry, _FIELDS(self)


_FIELDS = attrgetter(*Entry.__slots__)  # in the order of its arguments


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address to read instead: a feed that a home page names, a sitemap that an index lists."""

    url: str
    kind: SourceKind
    changed_at: datetime | None = None  # when the document there last changed, as the one that points to it says


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a source in published order, or pointers to where they are."""

    title: str | None
    entries: tuple[Entry, ...] = ()
    elsewhere: tuple[Pointer, ...] = ()
    language: str | None = None
    wishes: Wishes = Wishes()
    hub: Hub | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """An entry whose article is still to be read, leased by this process."""

    id: int
    source: str
    entry: Entry
    baseline: bool  # listed when its source was read for the first time
    attempt: int  # 1 for the first
    article_id: int | None = None  # stored from the feed's words when its page was refused; now it is read again
    seen_at: datetime | None = None  # when it was listed


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What the page of an entry came to: a word of news.Kind, or why it gave no article."""

    word: str
    sign: str = ""  # what that was told by

    @property
    def is_refusal(self) -> bool:
        return self.word not in [kind.value for kind in Kind]

    @property
    def is_whole(self) -> bool:
        """Whether it gave all that an article has to say. What gave less is worth reading again, say after a login."""
        return self.word in (Kind.ARTICLE.value, Kind.LIVE_BLOG.value)


@dataclass(frozen=True, slots=True)
class Look:
    """A stored article whose page is to be looked at again, leased by this process. Times are aware UTC."""

    article_id: int
    source: str
    url: str
    kind: Kind
    since: datetime  # when the article came out, as far as known; at the latest when it was first seen
    turn: int = 0  # how many times it was looked at before
    etag: str | None = None  # of what was last read there
    last_modified: str | None = None
    body: str | None = None  # a digest of its bytes
