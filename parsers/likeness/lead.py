"""Whether two texts begin by saying something else."""

from collections.abc import Iterable

from parsers.likeness.pair import Pair, Side

_LEAST, _MOST = 12, 40  # tokens of the first sentence, or first two; an endless one is not waited for
_NEAR = 80  # tokens; pushed down further, it is the lead no more
_KEPT = 0.5  # an edited sentence keeps more of its words, another one almost none


def lead_changed(pair: Pair) -> bool:
    """Tell whether more than half of one text's beginning stands nowhere near the beginning of the other.

    Datelines and bylines are left out.
    """
    a, b = pair.a.preface, pair.b.preface
    in_a, in_b = _lead(pair.a, a), _lead(pair.b, b)
    runs = [(run.a - a, run.b - b, run.length) for run in pair.runs]
    kept_of_a = _kept(runs, in_a)
    kept_of_b = _kept(((in_other, here, length) for here, in_other, length in runs), in_b)
    return kept_of_a < _KEPT * in_a or kept_of_b < _KEPT * in_b


def _lead(side: Side, start: int) -> int:
    """How many tokens of the first sentences count."""
    first = side.sentences.after(start + 1) + 1
    return min(first if first >= _LEAST else side.sentences.after(start + first + 1) + first + 1, _MOST)


def _kept(runs: Iterable[tuple[int, int, int]], lead: int) -> int:
    """How many of a text's first words stand among the other's first ones."""
    return sum(max(0, min(here + length, lead, here + _NEAR - there) - max(here, 0)) for here, there, length in runs)
