"""How right articles are read from pages, and what reading costs: wirewatch and peers on the same pages, in one run.

    python -m bench.extraction --kit DIR [--peers-python PYTHON] [--save DIR] [--limit N]

`--kit` holds pages/, truth.jsonl and evaluate.py, which runs every extractor in a process of its own, page by page and
turn about. Prints one table: each figure with its goal, ours and the peers'. Exits 1 when ours misses a goal.
With `--save`, predictions and scores of each page are kept there, and a second call only prints their table.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import fmean
from typing import Any

OURS = "wirewatch"
FAST = "trafilatura_fast"  # what speed is measured against
PEERS = ("trafilatura", FAST, "trafilatura_precision", "newspaper4k", "readability")
BODIES = {"aeb": "scrapinghub", "aed": "2023-24", "fundus-eval": "fundus-eval", "fundus": "fundus", "wcxb": "wcxb"}
BODY_GOALS = {"aeb": 0.975, "aed": 0.955, "fundus-eval": 0.97, "fundus": 0.97, "wcxb": 0.96}
LANGUAGES = ("zh", "ja", "ko", "th", "ar", "he", "ru")
_ROOT = Path(__file__).parent.parent
Row = Mapping[str, Any]  # one page: its truth, and under "res", "err", "cpu", "score" what came of it


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    name: str
    value: Callable[[Sequence[Row]], float | None]  # of all pages of one extractor; None: nothing to measure it by
    goal: float | None = None
    is_cost: bool = False  # the less, the better

    def is_missed(self, value: float | None) -> bool:
        """What could not be measured is neither met nor missed; the table says so."""
        return not (self.goal is None or value is None) and (value > self.goal if self.is_cost else value < self.goal)


def run(kit: Path, python: str, folder: Path, limit: int | None) -> None:
    """Let evaluate.py write one file of JSON lines for each extractor into the folder."""
    entrants = [f"{OURS}=bench.adapters:extract"]
    if _has_peers(python):
        entrants += [f"{name}={python}@bench.peers.articles:{name}" for name in PEERS]
    else:
        print("No peers: see bench/README.md for how they are installed.")
    command = [sys.executable, str(kit / "evaluate.py"), "--data", str(kit), "--save", str(folder), "--by", "none"]
    command += ["--bootstrap", "0", *(["--limit", str(limit)] if limit else [])]
    command += [word for entrant in entrants for word in ("--extractor", entrant)]
    subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)


def _has_peers(python: str) -> bool:
    try:
        command = [python, "-c", "import trafilatura, newspaper, readability"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _results(kit: Path, folder: Path) -> dict[str, list[Row]]:
    truths = {row["id"]: row for row in _lines(kit / "truth.jsonl")}
    files = {name: folder / f"{name}.jsonl" for name in (OURS, *PEERS)}
    return {name: [truths[row["id"]] | row for row in _lines(file)] for name, file in files.items() if file.exists()}


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _figures(aggregate: Callable[[list[Any]], Mapping[str, float | None]], fast: float | None) -> list[Figure]:
    def of(measure: str, wanted: Callable[[Row], bool]) -> Callable[[Sequence[Row]], float | None]:
        def value(rows: Sequence[Row]) -> float | None:
            scores = [row["score"] for row in rows if row["kind"] != "list" and wanted(row)]
            return aggregate(scores).get(measure) if scores else None

        return value

    def in_sets(measure: str, *sets: str) -> Callable[[Sequence[Row]], float | None]:
        return of(measure, lambda row: row["set"] in sets)

    return [
        *(Figure(f"body F1, {BODIES[name]}", in_sets("F1", name), goal) for name, goal in BODY_GOALS.items()),
        Figure("body F1, all of these", in_sets("F1", *BODIES)),
        Figure("body precision", in_sets("P", *BODIES), 0.96),
        Figure("body recall", in_sets("R", *BODIES)),
        Figure("title, exactly", in_sets("title", *BODIES), 0.88),
        Figure("title, with tolerance", in_sets("title~", *BODIES), 0.95),
        Figure("all authors", in_sets("authors", *BODIES), 0.86),
        Figure("author F1", in_sets("authF1", *BODIES), 0.92),
        Figure("publication day", in_sets("day", *BODIES), 0.96),
        Figure("full instant", in_sets("time", *BODIES), 0.93),
        *(
            Figure(f"{name}, every set", of(measure, lambda _: True))
            for name, measure in (
                ("title, exactly", "title"),
                ("all authors", "authors"),
                ("day", "day"),
                ("instant", "time"),
                ("lead image", "image"),
                ("snippet F1", "snipF1"),
            )
        ),
        Figure("list pages refused", _lists_refused, 0.9),
        Figure("articles refused", _articles_refused, 0.01, is_cost=True),
        Figure("errors", _errors, 0, is_cost=True),
        Figure("CPU ms a page", lambda rows: 1000 * _cpu(rows)),
        Figure("pages per CPU s, to fast", lambda rows: fast / _cpu(rows) if fast else None, 1.5),
        *(Figure(f"body F1, {code}", of("F1", _speaks(code)), 0.95) for code in LANGUAGES),
    ]


def _speaks(code: str) -> Callable[[Row], bool]:
    return lambda row: str(row.get("lang") or "").lower().startswith(code) and "body" in row


def _lists_refused(rows: Sequence[Row]) -> float | None:
    return _share(row["score"]["rejected"] for row in rows if row["kind"] == "list")


def _articles_refused(rows: Sequence[Row]) -> float | None:
    return _share(row["res"] is None and not row["err"] for row in rows if row["kind"] == "article")


def _errors(rows: Sequence[Row]) -> float | None:
    return _share(bool(row["err"]) for row in rows)


def _cpu(rows: Sequence[Row]) -> float:
    return fmean(row["cpu"] for row in rows)


def _share(values: Iterable[float]) -> float | None:
    several = list(values)
    return fmean(several) if several else None


def report(kit: Path, folder: Path) -> bool:
    """Print the table; tell whether ours meets every goal."""
    results = _results(kit, folder)
    sys.path.insert(0, str(kit))
    aggregate = import_module("evaluate").aggregate
    figures = _figures(aggregate, _cpu(results[FAST]) if FAST in results else None)
    print(f"{len(results[OURS])} pages; * misses its goal")
    print(f"{'':26}{'goal':>8}", *(f"{name.replace('trafilatura_', 'traf. '):>16}" for name in results), sep="")
    for figure in figures:
        values = [figure.value(rows) for rows in results.values()]
        sign = "*" if figure.is_missed(values[0]) else ""
        words = ["-" if value is None else f"{value:.3f}" for value in values]
        words[0] = "not measured" if values[0] is None else words[0]
        goal = "" if figure.goal is None else f"{figure.goal:g}"
        print(f"{figure.name:26}{goal:>8}{words[0] + sign:>16}", *(f"{word:>16}" for word in words[1:]), sep="")
    return not any(figure.is_missed(figure.value(results[OURS])) for figure in figures)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kit", type=Path, required=True)
    options.add_argument("--peers-python", default=".venv-peers/bin/python", help="has bench/requirements.txt")
    options.add_argument("--save", type=Path, help="keep what each extractor gave; print it again when it is there")
    options.add_argument("--limit", type=int, help="a random sample of so many pages")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (chosen.save or Path(scratch)).resolve()
        if not (folder / f"{OURS}.jsonl").exists():
            run(chosen.kit.resolve(), chosen.peers_python, folder, chosen.limit)
        return 0 if report(chosen.kit.resolve(), folder) else 1


if __name__ == "__main__":
    sys.exit(main())
