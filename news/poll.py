"""What is remembered of a source from one poll to the next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Pick(StrEnum):
    """Which sources a pass polls. A source that is paused, or whose server asked to wait, is in none."""

    DUE = "due"  # those whose next check has come
    WELL = "well"  # all but those that are left alone after errors
    ALL = "all"


class Alone(StrEnum):
    """Why a source is not polled in a pass. A closed list."""

    PAUSED = "paused"
    ASKED = "asked to wait"  # by its server
    AFTER_ERRORS = "left alone after errors"
    NOT_DUE = "not due"


GONE = "gone: its server answers 410"  # `paused_why` of a source that paused itself; a new address resumes it


class Health(StrEnum):
    """How the last poll of a source went. A closed list."""

    OK = "ok"
    NOT_MODIFIED = "not modified"
    SLOW = "slow"  # it went well, but took long
    EMPTY = "empty"  # nothing is listed
    IN_PART = "in part"  # some of what it points to could not be read
    GONE = "gone"  # 404, 410
    BLOCKED = "blocked"  # 401, 403, 451, a page that asks for a human, or refused by our own guard
    BUSY = "asked to wait"  # 429, or 503 with Retry-After
    SERVER_ERROR = "server error"  # 5xx
    HTML = "html instead of feed"
    UNPARSABLE = "unparsable"
    TOO_LARGE = "too large"
    TIMED_OUT = "timed out"
    UNREACHABLE = "unreachable"  # no such name, refused, cut off, TLS
    MISDIRECTED = "misdirected"  # redirects in a circle, or to where we do not go
    BROKEN = "internal error"  # ours

    @property
    def is_well(self) -> bool:
        return self in (Health.OK, Health.NOT_MODIFIED, Health.SLOW, Health.EMPTY, Health.IN_PART)


class Identity(StrEnum):
    """By what the entries of a source are told apart. Chosen by what is seen."""

    EITHER = "id or address"  # known by one of them is known
    ID = "id"  # its entries share addresses
    ADDRESS = "address"  # its ids change, or are shared


class Keys(NamedTuple):
    """What an entry may be recognised by: 63-bit hashes, None where it has none of that kind."""

    id: int | None
    address: int | None
    words: int | None  # title and date; for when a source changes all ids and addresses at once
    edit: int | None = None  # when it was changed after it was published, as it says itself; it tells no entries apart

    @property
    def there(self) -> tuple[int, ...]:
        """Those that it has."""
        return tuple(key for key in self if key is not None)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How many new entries a source listed, by hour of day and day of week (UTC), fading over four weeks.

    `hours` are eight counts of three hours each, from midnight; `days` are seven, from Monday; `span_hours` is the
    time that they were counted over, fading likewise. `at` is when they were last brought up to date.
    """

    hours: tuple[float, ...]
    days: tuple[float, ...]
    span_hours: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """A permanent redirect that was seen: where to, and on which days (UTC)."""

    to: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of a source. Times are aware UTC."""

    # the answer
    etag: str | None = None
    last_modified: str | None = None
    whole_at: datetime | None = None  # when it was last read without validators: some lie
    baseline: bool = True  # nothing was ever read from it before
    partial: int = 0  # polls in a row that missed a part
    listed: int = 0  # entries of the last answer that had any
    # its ways
    address: str | None = None  # where it moved for good; None: the desk's
    move: Move | None = None
    identity: Identity = Identity.EITHER
    pulse: Pulse | None = None
    news_at: datetime | None = None  # when it last listed something new
    # its health
    health: Health | None = None  # None: never polled
    result: str | None = None  # of the last poll, in words
    well_since: datetime | None = None  # None while it is ill
    ill_since: datetime | None = None  # None while it is well
    failures: int = 0  # in a row
    fetched_at: datetime | None = None  # last attempt
    good_at: datetime | None = None  # last success
    took: timedelta = timedelta()
    gap_at: datetime | None = None  # two answers had nothing in common: entries may have been lost between them
    gaps: int = 0
    told: str = ""  # what `@health` was last told of it: "", "ill", "silent", "paused" or "outage"
    # what comes next
    interval: timedelta = timedelta(minutes=30)
    due_at: datetime | None = None  # its next check
    alone_until: datetime | None = None  # after errors; `--all` overrides it
    floor_until: datetime | None = None  # its server's Retry-After; nothing overrides it
    paused_at: datetime | None = None
    paused_why: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A source that this process may poll until its lease ends, and what is remembered of it."""

    name: str
    lease_until: datetime
    memory: Memory


class SubscriptionState(StrEnum):
    ASKED = "asked"  # the hub has not verified it yet
    ACTIVE = "active"
    QUIET = "active, but it misses news"  # a poll found what it had not pushed
    REFUSED = "refused"
    LEAVING = "leaving"  # nobody wants it any more, and the hub is being told


@dataclass(frozen=True, slots=True)
class Subscription:
    """A source whose hub pushes what is new to us (WebSub). `secret` signs what it sends; `token` is our path."""

    source: str
    hub: str
    topic: str
    token: str
    secret: str
    state: SubscriptionState
    asked_at: datetime
    until: datetime | None = None  # verified: when the hub forgets us; else when it is asked again, None: at once
    pushed_at: datetime | None = None
    detail: str = ""
