"""What pieces of text between white space consist of, remembered: most of an article has been seen before."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from alerts.query.engine.bags import Bags, Column, Ints, runs
from alerts.query.engine.terms import Mode, Term, Terms, keys_of_term, keys_of_word
from alerts.query.fold import fold
from alerts.query.syntax import Wildcard
from alerts.query.tokens import cut
from alerts.query.wildcard import glob

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
        self._pieces = _Pieces(self)
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

    def words(self, pieces: list[str]) -> Words:
        """Cut pieces of text, which hold no white space, into words."""
        found = np.fromiter(map(self._pieces.__getitem__, pieces), np.int32, len(pieces))
        counts = self._count.values[found]
        at = runs(self._first_word.values[found], counts)
        number = np.repeat(np.arange(len(pieces), dtype=np.int32), counts)
        compounds = self._all_compounds(found, counts)
        return Words(self._token.values[at], number, self._start.values[at], self._end.values[at], compounds)

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
            self._bags.replace(token, tuple(self._terms.matching(self._texts[token], self._mode)))

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

    def learn(self, piece: str) -> int:
        """Cut a piece and give its new number."""
        tokens, compounds = cut(piece)
        number = self._count.size
        self._first_word.append(self._token.size)
        self._count.append(len(tokens))
        self._joined.append(len(compounds))
        self._token.extend([self._number(token.text) for token in tokens])
        self._start.extend([token.start for token in tokens])
        self._end.extend([token.end for token in tokens])
        if compounds:
            self._compounds[number] = [(whole.first, whole.last, self._number(whole.text)) for whole in compounds]
        return number

    def _number(self, text: str) -> int:
        if (known := self._tokens.get(text)) is not None:
            return known
        token = self._tokens[text] = len(self._texts)
        self._texts.append(text)
        for key in keys_of_word(text, self._mode):
            self._touched.setdefault(key, []).append(token)
        self._bags.replace(token, tuple(self._terms.matching(text, self._mode)))
        return token


class _Pieces(dict[str, int]):
    """The number of each piece of text; a new one is learnt."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, piece: str) -> int:
        number = self._lexicon.learn(piece)
        if len(piece) <= LONGEST_REMEMBERED:
            self[piece] = number
        return number


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
