"""A pass in a process of its own, which can be killed."""

import asyncio
import os
import signal
import threading
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Self

from sqlalchemy import event

from alerts.match import Matcher
from fetchers import Fetcher
from flows import pipeline
from flows.house import House, move_in
from flows.parsing import Parsing
from flows.settings import Desk
from news import Pick, Tally
from storage.database import Database
from tests.flows.office import LIMITS

# Children are forked from a server that has imported everything: a start takes a tenth of a second, not one.
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])

DEADLINE_SECONDS = 60  # a pass takes less than one; a busy machine gets its time


@dataclass(frozen=True)
class Orders:
    """What the process is to do, as values that travel."""

    desk: Desk
    now: datetime
    batch: int = 50  # leads and sources taken at a time
    starting_line: str | None = None  # asked for before work begins: an answer is the signal to start
    dies_before: int | None = None  # kills itself before its n-th statement or commit


class Pass:
    """A process at its pass, from entering the block until it ends."""

    def __init__(self, orders: Orders) -> None:
        self._end, self._other = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_work, args=(orders, self._other))
        self._started = threading.Event()

    def __enter__(self) -> Self:
        self._process.start()
        self._started.set()
        self._other.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._wait()
        self._process.close()
        self._end.close()

    def kill(self) -> None:
        """End it as a power cut would. May be called before it has started: then as soon as it has."""
        assert self._started.wait(DEADLINE_SECONDS)
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGKILL)

    def was_killed(self) -> bool:
        """Wait for its end."""
        return self._wait() == -signal.SIGKILL

    def tally(self) -> list[tuple[Any, ...]]:
        """Wait for what it counted. Fails when it did not end well."""
        rows = self._end.recv() if self._end.poll(DEADLINE_SECONDS) else None
        assert self._wait() == 0
        assert isinstance(rows, list)
        return rows

    def _wait(self) -> int | None:
        self._process.join(DEADLINE_SECONDS)
        if self._process.exitcode is None:
            self._process.kill()
        return self._process.exitcode


def _work(orders: Orders, end: Connection) -> None:
    pipeline.BATCH_OF_LEADS = pipeline.BATCH_OF_SOURCES = orders.batch
    if orders.starting_line:
        urllib.request.urlopen(orders.starting_line).close()
    database = Database(orders.desk.database_url)
    if orders.dies_before:
        _die_before(database, orders.dies_before)
    end.send(list(asyncio.run(_pass(orders, database))))
    database.close()


async def _pass(orders: Orders, database: Database) -> Tally:
    desk = orders.desk
    move_in(desk, database, orders.now)
    async with Fetcher("wirewatch/0 (+https://example.org/bot)", LIMITS) as fetcher:
        matcher = Matcher(desk.topics, desk.lists)
        with closing(Parsing(1)) as parsing:
            house = House(desk, database, fetcher, matcher, parsing, clock=lambda: orders.now)
            return await pipeline.whole_pass(house, pick=Pick.ALL)


def _die_before(database: Database, number: int) -> None:
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", count)
