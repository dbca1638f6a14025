"""One place of a page that says when, and how far it is believed."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from parsers.dates import dates_in, read_clock

_MONTH = re.compile(r"\s*\d{4}-\d{2}(?!-?\d)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as a page writes it."""

    clock: datetime  # naive when no zone is named; midnight when no hour is
    where: str
    trust: float  # 0 to 3: votes for its day
    swapped: datetime | None = None  # the other reading of 03/04/2025
    beside: datetime | None = None  # the clock that readers see where `clock` is for machines

    @property
    def is_day(self) -> bool:
        """Midnight to the second is how templates write a day."""
        return (self.clock.hour, self.clock.minute, self.clock.second) == (0, 0, 0)

    @property
    def is_utc(self) -> bool:
        return self.clock.tzinfo is not None and not self.clock.utcoffset()

    def in_other_order(self) -> "Stamp":
        return self if self.swapped is None else replace(self, clock=self.swapped, swapped=self.clock)


def stamp_of(text: str, where: str, trust: float, *, month_first: bool = False) -> Stamp | None:
    """What a text that should be one date says. None: nothing, or what templates write for nothing."""
    if "/" in text or text[2:3] == "-" or text[1:2] == "-":
        found = next(iter(dates_in(text[:100], day_first=not month_first)), None)
        return Stamp(found.clock, where, trust, found.swapped) if found and is_plausible(found.clock) else None
    clock = None if _MONTH.match(text) else read_clock(text, day_first=not month_first)
    return Stamp(clock, where, trust) if clock and is_plausible(clock) else None


def is_plausible(clock: datetime) -> bool:
    """Whether the web could have published it: 1970-01-01 is how machines write nothing."""
    return clock.year > 1990


def days_apart(one: Stamp, other: Stamp) -> int:
    return abs((one.clock.date() - other.clock.date()).days)


def offset_between(stated: datetime, shown: datetime) -> timedelta | None:
    """The zone of a clock without one that shows the same minute as an aware one. None: it does not."""
    naive = shown.replace(tzinfo=None, second=0)
    ahead = naive - stated.astimezone(UTC).replace(tzinfo=None, second=0)
    is_zone = not ahead.seconds % 900 and timedelta(hours=-12) <= ahead <= timedelta(hours=14)
    return ahead if is_zone else None
