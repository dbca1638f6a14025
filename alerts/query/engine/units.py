"""What topics look for, each thing once: words, phrases, parts of fields, languages, and alternatives of those.

Each is a unit, a small whole number, which is used again when nothing needs it any more.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias, cast

from alerts.query.engine.bags import Bags, Column
from alerts.query.engine.lexicon import Lexicons
from alerts.query.engine.terms import Term, Terms
from alerts.query.syntax import Form, Wildcard, Word

NEVER, ALWAYS = 0, 1  # units that no article has, and every one
PAIR = 32  # bits of a unit in the number of a pair

# What a unit is: a word, ("phrase", parts …), ("in", field, unit), ("lang", subtag) or ("any", units …).
Key: TypeAlias = Term | tuple[Any, ...]
# A word of a phrase, or one written with hyphens: its words, and the word that they make when joined.
Part: TypeAlias = int | tuple[tuple[int, ...], int]
Pair: TypeAlias = tuple[int, int]


class Units:
    """The units in use. Each is counted: `acquire` what you keep, `release` it after."""

    def __init__(self) -> None:
        self.terms = Terms()
        self.lexicons = Lexicons(self.terms)
        self.pairs: dict[int, int] = {}  # two words side by side: the phrase
        self.longer: dict[int, list[tuple[int, int]]] = {}  # a phrase of two words: phrases that may hold it, and where
        self.heads, self.tails = Column(), Column()  # in how many pairs a word is the first, the second
        self.scoped: dict[str, dict[int, int]] = {}  # field: unit anywhere: unit in that field
        self.languages: dict[str, int] = {}
        self.clauses = Bags()  # unit: clauses that it makes true
        self._units: dict[str | tuple[Any, ...], int] = {("never",): NEVER, ("always",): ALWAYS}
        self._keys: list[Key | None] = [("never",), ("always",)]
        self._uses = [1, 1]
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._keys)

    def sizes(self) -> dict[str, int]:
        return {
            "units": len(self._keys),
            "units in use": len(self._units) - 2,
            "terms": len(self.terms),
            "clauses": self.clauses.room,
            "pieces": self.lexicons.size,
        }

    def key(self, unit: int) -> tuple[Any, ...]:
        """Give what a unit is that is no word."""
        key = self._keys[unit]
        assert isinstance(key, tuple)
        return key

    def term(self, term: Term) -> int:
        if isinstance(term, Word) and term.form is not Form.WRITTEN and term.text.isascii():
            lowered = term.text.lower()
            term = term if lowered == term.text else Word(lowered, term.form)
        return self.acquire(term)

    def phrase(self, parts: Sequence[Part]) -> int:
        return self.acquire(("phrase", *parts))

    def scope(self, field: str, unit: int) -> int:
        return self.acquire(("in", field, unit))

    def language(self, subtag: str) -> int:
        return self.acquire(("lang", subtag))

    def clause(self, units: Iterable[int]) -> int:
        """Give the unit that is true when one of the others is."""
        members = tuple(sorted(set(units)))
        return self.hold(members[0]) if len(members) == 1 else self.acquire(("any", *members))

    def hold(self, unit: int) -> int:
        self._uses[unit] += 1
        return unit

    def acquire(self, key: Key) -> int:
        name = _name(key)
        unit = self._units.get(name)
        if unit is None:
            unit = self._units[name] = self._new(key)
            self._begin(unit, key)
        return self.hold(unit)

    def release(self, unit: int) -> None:
        self._uses[unit] -= 1
        if self._uses[unit]:
            return
        key = self._keys[unit]
        assert key is not None
        del self._units[_name(key)]
        self._end(unit, key)
        self._keys[unit] = None
        self._free.append(unit)

    def _new(self, key: Key) -> int:
        if self._free:
            unit = self._free.pop()
            self._keys[unit], self._uses[unit] = key, 0
            return unit
        self._keys.append(key)
        self._uses.append(0)
        self.heads.reach(len(self._keys))
        self.tails.reach(len(self._keys))
        self.clauses.know(unit := len(self._keys) - 1)
        return unit

    def _begin(self, unit: int, key: Key) -> None:
        match key:
            case Word() | Wildcard():
                self.terms.add(unit, key)
                self.lexicons.refresh(key)
            case ("phrase", *parts):
                self._begin_phrase(unit, parts)
            case ("in", str(field), int(part)):
                self.scoped.setdefault(field, {})[self.hold(part)] = unit
            case ("lang", str(subtag)):
                self.languages[subtag] = unit
            case ("any", *members):
                for member in members:
                    self.clauses.add(self.hold(member), unit)

    def _end(self, unit: int, key: Key) -> None:
        match key:
            case Word() | Wildcard():
                self.terms.drop(unit)
                self.lexicons.refresh(key)
            case ("phrase", *parts):
                self._end_phrase(unit, parts)
            case ("in", str(field), int(part)):
                del self.scoped[field][part]
                self.release(part)
            case ("lang", str(subtag)):
                del self.languages[subtag]
            case ("any", *members):
                for member in members:
                    self.clauses.discard(member, unit)
                    self.release(member)

    def _begin_phrase(self, unit: int, parts: Sequence[Part]) -> None:
        for word in _words(parts):
            self.hold(word)
        if pair := _pair(parts):
            self.pairs[pair[0] << PAIR | pair[1]] = unit
            self.heads.values[pair[0]] += 1
            self.tails.values[pair[1]] += 1
            return
        for pair, offset in self._signs(parts):
            self.longer.setdefault(self.phrase(pair), []).append((unit, offset))

    def _end_phrase(self, unit: int, parts: Sequence[Part]) -> None:
        if pair := _pair(parts):
            del self.pairs[pair[0] << PAIR | pair[1]]
            self.heads.values[pair[0]] -= 1
            self.tails.values[pair[1]] -= 1
        else:
            for pair, offset in self._signs(parts):
                self._end_longer(self._units["phrase", *pair], unit, offset)
        for word in _words(parts):
            self.release(word)

    def _signs(self, parts: Sequence[Part]) -> set[tuple[Pair, int]]:
        """Give pairs of neighbours of which one is there when the phrase is, and where in it: few, and rare ones.

        "of the" begins so many phrases that to look each up would cost more than all else.
        """
        pairs = [(pair, offset) for offset, two in enumerate(pairwise(parts)) if (pair := _pair(two))]
        if pairs:
            return {min(pairs, key=lambda sign: sum(map(self.commonness, sign[0])))}
        return {(pair, 0) for pair in _beginnings(parts)}

    def commonness(self, unit: int) -> float:
        """Guess how common a unit is in articles: longer words are rarer, and phrases rarer still."""
        match self._keys[unit]:
            case Word(text=text) | Wildcard(pattern=text):
                return 1 / len(text)
            case ("in", _, int(part)):
                return self.commonness(part)
            case ("lang", _):
                return 1
        return 0.01

    def _end_longer(self, beginning: int, unit: int, offset: int) -> None:
        self.longer[beginning].remove((unit, offset))
        if not self.longer[beginning]:
            del self.longer[beginning]
        self.release(beginning)


def _name(key: Key) -> str | tuple[Any, ...]:
    """Give a word as a query writes it: to find text takes a quarter of the time of finding a Word."""
    if isinstance(key, tuple):
        return key
    if isinstance(key, Wildcard):
        return key.pattern
    return key.text if key.form is Form.ANY else key.form.value + key.text


def _beginnings(parts: Sequence[Part]) -> set[Pair]:
    """Give the pairs of neighbours of which one is there when the phrase is."""
    first, *rest = parts
    if isinstance(first, int):
        return {(first, second) for second in _firsts(rest[0])}
    words, joined = first
    pairs = {(words[0], words[1])}
    return pairs | {(joined, second) for second in _firsts(rest[0])} if rest else pairs


def _firsts(part: Part) -> tuple[int, ...]:
    return (part,) if isinstance(part, int) else (part[0][0], part[1])


def _pair(parts: Sequence[Part]) -> Pair | None:
    if len(parts) == 2 and isinstance(parts[0], int) and isinstance(parts[1], int):
        return cast(Pair, tuple(parts))
    return None


def _words(parts: Sequence[Part]) -> list[int]:
    return [word for part in parts for word in ((part,) if isinstance(part, int) else (*part[0], part[1]))]
