"""Which differences are nothing: a dateline, a byline, credits, a cut tail, another spelling."""

from news import Text
from parsers.corrections import correction_in
from parsers.likeness.alignment import WINDOW, Gap, Run
from parsers.likeness.numbers import same_amount, value
from parsers.likeness.pair import Pair, Side
from parsers.likeness.sentences import tail_of
from parsers.likeness.slots import Slot
from parsers.likeness.spelling import same_spelled
from parsers.likeness.stamps import is_credit, is_stamp

_CREDITS = 60  # tokens; who reported, wrote, edited, and whose rights
_LAST = 600  # characters: a correction, and the rights reserved below it
_MORE, _LOST = 5, 15  # tokens: "Read the full story here", and what is left out at the least


def edits_of(pair: Pair, slots: list[Slot]) -> list[Gap]:
    """The gaps that change what is said, in order. Where a figure or a name changed, that is never nothing."""
    cut = cuts_are_nothing(pair.a.source, pair.b.source, len(pair.a.words), len(pair.b.words))
    tail = _tail(pair)
    told = {slot.gap for slot in slots}
    return [gap for gap in pair.gaps if gap in told or not _is_nothing(pair, gap, cut, tail)]


def cuts_are_nothing(a: Text, b: Text, a_length: int, b_length: int) -> bool:
    """Whether a tail that only the longer text has was cut by the other's editors: it did not grow since.

    On one site a text that ends otherwise was changed. Across sites the later one grew when it is the longer.
    """
    if a.site and a.site == b.site:
        return False
    if a.at is None or b.at is None or a.at == b.at or a_length == b_length:
        return True
    return (a.at < b.at) == (a_length > b_length)


def _is_nothing(pair: Pair, gap: Gap, cut: bool, tail: Gap) -> bool:
    one, other = pair.a.words[gap.a : gap.a_end], pair.b.words[gap.b : gap.b_end]
    if pair.is_before(gap) or (gap.is_swap and _same_said(one, other)):
        return True
    if gap.a == gap.b == 0 and pair.a.title.issuperset(one) and pair.b.title.issuperset(other):
        return True  # the headline once more
    if gap.a >= tail.a and gap.b >= tail.b:
        return _is_end(pair, tail, cut)
    return _is_stamp_or_empty(one) and _is_stamp_or_empty(other)


def _tail(pair: Pair) -> Gap:
    """What stands after the last words of any length that both have."""
    last = next((run for run in reversed(pair.runs) if run.length >= WINDOW), Run(0, 0, 0))
    return Gap(last.a + last.length, len(pair.a.words), last.b + last.length, len(pair.b.words))


def _same_said(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if same_spelled(one, other):
        return True
    return len(one) == len(other) and all(
        a == b or ((x := value(a)) is not None and (y := value(b)) is not None and same_amount(x, y))
        for a, b in zip(one, other, strict=True)
    )


def _is_stamp_or_empty(tokens: tuple[str, ...]) -> bool:
    return not tokens or is_stamp(tokens)


def _is_end(pair: Pair, tail: Gap, cut: bool) -> bool:
    """Credits on either side, or a tail that one side lost."""
    if cut and _is_cut(pair, tail):
        return not _owns_up(pair.a if tail.a < tail.a_end else pair.b)
    return _is_credit(pair.a, tail.a_end - tail.a) and _is_credit(pair.b, tail.b_end - tail.b)


def _owns_up(side: Side) -> bool:
    """Whether the text ends with a correction: nobody cuts, or adds, one for its length."""
    return correction_in("", side.source.text[-_LAST:]) is not None


def _is_cut(pair: Pair, tail: Gap) -> bool:
    """A tail that one side lacks, or has half a word, or "read more" instead of."""
    short, long = sorted((tail.a_end - tail.a, tail.b_end - tail.b))
    if not short:
        return True
    one, other = pair.a.words[tail.a], pair.b.words[tail.b]
    is_half = short == 1 and long > 1 and (one.startswith(other) or other.startswith(one)) and not one[0].isdecimal()
    return is_half or (short <= _MORE and long >= _LOST)


def _is_credit(side: Side, tokens: int) -> bool:
    return not tokens or (tokens <= _CREDITS and is_credit(tail_of(side.source.text, tokens)))
