"""From the tree of a query to numbers: what must be there, what must not, and the whole for those that pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from alerts.query.engine.units import Part, Units
from alerts.query.syntax import (
    And,
    AtLeast,
    Compound,
    Field,
    Language,
    Listed,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Window,
    Word,
)

# A unit, ("and" | "or", programs …), ("not", program) or ("placed", field | None, least count, program of places).
# Of places: a unit, ("any", programs …), ("near" | "onear", left, right, between) or ("window", extra, programs …).
# Tuples, not classes: there are as many as topics, and a tuple of numbers takes half the memory of an object.
Program: TypeAlias = int | tuple[Any, ...]
Clause: TypeAlias = frozenset[int]

MOST_ROWS = 8  # of one topic; more alternatives than that share a row that lets more through
UNITS = Word | Wildcard | Compound | Phrase


@dataclass(frozen=True, slots=True)
class Row:
    """Each of `needs` must be true and none of `bars`: without that the topic, or this alternative, cannot hold."""

    needs: tuple[Clause, ...]
    bars: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    program: Program
    rows: tuple[Row, ...]


class Planner:
    """Writes a plan. It holds a use of every unit that it names until `done`."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._held: list[int] = []
        self._clauses: dict[tuple[int, str | None], Clause] = {}  # by identity of the node: program and row both ask

    def plan(self, tree: Node) -> Plan:
        return Plan(self._program(tree, None), self._rows(tree))

    def done(self) -> None:
        for unit in self._held:
            self._units.release(unit)
        self._held.clear()

    def _hold(self, unit: int) -> int:
        self._held.append(unit)
        return unit

    def _program(self, node: Node, field: str | None) -> Program:
        if _is_clause(node):
            return self._hold(self._units.clause(self._clause(node, field)))
        match node:
            case And(parts=parts):
                return ("and", *(self._program(part, field) for part in parts))
            case Or(parts=parts):
                return ("or", *(self._program(part, field) for part in parts))
            case Not(part=part):
                return ("not", self._program(part, field))
            case Field(name=name, part=part):
                return self._program(part, name)
            case AtLeast(count=count, part=part):
                return ("placed", field, count, self._places(part))
        return ("placed", field, 1, self._places(node))

    def _places(self, node: Node) -> Program:
        match node:
            case Or(parts=parts) | Listed(parts=parts):
                return ("any", *(self._places(part) for part in parts))
            case Near(left=left, right=right, between=between, ordered=ordered):
                return ("onear" if ordered else "near", self._places(left), self._places(right), between)
            case Window(parts=words, extra=extra):
                return ("window", extra, *(self._places(word) for word in words))
        units = sorted(self._clause(node, None))
        return units[0] if len(units) == 1 else ("any", *units)

    def _rows(self, tree: Node) -> tuple[Row, ...]:
        """One row, or one for each alternative that is more than words."""
        if not isinstance(tree, Or) or _is_clause(tree):
            return (self._row(tree, None),)
        plain = tuple(part for part in tree.parts if _is_clause(part))
        others = [part for part in tree.parts if not _is_clause(part)]
        if len(others) + 1 > MOST_ROWS:
            return (self._row(tree, None),)
        rows = [self._row(part, None) for part in others]
        return (*rows, Row((self._one_of(plain, None),))) if plain else tuple(rows)

    def _row(self, node: Node, field: str | None) -> Row:
        if _is_clause(node):
            return Row((self._clause(node, field),))
        match node:
            case And(parts=parts):
                rows = [self._row(part, field) for part in parts]
                return Row(tuple(n for row in rows for n in row.needs), tuple(b for row in rows for b in row.bars))
            case Or(parts=parts) | Listed(parts=parts):
                rarest = [min(self._row(part, field).needs, key=self._commonness, default=None) for part in parts]
                return Row(()) if None in rarest else Row((frozenset().union(*rarest),))  # type: ignore[arg-type]
            case Not(part=part):
                return Row((), (self._clause(part, field),)) if _is_clause(part) else Row(())
            case Field(name=name, part=part):
                return self._row(part, name)
            case AtLeast(part=part):
                return self._row(part, field)
            case Near(left=left, right=right):
                return self._row(And((left, right)), field)
            case Window(parts=words):
                return self._row(And(words), field)
        raise TypeError(f"{type(node).__name__} is no part of a query")

    def rarest_first(self, clauses: Sequence[Clause]) -> list[Clause]:
        return sorted(clauses, key=self._commonness)

    def _commonness(self, clause: Clause) -> float:
        return sum(map(self._units.commonness, clause))

    def _clause(self, node: Node, field: str | None) -> Clause:
        """Give the units of which one must be there. `node` is such a thing (`_is_clause`)."""
        known = self._clauses.get((id(node), field))
        if known is None:
            known = self._clauses[id(node), field] = self._new_clause(node, field)
        return known

    def _new_clause(self, node: Node, field: str | None) -> Clause:
        match node:
            case Or(parts=parts) | Listed(parts=parts):
                return self._one_of(parts, field)
            case Field(name=name, part=part):
                return self._clause(part, name)
            case Language(subtag=subtag):
                return frozenset([self._hold(self._units.language(subtag))])
            case Compound(words=words, joined=joined):
                return frozenset([self._in(field, self._phrase(words)), self._in(field, self._term(joined))])
            case Phrase(parts=parts):
                return frozenset([self._in(field, self._phrase(parts))])
            case Word() | Wildcard():
                return frozenset([self._in(field, self._term(node))])
        raise TypeError(f"{type(node).__name__} is no clause")

    def _one_of(self, parts: Sequence[Node], field: str | None) -> Clause:
        return frozenset().union(*(self._clause(part, field) for part in parts))

    def _term(self, word: Word | Wildcard) -> int:
        return self._hold(self._units.term(word))

    def _phrase(self, words: Sequence[Word | Wildcard | Compound]) -> int:
        return self._hold(self._units.phrase([self._part(word) for word in words]))

    def _part(self, word: Word | Wildcard | Compound) -> Part:
        if isinstance(word, Compound):
            return tuple(map(self._term, word.words)), self._term(word.joined)
        return self._term(word)

    def _in(self, field: str | None, unit: int) -> int:
        return unit if field is None else self._hold(self._units.scope(field, unit))


def _is_clause(node: Node) -> bool:
    """Tell whether a part is only a choice of words, phrases and languages."""
    match node:
        case Or(parts=parts) | Listed(parts=parts):
            return all(map(_is_clause, parts))
        case Field(part=part):
            return _is_clause(part)
    return isinstance(node, UNITS | Language)


def units_in(program: Program) -> list[int]:
    """Give the units that a program names, each as often as it does."""
    if isinstance(program, int):
        return [program]
    match program:
        case ("placed", _, _, places):
            return units_in(places)
        case ("near" | "onear", left, right, _):
            return units_in(left) + units_in(right)
        case ("window", _, *parts) | (_, *parts):
            return [unit for part in parts for unit in units_in(part)]
    raise TypeError(program)
