"""One round of work at a time for each name."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


class Rounds:
    """Does `action(name)` when rung, for one name one after the other.

    However often a name is rung while its round is under way, there is one more round after it. A round that raises
    is logged and over; it ends no other.
    """

    def __init__(self, action: Callable[[str], Awaitable[None]], at_once: int) -> None:
        self._action, self._turn = action, asyncio.Semaphore(at_once)
        self._rung: set[str] = set()
        self._going: dict[str, asyncio.Task[None]] = {}

    def ring(self, name: str) -> None:
        self._rung.add(name)
        if name not in self._going:
            self._going[name] = asyncio.create_task(self._go(name), name=f"{self._action.__name__} {name}")
            self._going[name].add_done_callback(lambda task: self._ended(name, task))

    async def _go(self, name: str) -> None:
        while name in self._rung:
            async with self._turn:
                self._rung.discard(name)
                await self._action(name)

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        del self._going[name]
        if task.cancelled():
            return
        if error := task.exception():
            _log.error("step=push round=%s", name, exc_info=error)
        if name in self._rung:
            self.ring(name)

    async def finish(self, seconds: float) -> None:
        """Let what is under way end, for so long; then cut it off. Nothing is to be rung any more."""
        deadline = asyncio.get_running_loop().time() + seconds
        while self._going and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._going.values(), timeout=left)
            await asyncio.sleep(0)  # their ends are noted
        self._rung.clear()
        tasks = list(self._going.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
