"""What polling costs: wirewatch and its peers on the same synthetic news web, in one run.

    python -m bench.polling --farm FILE --peers-python PYTHON --peer reader --peer feedparser

Three passes over all feeds: cold, nothing new (every answer a 304), one new entry in each. bench/README.md says more.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.contestant import Contestant, Entrant
from bench.farm import Crop, Farm, compared

PASSES = ("cold", "all 304", "one new each")
GOALS = (4.0, 1.3, 3.0)  # CPU seconds per 1,000 feeds of 20 entries
LIMITS = {"per_host": 50, "pause_seconds": 0}  # all of the farm is one host
PEERS = Path(__file__).parent / "peers"
OURS = Entrant("wirewatch", [sys.executable, "-m", "bench.ours"], {"limits": LIMITS}, "select url from entry")


@dataclass(frozen=True, slots=True)
class Lap:
    """One pass of one entrant."""

    cpu_seconds: float
    unchanged: int  # answers that were 304: who polls nothing is fast, too


@dataclass(frozen=True, slots=True)
class Run:
    """All passes of one entrant, on a farm of its own. Memory in MB at its highest."""

    entrant: str
    import_seconds: float  # CPU
    set_up_seconds: float  # CPU: the sources into its database
    laps: tuple[Lap, ...]
    peak: float
    peak_of_children: float
    crop: Crop


def entrants(peers: Sequence[str], python: str) -> Iterator[Entrant]:
    """Ours, then the peers that were named, each in the ways in which it can be run."""
    yield OURS
    for workers in (20, 1) if "reader" in peers else ():
        command = [python, str(PEERS / "reader_loop.py")]
        yield Entrant(f"reader, workers={workers}", command, {"workers": workers}, "select link from entries")
    for plain in (False, True) if "feedparser" in peers else ():
        command = [python, str(PEERS / "feedparser_loop.py")]
        name = "feedparser loop" + (", no sanitizing" if plain else "")
        yield Entrant(name, command, {"plain": plain}, "select link from entry")


def run(entrant: Entrant, options: Namespace) -> Run:
    """Take one entrant through all passes."""
    with (
        Farm(options.farm, feeds=options.feeds, entries=options.entries, prebuild=True) as farm,
        TemporaryDirectory() as folder,
        Contestant(entrant, farm.urls(), Path(folder)) as contestant,
    ):
        laps = tuple(lap(contestant, farm, publish=name == PASSES[2]) for name in PASSES)
        spent = contestant.usage()
        start, ready = contestant.imported.cpu_seconds, contestant.ready.cpu_seconds
        crop = compared(contestant.stored(), farm.truth())
    return Run(entrant.name, start, ready - start, laps, spent.peak, spent.peak_of_children, crop)


def lap(contestant: Contestant, farm: Farm, *, publish: bool) -> Lap:
    if publish:
        farm.publish()
    farm.stats(reset=True)
    cpu_seconds = contestant.poll()
    return Lap(cpu_seconds, farm.stats()["not_modified"])


def costs(runs: Sequence[Run]) -> Table:
    """CPU seconds of each pass, the median of its rounds, and how many times ours each peer costs."""
    table = Table("CPU seconds", *PASSES, "imports", "set-up", title="What polling costs", caption_justify="left")
    names = list(dict.fromkeys(run.entrant for run in runs))
    ours = [_median(runs, names[0], number) for number in range(len(PASSES))]
    for name in names:
        mine = [_median(runs, name, number) for number in range(len(PASSES))]
        cells = [_cell(spent, least, name == names[0]) for spent, least in zip(mine, ours, strict=True)]
        parts = [[getattr(one, part) for one in runs if one.entrant == name] for part in _STARTS]
        table.add_row(name, *cells, *(f"{median(part):.2f}" for part in parts))
    return table


_STARTS = ("import_seconds", "set_up_seconds")


def _median(runs: Sequence[Run], entrant: str, number: int) -> float:
    return median(run.laps[number].cpu_seconds for run in runs if run.entrant == entrant)


def _cell(spent: float, ours: float, is_ours: bool) -> str:
    return f"{spent:.2f}" if is_ours else f"{spent:.2f} ({spent / max(ours, 0.01):.1f}x)"


def truths(runs: Sequence[Run]) -> Table:
    """What each run stored against what was published, and whether the second pass was one of 304s."""
    table = Table("each run", "stored", "lost", "double", "foreign", "304s", "peak MB", "of its workers", title="Truth")
    for one in runs:
        crop, unchanged = one.crop, "/".join(str(lap.unchanged) for lap in one.laps)
        counts = (crop.stored, len(crop.lost), crop.doubled, len(crop.foreign))
        table.add_row(one.entrant, *map(str, counts), unchanged, f"{one.peak:.0f}", f"{one.peak_of_children:.0f}")
    return table


def read_options(words: Sequence[str] | None = None) -> Namespace:
    parser = ArgumentParser(prog="python -m bench.polling", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--farm", type=Path, required=True, help="newsfarm.py")
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=20)
    parser.add_argument("--peer", action="append", default=[], choices=["reader", "feedparser"])
    parser.add_argument("--peers-python", default=".venv-peers/bin/python", help="has bench/requirements.txt")
    parser.add_argument("--rounds", type=int, default=1, help="each entrant so often, in turn; medians are shown")
    return parser.parse_args(words)


def main() -> int:
    options, console = read_options(), Console(width=110)
    runs = []
    for number in range(options.rounds):
        for entrant in entrants(options.peer, options.peers_python):
            console.log(f"round {number + 1}: {entrant.name}")
            runs.append(run(entrant, options))
        console.print(costs(runs), truths(runs))  # of all rounds until now
    console.print(f"Goals per 1,000 feeds of 20 entries: {' / '.join(f'{goal} s' for goal in GOALS)}.")
    return 0 if all(one.crop.is_exact for one in runs if one.entrant == runs[0].entrant) else 1


if __name__ == "__main__":
    sys.exit(main())
