"""Whether the engine answers as the plain evaluator does, spans included, on topics and articles made at random.

    python -m bench.generated [--cases 100000] [--seed 1]

A case is one topic asked of one article. Between articles topics are put, replaced and dropped, and an engine lives for
some rounds. Prints how many cases differ, how many topics fired, and how often each kind of part held in a case that
fired: what never holds is not tested. Differences are reduced to small ones. Exits 1 when there is one.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from random import Random

from alerts.query import Document, Query, parse_query
from alerts.query.engine import Engine
from alerts.query.plain.evaluate import search
from alerts.query.syntax import And, AtLeast, Field, Listed, Near, Node, Not, Or, Window
from bench.generated_cases import Round, make_round
from bench.plain import Searches
from news import QueryError, Span

TOPICS, ARTICLES = 40, 6  # of a round
KEPT = 60  # topics that an engine carries from round to round, so that some are old
LIFE = 25  # rounds of one engine
SHOWN = 10  # differences that are reduced and printed
NewEngine = Callable[[], Searches]


@dataclass(slots=True)
class Tally:
    """What came of the cases."""

    cases: int = 0
    fired: int = 0
    held: Counter[str] = field(default_factory=Counter)  # kinds of parts, in cases that fired
    spans: int = 0
    disordered: int = 0  # articles whose topics came in another order
    differences: list[str] = field(default_factory=list)


def compare(new_engine: NewEngine, cases: int, seed: int) -> Tally:
    """Ask both until so many cases are done."""
    random, tally = Random(seed), Tally()
    while tally.cases < cases:
        _compare_life(new_engine, random, tally, cases)
    return tally


def _compare_life(new_engine: NewEngine, random: Random, tally: Tally, cases: int) -> None:
    engine, queries = new_engine(), dict[str, Query]()
    for number in range(LIFE):
        made = make_round(random, TOPICS, ARTICLES)
        waiting = [(f"{number}.{place}", query) for place, query in enumerate(made.queries)]
        for document in made.documents:
            _edit(engine, queries, waiting, random)
            _compare_article(engine, queries, document, new_engine, made, tally)
            if tally.cases >= cases:
                return
        for name in random.sample(list(queries), max(0, len(queries) - KEPT)):
            engine.drop(name)
            del queries[name]


def _edit(engine: Searches, queries: dict[str, Query], waiting: list[tuple[str, Query]], random: Random) -> None:
    """Put a third of those that wait, replace one and drop one."""
    for _ in range(min(len(waiting), TOPICS // 3)):
        name, query = waiting.pop()
        engine.put(name, query)
        queries[name] = query
    replaced, dropped = random.sample(list(queries), 2)
    queries[replaced] = random.choice(list(queries.values()))
    engine.put(replaced, queries[replaced])
    engine.drop(dropped)
    del queries[dropped]


def _compare_article(
    engine: Searches,
    queries: dict[str, Query],
    document: Document,
    new_engine: NewEngine,
    made: Round,
    tally: Tally,
) -> None:
    wanted = {name: query.search(document) for name, query in queries.items()}
    fired = {name: spans for name, spans in wanted.items() if spans is not None}
    answers = engine.search(replace(document))  # a copy: nothing that the plain evaluator cut is lent to it
    found = dict(answers)
    tally.cases += len(queries)
    tally.fired += len(fired)
    tally.spans += sum(map(len, fired.values()))
    tally.held.update(kind for name in fired for kind in set(_holding(queries[name].tree, document)))
    tally.disordered += found == fired and list(found) != list(fired)
    for name, query in queries.items():
        if wanted[name] != found.get(name) or len(found) != len(answers):
            tally.differences.append(_told(new_engine, query, document, made, len(tally.differences) < SHOWN))


def _holding(node: Node, document: Document, name: str = "") -> Iterator[str]:
    """Name the kinds of parts that hold."""
    if search(Field(name, node) if name else node, document) is None:
        return
    yield type(node).__name__
    match node:
        case Field(name=inner, part=part):
            yield f"{inner}:"
            yield from _holding(part, document, inner)
        case And(parts=parts) | Or(parts=parts) | Window(parts=parts) | Listed(parts=parts):
            for part in parts:
                yield from _holding(part, document, name)
        case Near(left=left, right=right):
            yield from _holding(left, document, name)
            yield from _holding(right, document, name)
        case AtLeast(part=part) | Not(part=part):
            yield from _holding(part, document, name)


def _told(new_engine: NewEngine, query: Query, document: Document, made: Round, reduced: bool) -> str:
    if not _differs(new_engine, query, document):
        return f"only after edits: {query.text!r} in {_written(document)}"
    if reduced:
        query, document = _reduced(new_engine, query, document, made)
    lists = {name: entries for name, entries in made.lists.items() if "@" in query.text}
    told = f"{query.text!r} in {_written(document)}, lists {lists}"
    return f"{told}: wanted {query.search(document)}, got {_answer(new_engine, query, document)}"


def _written(document: Document) -> str:
    return str({one.name: text for one in fields(document) if (text := getattr(document, one.name))})


def _answer(new_engine: NewEngine, query: Query, document: Document) -> tuple[Span, ...] | None:
    engine = new_engine()
    engine.put("topic", query)
    return dict(engine.search(replace(document))).get("topic")


def _differs(new_engine: NewEngine, query: Query, document: Document) -> bool:
    return _answer(new_engine, query, document) != query.search(document)


def _reduced(new_engine: NewEngine, query: Query, document: Document, made: Round) -> tuple[Query, Document]:
    """Leave out what the difference can do without."""

    def still(text: str) -> bool:
        try:
            return _differs(new_engine, parse_query(text, made.lists), document)
        except QueryError:
            return False

    query = parse_query(_shortened(query.text, still), made.lists)
    for one in fields(document):

        def remains(text: str, name: str = one.name, whole: Document = document) -> bool:
            return _differs(new_engine, query, replace(whole, **{name: text}))

        document = replace(document, **{one.name: _shortened(getattr(document, one.name), remains)})
    return query, document


def _shortened(text: str, still: Callable[[str], bool]) -> str:
    """Take away longer and then shorter pieces, while it is still so."""
    size = len(text)
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if still(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def report(tally: Tally) -> bool:
    """Print the tally; tell whether nothing differed."""
    share = 100 * tally.fired / tally.cases
    print(f"{tally.cases} cases, {tally.fired} fired ({share:.1f} %) with {tally.spans} spans")
    print(f"{len(tally.differences)} differ; {tally.disordered} articles with topics in another order")
    print("parts that held in cases that fired:")
    print("  " + ", ".join(f"{kind} {count}" for kind, count in tally.held.most_common()))
    for told in tally.differences[:SHOWN]:
        print(f"- {told}")
    return not tally.differences and not tally.disordered


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    return 0 if report(compare(Engine, chosen.cases, chosen.seed)) else 1


if __name__ == "__main__":
    sys.exit(main())
