"""Sets of places in a text, and which of them are near one another. Pure.

A place is a first and a last word. A set maps a first word to bits: bit k is set when a place ends k words
later. So a step costs as much as there are first words, not as there are pairs: three nested NEAR/100 of "the" name
10^5 places in a long report.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Places: TypeAlias = dict[int, int]


def union(sets: Iterable[Places]) -> Places:
    held = [places for places in sets if places]
    if len(held) == 1:
        return held[0]
    whole: Places = {}
    for places in held:
        for first, bits in places.items():
            whole[first] = whole.get(first, 0) | bits
    return whole


def within(places: Places, low: int, high: int) -> Places:
    """Give the places from word `low` to before `high`. What goes on beyond, as a phrase behind a lead, is none."""
    return {
        first: inside
        for first, bits in places.items()
        if low <= first < high and (inside := bits & ((1 << min(high - first, bits.bit_length())) - 1))
    }


def lengths(bits: int) -> Iterator[int]:
    """Give by how many words each place ends later than it begins."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def pairs_of(places: Places) -> Iterator[tuple[int, int]]:
    return ((first, first + longer) for first, bits in places.items() for longer in lengths(bits))


def side_by_side(parts: Sequence[Places]) -> Places:
    """Give the places that begin in the first set and go on, word after word, through all."""
    found = parts[0]
    for part in parts[1:]:
        longer: Places = {}
        for first, bits in found.items():
            reached = _going_on(part, first, bits)
            if reached:
                longer[first] = reached
        found = longer
    return found


def _going_on(part: Places, first: int, bits: int) -> int:
    if bits == 1:  # one word, as nearly always
        return part.get(first + 1, 0) << 1
    reached = 0
    for more in lengths(bits):
        reached |= part.get(first + more + 1, 0) << (more + 1)
    return reached


def following(earlier: Places, later: Places, between: int) -> Places:
    """Join each earlier place with the later ones that begin behind it, after at most `between` words."""
    if not (earlier and later):
        return {}
    reach = _Reach(later, between)
    found: Places = {}
    for first, bits in earlier.items():
        joined = reach.behind(first) << 1 if bits == 1 else reach.behind_all(first, bits)
        if joined:
            found[first] = joined
    return found


def parts_of(whole: Places, earlier: Places, later: Places, between: int) -> tuple[Places, Places]:
    """Give the earlier and the later places that make up those of `whole`."""
    reach = _Reach(later, between)
    used: Places = {}
    ends: Places = {}  # the word before: how far the wholes go that begin with a place up to it
    for first, bits in earlier.items():
        wanted = whole.get(first, 0)
        for more in lengths(bits) if wanted else ():
            if reach.behind(first + more) & wanted >> (more + 1):
                used[first] = used.get(first, 0) | 1 << more
                ends[first + more] = ends.get(first + more, 0) | wanted >> (more + 1)
    return used, _ending(later, ends, between)


def _ending(later: Places, ends: Places, between: int) -> Places:
    lasts = sorted(ends)
    used: Places = {}
    for first, bits in later.items():
        for last in lasts[bisect_left(lasts, first - 1 - between) : bisect_left(lasts, first)]:
            if kept := bits & ends[last] >> (first - last - 1):
                used[first] = used.get(first, 0) | kept
    return used


class _Reach:
    """How far the places go that begin soon after a word: bit k stands for k + 1 words later."""

    def __init__(self, later: Places, between: int) -> None:
        self._later, self._between = later, between
        self._firsts = sorted(later)
        self._known: dict[int, int] = {}

    def behind(self, word: int) -> int:
        firsts = self._firsts
        low = bisect_right(firsts, word)
        if low == len(firsts) or firsts[low] > word + 1 + self._between:
            return 0  # as nearly always
        if word not in self._known:
            bits = 0
            for first in firsts[low : bisect_right(firsts, word + 1 + self._between)]:
                bits |= self._later[first] << (first - word - 1)
            self._known[word] = bits
        return self._known[word]

    def behind_all(self, first: int, bits: int) -> int:
        """Do the same for all places that begin with a word, counted from there."""
        joined = 0
        for more in lengths(bits):
            joined |= self.behind(first + more) << (more + 1)
        return joined
