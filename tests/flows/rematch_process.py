"""A rematch in a process of its own that kills itself."""

import os
import signal
from multiprocessing import get_context

from sqlalchemy import event

from flows.settings import Desk
from flows.topics import rematching
from flows.topics.rematching import Wish, rematch
from storage.database import Database
from tests.flows.office import NOW

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])

DEADLINE_SECONDS = 60  # it takes less than one


def killed_before(number: int, desk: Desk, wish: Wish, batch: int) -> bool:
    """Run it until its n-th statement or commit. False: it ended before."""
    process = _CONTEXT.Process(target=_work, args=(number, desk, wish, batch))
    process.start()
    process.join(DEADLINE_SECONDS)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def _work(number: int, desk: Desk, wish: Wish, batch: int) -> None:
    rematching.BATCH = batch
    database = Database(desk.database_url)
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    event.listen(database.engine, "commit", count)
    rematch(desk, database, wish, lambda: NOW)
    database.close()
