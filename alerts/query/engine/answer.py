"""What holds for one article, told program by program."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alerts.query.document import Document, Place
from alerts.query.engine.places import Places, following, pairs_of, parts_of, union, within
from alerts.query.engine.plan import Program
from alerts.query.engine.reading import GAP, Reading, marks_of
from alerts.query.engine.units import ALWAYS, Units
from alerts.query.plain.window import windows
from alerts.query.syntax import LEAD, NAMED_FIELDS
from alerts.query.words.stem import stems_as
from news import Span

Marks = frozenset[int]  # see Reading
NO_MARKS: Marks = frozenset()
NO_END = 1 << 32  # behind the words of any text


class Scope:
    """A field, or title and body. `ask` gives where a program stands there; each is worked out once."""

    def __init__(self, reading: Reading, low: int = 0, high: int = NO_END) -> None:
        self.reading, self._low, self._high = reading, low, high
        self.is_whole = low == 0 and high == NO_END
        self._known: dict[Program, Places] = {}
        self._windows: dict[Program, dict[Place, frozenset[Place]]] = {}

    def ask(self, program: Program) -> Places:
        if self.is_whole and isinstance(program, int):
            return self.reading.places(program)
        places = self._known.get(program)
        if places is None:
            places = self._known[program] = self._find(program)
        return places

    def _find(self, program: Program) -> Places:
        match program:
            case int(unit):
                return within(self.reading.places(unit), self._low, self._high)
            case ("any", *parts):
                return union(map(self.ask, parts))
            case ("near", left, right, between):
                one, other = self.ask(left), self.ask(right)
                return union([following(one, other, between), following(other, one, between)])
            case ("onear", left, right, between):
                return following(self.ask(left), self.ask(right), between)
            case ("window", extra, *words):
                self._windows[program] = windows([set(pairs_of(self.ask(word))) for word in words], extra)
                return _as_places(self._windows[program])
        raise TypeError(program)

    def shown(self, program: Program, used: Places) -> Places:
        """Give what to highlight of a program's places."""
        match program:
            case int():
                return used
            case ("any", *parts):
                return union(self.shown(part, _common(self.ask(part), used)) for part in parts)
            case ("near", left, right, between):
                return union([self._pair(left, right, between, used), self._pair(right, left, between, used)])
            case ("onear", left, right, between):
                return self._pair(left, right, between, used)
        found = self._windows[program]
        return union(_as_places(found[place]) for place in pairs_of(used))

    def _pair(self, earlier: Program, later: Program, between: int, used: Places) -> Places:
        one, other = parts_of(used, self.ask(earlier), self.ask(later), between)
        return union([self.shown(earlier, one), self.shown(later, other)])


def _as_places(places: "dict[Place, frozenset[Place]] | frozenset[Place]") -> Places:
    return union({first: 1 << (last - first)} for first, last in places)


def _common(one: Places, other: Places) -> Places:
    return {first: both for first, bits in one.items() if (both := bits & other.get(first, 0))}


class Answer:
    """Which units are true for an article, and what topics made of them find in it."""

    def __init__(self, document: Document, units: Units) -> None:
        self._document, self._units = document, units
        self._true = bytearray(len(units))
        self._true[ALWAYS] = 1
        self.true: NDArray[np.bool_] = np.frombuffer(self._true, np.bool_)
        lexicon = units.lexicons.of(stems_as(document.language))
        self._text = Scope(Reading([document.title, document.body], lexicon, units))
        self._scopes: dict[str, Scope] = {}
        self._marks: dict[int, Marks] = {}
        self._spans: dict[Marks, tuple[Span, ...]] = {}
        self._find_units()

    def _find_units(self) -> None:
        reading = self._text.reading
        self.true[reading.found] = True
        self.true[reading.phrases] = True
        scoped = [unit for field in self._units.scoped for unit in self._scoped(field)]
        if (language := self._units.languages.get(self._document.language)) is not None:
            scoped.append(language)
        self.true[scoped] = True
        found = np.concatenate([reading.found, np.array(reading.phrases + scoped, np.int32)])
        self.true[self._units.clauses.gather(found)[0]] = True

    def _scoped(self, field: str) -> list[int]:
        """Give the units that are true in one field."""
        watched, scope = self._units.scoped[field], self.scope(field)
        there = [unit for unit in (*scope.reading.found.tolist(), *scope.reading.phrases) if unit in watched]
        return [watched[unit] for unit in there if scope.is_whole or scope.ask(unit)]

    def scope(self, field: str | None) -> Scope:
        if field is None:
            return self._text
        if field not in self._scopes:
            self._scopes[field] = self._new_scope(field)
        return self._scopes[field]

    def _new_scope(self, field: str) -> Scope:
        if field in NAMED_FIELDS:
            return Scope(Reading([getattr(self._document, field)], self._units.lexicons.of(None), self._units))
        reading = self._text.reading
        begin = reading.bounds[1]
        if field == "title":
            return Scope(reading, 0, begin)
        end = begin + GAP + self._words_of_lead if field == LEAD else NO_END
        return Scope(reading, begin + GAP, end)

    @cached_property
    def _words_of_lead(self) -> int:
        return self._text.reading.words_of(1, len(self._document.lead.split()))

    def find(self, program: Program) -> Marks | None:
        """Give what a program finds, or None when it does not hold."""
        if isinstance(program, int):
            return self._of_unit(program) if self._true[program] else None
        kind, *parts = program
        if kind == "and":
            return self._all(parts)
        if kind == "or":
            return self._some(parts)
        if kind == "not":
            return NO_MARKS if self.find(parts[0]) is None else None
        return self._placed(*parts)

    def _all(self, parts: list[Program]) -> Marks | None:
        marks: Marks = NO_MARKS
        for part in parts:
            if (found := self.find(part)) is None:
                return None
            marks = marks | found if marks else found
        return marks

    def _some(self, parts: list[Program]) -> Marks | None:
        found = [marks for part in parts if (marks := self.find(part)) is not None]
        return _joined(found) if found else None

    def _placed(self, field: str | None, least: int, program: Program) -> Marks | None:
        scope = self.scope(field)
        places = scope.ask(program)
        if len(places) < least and sum(map(int.bit_count, places.values())) < least:
            return None
        return NO_MARKS if field in NAMED_FIELDS else marks_of(scope.shown(program, places))

    def _of_unit(self, unit: int) -> Marks:
        marks = self._marks.get(unit)
        if marks is None:
            marks = self._marks[unit] = self._new_marks(unit)
        return marks

    def _new_marks(self, unit: int) -> Marks:
        if (marks := self._text.reading.marks(unit)) is not None:
            return marks
        kind, *parts = self._units.key(unit)
        if kind == "any":
            return _joined([self._of_unit(part) for part in parts if self._true[part]])
        if kind == "in" and parts[0] not in NAMED_FIELDS:
            return marks_of(self.scope(parts[0]).ask(parts[1]))
        return NO_MARKS

    def spans(self, marks: Marks) -> tuple[Span, ...]:
        """Give the ranges in reading order, without those that lie inside another."""
        spans = self._spans.get(marks)
        if spans is None:
            spans = self._spans[marks] = self._text.reading.spans(marks)
        return spans


def _joined(marks: list[Marks]) -> Marks:
    return marks[0] if len(marks) == 1 else NO_MARKS.union(*marks)
