"""Slots: a number, a day or a name that stands in another one's place within equal words.

One or two are what an editor corrects; many are a form that was filled in anew.
"""

from dataclasses import dataclass

from parsers.likeness.alignment import Gap
from parsers.likeness.numbers import is_day, same_amount, value
from parsers.likeness.pair import Pair, Side
from parsers.likeness.spelling import same_spelled
from parsers.likeness.stamps import is_stamp

_WIDE = 8  # tokens; what is longer is a passage written anew, and no slot


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in the first text, and in its place in the second."""

    gap: Gap
    a: tuple[str, ...]
    b: tuple[str, ...]
    is_name: bool = False


def slots_of(pair: Pair) -> list[Slot]:
    """Every slot, in order. The stamps of agencies and systems ("Updated 10:42 GMT") have none."""
    found: list[Slot] = []
    for gap in pair.gaps:
        if not gap.is_swap or gap.a_end - gap.a > _WIDE or gap.b_end - gap.b > _WIDE:
            continue
        one, other = pair.a.words[gap.a : gap.a_end], pair.b.words[gap.b : gap.b_end]
        if pair.is_before(gap) or is_stamp(one) or is_stamp(other):
            continue
        found.extend(_numbers(gap, one, other) or _name(gap, pair))
    return found


def _numbers(gap: Gap, one: tuple[str, ...], other: tuple[str, ...]) -> list[Slot]:
    """Amounts in each other's place, the first by the first, and so days and months; none that mean the same."""
    return [
        Slot(gap, (a,), (b,))
        for days in (False, True)
        for (a, x), (b, y) in zip(_valued(one, days), _valued(other, days), strict=False)
        if not same_amount(x, y)
    ]


def is_figure(slot: Slot) -> bool:
    """Whether it is an amount: no name, no day, no time of day."""
    return not slot.is_name and not any(is_day(token) or ":" in token for token in (*slot.a, *slot.b))


def _valued(tokens: tuple[str, ...], days: bool) -> list[tuple[str, str]]:
    return [(token, worth) for token in tokens if (worth := value(token)) is not None and is_day(token) is days]


def _name(gap: Gap, pair: Pair) -> list[Slot]:
    """A name that the other text does not know, where that has another one; spelled otherwise it is the same."""
    left = _names(pair.a, gap.a, gap.a_end, pair.b)
    right = _names(pair.b, gap.b, gap.b_end, pair.a)
    if not left or not right or same_spelled(left, right):
        return []
    return [Slot(gap, left, right, is_name=True)]


def _names(side: Side, start: int, end: int, other: Side) -> tuple[str, ...]:
    return tuple(
        word
        for word in side.words[start:end]
        if word not in other.vocabulary and word not in other.title and _may_name(word, side)
    )


def _may_name(word: str, side: Side) -> bool:
    """A word that is written with a capital, and never without; in a script without them, one that comes back."""
    text = side.source.text
    if word[0].isdecimal() or value(word) is not None:
        return False
    if word.upper() == word:
        return word in side.title or text.count(word) > 1
    return (word.capitalize() in text or word.upper() in text) and f" {word}" not in text
