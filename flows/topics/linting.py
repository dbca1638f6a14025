"""Advice on the desk's topics: by their words, and by what the archive shows of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.document import document_of
from alerts.query import Query, read_query
from alerts.query.engine import Engine
from alerts.query.grammar.entry_text import as_entry
from alerts.query.grammar.written import outline, written
from alerts.query.syntax import And, AtLeast, Field, Listed, Near, Node, Or
from flows.check import advice_of
from flows.progress import Progress
from flows.screen import counted
from flows.settings import Desk
from flows.settings.document import Document, Pairs
from flows.settings.problem import told
from news import StoredArticle, Topic
from storage.archive import archive
from storage.database import Database

TOO_OFTEN = 0.10  # of the articles: nobody reads every tenth report as an alert
SHOWN = 8  # of a list's entries that were not found: a line or two
ENOUGH = 100  # articles; fewer say nothing about what is never found


MIXED = "AND binds tighter than OR"  # the advice that a drawing of the tree belongs to


def tree_lines(topic: Topic, lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """How a query is understood, drawn. A list is one leaf of it."""
    yield f"{topic.name} reads:"
    yield from (f"  {line}" for line in outline(read_query(topic.query, lists).tree).splitlines())


def advice_on(document: Document, path: str, name: str) -> tuple[str, ...]:
    """What `wirewatch check` says of this topic's query, in the order of the file. Of one that ships, nothing."""
    if name not in [key.value for key, _ in document.pairs("topics")]:
        return ()
    return told(advice_of(_only(document, name)), path)


def _only(document: Document, name: str) -> Document:
    """The same desk with this topic alone."""
    root, topics = document.root, document.find("topics")
    assert root is not None
    assert isinstance(topics, Pairs)
    one = replace(topics, keys={name: topics.keys[name]}, values={name: topics.values[name]})
    return replace(document, root=replace(root, values=root.values | {"topics": one}))


@dataclass(frozen=True, slots=True)
class Use:
    """How a topic did in the archive. `never` are its alternatives that stood in no article, as a query writes them."""

    topic: str
    hits: int
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListUse:
    """Entries of a list that stood in no article, of how many."""

    name: str
    entries: int
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """What the archive shows of some topics and of the lists that they use."""

    articles: int
    topics: tuple[Use, ...]
    lists: tuple[ListUse, ...]


def practice_of(desk: Desk, topics: Collection[Topic], database: Database, since: datetime) -> Practice:
    """Look through what was seen since then."""
    watching = _Watching({topic.name: read_query(topic.query, desk.lists) for topic in topics})
    progress = Progress("articles")
    for articles in archive(database, since=since):
        progress.expect(len(articles))
        for one in articles:
            watching.look(one)
        progress.done(len(articles))
    return watching.practice()


class _Watching:
    """Topics and all their parts asked at once. What was found is asked no more: the work becomes less and less."""

    def __init__(self, queries: dict[str, Query]) -> None:
        self._engine, self._articles = Engine(), 0
        self._lists = {node.name: node for query in queries.values() for node in _lists(query.tree)}
        self._hits = dict.fromkeys(queries, 0)
        self._topics = {self._ask(query): name for name, query in queries.items()}
        self._missing = {
            self._ask(Query("", node)): (name, node)
            for name, query in queries.items()
            for node in dict.fromkeys(_alternatives(query.tree))
        }
        self._missing_entries = {
            self._ask(Query("", node)): (name, node) for name, listed in self._lists.items() for node in listed.parts
        }

    def _ask(self, query: Query) -> str:
        key = str(len(self._engine))  # nothing is dropped before everything is put
        self._engine.put(key, query)
        return key

    def look(self, one: StoredArticle) -> None:
        self._articles += 1
        for key, _ in self._engine.search(document_of(one.article, one.source)):
            if key in self._topics:
                self._hits[self._topics[key]] += 1
            else:
                (self._missing if key in self._missing else self._missing_entries).pop(key)
                self._engine.drop(key)

    def practice(self) -> Practice:
        return Practice(
            self._articles,
            tuple(Use(name, hits, _of(name, self._missing.values())) for name, hits in self._hits.items()),
            tuple(
                ListUse(name, len(listed.parts), tuple(map(as_entry, _of(name, self._missing_entries.values()))))
                for name, listed in sorted(self._lists.items())
            ),
        )


def _of(name: str, missing: Iterable[tuple[str, Node]]) -> tuple[str, ...]:
    return tuple(written(node) for of, node in missing if of == name)


def _alternatives(node: Node, field: str | None = None) -> Iterator[Node]:
    """What stands beside an OR, each as a query of its own. A list is looked at by itself, once for all topics."""
    match node:
        case Or(parts=parts):
            for part in parts:
                if not isinstance(part, Listed | Or):
                    yield part if field is None else Field(field, part)
                yield from _alternatives(part, field)
        case And(parts=parts):
            for part in parts:
                yield from _alternatives(part, field)
        case Near(left=left, right=right):
            yield from (*_alternatives(left, field), *_alternatives(right, field))
        case Field(name=name, part=part):
            yield from _alternatives(part, name)
        case AtLeast(part=part):
            yield from _alternatives(part, field)


def _lists(node: Node) -> Iterator[Listed]:
    match node:
        case Listed():
            yield node
        case Or(parts=parts) | And(parts=parts):
            for part in parts:
                yield from _lists(part)
        case Near(left=left, right=right):
            yield from (*_lists(left), *_lists(right))
        case Field(part=part) | AtLeast(part=part):
            yield from _lists(part)


def practice_lines(practice: Practice) -> Iterator[str]:
    """In words, a line for each topic and each list that has something to say."""
    yield f"In the archive: {counted(practice.articles, 'article')}."
    for use in practice.topics:
        yield f"{use.topic}: {_how_often(use, practice.articles)}"
        if use.never and use.hits and practice.articles >= ENOUGH:
            yield f"{use.topic}: never found: {_some(use.never)}"
    if practice.articles < ENOUGH:
        yield f"Fewer than {ENOUGH} articles say nothing about what is never found."
        return
    for one in practice.lists:
        if one.never:
            yield f"@{one.name}: {_of_entries(one)} never found: {_some(one.never)}"


def _of_entries(one: ListUse) -> str:
    entries = "1 entry" if one.entries == 1 else f"{one.entries} entries"
    return f"{len(one.never)} of {entries} {'was' if len(one.never) == 1 else 'were'}"


def _how_often(use: Use, articles: int) -> str:
    if not use.hits:
        return "never fired"
    share = use.hits / articles
    advice = ". That is more than anybody reads: narrow it" if share > TOO_OFTEN and articles >= ENOUGH else ""
    return f"fires on {use.hits:,} of {counted(articles, 'article')} ({100 * share:.1f} %){advice}"


def _some(texts: tuple[str, ...]) -> str:
    more = f", … and {len(texts) - SHOWN} more" if len(texts) > SHOWN else ""
    return ", ".join(texts[:SHOWN]) + more
