"""How often events of one town are taken for one: reports of other events that are given an article's names.

    .venv/bin/python -m bench.grouping_namesakes --kit DIR

DIR holds documents.jsonl.gz and stories.jsonl. The corpora have hardly two events in one place in one week, which is
all that a desk on one town reads. So each report is put beside two others drawn from its corpus, if they are of other
events, whose one to ten weightiest names were replaced by its own, as if of the same days. Prints how many such pairs
are sure by the weights, and how many when they must agree besides names, too, as they must for the program
(parsers/grouping/stories.py); then the same of pairs of one event, and B-cubed F1 / groups a story / swallowed of both
ways. The weights are those of the program: they were learned from these events, though not from such pairs.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.grouping_fit import Matrix, Report, corpora, found_by, grouped, measured, report_of
from parsers.grouping.evidence import beside_names, evidence
from parsers.grouping.stories import BESIDE_NAMES, BY_NAMES, SURE
from parsers.grouping.weights import BIAS, WEIGHTS

DRAWN = 2  # reports beside each
MOST_NAMES = 10  # words: of a place, its surroundings, two bodies and a person
DAYS_APART = (0.0, 0.0, 1.0, 2.0)
DAYS, LIMIT = 30, 60  # how far back and how many candidates, as in the program

Found = dict[str, list[Report]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A value for each of several pairs: how likely they are one event, and how much they share besides names."""

    chances: Matrix
    beside: Matrix

    @property
    def sure(self) -> NDArray[np.bool_]:
        return np.asarray(self.chances >= SURE)

    @property
    def agreeing(self) -> NDArray[np.bool_]:
        return np.asarray(self.beside >= BESIDE_NAMES)

    @property
    def checked(self) -> Matrix:
        """As the program has them."""
        return np.where(self.sure & ~self.agreeing, BY_NAMES, self.chances)


def renamed(report: Report, after: Report, names: int) -> Report:
    """The report on the day of another one, with its weightiest names replaced by those of that."""
    given = dict(zip(report.names[:names], after.names, strict=False))
    if not given:
        return report
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(given, key=len, reverse=True)))
    title, text = (pattern.sub(lambda match: given[match[0]], part) for part in (report.title, report.text))
    return report_of(report.event, title, text, after.at)


def namesakes(found: Found) -> Likeness:
    """Of pairs that report different events under the same names. The same pairs each time."""
    chance = random.Random(0)
    rows = []
    for reports in found.values():
        for one in reports:
            drawn = [other for other in chance.choices(reports, k=DRAWN) if other.event != one.event]
            others = [renamed(other, one, chance.randint(1, MOST_NAMES)) for other in drawn]
            if others:
                rows.append(_likeness(one, others, [chance.choice(DAYS_APART) for _ in others]))
    return _together(rows)


def _likeness(one: Report, others: Sequence[Report], apart: Sequence[float]) -> Likeness:
    packed = [other.packed for other in others]
    return Likeness(_chances(evidence(one.packed, packed, np.array(apart))), beside_names(one.packed, packed))


def candidates(reports: Sequence[Report]) -> list[Likeness]:
    """Of each report and those that it is found among."""
    return [_candidates(reports, number) for number in range(len(reports))]


def _candidates(reports: Sequence[Report], number: int) -> Likeness:
    one = reports[number]
    if not one.among:
        return Likeness(np.zeros(0), np.zeros(0))
    among = [reports[other].packed for other in one.among]
    return Likeness(_chances(found_by(reports, number)), beside_names(one.packed, among))


def _chances(found: Matrix) -> Matrix:
    return np.asarray(1 / (1 + np.exp(-np.clip(found @ WEIGHTS + BIAS, -50, 50))))


def _together(rows: Sequence[Likeness]) -> Likeness:
    return Likeness(np.concatenate([one.chances for one in rows]), np.concatenate([one.beside for one in rows]))


def of_one_event(reports: Sequence[Report], likeness: Sequence[Likeness]) -> Likeness:
    """The pairs among the candidates that report the same event."""
    same = [np.array([reports[other].event == one.event for other in one.among], bool) for one in reports]
    return _together([Likeness(one.chances[mask], one.beside[mask]) for one, mask in zip(likeness, same, strict=True)])


def share(what: str, pairs: Likeness) -> str:
    checked = (pairs.sure & pairs.agreeing).mean()
    return f"of {len(pairs.sure):,} pairs of {what}: sure {pairs.sure.mean():.1%}, also besides names {checked:.1%}"


def table(found: Found, likeness: dict[str, list[Likeness]]) -> Iterator[str]:
    for what in ("chances", "checked"):
        rows = {}
        for name, reports in found.items():
            stories = grouped(reports, [getattr(one, what).tolist() for one in likeness[name]], SURE)
            rows[name] = measured(stories, [one.event for one in reports])
        mean = sum(f1 for f1, _, _ in rows.values()) / len(rows)
        cells = (f"{name} {f1:.3f}/{per:.2f}/{lost:.1%}" for name, (f1, per, lost) in rows.items())
        yield f"{'also besides names' if what == 'checked' else 'sure':19} mean {mean:.4f}  " + "  ".join(cells)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kit", type=Path, required=True)
    found = corpora(arguments.parse_args().kit, DAYS, LIMIT)
    likeness = {name: candidates(reports) for name, reports in found.items()}
    print(share("different events under the same names", namesakes(found)), flush=True)
    same = _together([of_one_event(reports, likeness[name]) for name, reports in found.items()])
    print(share("one event", same))
    print(*table(found, likeness), sep="\n")


if __name__ == "__main__":
    main()
