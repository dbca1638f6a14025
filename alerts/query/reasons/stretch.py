"""How near words come to one another, where that was not near enough."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from alerts.query.document import Place
from news import Span


class Stretch(NamedTuple):
    """Words that came nearest, and how many others stand between or among them."""

    between: int
    spans: tuple[Span, ...]


def nearest_pair(left: Sequence[Place], right: Sequence[Place], ordered: bool) -> tuple[Place, Place] | None:
    """The two places, one of each, with the fewest words between them; the earlier first.

    Overlapping ones do not count. `ordered`: the left one must be the earlier.
    """
    pairs = [*_following(left, right), *([] if ordered else _following(right, left))]
    return min(pairs, key=lambda pair: pair[1][0] - pair[0][1], default=None)


def _following(earlier: Sequence[Place], later: Sequence[Place]) -> list[tuple[Place, Place]]:
    places = sorted(later)
    firsts = [first for first, _ in places]
    nexts = ((place, bisect_right(firsts, place[1])) for place in earlier)
    return [(place, places[at]) for place, at in nexts if at < len(places)]


def shortest(rows: Sequence[Sequence[Place]]) -> list[Place] | None:
    """Choose one place of each row so that all lie as close together as can be; None when a row is empty.

    A sweep over all places keeps the latest of each row: the best choice is among these.
    """
    if not all(rows):
        return None
    latest: dict[int, Place] = {}
    best: list[Place] | None = None
    for place, row in sorted((place, row) for row, places in enumerate(rows) for place in places):
        if place in latest.values():
            continue  # a word serves one row only
        latest[row] = place
        if len(latest) == len(rows) and (best is None or _length(latest.values()) < _length(best)):
            best = list(latest.values())
    return best


def _length(places: Collection[Place]) -> int:
    return max(last for _, last in places) - min(first for first, _ in places)
