"""How well topics written in the query language find the stories of Reuters-21578 (Distribution 1.0).

    python -m bench.reuters --data FILE.jsonl.gz [--topics FILE] [--baseline FILE] [--split train|test|all] [--half 0|1]

`--data` holds one story a line: id, title, body, topics (the codes that Reuters' indexers gave it) and split (ModApte).
`--topics` is reuters_topics.json beside this file unless named. Its shape is {"lists": {...}, "topics": {code: query}},
or the queries alone. `--half` takes every second story by a hash of its id: write on one half, check on the other.
Prints precision, recall and F1 for each topic, and the sums; beside them the micro F1 of `--baseline`.
"""

import argparse
import gzip
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from alerts.query.document import Document
from alerts.query.query import Query, parse_query

OURS = Path(__file__).with_name("reuters_topics.json")
LANGUAGE = "en"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Story:
    """One story, and the codes it was given."""

    document: Document
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Stories that a topic found and should have, found and should not have, and left out."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def read_stories(file: Path, split: str = ALL, half: int | None = None) -> list[Story]:
    """Read the stories of one split, and of one half of it."""
    rows = (row for row in _rows(file) if split in (ALL, row["split"]) and half in (None, half_of(row["id"])))
    return [_story(row) for row in rows]


def half_of(story: int) -> int:
    """0 or 1, the same at every run, whatever order the stories come in."""
    return sha256(str(story).encode()).digest()[0] % 2


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _story(row: Mapping[str, Any]) -> Story:
    return Story(Document(title=row["title"], body=row["body"], lang=LANGUAGE), frozenset(row["topics"]))


def read_topics(file: Path) -> dict[str, Query]:
    """Read queries by code. Raises QueryError when one of them is refused."""
    written = json.loads(file.read_text(encoding="utf-8"))
    lists, queries = (written["lists"], written["topics"]) if "topics" in written else ({}, written)
    return {code: parse_query(query, lists) for code, query in queries.items()}


def score(topics: Mapping[str, Query], stories: Sequence[Story]) -> dict[str, Score]:
    """Ask every topic about every story."""
    scores = dict.fromkeys(topics, Score())
    for story in stories:
        for code, query in topics.items():
            scores[code] += _judge(query.search(story.document) is not None, code in story.topics)
    return scores


def _judge(found: bool, wanted: bool) -> Score:
    return Score(right=found and wanted, wrong=found and not wanted, missed=wanted and not found)


def total(scores: Iterable[Score]) -> Score:
    """Sum the counts: its f1 is the micro F1, in which a large topic weighs more."""
    return sum(scores, Score())


def macro_f1(scores: Mapping[str, Score]) -> float:
    """Average the F1 of the topics, each with the same weight."""
    return sum(each.f1 for each in scores.values()) / len(scores) if scores else 0.0


def table(scores: Mapping[str, Score], baseline: Mapping[str, Score]) -> Iterator[str]:
    """Give the lines to print: a line for each topic, the largest first, then the sums."""
    yield f"{'topic':<12} stories  right  wrong missed      P      R     F1{'   base' if baseline else ''}"
    for code, each in sorted(scores.items(), key=lambda pair: -(pair[1].right + pair[1].missed)):
        yield _line(code, each, baseline[code].f1 if code in baseline else None)
    yield _line("micro", total(scores.values()), total(baseline.values()).f1 if baseline else None)
    compared = f" {macro_f1(baseline):6.3f}" if baseline else ""
    yield f"{'macro':<12}{'':>49} {macro_f1(scores):6.3f}{compared}"


def _line(name: str, each: Score, compared: float | None) -> str:
    counts = f"{each.right + each.missed:7} {each.right:6} {each.wrong:6} {each.missed:6}"
    shares = f"{each.precision:6.3f} {each.recall:6.3f} {each.f1:6.3f}"
    return f"{name:<12} {counts} {shares}" + ("" if compared is None else f" {compared:6.3f}")


def main() -> None:
    """Read, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--topics", type=Path, default=OURS)
    parser.add_argument("--baseline", type=Path)
    parser.add_argument("--split", choices=("train", "test", ALL), default=ALL)
    parser.add_argument("--half", type=int, choices=(0, 1))
    said = parser.parse_args()
    stories = read_stories(said.data, said.split, said.half)
    compared = score(read_topics(said.baseline), stories) if said.baseline else {}
    topics, began = read_topics(said.topics), time.process_time()
    scores = score(topics, stories)
    print("\n".join(table(scores, compared)))
    print(f"{len(stories)} stories, {1000 * (time.process_time() - began) / max(1, len(stories)):.2f} ms CPU each")


if __name__ == "__main__":
    main()
