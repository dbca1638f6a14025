"""A query of another tool in our own language, with what was changed and where everything stood."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from alerts.query.borrowed.legal import Grouping
from news import QueryError


@dataclass(frozen=True, slots=True)
class Change:
    """What was written at a code point of the query, what it is taken for ("": left out), and why."""

    position: int
    written: str
    taken: str
    why: str

    @property
    def is_spelling(self) -> bool:
        """Tell another sign for the same thing from signs set around words, and from what is only in capitals now."""
        same = self.taken[:1] in ('"', "(") or self.taken == self.written.upper()
        return bool(self.written.strip() and self.taken.strip()) and not same


@dataclass(frozen=True, slots=True)
class Normalised:
    """A query in our own language, and what was changed for it.

    `places` has for each code point of `text`, and for its end, where it stood in what was written. `refusal` is of
    what no article here can answer; its position, too, is where it was written.
    """

    text: str
    changes: tuple[Change, ...]
    places: tuple[int, ...]
    refusal: QueryError | None = None


def grouped(query: str, taken: Normalised, found: Sequence[Grouping]) -> Normalised:
    """Set quotes and parentheses around what belongs together there."""
    closing, opening = defaultdict[int, str](str), defaultdict[int, str](str)
    for one in sorted(found, key=lambda one: -one.start):  # the inner ones are closed first, which begin later
        closing[one.end] += one.signs[1]
    for one in sorted(found, key=lambda one: -one.end):
        opening[one.start] += one.signs[0]
    text: list[str] = []
    places: list[int] = []
    for at in range(len(taken.text) + 1):
        text += [closing[at], opening[at], taken.text[at : at + 1]]
        places += [taken.places[max(at - 1, 0)]] * len(closing[at]) + [taken.places[at]] * (len(opening[at]) + 1)
    changes = dict.fromkeys((*taken.changes, *(_as_change(query, taken, one) for one in found)))
    return Normalised("".join(text), tuple(changes), tuple(places), taken.refusal)


def _as_change(query: str, taken: Normalised, one: Grouping) -> Change:
    start, end = taken.places[one.start], taken.places[one.end - 1] + 1
    return Change(start, query[start:end], one.signs[0] + taken.text[one.start : one.end] + one.signs[1], one.why)
