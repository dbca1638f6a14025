"""All topics asked at once. The same answers as `evaluate.search` gives topic by topic."""

from itertools import count
from threading import Lock

import numpy as np

from alerts.query.document import Document
from alerts.query.engine.answer import Answer
from alerts.query.engine.bags import Column
from alerts.query.engine.plan import Planner, Program, units_in
from alerts.query.engine.table import BARS, NEEDS, Table
from alerts.query.engine.units import ALWAYS, NEVER, Units
from alerts.query.query import Query
from news import Span

__all__ = ["Engine"]


class Engine:
    """Topics by name, which come and go while articles are searched. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._units, self._table = Units(), Table()
        self._topics: dict[str, int] = {}
        self._names: list[str] = []
        self._programs: list[Program] = []
        self._rows: list[tuple[int, ...]] = []
        self._order = Column()
        self._free: list[int] = []
        self._next = count()

    def __len__(self) -> int:
        return len(self._topics)

    def __contains__(self, name: object) -> bool:
        return name in self._topics

    def put(self, name: str, query: Query) -> None:
        """Add a topic, or give one that is there a new query; it keeps its place in the order."""
        with self._lock:
            topic = self._topics.get(name)
            if topic is None:
                topic = self._topics[name] = self._new(name)
                self._fill(topic, query)
                return
            old, rows = self._programs[topic], self._rows[topic]
            self._fill(topic, query)  # before the old one goes: what both use stays
            self._clear(old, rows)

    def drop(self, name: str) -> None:
        """Remove a topic. Raises KeyError: there is none of that name."""
        with self._lock:
            topic = self._topics.pop(name)
            self._clear(self._programs[topic], self._rows[topic])
            self._free.append(topic)

    def search(self, document: Document) -> list[tuple[str, tuple[Span, ...]]]:
        """Give the topics that fire, in the order they were put, with what to highlight (as Query.search)."""
        if not self._topics:
            return []  # a desk without topics reads no words
        with self._lock:
            answer = Answer(document, self._units)
            found = []
            for topic in self._passed(answer):
                if (marks := answer.find(self._programs[topic])) is not None:
                    found.append((self._names[topic], answer.spans(marks)))
            return found

    def sizes(self) -> dict[str, int]:
        """Tell how much is kept, so that growth can be seen."""
        with self._lock:
            return {"topics": len(self._topics), "rows": len(self._table), **self._units.sizes()}

    def _passed(self, answer: Answer) -> list[int]:
        """Give the topics to ask, in their order. One of several rows may pass several times."""
        topics = self._table.topics(answer.true)
        return list(dict.fromkeys(topics[np.argsort(self._order.values[topics])].tolist()))

    def _new(self, name: str) -> int:
        topic = self._free.pop() if self._free else len(self._names)
        if topic == len(self._names):
            self._names.append(name)
            self._order.append(0)
            self._programs.append(NEVER)
            self._rows.append(())
        self._names[topic], self._order.values[topic] = name, next(self._next)
        return topic

    def _fill(self, topic: int, query: Query) -> None:
        planner = Planner(self._units)
        plan = planner.plan(query.tree)
        for unit in units_in(plan.program):
            self._units.hold(unit)
        self._programs[topic] = plan.program
        rows = []
        for row in plan.rows:
            needs = [self._units.clause(clause) for clause in planner.rarest_first(row.needs)[:NEEDS]]
            bars = [self._units.clause(clause) for clause in row.bars[:BARS]]
            rows.append(self._table.add(topic, needs, bars))
        self._rows[topic] = tuple(rows)
        planner.done()

    def _clear(self, program: Program, rows: tuple[int, ...]) -> None:
        for row in rows:
            for unit in self._table.units(row):
                if unit not in (NEVER, ALWAYS):
                    self._units.release(unit)
            self._table.drop(row)
        for unit in units_in(program):
            self._units.release(unit)
