"""Learn what each piece of evidence weighs in grouping, and measure it on events that it was not learned from.

    python -m bench.grouping_fit --kit DIR [--strangers FILE] [--days 30] [--folds 4] [--write]

DIR holds documents.jsonl.gz and stories.jsonl. Logistic regression over pairs of an arriving article and a stored one
that shares two keys with it; each corpus counts as SHARES says. Cross-fitted: the events are dealt into folds at
random, and an article is judged by weights that no event of its fold took part in. Prints, for some thresholds,
B-cubed F1 / groups a story / swallowed for each corpus, then the weights learned from all. --write puts these into
parsers/grouping/weights.py.
"""

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parsers.grouping import profile_of
from parsers.grouping.evidence import NAMES, evidence
from parsers.grouping.packing import NAME, Packed, unpack

SHARES = {"gva": 10.0, "strangers": 1.0}  # gva's stories are the most alike: what is swallowed is swallowed there
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.82, 0.85, 0.88, 0.9)
WEIGHTS = Path(__file__).parent.parent / "parsers/grouping/weights.py"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
STRANGER = "strangers"
Matrix = NDArray[np.float64]


@dataclass(slots=True)
class Report:
    """One labelled article. `among`: earlier ones that storage would find, the likeliest first."""

    event: str
    at: datetime
    keys: tuple[int, ...]
    packed: Packed
    title: str = ""
    text: str = ""
    names: tuple[str, ...] = ()  # single words of names, the weightiest first
    among: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Model:
    weights: Matrix
    bias: float

    def chances(self, found: Matrix) -> Matrix:
        return np.asarray(1 / (1 + np.exp(-np.clip(found @ self.weights + self.bias, -50, 50))))


@dataclass(frozen=True, slots=True)
class Pairs:
    """A row for each pair: its evidence, whether both report one event, and the folds of the two."""

    found: Matrix
    same: NDArray[np.bool_]
    folds: NDArray[np.int64]


