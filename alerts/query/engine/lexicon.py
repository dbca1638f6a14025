"""What pieces of text between white space consist of, remembered: most of an article has been seen before."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alerts.query.engine.bags import Bags, Column, Ints, runs
from alerts.query.engine.terms import Mode, Term, Terms, keys_of_term, keys_of_word
from alerts.query.syntax import Wildcard
from alerts.query.words.fold import fold
from alerts.query.words.tokens import Token, cut
from alerts.query.words.wildcard import glob

# Longer pieces are sentences of scripts without spaces, or addresses: they do not come again.
LONGEST_REMEMBERED = 40
MOST_PIECES = 65_536  # the distinct pieces of about 2,000 reports; with all that hangs on them about 30 MB
MOST_WORDS = 1_000_000  # within pieces: 12 MB


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text. All have one entry for each word.

    `piece` is the number of the piece it stands in, `start` and `end` count from there. `compounds` are
    (first word, last word, token).
    """

    tokens: Ints
    pieces: Ints
    starts: Ints
    ends: Ints
    compounds: list[tuple[int, int, int]]


class Lexicon:
    """The pieces and words seen in one language, and the watched terms that each word answers to."""

    def __init__(self, mode: Mode, terms: Terms) -> None:
        self._mode, self._terms = mode, terms
        self.clear()

    def clear(self) -> None:
        self._pieces: dict[str, int] = {}
        self._first_word, self._count, self._joined = Column(), Column(), Column()
        self._compounds: dict[int, list[tuple[int, int, int]]] = {}
        self._token, self._start, self._end = Column(), Column(), Column()
        self._tokens: dict[str, int] = {}
        self._texts: list[str] = []
        self._touched: dict[str, list[int]] = {}
        self._bags = Bags()

    @property
    def size(self) -> int:
        return len(self._pieces)

    @property
    def full(self) -> bool:
        return len(self._pieces) > MOST_PIECES or self._token.size > MOST_WORDS or len(self._texts) > MOST_PIECES

    def text(self, token: int) -> str:
        return self._texts[token]

    def words(self, pieces: list[str]) -> Words:
        """Cut pieces of text, which hold no white space, into words."""
        found = self._find(pieces)
        counts = self._count.values[found]
        at = runs(self._first_word.values[found], counts)
        number = np.repeat(np.arange(len(pieces), dtype=np.int32), counts)
        compounds = self._all_compounds(found, counts)
        return Words(self._token.values[at], number, self._start.values[at], self._end.values[at], compounds)

    def _find(self, pieces: list[str]) -> Ints:
        """Give the numbers of pieces; new ones are learnt."""
        try:
            return np.fromiter(map(self._pieces.__getitem__, pieces), np.int32, len(pieces))
        except KeyError:
            new = [piece for piece in dict.fromkeys(pieces) if piece not in self._pieces]
        self._learn(new)
        found = np.fromiter(map(self._pieces.__getitem__, pieces), np.int32, len(pieces))
        for piece in new:
            if len(piece) > LONGEST_REMEMBERED:
                del self._pieces[piece]
        return found

    def terms_of(self, tokens: Ints) -> tuple[Ints, Ints]:
        """Give the watched terms of all tokens, one token after the other, and how many each has."""
        return self._bags.gather(tokens)

    def refresh(self, term: Term) -> None:
        """Look up again the words that a term touches, which has come or gone."""
        keys = keys_of_term(term, self._mode)
        touched: Iterable[int] = range(len(self._texts))
        if keys is not None:
            touched = {token for key in keys for token in self._touched.get(key, ())}
        if isinstance(term, Wildcard):  # its keys let a hundred times as many through
            expression = glob(term.pattern).expression
            touched = [token for token in touched if expression.match(fold(self._texts[token]))]
        for token in touched:
            self._bags.replace(token, self._terms.matching(self._texts[token], self._mode))

    def _all_compounds(self, found: Ints, counts: Ints) -> list[tuple[int, int, int]]:
        holding = np.flatnonzero(self._joined.values[found])
        if not len(holding):
            return []
        before = (np.cumsum(counts) - counts)[holding].tolist()
        return [
            (at + first, at + last, token)
            for at, piece in zip(before, found[holding].tolist(), strict=True)
            for first, last, token in self._compounds[piece]
        ]

    def _learn(self, pieces: list[str]) -> None:
        """Cut pieces, all at once: that costs a third of one by one. They get the next numbers."""
        tokens, compounds = cut(" ".join(pieces))
        number = self._count.size
        self._pieces.update(zip(pieces, range(number, number + len(pieces)), strict=True))
        begins = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
        starts, ends = (np.array([token[side] for token in tokens], np.intp) for side in (1, 2))
        firsts = np.searchsorted(starts, begins)
        counts = np.diff(firsts)
        offsets = np.repeat(begins[:-1], counts)
        self._first_word.extend(firsts[:-1] + self._token.size)
        self._count.extend(counts)
        self._joined.reach(number + len(pieces))
        self._token.extend(self._numbers([token.text for token in tokens]))
        self._start.extend(starts - offsets)
        self._end.extend(ends - offsets)
        self._learn_compounds(compounds, begins, firsts, number)

    def _learn_compounds(
        self, compounds: list[Token], begins: NDArray[np.intp], firsts: NDArray[np.intp], number: int
    ) -> None:
        tokens = self._numbers([whole.text for whole in compounds])
        places = np.searchsorted(begins, [whole.start for whole in compounds], "right") - 1
        for whole, token, place in zip(compounds, tokens, places.tolist(), strict=True):
            before = int(firsts[place])
            self._joined.values[number + place] += 1
            joined = (whole.first - before, whole.last - before, token)
            self._compounds.setdefault(number + place, []).append(joined)

    def _numbers(self, texts: list[str]) -> list[int]:
        """Give the numbers of words; what new ones answer to is looked up."""
        new = [text for text in dict.fromkeys(texts) if text not in self._tokens]
        for token, text in enumerate(new, len(self._texts)):
            self._tokens[text] = token
            for key in keys_of_word(text, self._mode):
                self._touched.setdefault(key, []).append(token)
        self._texts += new
        self._bags.append([self._terms.matching(text, self._mode) for text in new])
        return [self._tokens[text] for text in texts]


class Lexicons:
    """A lexicon for each language that articles have. Together they are bounded."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._lexicons: dict[Mode, Lexicon] = {}

    def of(self, mode: Mode) -> Lexicon:
        if mode not in self._lexicons:
            self._lexicons[mode] = Lexicon(mode, self._terms)
        lexicon = self._lexicons[mode]
        if lexicon.full:
            lexicon.clear()
        if self.size > 2 * MOST_PIECES:
            self._lexicons = {mode: lexicon}
        return lexicon

    @property
    def size(self) -> int:
        return sum(lexicon.size for lexicon in self._lexicons.values())

    def refresh(self, term: Term) -> None:
        for lexicon in self._lexicons.values():
            lexicon.refresh(term)
