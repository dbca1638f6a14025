"""One text, or two in a row as title and body are, with the watched words in it and where they stand."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from alerts.query.engine.bags import Ints, runs
from alerts.query.engine.lexicon import Lexicon, Words
from alerts.query.engine.places import Places, in_a_row, lengths, side_by_side, union
from alerts.query.engine.units import PAIR, Key, Units

GAP = 128  # positions between title and body: more than the 100 of the widest NEAR or window, so nothing crosses it
_LAST_SPACE = 0x3000  # the highest code point of white space
OFFSET = 1 << 32  # more than the code points of a text


class Reading:
    """One text or two, read by a lexicon, a GAP between them.

    `terms` are the watched words found and `lasts` their last positions, by first position.
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
        self._places: dict[int, Places] = {}

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

    def phrases(self) -> list[int]:
        """Give the watched phrases that stand here."""
        pairs = [self._units.pairs[pair] for pair in self._neighbours() & self._units.pairs.keys()]
        longer = {phrase for pair in pairs for phrase in self._units.longer.get(pair, ())}
        return pairs + [phrase for phrase in longer if self.places(phrase)]

    def _neighbours(self) -> set[int]:
        """Give the pairs of words side by side that some phrase may hold, as numbers."""
        heads = np.flatnonzero(self._units.heads.values[self.terms])
        tails = np.flatnonzero(self._units.tails.values[self.terms])
        behind, next_to = self.firsts[tails], self.lasts[heads] + 1
        low = np.searchsorted(behind, next_to).astype(np.int32)
        counts = np.searchsorted(behind, next_to, "right").astype(np.int32) - low
        left = np.repeat(self.terms[heads], counts).astype(np.int64)
        return set((left << PAIR | self.terms[tails[runs(low, counts)]]).tolist())

    def places(self, unit: int) -> Places:
        """Give where a word or phrase stands."""
        if unit not in self._places:
            self._places[unit] = self._find(self._units.key(unit), unit)
        return self._places[unit]

    def _find(self, key: Key, unit: int) -> Places:
        match key:
            case ("phrase", *parts) if all(isinstance(part, int) and part not in self._wide for part in parts):
                return in_a_row([self._by_term.get(part, {}) for part in parts])
            case ("phrase", *parts):
                return side_by_side([self._part(part) for part in parts])
        return self._by_term.get(unit, {})

    def _part(self, part: object) -> Places:
        match part:
            case (tuple(words), int(joined)):
                return union([side_by_side([self.places(word) for word in words]), self.places(joined)])
            case int(word):
                return self.places(word)
        raise TypeError(part)

    @cached_property
    def _wide(self) -> set[int]:
        """Give the terms of which a compound is one here: some of their places have more than one word."""
        return set(self.terms[self.firsts != self.lasts].tolist())

    @cached_property
    def _by_term(self) -> dict[int, Places]:
        found: defaultdict[int, Places] = defaultdict(dict)
        for term, first in zip(self.terms.tolist(), self.firsts.tolist(), strict=True):
            found[term][first] = 1
        if self.lasts is not self.firsts:
            self._place_compounds(found)
        return found

    def _place_compounds(self, found: dict[int, Places]) -> None:
        """Put right what was taken for words. A term may be both the first word of a compound and the whole."""
        whole = np.flatnonzero(self.lasts != self.firsts)
        wholes = set(zip(self.terms[whole].tolist(), self.firsts[whole].tolist(), strict=True))
        for term, first in wholes:
            here = (self.terms == term) & (self.firsts == first)
            found[term][first] = sum(1 << longer for longer in set((self.lasts - self.firsts)[here].tolist()))

    def marks(self, places: Places) -> frozenset[int]:
        """Give the characters that places cover, each as one number: text, start, and end counted downwards.

        In the order of these numbers a longer range comes before one that it holds.
        """
        starts, ends = self._starts, self._ends
        found = []
        for first, bits in places.items():
            text = first >= self._second
            at = first - GAP if text else first
            for more in lengths(bits):
                found.append((text * OFFSET + starts[at]) * OFFSET + OFFSET - ends[at + more])
        return frozenset(found)

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


def _starts(text: str) -> NDArray[np.intp]:
    """Give where each piece of `text.split()` begins."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    space = _spaces()[np.minimum(codes, _LAST_SPACE + 1)]
    return np.flatnonzero(~space & np.concatenate([[True], space[:-1]]))


@lru_cache(maxsize=1)
def _spaces() -> NDArray[np.bool_]:
    return np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])
