"""One text, or two in a row as title and body are, with the watched words in it and where they stand."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from alerts.query.engine.bags import Ints, runs
from alerts.query.engine.lexicon import Lexicon, Words
from alerts.query.engine.places import Places, lengths, side_by_side, union
from alerts.query.engine.units import PAIR, Part, Units
from alerts.query.syntax import TEXT_FIELDS
from news import Span

GAP = 128  # positions between title and body: more than the 100 of the widest NEAR or window, so nothing crosses it
_LAST_SPACE = 0x3000  # the highest code point of white space
_PLACE = 32  # bits of a position, more than the words of any text
_LAST = (1 << _PLACE) - 1  # a mark counts last positions downwards from it


class Reading:
    """One text or two, read by a lexicon, a GAP between them.

    `terms` are the watched words found, each as often as it stands there, `firsts` and `lasts` its first and last
    positions, all in the order of the text. `found` has each of them once, `phrases` the watched phrases found.

    A mark is a place as one number. Of marks in order a longer one comes before those that lie inside it.
    """

    def __init__(self, texts: Sequence[str], lexicon: Lexicon, units: Units) -> None:
        self._texts, self._units = texts, units
        self._pieces = [text.split() for text in texts]
        self._words = lexicon.words([piece for pieces in self._pieces for piece in pieces])
        self.bounds = self._find_bounds(self._words)
        positions = np.arange(len(self._words.tokens), dtype=np.int32)
        self._second = self.bounds[1] + GAP
        positions[self.bounds[1] :] += GAP
        terms, counts = lexicon.terms_of(self._words.tokens)
        firsts = np.repeat(positions, counts)
        self.firsts, self.lasts, self.terms = firsts, firsts, terms
        if self._words.compounds:
            self._add_compounds(positions, lexicon)
        self._sort()
        self._of_terms: dict[int, Places] = {}
        self._of_phrases = self._pairs()
        self._add_longer(self._units.longer)
        self.phrases = list(self._of_phrases)
        self._spans: dict[int, Span] = {}

    def _find_bounds(self, words: Words) -> list[int]:
        """Give how many words stand before each text, and in all."""
        ends = np.cumsum([len(pieces) for pieces in self._pieces])
        return [0, *np.searchsorted(words.pieces, ends).tolist()]

    def _add_compounds(self, positions: Ints, lexicon: Lexicon) -> None:
        wholes = np.array(self._words.compounds, np.int32)
        terms, counts = lexicon.terms_of(wholes[:, 2])
        if not len(terms):
            return
        firsts = np.concatenate([self.firsts, np.repeat(positions[wholes[:, 0]], counts)])
        order = np.argsort(firsts, kind="stable")
        self.firsts = firsts[order]
        self.lasts = np.concatenate([self.lasts, np.repeat(positions[wholes[:, 1]], counts)])[order]
        self.terms = np.concatenate([self.terms, terms])[order]

    def _sort(self) -> None:
        """Put the places of each term together. They are written out when asked for."""
        self._order = np.argsort(self.terms, kind="stable")
        ordered = self.terms[self._order]
        begins = np.flatnonzero(np.diff(ordered, prepend=-1))
        self.found = ordered[begins]
        self._ranges = dict(zip(self.found.tolist(), pairwise([*begins.tolist(), len(ordered)]), strict=True))

    def _pairs(self) -> dict[int, Places]:
        """Give the watched phrases of two words, and where they stand."""
        left, right = self._neighbours()
        codes = self.terms[left].astype(np.int64) << PAIR | self.terms[right]
        phrases = map(self._units.pairs.get, codes.tolist())
        watched = [(at, phrase) for at, phrase in enumerate(phrases) if phrase is not None]
        here = [at for at, _ in watched]
        firsts, lasts = self.firsts[left[here]].tolist(), self.lasts[right[here]].tolist()
        found: dict[int, Places] = {}
        for (_, phrase), first, last in zip(watched, firsts, lasts, strict=True):
            places = found.setdefault(phrase, {})
            places[first] = places.get(first, 0) | 1 << (last - first)
        return found

    def _neighbours(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give the words side by side that some phrase may hold: which is the left one and which the right one."""
        heads = np.flatnonzero(self._units.heads.values[self.terms])
        tails = np.flatnonzero(self._units.tails.values[self.terms])
        if not (len(heads) and len(tails)):
            return heads[:0], tails[:0]
        behind, next_to = self.firsts[tails], self.lasts[heads] + 1
        low = np.searchsorted(behind, next_to).astype(np.int32)
        counts = np.searchsorted(behind, next_to, "right").astype(np.int32) - low
        return np.repeat(heads, counts), tails[runs(low, counts)]

    def _add_longer(self, longer: dict[int, list[tuple[int, int]]]) -> None:
        """Add the watched phrases of more words, each of which has a pair that is looked for."""
        found = self._of_phrases
        for pair in found.keys() & longer.keys():
            for phrase, offset in longer[pair]:
                if phrase not in found and (places := self._around(found[pair], phrase, offset)):
                    found[phrase] = places

    def _around(self, pair: Places, phrase: int, offset: int) -> Places:
        """Give where a phrase stands whose words at `offset` and behind are a pair that stands here."""
        _, *parts = self._units.key(phrase)
        if tuple in map(type, parts) or not self._wide.isdisjoint(parts):
            return side_by_side([self._part(part) for part in parts])
        starts = [first - offset for first in pair]
        for at, word in enumerate(parts):
            if at != offset and at != offset + 1:
                places = self.places(word)
                starts = [start for start in starts if start + at in places]
            if not starts:
                return {}
        return dict.fromkeys(starts, 1 << (len(parts) - 1))

    def _part(self, part: Part) -> Places:
        if isinstance(part, int):
            return self.places(part)
        words, joined = part
        return union([side_by_side([self.places(word) for word in words]), self.places(joined)])

    def places(self, unit: int) -> Places:
        """Give where a word or phrase stands."""
        if unit not in self._ranges:
            return self._of_phrases.get(unit, {})
        places = self._of_terms.get(unit)
        if places is None:
            places = self._of_terms[unit] = self._find(unit)
        return places

    def _find(self, term: int) -> Places:
        marks = self._marks_of(term)
        if term not in self._wide:
            return {mark >> _PLACE: 1 for mark in marks}
        found: Places = {}
        for mark in marks:
            first = mark >> _PLACE
            found[first] = found.get(first, 0) | 1 << (_LAST - (mark & _LAST) - first)
        return found

    @cached_property
    def _wide(self) -> set[int]:
        """Give the terms of which a compound is one here: some of their places have more than one word."""
        return set(self.terms[self.firsts != self.lasts].tolist())

    @cached_property
    def _all_marks(self) -> list[int]:
        marks = (self.firsts.astype(np.int64) << _PLACE) + _LAST - self.lasts
        return [*marks[self._order].tolist()]

    def _marks_of(self, term: int) -> list[int]:
        low, high = self._ranges[term]
        return self._all_marks[low:high]

    def marks(self, unit: int) -> frozenset[int] | None:
        """Give the marks of a word or phrase; None: it does not stand here."""
        if unit in self._ranges:
            return frozenset(self._marks_of(unit))
        places = self._of_phrases.get(unit)
        return None if places is None else marks_of(places)

    def spans(self, marks: Iterable[int]) -> tuple[Span, ...]:
        """Give the characters of marks in reading order, without those that lie inside another."""
        spans: list[Span] = []
        reached = -1
        for mark in sorted(marks):
            last = _LAST - (mark & _LAST)
            if last > reached:
                spans.append(self._spans.get(mark) or self._new_span(mark, last))
                reached = last
        return tuple(spans)

    def _new_span(self, mark: int, last: int) -> Span:
        first = mark >> _PLACE
        text = first >= self._second
        gap = GAP if text else 0
        span = self._spans[mark] = Span(TEXT_FIELDS[text], self._starts[first - gap], self._ends[last - gap])
        return span

    def words_of(self, text: int, pieces: int) -> int:
        """Count the words in the first pieces of a text."""
        before = sum(map(len, self._pieces[:text]))
        return int(np.searchsorted(self._words.pieces, before + pieces)) - self.bounds[text]

    @cached_property
    def _starts(self) -> list[int]:
        return [*(self._piece_starts[self._words.pieces] + self._words.starts).tolist()]

    @cached_property
    def _ends(self) -> list[int]:
        return [*(self._piece_starts[self._words.pieces] + self._words.ends).tolist()]

    @cached_property
    def _piece_starts(self) -> NDArray[np.intp]:
        return np.concatenate([_starts(text) for text in self._texts])


def marks_of(places: Places) -> frozenset[int]:
    """Give places as marks."""
    return frozenset(
        (first << _PLACE) + _LAST - first - longer
        for first, bits in places.items()
        for longer in ((bits.bit_length() - 1,) if bits & (bits - 1) == 0 else lengths(bits))
    )


def _starts(text: str) -> NDArray[np.intp]:
    """Give where each piece of `text.split()` begins."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    space = _spaces()[np.minimum(codes, _LAST_SPACE + 1)]
    return np.flatnonzero(~space & np.concatenate([[True], space[:-1]]))


@lru_cache(maxsize=1)
def _spaces() -> NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])
