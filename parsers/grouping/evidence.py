"""What speaks for and against two articles reporting one event."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from parsers.grouping.packing import COUNTED, LEAD, NAME, TITLE, Packed

Column = NDArray[np.float64]

NAMES = (
    "words", "beginnings", "titles in texts", "days", "other days", "far days", "apart", "far apart", "length",
    "names, less", "names, more", "other numbers", "terms", "very rare terms",
)  # fmt: skip
_VERY_RARE = 7.0  # rarity: of one article in 1,100
_OTHER_DAYS = 2  # reports of one event differ by a day or two, for time zones and for "late on Monday"
_FAR_DAYS = 60
_MONTH = 30.0  # days


def evidence(own: Packed, others: Sequence[Packed], apart: Column) -> NDArray[np.float64]:
    """A matrix: a row for each of `others`, a column for each of NAMES. `apart`: in days."""
    shared = _Shared(own, others)
    totals = np.array([other.sums for other in others])
    mine = np.array(own.sums)
    words = shared.sums(shared.weight * shared.other_weight) / _floor(mine[0] * totals[:, 0])
    beginnings = shared.sums(shared.head_weight) / _floor(mine[1] * totals[:, 1])
    mine_in_theirs = shared.sums(shared.rarity * shared.mine(TITLE)) / _floor(mine[4])
    theirs_in_mine = shared.sums(shared.rarity * shared.theirs(TITLE)) / _floor(totals[:, 4])
    my_names = shared.sums(shared.rarity * shared.mine(TITLE | LEAD) * shared.mine(NAME)) / _floor(mine[6])
    their_names = shared.sums(shared.rarity * shared.theirs(TITLE | LEAD) * shared.theirs(NAME)) / _floor(totals[:, 6])
    lengths = np.array([other.length for other in others])
    return np.column_stack([
        np.sqrt(words), beginnings, (mine_in_theirs + theirs_in_mine) / 2, *_days(own, others),
        np.log1p(apart), np.minimum(apart, _MONTH) / _MONTH, np.log1p(np.minimum(own.length, lengths)),
        np.minimum(my_names, their_names), np.maximum(my_names, their_names), _other_numbers(shared),
        np.log1p(shared.sums(shared.rarity > 0)), np.log1p(shared.sums(shared.rarity > _VERY_RARE)),
    ])  # fmt: skip


class _Shared:
    """The terms that an article shares with each of several others: one row for each of these."""

    def __init__(self, own: Packed, others: Sequence[Packed]) -> None:
        ids = np.concatenate([other.ids for other in others])
        place = np.searchsorted(own.ids, ids)
        place[place == len(own.ids)] = 0
        found = own.ids[place] == ids if len(own.ids) else np.zeros(len(ids), bool)
        self.own_place = place[found]
        self.other = np.repeat(np.arange(len(others)), [len(other.ids) for other in others])[found]
        self.others = len(others)
        self.rarity: Column = own.rarity[self.own_place]
        self.weight: Column = own.weight[self.own_place]
        self.other_weight: Column = np.concatenate([other.weight for other in others])[found]
        self._mine: NDArray[np.uint8] = own.marks[self.own_place]
        self._theirs: NDArray[np.uint8] = np.concatenate([other.marks for other in others])[found]

    def mine(self, mark: int) -> NDArray[np.bool_]:
        return self._mine & np.uint8(mark) > 0

    def theirs(self, mark: int) -> NDArray[np.bool_]:
        return self._theirs & np.uint8(mark) > 0

    @property
    def head_weight(self) -> Column:
        """Of terms that stand in title or lead of both."""
        in_titles = (1 + 0.5 * self.mine(TITLE)) * (1 + 0.5 * self.theirs(TITLE))
        return self.rarity**2 * in_titles * self.mine(TITLE | LEAD) * self.theirs(TITLE | LEAD)

    def sums(self, values: NDArray[np.float64] | NDArray[np.bool_]) -> Column:
        """What the shared terms come to, for each of the others."""
        return np.bincount(self.other, values.astype(np.float64), self.others).astype(np.float64)


def beside_names(own: Packed, others: Sequence[Packed]) -> Column:
    """How much of what each of two articles says besides names the other says too, 0 to 1."""
    shared = _Shared(own, others)
    plain = ~(shared.mine(NAME) | shared.theirs(NAME))
    alike = shared.sums(shared.weight * shared.other_weight * plain)
    return np.sqrt(alike / _floor(_plain_weight([own])[0] * _plain_weight(others)))


def _plain_weight(articles: Sequence[Packed]) -> Column:
    """What the terms of each that are no names come to."""
    place = np.repeat(np.arange(len(articles)), [len(one.ids) for one in articles])
    marks = np.concatenate([one.marks for one in articles])
    plain = np.concatenate([one.weight for one in articles]) * (marks & np.uint8(NAME) == 0)
    return np.sqrt(np.bincount(place, plain**2, len(articles)))


def _floor(total: Column | np.float64) -> Column:
    return np.maximum(1e-3, total)


def _other_numbers(shared: _Shared) -> Column:
    """How many things both beginnings count, and count otherwise: "3 dead" and "5 dead"."""
    counted = shared.mine(COUNTED) & shared.theirs(COUNTED)
    heads = shared.mine(TITLE | LEAD) & shared.theirs(TITLE | LEAD)
    alike = shared.sums(counted & (shared.rarity > 0) & heads)
    both = shared.sums(counted & (shared.rarity == 0))
    other: Column = np.log1p(np.maximum(0, both - alike))
    return other


def _days(own: Packed, others: Sequence[Packed]) -> tuple[Column, Column, Column]:
    """The share of days that both speak of; whether the nearest two are other days; and whether they are far apart."""
    alike, unlike, far = np.zeros((3, len(others)))
    for i, other in enumerate(others):
        if len(own.days) and len(other.days):
            distance = np.abs(own.days[:, None] - other.days[None, :])
            nearest = int(distance.min())
            alike[i] = (distance.min(axis=0) == 0).sum() / min(distance.shape)
            unlike[i], far[i] = nearest > _OTHER_DAYS, nearest > _FAR_DAYS
    return np.minimum(1, alike), unlike, far
