"""What searching and editing an engine costs, in CPU milliseconds."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median, quantiles
from time import perf_counter, process_time, thread_time

from alerts.query import Document, Query
from bench.plain import Answers, Searches
from bench.topic_mix import Desk

_ROOT = Path(__file__).parent.parent
EDITS_EVERY_SECONDS = 0.01  # from another thread: a desk is edited by the minute; this is its worst day at once


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU ms per article: mean, median and 99th of a hundred of each one's best of the rounds.

    `unseen`: the mean of the first round, when the articles are new; `cold`: of those that the engine read before.
    """

    mean: float
    median: float
    p99: float
    unseen: float
    cold: float


def search_costs(
    search: Callable[[Document], Answers], documents: Sequence[Document], rounds: int, before: Sequence[Document] = ()
) -> Costs:
    """Search each article as if it were new: it is cut again each time. `before`: other ones, that are read first."""
    cold = [_milliseconds(search, document) for document in before]
    passes = [[_milliseconds(search, document) for document in documents] for _ in range(rounds)]
    best = list(map(min, zip(*passes, strict=True)))
    return Costs(fmean(best), median(best), quantiles(best, n=100)[98], fmean(passes[0]), fmean(cold or passes[0]))


def _milliseconds(search: Callable[[Document], Answers], document: Document) -> float:
    started = process_time()
    search(replace(document))
    return 1000 * (process_time() - started)


@dataclass(frozen=True, slots=True)
class Edits:
    """CPU ms of putting one topic, of dropping one, and of the search right after either."""

    mean: float
    worst: float
    drop_mean: float
    drop_worst: float
    search_after: float
    worst_after: float


def edit_costs(engine: Searches, queries: Mapping[str, Query], documents: Sequence[Document]) -> Edits:
    """Put topics one by one into the engine, a search after each, and take them out again likewise."""
    puts, drops, after = [], [], []
    for number, (name, query) in enumerate(queries.items()):
        started = process_time()
        engine.put(name, query)
        puts.append(1000 * (process_time() - started))
        after.append(_milliseconds(engine.search, documents[number % len(documents)]))
    for number, name in enumerate(queries):
        started = process_time()
        engine.drop(name)
        drops.append(1000 * (process_time() - started))
        after.append(_milliseconds(engine.search, documents[number % len(documents)]))
    return Edits(fmean(puts), max(puts), fmean(drops), max(drops), fmean(after), max(after))


@dataclass(frozen=True, slots=True)
class Pauses:
    """The longest of many searches in ms: by the wall clock, and in CPU time of the searching thread alone."""

    wall: float
    cpu: float
    searches: int


def longest_search(engine: Searches, documents: Sequence[Document], edited: Mapping[str, Query]) -> Pauses:
    """Search while another thread puts topics and drops them again; without any, as long as two hundred would take."""
    done = threading.Event()
    seconds = EDITS_EVERY_SECONDS * 2 * (len(edited) or 200)
    editor = threading.Thread(
        target=_edit if edited else done.wait, args=(engine, edited, done) if edited else (seconds,)
    )
    editor.start()
    walls: list[float] = []
    cpus: list[float] = []
    while editor.is_alive():
        document = replace(documents[len(walls) % len(documents)])
        wall, cpu = perf_counter(), thread_time()
        engine.search(document)
        walls.append(1000 * (perf_counter() - wall))
        cpus.append(1000 * (thread_time() - cpu))
    editor.join()
    return Pauses(max(walls), max(cpus), len(walls))


def _edit(engine: Searches, edited: Mapping[str, Query], never: threading.Event) -> None:
    for name, query in edited.items():
        engine.put(name, query)
        never.wait(EDITS_EVERY_SECONDS)
    for name in edited:
        engine.drop(name)
        never.wait(EDITS_EVERY_SECONDS)


def memory_costs(desk: Desk, documents: Sequence[Document], folder: Path) -> dict[str, float]:
    """See `bench/topic_memory.py`."""
    file = folder / "topics.jsonl"
    task = {"lists": desk.lists, "articles": [(one.title, one.body) for one in documents]}
    lines = [task, *([f"topic{number}", topic.text] for number, topic in enumerate(desk.topics))]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    command = [sys.executable, "-m", "bench.topic_memory", str(file)]
    ran = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)
    told: dict[str, float] = json.loads(ran.stdout)
    return told
