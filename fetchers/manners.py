"""How often one host is asked: few requests at once, a pause between them, and silence when it asks for it."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from fetchers.failures import NoPageError

LONGEST_PAUSE_SECONDS = 30.0  # of a Crawl-delay: twenty pages of one host still end within ten minutes
LONGEST_SILENCE = timedelta(hours=24)  # of a Retry-After: a longer one is asked about again next day
HOSTS_REMEMBERED = 5_000  # then those with nothing left to remember go; a state is under 1 KB
SECONDS = re.compile(r"[0-9]{1,9}")


def read_retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read a Retry-After header: whole seconds or an HTTP date. Never negative, at most 24 hours."""
    if not header:
        return None
    if SECONDS.fullmatch(header.strip()):
        return min(timedelta(seconds=int(header)), LONGEST_SILENCE)
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000" reads as naive
    return min(max(date - now, timedelta()), LONGEST_SILENCE)


class _Host:
    """What is remembered of one host. Times are seconds of the clock."""

    def __init__(self, at_once: int) -> None:
        self.slots = asyncio.Semaphore(at_once)
        self.pause_seconds = 0.0  # what the host itself asks for
        self.next_start = self.silent_until = float("-inf")
        self.guests = 0

    def is_idle(self, now: float) -> bool:
        return self.guests == 0 and max(self.next_start, self.silent_until) <= now


class Manners:
    """Hands out turns, host by host.

    `clock` counts seconds and never goes back; `sleep` waits for some.
    """

    def __init__(
        self,
        at_once: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._at_once = at_once
        self._clock, self._sleep = clock, sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, pause_seconds: float) -> AsyncIterator[None]:
        """Wait until this host may be asked; it counts as busy until the block ends.

        The next turn begins `pause_seconds` after this one, or later if the host asked for that.

        Raises NoPageError("asked to wait"): the host wants to be left alone for now.
        """
        state = self._state(host)
        self._respect(state)
        state.guests += 1
        try:
            async with state.slots:
                self._respect(state)  # it may have spoken while this one queued
                await self._pause(state, pause_seconds)
                self._respect(state)
                yield
        finally:
            state.guests -= 1

    def leave_alone(self, host: str, length: timedelta) -> None:
        state = self._state(host)
        state.silent_until = max(state.silent_until, self._clock() + length.total_seconds())

    def slow_down(self, host: str, seconds: float) -> None:
        """Make the pause of a host longer, never shorter, within bounds."""
        state = self._state(host)
        state.pause_seconds = max(state.pause_seconds, min(seconds, LONGEST_PAUSE_SECONDS))

    async def _pause(self, state: _Host, pause_seconds: float) -> None:
        now = self._clock()
        start = max(now, state.next_start)
        # reserved before waiting, so that two never share a start
        state.next_start = start + max(pause_seconds, state.pause_seconds)
        if start > now:
            await self._sleep(start - now)

    def _respect(self, state: _Host) -> None:
        left = state.silent_until - self._clock()
        if left > 0:
            raise NoPageError("asked to wait", f"for another {left:.0f} s", retry_after=timedelta(seconds=left))

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= HOSTS_REMEMBERED:
                now = self._clock()
                self._hosts = {name: state for name, state in self._hosts.items() if not state.is_idle(now)}
            self._hosts[host] = _Host(self._at_once)
        return self._hosts[host]
