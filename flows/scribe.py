"""Many small changes in few transactions."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from storage.database import Database, Session

TOGETHER = 64  # changes in one transaction: beyond that, one more costs what it would cost alone

T = TypeVar("T")
Change = Callable[[Session], T]


class Scribe:
    """Writes what is handed in at the same time in one transaction: a commit costs more than a row.

    One that fails takes no other with it: then each of its group is written by itself.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[str, Change[Any], asyncio.Future[Any]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, change: Change[T], of: str = "") -> T:
        """Hand in a change of a source, and wait until it is committed. Raises what it raises. It may be run twice."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((of, change, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await done

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            group.sort(key=lambda each: each[0])  # rows are locked by name everywhere: else two writers may deadlock
            for (*_, done), outcome in zip(group, await self._outcomes([c for _, c, _ in group]), strict=True):
                _settle(done, outcome)

    async def _outcomes(self, changes: list[Change[Any]]) -> list[object]:
        """What each change gave or raised."""
        results: list[object] = await asyncio.gather(asyncio.to_thread(self._commit, changes), return_exceptions=True)
        if isinstance(results[0], list):
            return results[0]
        if len(changes) == 1:
            return results
        return [outcome for change in changes for outcome in await self._outcomes([change])]

    def _commit(self, changes: list[Change[Any]]) -> list[Any]:
        with self._database.writing() as session:
            return [change(session) for change in changes]


def _settle(done: asyncio.Future[Any], outcome: object) -> None:
    if done.done():
        return  # whoever waited was cancelled; it is written all the same
    if isinstance(outcome, BaseException):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)
