"""Words close together in any order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

from alerts.query.document import Place


def windows(words: Sequence[Collection[Place]], extra: int) -> dict[Place, frozenset[Place]]:
    """Find the smallest windows that hold every word once, with at most `extra` other words.

    `words` has the places of each word. The result maps a window to the places of its words within; no
    window contains another. A place serves one word only: "very very"~0 needs two.
    """
    if not all(words):
        return {}
    rows = [sorted(word) for word in words]
    places = sorted({place for row in rows for place in row})
    smallest: dict[Place, frozenset[Place]] = {}
    end = -1
    for window in sorted(_candidates(rows, places, extra), key=lambda window: (-window[0], window[1])):
        if end == -1 or window[1] < end:  # else it contains the one before, which starts later
            near = places[bisect_left(places, (window[0], 0)) : bisect_left(places, (window[1] + 1, 0))]
            smallest[window] = frozenset(place for place in near if _lies_in(place, window))
            end = window[1]
    return smallest


def _candidates(rows: Sequence[Sequence[Place]], places: Sequence[Place], extra: int) -> set[Place]:
    """Give for each start the window that ends first."""
    ends = sorted({last for _, last in places})
    found: set[Place] = set()
    # No window is longer, so no more of a long article than that is looked at.
    longest = extra + sum(max(last - first + 1 for first, last in row) for row in rows)
    for start in {first for first, _ in places}:
        rest = [row[bisect_left(row, (start, 0)) : bisect_left(row, (start + longest, 0))] for row in rows]
        if not all(rest):
            continue
        soonest = max(min(last for _, last in row) for row in rest)
        room = extra + sum(max(last - first + 1 for first, last in row) for row in rest)
        for end in ends[bisect_left(ends, soonest) :]:
            if end - start + 1 > room:
                break
            if _holds(rest, (start, end), extra):
                found.add((start, end))
                break
    return found


def _holds(rows: Sequence[Sequence[Place]], window: Place, extra: int) -> bool:
    """Tell whether each word can have a place of its own in the window."""
    choices = sorted((tuple(p for p in row if _lies_in(p, window)) for row in rows), key=lambda c: (len(c), c))
    if any(count > len(choice) for choice, count in Counter(choices).items()):
        return False
    return _seat(choices, window[1] - window[0] + 1 - extra, ())


def _seat(choices: Sequence[tuple[Place, ...]], needed: int, taken: tuple[Place, ...]) -> bool:
    """Give the remaining words places that do not overlap and cover `needed` positions in all.

    Words with the same choices are interchangeable: they take their places in order.
    """
    if len(taken) == len(choices):
        return sum(map(_length, taken)) >= needed
    open_choices = choices[len(taken) :]
    if sum(map(_length, taken)) + sum(max(map(_length, choice)) for choice in open_choices) < needed:
        return False
    twin = bool(taken) and choices[len(taken) - 1] == open_choices[0]
    for place in open_choices[0]:
        if (twin and place <= taken[-1]) or any(_overlap(place, other) for other in taken):
            continue
        if _seat(choices, needed, (*taken, place)):
            return True
    return False


def _length(place: Place) -> int:
    return place[1] - place[0] + 1


def _lies_in(place: Place, window: Place) -> bool:
    return window[0] <= place[0] and place[1] <= window[1]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
