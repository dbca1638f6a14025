"""How right verdicts on pairs, and stories made of a stream, are held against labels."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Counts of pairs: merged rightly, merged wrongly, kept apart wrongly, kept apart rightly."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    apart: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    @property
    def swallowed(self) -> float:
        """The share of what should stay apart that was merged: news that nobody hears of."""
        return self.wrong / max(1, self.wrong + self.apart)


def verdicts(wanted: Iterable[bool], given: Iterable[bool]) -> Verdicts:
    seen = Counter(zip(wanted, given, strict=True))
    return Verdicts(seen[True, True], seen[False, True], seen[True, False], seen[False, False])


@dataclass(frozen=True, slots=True)
class Grouped:
    """How stories came out.

    `groups` is how many a true story was told in on average. `swallowed` is the share of true stories none of whose
    reports opened a group: as alerts go, they were never told.
    """

    f1: float
    groups: float
    swallowed: float


def grouped(given: Sequence[Hashable], true: Sequence[Hashable]) -> Grouped:
    """Score the groups of a stream, in the order in which it arrived."""
    opened: dict[Hashable, Hashable] = {}
    for group, story in zip(given, true, strict=True):
        opened.setdefault(group, story)
    stories = set(true)
    swallowed = len(stories - set(opened.values())) / len(stories)
    return Grouped(bcubed(given, true), len(set(zip(given, true, strict=True))) / len(stories), swallowed)


def bcubed(given: Sequence[Hashable], true: Sequence[Hashable]) -> float:
    """B-cubed F1 of two ways to group the same things (Bagga and Baldwin 1998). Symmetric; 1.0: they are alike."""
    groups, stories, both = Counter(given), Counter(true), Counter(zip(given, true, strict=True))
    shared = [(count * count, group, story) for (group, story), count in both.items()]
    precision = sum(square / groups[group] for square, group, _ in shared) / len(given)
    recall = sum(square / stories[story] for square, _, story in shared) / len(given)
    return 2 * precision * recall / (precision + recall)
