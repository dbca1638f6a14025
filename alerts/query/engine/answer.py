"""What holds for one article, told program by program."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from alerts.query.document import Document, Place
from alerts.query.engine.places import Places, following, pairs_of, parts_of, union, within
from alerts.query.engine.plan import Program
from alerts.query.engine.reading import GAP, OFFSET, Reading
from alerts.query.engine.units import ALWAYS, Units
from alerts.query.stem import stems_as
from alerts.query.syntax import LEAD, NAMED_FIELDS, TEXT_FIELDS
from alerts.query.window import windows
from news import Span

Marks = frozenset[int]  # see Reading.marks
NO_MARKS: Marks = frozenset()


class Scope:
    """A field, or title and body. `ask` gives where a program stands there; each is worked out once."""

    def __init__(self, reading: Reading, low: int = 0, high: int | None = None) -> None:
        self.reading, self._low, self._high = reading, low, high
        self._known: dict[Program, Places] = {}
        self._windows: dict[Program, dict[Place, frozenset[Place]]] = {}

    def ask(self, program: Program) -> Places:
        places = self._known.get(program)
        if places is None:
            places = self._known[program] = self._find(program)
        return places

    def _find(self, program: Program) -> Places:
        match program:
            case int(unit):
                places = self.reading.places(unit)
                return places if self._high is None else within(places, self._low, self._high)
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
        phrases = np.array(reading.phrases(), np.int32)
        self.true[reading.terms] = True
        self.true[phrases] = True
        scoped = [unit for field in self._units.scoped for unit in self._scoped(field)]
        if (language := self._units.languages.get(self._document.language)) is not None:
            scoped.append(language)
        others = np.array(scoped, np.int32)
        self.true[others] = True
        found = np.concatenate([np.unique(reading.terms), phrases, others])
        self.true[self._units.clauses.gather(found)[0]] = True

    def _scoped(self, field: str) -> list[int]:
        """Give the units that are true in one field."""
        watched, scope = self._units.scoped[field], self.scope(field)
        if field in NAMED_FIELDS:
            found = {*scope.reading.terms.tolist(), *scope.reading.phrases()}
            return [watched[unit] for unit in found & watched.keys()]
        return [unit for part, unit in watched.items() if self._true[part] and scope.ask(part)]

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
        end = begin + GAP + self._words_of_lead if field == LEAD else None
        return Scope(reading, begin + GAP, end if end is not None else 1 << 62)

    @cached_property
    def _words_of_lead(self) -> int:
        return self._text.reading.words_of(1, len(self._document.lead.split()))

    def find(self, program: Program) -> Marks | None:
        """Give what a program finds, or None when it does not hold."""
        if isinstance(program, int):
            return self._of_unit(program) if self._true[program] else None
        match program:
            case ("and", *parts):
                return self._all(parts)
            case ("or", *parts):
                found = [marks for part in parts if (marks := self.find(part)) is not None]
                return NO_MARKS.union(*found) if found else None
            case ("not", part):
                return NO_MARKS if self.find(part) is None else None
            case ("placed", field, least, places):
                return self._placed(field, least, places)
        raise TypeError(program)

    def _all(self, parts: list[Program]) -> Marks | None:
        marks: Marks = NO_MARKS
        for part in parts:
            if (found := self.find(part)) is None:
                return None
            marks = marks | found if marks else found
        return marks

    def _placed(self, field: str | None, least: int, program: Program) -> Marks | None:
        scope = self.scope(field)
        places = scope.ask(program)
        if sum(map(int.bit_count, places.values())) < least:
            return None
        return NO_MARKS if field in NAMED_FIELDS else scope.reading.marks(scope.shown(program, places))

    def _of_unit(self, unit: int) -> Marks:
        marks = self._marks.get(unit)
        if marks is None:
            marks = self._marks[unit] = self._new_marks(unit)
        return marks

    def _new_marks(self, unit: int) -> Marks:
        key = self._units.key(unit)
        if not isinstance(key, tuple) or key[0] == "phrase":
            return self._of_places(self._text, unit)
        match key:
            case ("any", *members):
                true = self._true
                return NO_MARKS.union(*[self._of_unit(member) for member in members if true[member]])
            case ("in", str(field), int(part)) if field not in NAMED_FIELDS:
                return self._of_places(self.scope(field), part)
        return NO_MARKS

    def _of_places(self, scope: Scope, unit: int) -> Marks:
        return scope.reading.marks(scope.ask(unit))

    def spans(self, marks: Marks) -> tuple[Span, ...]:
        """Give the ranges in reading order, without those that lie inside another."""
        if marks not in self._spans:
            self._spans[marks] = _spans(marks)
        return self._spans[marks]


def _spans(marks: Marks) -> tuple[Span, ...]:
    spans: list[Span] = []
    reached = -1
    for mark in sorted(marks):
        begin, end = mark // OFFSET, OFFSET - mark % OFFSET
        text, start = divmod(begin, OFFSET)
        if text * OFFSET + end > reached:
            spans.append(Span(TEXT_FIELDS[text], start, end))
            reached = text * OFFSET + end
    return tuple(spans)
