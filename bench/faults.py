"""What is lost, and who is harmed, when three of ten sources are ill in every way there is.

    python -m bench.faults --farm FILE

2,000 feeds on 100 hosts, 30 % of them with one of 23 faults, are polled ten times by the whole polling path. What makes
it honest:

- The clock is the real one, and every poll asks all sources, also those that are left alone after errors
  (`run --all`), so that a Retry-After alone keeps us from a source. Polls follow each other at once and after a pause
  that is longer than the Retry-After, in turn: some come too early for it, and some do not.
- News is published between the polls and in the middle of them, from the first poll's end on.
- Before the last three polls the faults that hide a feed are healed, what paused itself as gone is resumed, as an
  operator would, and we wait until no host is taken for down any more. Then all that was published while we polled
  must be stored, of every feed, once; and of what was there before, all that stood in a document when it could be
  read. A document lists 20 entries: those that it no longer listed when its feed was healed are counted apart, as out
  of reach.
- The farm counts the requests at each host. It never counts a hung request out, so the feeds that hang or drip have
  hosts of their own, and the peak of the others is exact.

bench/README.md says what the figures mean.
"""

import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Timer

from rich.console import Console
from rich.table import Table

from bench.contestant import Contestant, Entrant
from bench.farm import Crop, Item, compared
from bench.ill_farm import ENTRIES, IllFarm
from bench.usage import Usage
from fetchers.manners import DOWN_FOR
from news import Memory
from storage.database import Database
from storage.sources import memories, resume_source

POLLS, HEALED_BEFORE = 10, 8  # the last three find everything readable
PER_HOST = 4
RETRY_AFTER = 6  # seconds
# A drip ends with the whole time, a hanging one with the time between two reads. No pause: the hosts are our own.
LIMITS = {"per_host": PER_HOST, "pause_seconds": 0, "read_seconds": 2, "total_seconds": 3}
IN_THE_MIDDLE_SECONDS = 1.0  # after the start of a poll
SHARE_PUBLISHED = 0.1
MOST_GROWTH = 0.05


@dataclass(frozen=True, slots=True)
class Poll:
    """One of the polls. Seconds are wall time from its start to the last source done."""

    seconds: float
    others_seconds: float  # of those on hosts that are not slow
    asked: int  # sources that were asked
    requests: int
    peak: int  # requests at once at one host
    peak_slow: int  # the same of the slow hosts; too high, see above
    early: int  # requests before a Retry-After had run out
    usage: Usage


@dataclass(frozen=True, slots=True)
class Report:
    polls: Sequence[Poll]
    faults: Mapping[int, str]
    ill: Mapping[str, Memory]  # what was remembered before the faults were healed
    crop: Crop
    out_of_reach: int  # items

    @property
    def growth(self) -> float:
        second, last = self.polls[1].usage.memory, self.polls[-1].usage.memory
        return last / second - 1

    @property
    def is_good(self) -> bool:
        harmless = all(poll.early == 0 and poll.peak <= PER_HOST for poll in self.polls)
        return self.crop.is_exact and harmless and self.growth <= MOST_GROWTH


class Trial:
    """Polls an ill farm; keeps what must be known of it."""

    def __init__(self, ill: IllFarm, contestant: Contestant, database: Database, random: Random) -> None:
        self._ill, self._contestant, self._database, self._random = ill, contestant, database, random
        self._feeds = len(contestant.urls)

    def run(self, console: Console) -> Report:
        polls, before, read_at_once = [], dict[str, Memory](), frozenset[int]()
        self._ill.deal()
        faults = dict(self._ill.faults)
        for number in range(1, POLLS + 1):
            if number == HEALED_BEFORE:
                before = self._memories()
                self._ill.heal()
                self._resume(before)
                time.sleep(DOWN_FOR.total_seconds())
            if number % 2 or number >= HEALED_BEFORE:
                time.sleep(RETRY_AFTER + 1)
            polls.append(self._poll(publish=1 < number < POLLS))
            if number == 1:
                read_at_once = frozenset(int(name) for name, memory in self._memories().items() if memory.good_at)
            console.log(f"poll {number}: {polls[-1].seconds:.1f} s, {polls[-1].asked} asked")
        truth = self._ill.farm.truth()
        gone = out_of_reach(truth, read_at_once)
        return Report(polls, faults, before, compared(self._contestant.stored(), truth - gone, also=gone), len(gone))

    def _poll(self, *, publish: bool) -> Poll:
        if publish:
            self._publish()
        self._ill.farm.stats(reset=True)
        meanwhile = Timer(IN_THE_MIDDLE_SECONDS, self._publish if publish else lambda: None)
        started = datetime.now(UTC)
        meanwhile.start()
        self._contestant.poll()
        meanwhile.join()
        return self._measured(started)

    def _measured(self, started: datetime) -> Poll:
        stats, slow = self._ill.farm.stats(), self._ill.slow_ports
        done = {
            name: (memory.fetched_at - started).total_seconds()
            for name, memory in self._memories().items()
            if memory.fetched_at and memory.fetched_at >= started
        }
        others = [at for name, at in done.items() if self._ill.farm.port_of(int(name)) not in slow]
        return Poll(
            seconds=max(done.values(), default=0.0),
            others_seconds=max(others, default=0.0),
            asked=len(done),
            requests=stats["requests"],
            peak=self._ill.peak(stats, slow=False),
            peak_slow=self._ill.peak(stats, slow=True),
            early=stats["early_retries"],
            usage=self._contestant.usage(),
        )

    def _publish(self) -> None:
        """One new entry in a tenth of the feeds."""
        count = round(self._feeds * SHARE_PUBLISHED)
        first = self._random.randrange(self._feeds - count)
        self._ill.farm.publish(first, first + count - 1)

    def _memories(self) -> dict[str, Memory]:
        with self._database.reading() as session:
            return memories(session)

    def _resume(self, known: Mapping[str, Memory]) -> None:
        with self._database.writing() as session:
            for name, memory in known.items():
                if memory.paused_at:
                    resume_source(session, name, datetime.now(UTC))


