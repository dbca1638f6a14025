"""The house of a desk file that is edited while we serve."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.house import House, open_house
from news import DeskError

Stamp = tuple[int, int, int]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    house: House
    rooms: AsyncExitStack
    guests: int = 0


class Household:
    """Gives the house as the desk file says now. It is opened anew when the file changes; the old one closes after the
    last who is at work in it. While the file has mistakes, the house stays as it was.
    """

    def __init__(self, desk_path: Path) -> None:
        self._path = desk_path
        self._stamp: Stamp | None = None
        self._now: _Open | None = None
        self._opening = asyncio.Lock()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[House]:
        """Raises DeskError (nothing was ever opened), StorageError."""
        here = await self._latest()
        here.guests += 1
        try:
            yield here.house
        finally:
            here.guests -= 1
            await self._close_if_old(here)

    async def close(self) -> None:
        last, self._now = self._now, None
        if last:
            await self._close_if_old(last)

    async def _latest(self) -> _Open:
        async with self._opening:
            stamp = _stamp(self._path)
            if self._now is None or stamp != self._stamp:
                await self._open_anew()
                self._stamp = stamp
            assert self._now
            return self._now

    async def _open_anew(self) -> None:
        rooms = AsyncExitStack()
        try:
            house = await rooms.enter_async_context(open_house(self._path, self._now.house if self._now else None))
        except DeskError:
            if self._now is None:
                raise
            _log.warning("desk=%s step=push: it has mistakes, so pushes are taken as it was before", self._path)
            return
        old, self._now = self._now, _Open(house, rooms)
        if old:
            await self._close_if_old(old)

    async def _close_if_old(self, here: _Open) -> None:
        if here is not self._now and not here.guests:
            await here.rooms.aclose()


def _stamp(path: Path) -> Stamp | None:
    try:
        seen = path.stat()
    except OSError:  # an editor may be replacing it
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
