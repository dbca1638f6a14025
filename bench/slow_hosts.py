"""Whether a slow host delays another: the same polls with and without hosts that hang and drip.

    python -m bench.slow_hosts --farm FILE

All feeds are well in one poll; in the next, every feed of `--slow` hosts hangs or drips, other hosts each time. They
have just fallen ill, so nothing sets them apart before they are asked. What is compared is when the feeds of the
*other* hosts were done. Wall time: only the comparison counts. Nothing is new and the answers take their time, so that
little depends on what else the machine does.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.contestant import Contestant, Entrant
from bench.farm import Farm
from bench.schedule import percentile
from storage.database import Database
from storage.sources import memories

LIMITS = {"per_host": 4, "pause_seconds": 0, "read_seconds": 2, "total_seconds": 3}
LATENCY, JITTER = 200, 200  # milliseconds
SLOW = ("hang", "drip")
MOST_DELAY = 1.25  # times as late: what two polls of the same kind may differ by

Done = dict[int, float]  # by feed: seconds from the start of the poll


class Trial:
    """Polls a farm, and sees when each feed was done."""

    def __init__(self, farm: Farm, contestant: Contestant, database: Database, options: Namespace) -> None:
        self._farm, self._contestant, self._database, self._options = farm, contestant, database, options

    def run(self) -> tuple[list[Done], list[Done]]:
        """The polls when all is well, and those beside slow hosts; both without the hosts that are ever slow.

        A host that gave no answer is left alone for a minute, so it is not at once as it was when it is healed.
        """
        well, beside = [], []
        self._poll()  # the first one reads everything
        for number in range(self._options.rounds):
            slow = self._hosts(number)
            well.append(self._others(self._poll()))
            self._make(slow, ill=True)
            beside.append(self._others(self._poll()))
            self._make(slow, ill=False)
            self._poll()  # the others are equally due again
        return well, beside

    def _hosts(self, number: int) -> frozenset[int]:
        return frozenset(range(number * self._options.slow, (number + 1) * self._options.slow))

    def _others(self, done: Done) -> Done:
        first = self._options.rounds * self._options.slow
        return {feed: at for feed, at in done.items() if feed % self._options.ports >= first}

    def _make(self, hosts: frozenset[int], *, ill: bool) -> None:
        for number, feed in enumerate(f for f in range(self._options.feeds) if f % self._options.ports in hosts):
            self._farm.set_fault(feed, SLOW[number % len(SLOW)] if ill else None)

    def _poll(self) -> Done:
        started = datetime.now(UTC)
        self._contestant.poll()
        with self._database.reading() as session:
            known = memories(session)
        return {
            int(name): (memory.fetched_at - started).total_seconds()
            for name, memory in known.items()
            if memory.fetched_at and memory.fetched_at >= started
        }


def lateness(polls: Sequence[Done]) -> tuple[float, float, float]:
    """Median over the polls of: when half, 95 % and all of the feeds were done, in seconds."""
    shares = ([percentile(list(done.values()), share) for done in polls] for share in (0.5, 0.95, 1.0))
    half, most, last = (median(share) for share in shares)
    return half, most, last


def shown(well: tuple[float, ...], beside: tuple[float, ...]) -> Table:
    table = Table("seconds until done", "half", "95 %", "the last", title="The feeds of the other hosts")
    table.add_row("all is well", *(f"{one:.2f}" for one in well))
    table.add_row("beside slow hosts", *(f"{one:.2f}" for one in beside))
    table.add_row("times as late", *(f"{b / w:.2f}" for b, w in zip(beside, well, strict=True)))
    return table


def run(options: Namespace) -> tuple[list[Done], list[Done]]:
    entrant = Entrant("wirewatch", [sys.executable, "-m", "bench.ours"], {"limits": LIMITS}, "select url from entry")
    with (
        Farm(
            options.farm, feeds=options.feeds, entries=20, ports=options.ports, latency=LATENCY, jitter=JITTER,
            prebuild=True,
        ) as farm,
        TemporaryDirectory() as folder,
        Contestant(entrant, farm.urls(), Path(folder)) as contestant,
        closing(Database(f"sqlite:///{folder}/news.db")) as database,
    ):  # fmt: skip
        return Trial(farm, contestant, database, options).run()


def main() -> int:
    parser = ArgumentParser(prog="python -m bench.slow_hosts", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--farm", type=Path, required=True, help="newsfarm.py")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--ports", type=int, default=100, help="each is a host of its own")
    parser.add_argument("--slow", type=int, default=5, help="hosts whose every feed hangs or drips")
    parser.add_argument("--rounds", type=int, default=3)
    well, beside = map(lateness, run(parser.parse_args()))
    Console(width=110).print(shown(well, beside))
    return 0 if beside[2] <= MOST_DELAY * well[2] else 1


if __name__ == "__main__":
    sys.exit(main())