def out_of_reach(truth: Collection[Item], read_at_once: Collection[int]) -> frozenset[Item]:
    """What was published before the first poll, and listed no more when its feed could be read."""
    latest: dict[int, int] = {}
    for feed, number in truth:
        latest[feed] = max(number, latest.get(feed, 0))
    return frozenset(
        (feed, number)
        for feed, number in truth
        if number <= min(ENTRIES, latest[feed] - ENTRIES) and feed not in read_at_once
    )


def by_poll(polls: Iterable[Poll]) -> Table:
    table = Table(
        "poll", "s", "s, others", "asked", "requests", "peak a host", "slow hosts", "early", "MB", "of its workers",
        title="Polls",
    )  # fmt: skip
    for number, poll in enumerate(polls, 1):
        healed = " (healed)" if number >= HEALED_BEFORE else ""
        counts = (poll.asked, poll.requests, poll.peak, poll.peak_slow, poll.early)
        memory = (f"{poll.usage.memory:.1f}", f"{poll.usage.memory_of_children:.0f}")
        table.add_row(
            f"{number}{healed}", f"{poll.seconds:.1f}", f"{poll.others_seconds:.1f}", *map(str, counts), *memory
        )
    return table


def by_fault(report: Report) -> Table:
    """What each kind of fault was taken for, before it was healed, and what it cost in the end."""
    table = Table("fault", "feeds", "health", "lost at last", title="Faults")
    lost = Counter(report.faults.get(feed, "none") for feed, _ in report.crop.lost)
    for kind in sorted({*report.faults.values(), "none"}):
        mine = [name for name in report.ill if report.faults.get(int(name), "none") == kind]
        words = Counter(_health(report.ill[name]) for name in mine).most_common()
        told = ", ".join(f"{word} {count}" for word, count in words)
        table.add_row(kind, str(len(mine)), told, str(lost[kind]))
    return table


def _health(memory: Memory) -> str:
    return "paused" if memory.paused_at else memory.health or "never asked"


def summary(report: Report) -> Table:
    table = Table("", "found", "goal", title="In short")
    crop, polls = report.crop, report.polls
    table.add_row("items lost", f"{len(crop.lost)} of {crop.wanted}", "0")
    table.add_row("items out of reach", str(report.out_of_reach), "")
    table.add_row("items stored twice, or never published", f"{crop.doubled}, {len(crop.foreign)}", "0, 0")
    table.add_row("early retries", str(sum(poll.early for poll in polls)), "0")
    table.add_row("requests at once at one host", str(max(poll.peak for poll in polls)), f"<= {PER_HOST}")
    table.add_row("memory after the last poll against the second", f"{report.growth:+.1%}", f"<= {MOST_GROWTH:.0%}")
    return table


def run(options: Namespace, console: Console) -> Report:
    ill = IllFarm(
        options.farm, feeds=options.feeds, ports=options.ports, rate=options.fault_rate, retry_after=RETRY_AFTER
    )
    entrant = Entrant("wirewatch", [sys.executable, "-m", "bench.ours"], {"limits": LIMITS}, "select url from entry")
    with (
        ill.farm as farm,
        TemporaryDirectory() as folder,
        Contestant(entrant, farm.urls(), Path(folder)) as contestant,
        closing(Database(f"sqlite:///{folder}/news.db")) as database,
    ):
        return Trial(ill, contestant, database, Random(options.seed)).run(console)


def main() -> int:
    parser = ArgumentParser(prog="python -m bench.faults", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--farm", type=Path, required=True, help="newsfarm.py")
    parser.add_argument("--feeds", type=int, default=2000)
    parser.add_argument("--ports", type=int, default=100, help="each is a host of its own")
    parser.add_argument("--fault-rate", type=float, default=0.3)
    parser.add_argument("--seed", type=int, default=1)
    console = Console(width=110)
    report = run(parser.parse_args(), console)
    console.print(by_poll(report.polls), by_fault(report), summary(report))
    return 0 if report.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
