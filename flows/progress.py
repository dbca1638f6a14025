"""Telling whoever watches how far a pass is."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Watcher = Callable[[str, int, int], None]  # what, done, known so far

_watchers: ContextVar[tuple[Watcher, ...]] = ContextVar("watchers", default=())


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Within this block, progress is told to `watcher` too. It crosses Prefect's flows and tasks of this process."""
    token = _watchers.set((*_watchers.get(), watcher))
    try:
        yield
    finally:
        _watchers.reset(token)


class Progress:
    """Counts one kind of work: "sources", "pages", "messages"."""

    def __init__(self, what: str) -> None:
        self._what, self._done, self._known = what, 0, 0
        self._changed = asyncio.Event()

    def expect(self, more: int) -> None:
        self._known += more
        self._tell()

    def done(self, count: int = 1) -> None:
        self._done += count
        self._changed.set()
        self._tell()

    async def until(self, left: int) -> None:
        """Wait until no more than so many are left to do."""
        while self._known - self._done > left:
            self._changed.clear()
            await self._changed.wait()

    def _tell(self) -> None:
        for watcher in _watchers.get():
            watcher(self._what, self._done, self._known)
