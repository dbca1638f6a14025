"""Many growing lists of whole numbers in one block of memory, read together by numpy."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int32]

LEAST_ROOM = 2  # most words are in one or two clauses


class Column:
    """A growing row of numbers. `values` is a view that the next `append` may outdate."""

    def __init__(self) -> None:
        self._room = np.zeros(64, np.int32)
        self.size = 0

    @property
    def values(self) -> Ints:
        return self._room[: self.size]

    def append(self, value: int) -> None:
        self.reach(self.size + 1)
        self._room[self.size - 1] = value

    def extend(self, values: "Sequence[int] | NDArray[np.integer[Any]]") -> None:
        start = self.size
        self.reach(start + len(values))
        self._room[start : self.size] = values

    def reach(self, size: int) -> None:
        """Grow to `size`, with zeros."""
        if size > len(self._room):
            self._room = np.concatenate([self._room, np.zeros(max(size, len(self._room)), np.int32)])
        self.size = max(self.size, size)


class Bags:
    """Numbers by owner, a small whole number that is made known first.

    A value may be put into a bag once; the order means nothing.
    """

    def __init__(self) -> None:
        self._starts, self._sizes, self._rooms = Column(), Column(), Column()
        self._pool = Column()
        self._wasted = 0

    def add(self, owner: int, value: int) -> None:
        sizes = self._sizes.values
        size = int(sizes[owner])
        if size == self._rooms.values[owner]:
            self._move(owner, size)
        self._pool.values[self._starts.values[owner] + size] = value
        sizes[owner] = size + 1

    def discard(self, owner: int, value: int) -> None:
        start, size = int(self._starts.values[owner]), int(self._sizes.values[owner])
        bag = self._pool.values[start : start + size]
        bag[np.flatnonzero(bag == value)[0]] = bag[-1]
        self._sizes.values[owner] = size - 1

    def replace(self, owner: int, values: Iterable[int]) -> None:
        self._sizes.values[owner] = 0
        for value in values:
            self.add(owner, value)

    def append(self, bags: Sequence[Collection[int]]) -> None:
        """Add new owners with what their bags hold."""
        sizes = np.fromiter(map(len, bags), np.int32, len(bags))
        self._starts.extend(self._pool.size + np.cumsum(sizes) - sizes)
        self._sizes.extend(sizes)
        self._rooms.extend(sizes)
        self._pool.extend(list(chain.from_iterable(bags)))

    def gather(self, owners: Ints) -> tuple[Ints, Ints]:
        """Give the values of all owners, one bag after the other, and how many each had. All must be known."""
        sizes = self._sizes.values[owners]
        return self._pool.values[runs(self._starts.values[owners], sizes)], sizes

    @property
    def room(self) -> int:
        return self._pool.size

    def know(self, owner: int) -> None:
        """Make room for an owner, with an empty bag."""
        for column in (self._starts, self._sizes, self._rooms):
            column.reach(owner + 1)

    def _move(self, owner: int, size: int) -> None:
        """Give a full bag twice the room, at the end."""
        if self._wasted > self._pool.size // 2 + 1024:
            self._pack()
        self._wasted += size
        start, old = self._pool.size, int(self._starts.values[owner])
        room = max(LEAST_ROOM, 2 * size)
        self._pool.reach(start + room)
        self._pool.values[start : start + size] = self._pool.values[old : old + size]
        self._starts.values[owner], self._rooms.values[owner] = start, room

    def _pack(self) -> None:
        """Move all bags together: what they left behind is more than half."""
        rooms = self._rooms.values
        packed = Column()
        packed.extend(self._pool.values[runs(self._starts.values, rooms)])
        self._starts.values[:] = np.cumsum(rooms) - rooms
        self._pool, self._wasted = packed, 0


def runs(starts: Ints, sizes: Ints) -> Ints:
    """Write out runs of numbers: 7 with size 3 becomes 7, 8, 9."""
    ends = np.cumsum(sizes, dtype=np.int32)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - ends + sizes, sizes) + np.arange(total, dtype=np.int32)