def corpora(kit: Path, days: int, limit: int) -> dict[str, list[Report]]:
    with gzip.open(kit / "documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = {row["id"]: row for row in map(json.loads, lines)}
    rows: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for story in map(json.loads, (kit / "stories.jsonl").read_text("utf-8").splitlines()):
        rows[story["corpus"]] += [
            (str(when or ""), one, story["event"]) for one, when in zip(story["docs"], story["dates"], strict=True)
        ]
    return {
        name: with_candidates(list(_reports(sorted(found), documents)), days, limit)
        for name, found in sorted(rows.items())
    }


def _reports(rows: Iterable[tuple[str, str, str]], documents: dict[str, dict[str, Any]]) -> Iterator[Report]:
    at = NOW  # articles without a date arrive one minute after the other
    for when, one, event in rows:
        at = (
            datetime.combine(date.fromisoformat(when[:10]), datetime.min.time(), UTC)
            if when
            else at + timedelta(minutes=1)
        )
        yield report_of(event, documents[one]["title"] or "", documents[one]["text"] or "", at)


def report_of(event: str, title: str, text: str, at: datetime) -> Report:
    profile = profile_of(title, text, "en", at)
    packed = unpack(profile.packed)
    assert packed is not None
    order = np.argsort(-packed.weight, kind="stable")
    names = (profile.words[one] for one in packed.ids[order][packed.marks[order] & NAME > 0].tolist())
    return Report(event, at, profile.keys, packed, title, text, tuple(name for name in names if " " not in name))


def with_candidates(reports: list[Report], days: int, limit: int) -> list[Report]:
    """Note for each report which earlier ones share at least two keys with it within the days."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        shared = Counter(other for key in report.keys for other in by_key[key])
        near = [
            (count, other)
            for other, count in shared.items()
            if count >= 2 and abs(report.at - reports[other].at) <= timedelta(days)
        ]
        report.among = [other for _, other in sorted(near, reverse=True)[:limit]]
        for key in report.keys:
            by_key[key].append(number)
    return reports


def found_by(reports: Sequence[Report], number: int) -> Matrix:
    one, among = reports[number], [reports[other] for other in reports[number].among]
    apart = np.array([abs((one.at - other.at).total_seconds()) / 86_400 for other in among])
    return evidence(one.packed, [other.packed for other in among], apart)


def pairs_of(reports: Sequence[Report], folds: dict[str, int]) -> Pairs:
    both = [(one, reports[other]) for one in reports for other in one.among]
    return Pairs(
        np.vstack([found_by(reports, number) for number, one in enumerate(reports) if one.among]),
        np.array([one.event == other.event for one, other in both]),
        np.array([(folds[one.event], folds[other.event]) for one, other in both]),
    )


def strangers(found: dict[str, list[Report]], path: Path, folds: dict[str, int]) -> Pairs:
    """Labelled reports beside articles of other years, as if they came out in the same days: all different events.

    What the corpora have too little of: other news about the same country, company or person.
    """
    chance = random.Random(0)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        others = [report_of(STRANGER, row["title"], row["body"], NOW) for row in map(json.loads, lines)]
    by_key: dict[int, list[int]] = defaultdict(list)
    for number, other in enumerate(others):
        for key in other.keys:
            by_key[key].append(number)
    rows, pair_folds = [], []
    for report in (one for reports in found.values() for one in reports):
        shared = Counter(number for key in report.keys for number in by_key[key])
        among = [others[number].packed for number, count in sorted(shared.items()) if count >= 2]
        if among:
            apart = np.array([chance.choice((0.0, 0.0, 1.0, 2.0, 5.0)) for _ in among])
            rows.append(evidence(report.packed, among, apart))
            pair_folds += [(folds[report.event],) * 2] * len(among)
    everything = np.vstack(rows)
    everything[:, [NAMES.index(name) for name in ("days", "other days", "far days")]] = 0  # they are of other years
    return Pairs(everything, np.zeros(len(everything), bool), np.array(pair_folds))


def learn(pairs: dict[str, Pairs], without: int | None) -> Model:
    """From all pairs that no event of the fold takes part in."""
    kept = {name: (one.folds != without).all(axis=1) for name, one in pairs.items()}
    weight = {
        name: np.full(rows.sum(), 1000 * SHARES.get(name, 1.0) / max(1, rows.sum())) for name, rows in kept.items()
    }
    return regression(
        np.vstack([pairs[name].found[rows] for name, rows in kept.items()]),
        np.concatenate([pairs[name].same[rows] for name, rows in kept.items()]).astype(float),
        np.concatenate(list(weight.values())),
    )


def regression(found: Matrix, same: Matrix, weight: Matrix, ridge: float = 1.0) -> Model:
    """Logistic regression by Newton's method, on columns brought to one scale."""
    mean, spread = found.mean(axis=0), found.std(axis=0) + 1e-9
    rows = np.column_stack([(found - mean) / spread, np.ones(len(found))])
    penalty = np.eye(rows.shape[1]) * ridge
    penalty[-1, -1] = 0
    learned = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ learned))
        slope = rows.T @ (weight * (chance - same)) + penalty @ learned
        learned -= np.linalg.solve((rows.T * (weight * chance * (1 - chance))) @ rows + penalty, slope)
    weights = learned[:-1] / spread
    return Model(weights, float(learned[-1] - (weights * mean).sum()))


def judged(reports: Sequence[Report], pairs: Pairs, models: dict[int, Model]) -> list[list[float]]:
    """For each report, how likely each of those among which it is found tells of its event."""
    chances = np.zeros(len(pairs.same))
    for fold, model in models.items():
        chances = np.where(pairs.folds[:, 0] == fold, model.chances(pairs.found), chances)
    ends = np.cumsum([len(one.among) for one in reports])
    return [part.tolist() for part in np.split(chances, ends[:-1])]


def grouped(reports: Sequence[Report], chances: Sequence[Sequence[float]], sure: float) -> list[int]:
    """The story of each report, as they arrive."""
    stories: list[int] = []
    for number, (report, likely) in enumerate(zip(reports, chances, strict=True)):
        score, best = max(zip(likely, (-other for other in report.among), strict=True), default=(0.0, 0))
        stories.append(stories[-best] if score >= sure else number)
    return stories


