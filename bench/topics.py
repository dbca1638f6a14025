"""What finding the topics of an article costs, and whether the answers are right: ours, and others in the same run.

    python -m bench.topics [--articles FILE.jsonl.gz ...] [--peers-python PYTHON] [--topics 100,10000,100000]

Articles of about 600 words come from files of JSON lines with `title` and `body`, or are invented. Topics are made from
their words (`bench/topic_mix.py`). All costs are CPU time, matching with spans and with cutting the article into words.
Exits 1 when a goal is missed or an answer differs from the plain evaluator's.
"""

import argparse
import gc
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean
from subprocess import CalledProcessError
from time import process_time

from alerts.query import Document, Query, parse_query
from alerts.query.engine import Engine
from bench.plain import Answers, Plain
from bench.topic_costs import Costs, edit_costs, longest_search, memory_costs, search_costs
from bench.topic_mix import Desk, made_articles, make_desk, position_share, read_articles
from bench.topic_peers import BATCH, Percolated, ask_fts5, ask_perq

INVENTED = 1000  # articles, when none are given
EDITS = 200
COMPARED = 10_000  # topics at which others are measured and edits are made
SEARCH_GOALS = {100: 1.0, 10_000: 2.0, 100_000: 5.0}  # ms
MEMORY_AT = 100_000
LUCENE = (
    "Lucene Monitor is not among them: no plain package has it. An earlier measurement of our own, 8.7 tuned, with "
    "highlights, not of this run: 2 / 6.3-8.3 / 34+ ms at 1,000 / 10,000 / 100,000 topics."
)


@dataclass(slots=True)
class Figures:
    """Prints figures as they come, and remembers whether a goal was missed."""

    is_missed: bool = False

    def tell(self, name: str, value: float, unit: str, goal: float | None = None, least: bool = False) -> None:
        """`least`: the goal is the least that will do; else the most."""
        missed = goal is not None and (value < goal if least else value > goal)
        self.is_missed |= missed
        sign = "" if goal is None else f"  goal {'>=' if least else '<='} {goal:g}{'  * missed' if missed else ''}"
        print(f"  {name:58}{value:10.3f} {unit}{sign}", flush=True)


def measure_size(
    articles: Sequence[Document], sample: Sequence[Document], count: int, rounds: int, figures: Figures
) -> tuple[Desk, dict[str, Query], Engine, Costs]:
    """Print what so many topics are like, and what building and searching cost."""
    print(f"\n{count} topics")
    desk = make_desk(articles, count)
    others = [article for article in articles if article not in sample]
    print(f"  {describe(desk)}")
    started = process_time()
    queries = {f"topic{number}": parse_query(topic.text, desk.lists) for number, topic in enumerate(desk.topics)}
    parsed = process_time()
    engine = Engine()
    for name, query in queries.items():
        engine.put(name, query)
    engine.search(Document(title="nothing", lang="en"))  # what was put off until the first search
    built = process_time()
    figures.tell("build: parsing", parsed - started, "s")
    figures.tell("build: putting, with the first search", built - parsed, "s")
    figures.tell("build, both", built - started, "s", 2.0 if count == COMPARED else None)
    costs = search_costs(engine.search, sample, rounds, others)
    _tell_costs(costs, count, figures)
    print(f"  {describe_answers([engine.search(replace(document)) for document in sample], desk)}")
    return desk, queries, engine, costs


def describe(desk: Desk) -> str:
    shapes = Counter(topic.shape for topic in desk.topics)
    shares = ", ".join(f"{shape} {100 * times / len(desk.topics):.0f}" for shape, times in shapes.most_common())
    leaves = fmean(topic.leaves for topic in desk.topics)
    held = 100 * position_share(desk)
    return f"shapes in %: {shares}; {leaves:.1f} leaves on average; {held:.0f} % with phrases, NEAR or wildcards"


