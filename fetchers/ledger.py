"""What all processes of a desk must know of the sites they ask: whose turn is when, who is silent, what is allowed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fetchers.silences import BELIEVABLE

PATIENCE = timedelta(seconds=60)  # a start further ahead is not waited for: somebody else could use the place
LONGEST_PAUSE = timedelta(seconds=30)  # of a Crawl-delay: twenty pages of one host still end within ten minutes
HOSTS_REMEMBERED = 20_000  # then those with nothing left to remember go; an entry is some 200 bytes
ROBOTS_REMEMBERED = 1_000  # then the oldest go; most files are a few KB, 512 KB at most
ROBOTS_CHARACTERS = 5_000_000  # of all of them together


@dataclass(frozen=True, slots=True)
class RobotsRecord:
    """What a site's robots.txt said, good until `until` (aware UTC).

    `failure`: why it could not be read, which forbids everything. Neither body nor failure: the site has none.
    """

    body: str | None
    failure: str | None
    until: datetime


class Ledger(Protocol):
    """Shared memory of manners. A host is "example.org" or, off the default ports, "example.org:8080".

    Single addresses are silent under a name that hides them: `manners.address_name`. A site is "https://example.org".
    All times are aware UTC. What ends further ahead than BELIEVABLE is not remembered: no honest clock wrote it.
    """

    async def reserve(self, host: str, pause: timedelta) -> datetime:
        """The next moment at which this host may be asked: `next_start` says which.

        It is reserved, so that the one after it comes `pause` later; but not if it lies further ahead than PATIENCE:
        whoever asked will not come.
        """
        ...

    async def silence(self, host: str, until: datetime) -> None:
        """Let nobody ask this host before then. A shorter silence never cuts a longer one."""
        ...

    async def silent_until(self, host: str) -> datetime | None:
        """When the silence of a host ends; None when there is none or it has ended."""
        ...

    async def silences(self) -> Mapping[str, datetime]:
        """Every host and address that is silent now, and until when."""
        ...

    async def robots(self, site: str) -> RobotsRecord | None:
        """What is remembered of a site's rules; None when nothing is, or no longer."""
        ...

    async def keep_robots(self, site: str, record: RobotsRecord) -> None: ...


def next_start(free_at: datetime | None, silent_until: datetime | None, now: datetime) -> datetime:
    """When a host may be asked whose last reserved start leaves it free at `free_at`."""
    if free_at is not None and free_at > now + PATIENCE + LONGEST_PAUSE:
        free_at = None  # nobody reserves that far ahead: the clock was set back
    if silent_until is not None and silent_until > now + BELIEVABLE:
        silent_until = None
    return max(now, free_at or now, silent_until or now)


class OwnLedger:
    """The memory of this process alone, for as long as it lives. `clock` tells the time (aware UTC)."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._clock = clock
        self._free_at: dict[str, datetime] = {}
        self._silent_until: dict[str, datetime] = {}
        self._robots: dict[str, RobotsRecord] = {}
        self._characters = 0

    async def reserve(self, host: str, pause: timedelta) -> datetime:
        now = self._clock()
        start = next_start(self._free_at.get(host), self._silent_until.get(host), now)
        if start - now <= PATIENCE:
            _forget_past(self._free_at, now)
            self._free_at[host] = start + pause
        return start

    async def silence(self, host: str, until: datetime) -> None:
        now = self._clock()
        _forget_past(self._silent_until, now)
        known = self._silent_until.get(host)
        self._silent_until[host] = max(until, known) if known and known <= now + BELIEVABLE else until

    async def silent_until(self, host: str) -> datetime | None:
        until = self._silent_until.get(host)
        return until if until and _holds(until, self._clock()) else None

    async def silences(self) -> Mapping[str, datetime]:
        now = self._clock()
        return {name: until for name, until in self._silent_until.items() if _holds(until, now)}

    async def robots(self, site: str) -> RobotsRecord | None:
        record = self._robots.get(site)
        return record if record and _holds(record.until, self._clock()) else None

    async def keep_robots(self, site: str, record: RobotsRecord) -> None:
        self._forget_robots(site)  # so that the order is that of writing
        self._robots[site] = record
        self._characters += len(record.body or "")
        while len(self._robots) > ROBOTS_REMEMBERED or (self._characters > ROBOTS_CHARACTERS and len(self._robots) > 1):
            self._forget_robots(next(iter(self._robots)))

    def _forget_robots(self, site: str) -> None:
        if record := self._robots.pop(site, None):
            self._characters -= len(record.body or "")


def _holds(until: datetime, now: datetime) -> bool:
    return now < until <= now + BELIEVABLE


def _forget_past(times: dict[str, datetime], now: datetime) -> None:
    if len(times) >= HOSTS_REMEMBERED:
        for name in [name for name, moment in times.items() if moment <= now]:
            del times[name]
