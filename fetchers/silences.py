"""Who must not be asked before when: hosts, and single addresses."""

import heapq
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from fetchers.failures import NoPageError

LONGEST = timedelta(days=7)  # of a Retry-After: what asks for longer is asked again next week
# Nobody is silenced for longer, so what ends later was written by a clock that was wrong; a day is for two that differ.
BELIEVABLE = LONGEST + timedelta(days=1)
REMEMBERED = 20_000  # names; then those whose time has passed go, then those whose time ends next
SECONDS = re.compile(r"[0-9]+(\.[0-9]*)?")


class Silences:
    """Names that are left alone, and until when. `clock` tells the time (aware UTC)."""

    def __init__(self, known: Mapping[str, datetime], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._until = dict(known)

    def add(self, name: str, until: datetime) -> None:
        """A shorter silence never cuts a longer one that can be believed."""
        if len(self._until) >= REMEMBERED and name not in self._until:
            self._forget()
        known = self._until.get(name, until)
        self._until[name] = max(until, known) if known <= self._clock() + BELIEVABLE else until

    def respect(self, name: str) -> None:
        """Raise NoPageError("asked to wait") when the time of this name has not come. A time beyond belief is none."""
        until = self._until.get(name)
        if until is None:
            return
        left = until - self._clock()
        if timedelta() < left <= BELIEVABLE:
            raise asked_to_wait(left)
        del self._until[name]

    def _forget(self) -> None:
        """Make room by a tenth at once, since it costs a walk over all names."""
        now = self._clock()
        for name in [name for name, until in self._until.items() if until <= now]:
            del self._until[name]
        most = REMEMBERED * 9 // 10
        for name in heapq.nsmallest(len(self._until) - most, self._until, key=self._until.__getitem__):
            del self._until[name]


def asked_to_wait(left: timedelta) -> NoPageError:
    return NoPageError("asked to wait", f"for another {left.total_seconds():.0f} s", retry_after=left)


def read_retry_after(said: Sequence[str], date: datetime | None, now: datetime) -> timedelta | None:
    """Read the Retry-After headers of an answer: seconds or HTTP dates; of several, the longest.

    A date counts from the answer's own Date, since its clock made both. Never negative, at most LONGEST.
    """
    waits = [wait for one in said if (wait := _wait(one.strip(), date or now)) is not None]
    return min(max(*waits, timedelta()), LONGEST) if waits else None


def _wait(said: str, start: datetime) -> timedelta | None:
    if SECONDS.fullmatch(said):
        whole = said.partition(".")[0]
        return timedelta(seconds=math.ceil(float(said))) if len(whole) < 10 else LONGEST
    until = read_date(said)
    return until - start if until else None


def read_date(header: str | None) -> datetime | None:
    """Read an HTTP date. None for anything else."""
    if not header:
        return None
    try:
        date = parsedate_to_datetime(header)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)  # "-0000" reads as naive
    except (ValueError, OverflowError):
        return None