def describe_answers(answers: Sequence[Answers], desk: Desk) -> str:
    found = [fired for article in answers for fired in article]
    share = 100 * len(found) / len(desk.topics) / len(answers)
    spans = fmean(len(spans) for _, spans in found) if found else 0.0
    shapes = Counter(desk.topics[int(name.removeprefix("topic"))].shape for name, _ in found)
    told = ", ".join(f"{shape} {times}" for shape, times in shapes.most_common())
    fired = len(found) / len(answers)
    return f"a topic hits {share:.2f} % of the articles; {fired:.1f} fire an article, {spans:.1f} spans each: {told}"


def _tell_costs(costs: Costs, count: int, figures: Figures) -> None:
    figures.tell("matching and spans, mean", costs.mean, "ms", SEARCH_GOALS.get(count))
    figures.tell("  median", costs.median, "ms")
    figures.tell("  99th of a hundred", costs.p99, "ms")
    figures.tell("  mean of articles met first, after others", costs.unseen, "ms", SEARCH_GOALS.get(count))
    figures.tell("  mean of those others, words being new", costs.cold, "ms")


def compare(
    queries: Mapping[str, Query], engine: Engine, documents: Sequence[Document], ours: Costs, figures: Figures
) -> None:
    """Against one query after the other: the same answers, and the ratio of costs."""
    plain = Plain()
    for name, query in queries.items():
        plain.put(name, query)
    costs = search_costs(plain.search, documents, 1)
    wanted, found = [plain.search(one) for one in documents], [engine.search(replace(one)) for one in documents]
    differing = sum(len(set(one) ^ set(other)) for one, other in zip(wanted, found, strict=True))
    disordered = sum(one != other for one, other in zip(wanted, found, strict=True))
    print(f"  compared with the plain evaluator: {len(documents)} articles x {len(queries)} topics = ", end="")
    print(f"{len(documents) * len(queries)} cases, {sum(map(len, wanted))} fired")
    figures.tell("answers that differ, spans too", differing, "", 0)
    figures.tell("articles whose answers are not equal in order too", disordered, "", 0)
    figures.tell("plain evaluator, mean", costs.mean, "ms")
    figures.tell("plain evaluator : ours", costs.mean / ours.mean, "x", 15, least=True)


def compare_peer(
    name: str, peer: Percolated, ours: Costs, goal: float | None, found: Sequence[set[str]], figures: Figures
) -> None:
    """Print what a peer costs. It answers fewer topics; ours answers all, with spans."""
    same = [all_of_ours & peer.taken for all_of_ours in found]
    both = sum(len(its & one) for its, one in zip(peer.found, same, strict=True))
    its, one = (sum(map(len, answers)) for answers in (peer.found, same))
    print(f"  {name}: takes {len(peer.taken)} of the topics; gives {both} of the {one} answers on these", end="")
    print(f", and {its - both} others")
    if peer.cutting:
        figures.tell("  cutting, folding and stemming for it", peer.cutting, "ms")
    figures.tell(f"{name}, mean", peer.cost, "ms")
    figures.tell(f"{name} : ours", peer.cost / ours.mean, "x", goal, least=True)


def part_cost(queries: Mapping[str, Query], taken: Iterable[str], documents: Sequence[Document]) -> float:
    """What ours costs on the topics alone that a peer takes."""
    engine = Engine()
    for name in taken:
        engine.put(name, queries[name])
    return search_costs(engine.search, documents, rounds=3).mean


def measure_peers(
    queries: Mapping[str, Query], engine: Engine, sample: Sequence[Document], ours: Costs, python: str, figures: Figures
) -> None:
    found = [{name for name, _ in engine.search(replace(one))} for one in sample]
    asked: dict[str, tuple[float | None, Callable[[], Percolated]]] = {
        f"SQLite FTS5, batches of {BATCH}, no spans": (None, lambda: ask_fts5(queries, sample)),
        f"SQLite FTS5, batches of {BATCH}, highlights": (4, lambda: ask_fts5(queries, sample, highlighted=True)),
        "perq, no spans": (1, lambda: ask_perq(python, queries, sample)),
    }
    for name, (goal, ask) in asked.items():
        try:
            peer = ask()
        except (OSError, CalledProcessError):
            print(f"  No {name}: see bench/README.md for how it is installed.")
            continue
        compare_peer(name, peer, ours, goal, found, figures)
        part = part_cost(queries, peer.taken, sample)
        figures.tell("  ours on the topics that it takes, spans too", part, "ms")
        figures.tell("  ratio on these", peer.cost / part, "x")
    print(f"  {LUCENE}")