def b_cubed(got: Sequence[int], gold: Sequence[str]) -> float:
    groups, stories, both = Counter(got), Counter(gold), Counter(zip(got, gold, strict=True))
    pairs = list(zip(got, gold, strict=True))
    precision = sum(both[pair] / groups[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / stories[pair[1]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def measured(got: Sequence[int], gold: Sequence[str]) -> tuple[float, float, float]:
    """B-cubed F1, groups a story, and the share of stories that open no group."""
    first: dict[int, str] = {}
    for group, story in zip(got, gold, strict=True):
        first.setdefault(group, story)
    true = set(gold)
    return (
        b_cubed(got, gold),
        len(set(zip(got, gold, strict=True))) / len(true),
        1 - len(set(first.values())) / len(true),
    )


def table(found: dict[str, list[Report]], pairs: dict[str, Pairs], models: dict[int, Model]) -> Iterator[str]:
    chances = {name: judged(reports, pairs[name], models) for name, reports in found.items()}
    for sure in THRESHOLDS:
        row = {
            name: measured(grouped(reports, chances[name], sure), [one.event for one in reports])
            for name, reports in found.items()
        }
        mean = sum(f1 for f1, _, _ in row.values()) / len(row)
        cells = (f"{name} {f1:.3f}/{per:.2f}/{lost:.1%}" for name, (f1, per, lost) in row.items())
        yield f"{sure:.2f}  mean {mean:.4f}  " + "  ".join(cells)


def joined_strangers(pairs: Pairs, models: dict[int, Model]) -> str:
    chances = np.select(
        [pairs.folds[:, 0] == fold for fold in models], [one.chances(pairs.found) for one in models.values()]
    )
    sure = "  ".join(f"{least:.2f} {(chances >= least).mean():.2%}" for least in THRESHOLDS[-5:])
    return f"of {len(chances):,} pairs with strangers, taken for one event: {sure}"


def dealt(found: dict[str, list[Report]], folds: int, seed: int) -> dict[str, int]:
    chance = random.Random(seed)
    return {
        event: chance.randrange(folds) for reports in found.values() for event in sorted({one.event for one in reports})
    }


def write(model: Model) -> None:
    rows = "\n".join(f'    "{name}": {weight:.3f},' for name, weight in zip(NAMES, model.weights, strict=True))
    head = WEIGHTS.read_text("utf-8").split("_LEARNED", 1)[0]
    WEIGHTS.write_text(
        f"{head}_LEARNED = {{\n{rows}\n}}\n"
        f"WEIGHTS = np.array([_LEARNED.get(name, 0.0) for name in NAMES])\nBIAS = {model.bias:.3f}\n",
        "utf-8",
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kit", type=Path, required=True)
    arguments.add_argument("--days", type=int, default=30)
    arguments.add_argument("--limit", type=int, default=60)
    arguments.add_argument("--folds", type=int, default=4)
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--strangers", type=Path, help="titles and bodies of news of other years, as bbc.jsonl.gz")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    found = corpora(given.kit, given.days, given.limit)
    for seed in range(given.seeds):
        folds = dealt(found, given.folds, seed)
        pairs = {name: pairs_of(reports, folds) for name, reports in found.items()}
        if given.strangers:
            pairs[STRANGER] = strangers(found, given.strangers, folds)
        models = {fold: learn(pairs, fold) for fold in range(given.folds)}
        if given.strangers:
            print(joined_strangers(pairs[STRANGER], models))
        print(*table(found, pairs, models), sep="\n", flush=True)
    everything = learn(pairs, None)
    spread = np.vstack([one.found for one in pairs.values()]).std(axis=0)
    print(
        *(
            f"{name:16} {weight:8.3f} {weight * one:8.2f}"
            for name, weight, one in zip(NAMES, everything.weights, spread, strict=True)
        ),
        sep="\n",
    )
    if given.write:
        write(everything)


if __name__ == "__main__":
    main()
