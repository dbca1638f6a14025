"""Topics as rows of a table that is answered column by column."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from alerts.query.engine.bags import Column, Ints
from alerts.query.engine.units import ALWAYS, NEVER

# Of 10,000 topics as desks write them one in a hundred has more; what does not fit is left to the program.
NEEDS, BARS = 4, 2


class Table:
    """Rows of units that must be true and units that must not, each for a topic."""

    def __init__(self) -> None:
        self._units = np.zeros((NEEDS + BARS, 64), np.intp)  # intp: numpy would convert other indexes each time
        self._topics = Column()
        self._free: list[int] = []

    def __len__(self) -> int:
        return self._topics.size

    def add(self, topic: int, needs: Sequence[int], bars: Sequence[int]) -> int:
        """Add a row, the needs rarest first, and give its number."""
        row = self._free.pop() if self._free else self._new()
        self._topics.values[row] = topic
        self._units[:NEEDS, row] = (*needs, *[ALWAYS] * NEEDS)[:NEEDS]
        self._units[NEEDS:, row] = (*bars, *[NEVER] * BARS)[:BARS]
        return row

    def drop(self, row: int) -> None:
        self._units[:, row] = NEVER
        self._free.append(row)

    def units(self, row: int) -> list[int]:
        return [int(unit) for unit in self._units[:, row]]

    def topics(self, true: NDArray[np.bool_]) -> Ints:
        """Give the topics of the rows that pass, given which units are true. One topic may come twice."""
        rows = np.flatnonzero(true[self._units[0, : self._topics.size]])
        for column in self._units[1:NEEDS]:
            rows = rows[true[column[rows]]]
        for column in self._units[NEEDS:]:
            rows = rows[~true[column[rows]]]
        return self._topics.values[rows]

    def _new(self) -> int:
        row = self._topics.size
        self._topics.reach(row + 1)
        if row == self._units.shape[1]:
            self._units = np.concatenate([self._units, np.zeros_like(self._units)], axis=1)
        return row