def measure_edits(articles: Sequence[Document], engine: Engine, sample: Sequence[Document], figures: Figures) -> None:
    """Print what changing topics costs while the engine is at work."""
    desk = make_desk(articles, EDITS, seed=2)
    started = process_time()
    new = {f"new{number}": parse_query(topic.text, desk.lists) for number, topic in enumerate(desk.topics)}
    figures.tell("one topic more: parsing, mean", 1000 * (process_time() - started) / EDITS, "ms")
    started = process_time()
    gc.collect()
    figures.tell("a full garbage collection, with what this bench holds", 1000 * (process_time() - started), "ms")
    gc.freeze()  # Python would do such a one at some search or other: its cost stands above
    costs = edit_costs(engine, new, sample)
    figures.tell("one topic more: putting, mean", costs.mean, "ms", 5)
    figures.tell("  worst", costs.worst, "ms", 20)
    figures.tell("one topic less: dropping, mean", costs.drop_mean, "ms", 5)
    figures.tell("  worst", costs.drop_worst, "ms", 20)
    figures.tell("search right after an edit, mean", costs.search_after, "ms")
    figures.tell("  worst", costs.worst_after, "ms", 20)
    quiet, edited = longest_search(engine, sample, {}), longest_search(engine, sample, new)
    gc.unfreeze()
    figures.tell(f"longest of {quiet.searches} searches, nothing edited: wall", quiet.wall, "ms")
    figures.tell("  CPU of its thread", quiet.cpu, "ms")
    figures.tell(f"longest of {edited.searches} searches, edits in another thread: wall", edited.wall, "ms")
    figures.tell("  CPU of its thread", edited.cpu, "ms", 20)


def measure_memory(desk: Desk, sample: Sequence[Document], figures: Figures) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told = memory_costs(desk, sample, Path(folder))
    goal = 250 if len(desk.topics) == MEMORY_AT else None
    figures.tell("memory of engine, names and query texts", told["held"], "MB")
    figures.tell(f"  after {len(sample)} articles", told["warm"], "MB", goal)
    figures.tell("build in that process, parsing and putting", told["parse"] + told["put"], "s")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=Path, nargs="*", default=[])
    options.add_argument("--peers-python", default=".venv-peers/bin/python", help="has bench/requirements.txt")
    options.add_argument("--topics", default="100,10000,100000")
    options.add_argument("--sample", type=int, default=300, help="articles that are searched")
    options.add_argument("--compared", type=int, default=100, help="articles asked of the plain evaluator")
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    articles = read_articles(chosen.articles) if chosen.articles else made_articles(INVENTED)
    sample = Random(1).sample(articles, min(chosen.sample, len(articles)))
    words = fmean(len(one.title.split()) + len(one.body.split()) for one in sample)
    print(
        f"{len(articles)} articles{'' if chosen.articles else ', invented'}; {len(sample)} searched, {words:.0f} words"
    )
    figures = Figures()
    for count in map(int, chosen.topics.split(",")):
        desk, queries, engine, ours = measure_size(articles, sample, count, chosen.rounds, figures)
        if count == COMPARED:
            compare(queries, engine, sample[: chosen.compared], ours, figures)
            measure_peers(queries, engine, sample, ours, chosen.peers_python, figures)
            measure_edits(articles, engine, sample, figures)
        measure_memory(desk, sample, figures)
    return 1 if figures.is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
