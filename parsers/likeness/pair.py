"""Two texts side by side: their words, what they share, and what stands in each other's place."""

from functools import cached_property, lru_cache

from news import Text
from parsers.likeness.alignment import WINDOW, Gap, Run, Windows, equal_runs, gaps
from parsers.likeness.headlines import stems_of
from parsers.likeness.sentences import Sentences
from parsers.likeness.stamps import preface
from parsers.likeness.tokens import words

LEAD = 64  # tokens; a teaser is often no more than this of the whole story


class Side:
    """One of the two texts."""

    def __init__(self, text: Text) -> None:
        self.source = text
        self.words = words(text.text)

    @cached_property
    def windows(self) -> Windows:
        return Windows(self.words)

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(words(self.source.title))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems_of(self.vocabulary)

    @cached_property
    def preface(self) -> int:
        """How many words stand before the text proper."""
        return preface(self.source.text)

    @cached_property
    def sentences(self) -> Sentences:
        return Sentences(self.source.text, len(self.words))


@lru_cache(maxsize=8)  # an arriving text is compared with one stored text after another
def side_of(text: Text) -> Side:
    """Its words and windows, made once."""
    return Side(text)


class Pair:
    """Both of them. What it tells is the same whichever comes first, but for the order within a gap."""

    def __init__(self, a: Text, b: Text) -> None:
        self.a, self.b = side_of(a), side_of(b)

    @cached_property
    def shared(self) -> float:
        """The share of the shorter text's windows that the other holds too."""
        if self.a.words == self.b.words:
            return float(self.shorter >= WINDOW)  # no need to cut windows
        one, other = self.a.windows.places.keys(), self.b.windows.places.keys()
        few, many = sorted((one, other), key=len)
        return sum(map(many.__contains__, few)) / len(few) if few else 0.0

    @cached_property
    def lead_shared(self) -> float:
        """The share of one text's beginning that stands anywhere in the other; the higher of both."""
        return max(_held(self.a, self.b), _held(self.b, self.a))

    @cached_property
    def runs(self) -> list[Run]:
        if self.a.words <= self.b.words:
            return equal_runs(self.a.windows, self.b.windows)
        turned = equal_runs(self.b.windows, self.a.windows)  # of passages said twice, the same one from either side
        return [Run(run.b, run.a, run.length) for run in turned]

    @cached_property
    def gaps(self) -> list[Gap]:
        return list(gaps(self.runs, len(self.a.words), len(self.b.words)))

    def is_before(self, gap: Gap) -> bool:
        """Whether the gap lies before the text proper on either side."""
        return gap.a_end <= self.a.preface and gap.b_end <= self.b.preface

    @cached_property
    def equal(self) -> int:
        """How many words stand in both, in order."""
        return sum(run.length for run in self.runs)

    @property
    def shorter(self) -> int:
        return min(len(self.a.words), len(self.b.words))


def _held(one: Side, other: Side) -> float:
    lead = one.windows.keys[:LEAD]
    return sum(map(other.windows.places.__contains__, lead)) / len(lead) if lead else 0.0
