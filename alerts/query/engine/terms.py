"""The words that topics watch for, and which of them a word of an article is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from alerts.query.syntax import Form, Wildcard, Word
from alerts.query.words.fold import fold, with_clitics
from alerts.query.words.stem import stem
from alerts.query.words.wildcard import Glob, glob

Term: TypeAlias = Word | Wildcard
Mode: TypeAlias = str | None  # the language whose inflections count; None: no inflections, as in names and addresses

PREFIX = 2  # letters by which wildcards find the words they may touch; most have more before their first sign


class Terms:
    """Watched words by what they are compared with. Each has a number, `unit`."""

    def __init__(self) -> None:
        self._units: dict[int, Term] = {}
        self._written: dict[str, int] = {}
        self._folded: dict[str, list[int]] = {}
        self._spelled: dict[str, list[int]] = {}  # fold, also with clitics
        self._stems: dict[str, dict[str, list[int]]] = {}  # language: stem: units
        self._globs: dict[str, dict[int, Glob]] = {}  # prefix: unit: pattern
        self._prefixes: dict[int, int] = defaultdict(int)  # length of a prefix: how many wildcards have it

    def __len__(self) -> int:
        return len(self._units)

    def add(self, unit: int, term: Term) -> None:
        self._units[unit] = term
        match term:
            case Wildcard(pattern=pattern):
                self._add_glob(unit, glob(pattern))
            case Word(text=text, form=Form.WRITTEN):
                self._written[text] = unit
            case Word(text=text, form=Form.FOLDED):
                self._folded.setdefault(fold(text), []).append(unit)
            case _:
                self._add_inflected(unit, term.text)

    def drop(self, unit: int) -> None:
        term = self._units.pop(unit)
        match term:
            case Wildcard(pattern=pattern):
                self._drop_glob(unit, glob(pattern).prefix)
            case Word(text=text, form=Form.WRITTEN):
                del self._written[text]
            case Word(text=text, form=Form.FOLDED):
                _remove(self._folded, fold(text), unit)
            case _:
                self._drop_inflected(unit, term.text)

    def matching(self, text: str, mode: Mode) -> set[int]:
        """Give the units that a word of an article answers to."""
        folded = fold(text)
        found = set(self._matching_globs(folded)) if self._prefixes else set()
        if text in self._written:
            found.add(self._written[text])
        found.update(self._folded.get(folded, ()))
        spelled = self._spelled.get(folded, ())
        if mode is None:
            found.update(unit for unit in spelled if fold(self._units[unit].text) == folded)  # type: ignore[union-attr]
        else:
            found.update(spelled, self._of_language(mode).get(stem(text, mode), ()))
        return found

    def _matching_globs(self, folded: str) -> Iterator[int]:
        for length in self._prefixes:
            for unit, pattern in self._globs.get(folded[:length], {}).items():
                if length <= len(folded) and pattern.expression.match(folded):
                    yield unit

    def _of_language(self, language: str) -> dict[str, list[int]]:
        if language not in self._stems:
            stems = self._stems[language] = {}
            for unit, term in self._units.items():
                if isinstance(term, Word) and term.form is Form.ANY:
                    stems.setdefault(stem(term.text, language), []).append(unit)
        return self._stems[language]

    def _add_inflected(self, unit: int, text: str) -> None:
        for spelling in with_clitics(fold(text)):
            self._spelled.setdefault(spelling, []).append(unit)
        for language, stems in self._stems.items():
            stems.setdefault(stem(text, language), []).append(unit)

    def _drop_inflected(self, unit: int, text: str) -> None:
        for spelling in with_clitics(fold(text)):
            _remove(self._spelled, spelling, unit)
        for language, stems in self._stems.items():
            _remove(stems, stem(text, language), unit)

    def _add_glob(self, unit: int, pattern: Glob) -> None:
        self._globs.setdefault(pattern.prefix, {})[unit] = pattern
        self._prefixes[len(pattern.prefix)] += 1

    def _drop_glob(self, unit: int, prefix: str) -> None:
        del self._globs[prefix][unit]
        if not self._globs[prefix]:
            del self._globs[prefix]
        self._prefixes[len(prefix)] -= 1
        if not self._prefixes[len(prefix)]:
            del self._prefixes[len(prefix)]


def _remove(by_key: dict[str, list[int]], key: str, unit: int) -> None:
    by_key[key].remove(unit)
    if not by_key[key]:
        del by_key[key]


def keys_of_word(text: str, mode: Mode) -> set[str]:
    """Give the keys under which a word of an article is found again when a term that may touch it comes or goes."""
    folded = fold(text)
    stems = () if mode is None else (stem(text, mode),)
    return {folded, folded[:PREFIX] + "*", *stems}


def keys_of_term(term: Term, mode: Mode) -> Iterable[str] | None:
    """Give the keys of the words that a term may touch; None: any word."""
    if isinstance(term, Wildcard):
        prefix = glob(term.pattern).prefix
        return None if len(prefix) < PREFIX else (prefix[:PREFIX] + "*",)
    folded = fold(term.text)
    if mode is None or term.form is not Form.ANY:
        return (folded,)
    return {*with_clitics(folded), stem(term.text, mode)}
