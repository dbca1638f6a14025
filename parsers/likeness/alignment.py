"""Which words of one text stand in another, in order, and what lies between them. Never quadratic in their length."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

WINDOW = 5  # tokens; shorter ones are common phrases, longer ones break at every light edit
_CLOSER = (2, 1)  # tokens: how what is left between two runs is looked at
_REPEATED = 0.1  # of the windows; prose repeats one in a hundred
_STRIDE = 32  # tokens that are compared at once: what is equal is mostly so for long
_MOST_RUNS = 256  # the longest are chained; more are the mark of a list or a table


class Run(NamedTuple):
    """So many equal tokens, from here on in either text."""

    a: int
    b: int
    length: int


class Gap(NamedTuple):
    """What stands between two runs: tokens [a, a_end) of the first text in the place of [b, b_end) of the second."""

    a: int
    a_end: int
    b: int
    b_end: int

    @property
    def is_swap(self) -> bool:
        """Something stands on either side, in each other's place."""
        return self.a < self.a_end and self.b < self.b_end


class Windows:
    """Every run of so many tokens and where it starts; of equal ones the last, unless many are."""

    def __init__(self, tokens: Sequence[str], size: int = WINDOW) -> None:
        self.tokens = tokens
        self.keys: list[Hashable] = list(zip(*(tokens[i:] for i in range(size)), strict=False))
        self.places = dict(zip(self.keys, range(len(self.keys)), strict=True))
        if len(self.keys) - len(self.places) > _REPEATED * len(self.keys):
            self._number()

    def _number(self) -> None:
        """Tell the n-th of equal windows from the first: the rows of a table, the words of a song."""
        seen = Counter[Hashable]()
        for at, window in enumerate(self.keys):
            if self.places[window] != at:
                seen[window] += 1
                self.keys[at] = (window, seen[window])
                self.places[self.keys[at]] = at


def equal_runs(a: Windows, b: Windows) -> list[Run]:
    """Runs of equal tokens, in the order of both texts. A passage that moved is equal once at most."""
    return list(_runs(a, b, _CLOSER))


def gaps(runs: list[Run], a_length: int, b_length: int) -> Iterator[Gap]:
    """What the runs leave out of either text, in order."""
    at_a = at_b = 0
    for a, b, length in (*runs, Run(a_length, b_length, 0)):
        if a > at_a or b > at_b:
            yield Gap(at_a, a, at_b, b)
        at_a, at_b = a + length, b + length


def _runs(a: Windows, b: Windows, closer: tuple[int, ...]) -> Iterator[Run]:
    chain = _heaviest(_matches(a, b))
    left = list(gaps(chain, len(a.tokens), len(b.tokens)))
    within = [run for gap in left if gap.is_swap for run in _inside(a.tokens, b.tokens, gap, closer)] if closer else []
    return iter(sorted((*chain, *within)))


def _inside(a: Sequence[str], b: Sequence[str], gap: Gap, closer: tuple[int, ...]) -> Iterator[Run]:
    one, other = Windows(a[gap.a : gap.a_end], closer[0]), Windows(b[gap.b : gap.b_end], closer[0])
    for run in _runs(one, other, closer[1:]):
        yield Run(run.a + gap.a, run.b + gap.b, run.length)


def _matches(a: Windows, b: Windows) -> list[Run]:
    """Every place of the first text that goes on as the second does somewhere, as far as it does."""
    runs: list[Run] = []
    at, one, other = 0, a.tokens, b.tokens
    while at < len(a.keys):
        there = b.places.get(a.keys[at], -1)
        if there < 0:
            at += 1
            continue
        start, there = _back(one, other, at, there, runs[-1].a + runs[-1].length if runs else 0)
        length = _same_from(one, other, start, there)
        runs.append(Run(start, there, length))
        at = start + length
    return runs


def _back(a: Sequence[str], b: Sequence[str], i: int, j: int, least: int) -> tuple[int, int]:
    """Where the equal words begin that end here: a repeated window is found by its number, that may lie late."""
    while i > least and j > 0 and a[i - 1] == b[j - 1]:
        i, j = i - 1, j - 1
    return i, j


def _same_from(a: Sequence[str], b: Sequence[str], i: int, j: int) -> int:
    start, end = i, min(len(a), i + len(b) - j)
    while i + _STRIDE <= end and a[i : i + _STRIDE] == b[j : j + _STRIDE]:
        i, j = i + _STRIDE, j + _STRIDE
    while i < end and a[i] == b[j]:
        i, j = i + 1, j + 1
    return i - start


def _heaviest(runs: list[Run]) -> list[Run]:
    """The chain of runs, rising in both texts, with the most words. They rise in the first already."""
    if all(x.b + x.length <= y.b for x, y in pairwise(runs)):
        return runs
    runs = sorted(sorted(runs, key=lambda run: -run.length)[:_MOST_RUNS])
    weights: list[int] = []
    before: list[int] = []
    for at, run in enumerate(runs):
        fits = [i for i in range(at) if runs[i].b + runs[i].length <= run.b]
        best = max(fits, key=weights.__getitem__, default=-1)
        before.append(best)
        weights.append(run.length + (weights[best] if fits else 0))
    chain, at = [], max(range(len(runs)), key=weights.__getitem__)
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]
