"""A desk's own tests: each topic against the articles that it must fire on, and those it must not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from alerts.query import Document as Article
from alerts.query import Query, read_query
from alerts.query.syntax import And, AtLeast, Field, Language, Near, Node, Not, Or
from flows.settings.desk import Desk, Example
from flows.settings.document import Document, Items
from flows.settings.problem import Fault, Place, Problem
from flows.settings.shipped import ORIGINAL, named, shipped_examples, shipped_lists, shipped_users
from news import Span

_QUOTED = 60  # code points of an example: enough to find it by, short enough for one line


@dataclass(frozen=True, slots=True)
class Trial:
    """One example, where it stands, and the words that its topic found there. `fault`: it went the wrong way."""

    example: Example
    place: Place
    found: tuple[str, ...]
    fault: Fault | None


def try_examples(desk: Desk, document: Document) -> Iterator[Problem]:
    """Try them all. See `problems_of`."""
    return problems_of(desk, document, trials(desk, document))


def problems_of(desk: Desk, document: Document, tried: Iterable[Trial]) -> Iterator[Problem]:
    """One problem for each example that goes the wrong way, at the example's own place.

    Of a topic that ships, whose lists the desk replaced: one for all its examples, at the place of such a list.
    """
    failed: dict[str, list[Trial]] = {}
    for one in tried:
        if one.fault:
            failed.setdefault(one.example.topic, []).append(one)
    for name, wrong in failed.items():
        if lists := _lists_at_fault(desk, document, name, wrong):
            yield _replaced(desk, name, len(wrong), lists)
        else:
            yield from (Problem(one.place, one.fault) for one in wrong if one.fault)


def trials(desk: Desk, document: Document) -> Iterator[Trial]:
    """All examples, in the order of `Desk.examples`."""
    queries = {topic.name: read_query(topic.query, desk.lists) for topic in desk.topics}
    for example, place in zip(desk.examples, _places(document), strict=True):
        yield _trial(queries[example.topic], example, place)


def _lists_at_fault(desk: Desk, document: Document, name: str, wrong: Sequence[Trial]) -> dict[str, Place]:
    """The desk's lists that stand in the place of shipped ones; those alone that explain an example, if any do."""
    if name not in desk.library:
        return {}
    places = {key.value or "": key.place for key, _ in document.pairs("lists")}
    own = {one: place for one, place in places.items() if shipped_users(one, [name])}
    query = next(topic.query for topic in desk.topics if topic.name == name)
    blamed = {one: place for one, place in own.items() if _right_with_shipped(desk, query, one, wrong)}
    return blamed or own


def _right_with_shipped(desk: Desk, query: str, name: str, wrong: Sequence[Trial]) -> bool:
    """Whether one of the examples goes right with the list of this name as it ships."""
    asked = read_query(query, {**desk.lists, name: shipped_lists()[name]})
    return any((asked.search(_article(one.example)) is not None) is one.example.wanted for one in wrong)


def _replaced(desk: Desk, name: str, wrong: int, lists: Mapping[str, Place]) -> Problem:
    one = len(lists) == 1
    named = " and ".join(f"`{listed}`" for listed in lists)
    examples = sum(example.topic == name for example in desk.examples)
    takes = f"list {named} takes" if one else f"lists {named} take"
    told = f"{takes} the place of the library's, and `{name}` fails {wrong} of its {examples} examples"
    narrower = [f'`"@{ORIGINAL}{listed}"`' for listed in lists if f"@{ORIGINAL}{listed}" not in desk.lists[listed]]
    cure = f"take out what is too much in {named}"
    if narrower:
        cure = f"write {' and '.join(narrower)} as an entry{'' if len(narrower) == 1 else ' of each'}"
    return Problem(next(iter(lists.values())), Fault(told, f"{cure}, or give {'it' if one else 'them'} another name"))


def beginning(example: Example) -> str:
    """Enough of it to find it by, on one line."""
    words = " ".join((example.title or example.body).split())
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rstrip()}…"


def _places(document: Document) -> Iterator[Place]:
    """In the order of `Desk.examples`. Those of the library stand where the desk names their topic."""
    for key, _ in document.pairs("topics"):
        for kind in ("should_match", "should_not_match"):
            node = document.find("topics", key.value or "", kind)
            yield from (one.place for one in node.nodes) if isinstance(node, Items) else ()
    for name, place in {node.value or "": node.place for node in named(document)}.items():
        yield from (place for _ in shipped_examples([name]))


def _trial(query: Query, example: Example, place: Place) -> Trial:
    article = _article(example)
    spans = query.search(article)
    wrong = (spans is not None) is not example.wanted
    return Trial(
        example, place, _words(example, spans or ()), _fault(query, example, article, spans) if wrong else None
    )


def _article(one: Example) -> Article:
    return Article(one.title, one.body, one.author, one.source, one.section, one.url, one.language)


def _fault(query: Query, example: Example, article: Article, spans: Sequence[Span] | None) -> Fault:
    told = f"`{example.topic}` must {'' if example.wanted else 'not '}match “{beginning(example)}”"
    if spans is None:
        words = [span for leaf in _leaves(query.tree) for span in Query("", leaf).search(article) or ()]
        found = f"finds no more than {_found(example, words)}" if words else "finds none of its words there"
        return Fault(f"{told}, but {found}", "widen the query or a list it uses, or correct the example")
    found = _found(example, spans) if spans else "every article that its filters let pass"
    return Fault(f"{told}, but finds {found}", "narrow the query or a list it uses, or correct the example")


def _leaves(node: Node) -> Iterator[Node]:
    """The words, phrases and lists that an article should have."""
    match node:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _leaves(part)
        case Near(left=left, right=right):
            yield from (*_leaves(left), *_leaves(right))
        case Field(part=part) | AtLeast(part=part):
            yield from _leaves(part)
        case Not() | Language():
            return
        case _:
            yield node


def _found(example: Example, spans: Sequence[Span]) -> str:
    return ", ".join(f"“{word}”" for word in _words(example, spans)[:5])  # enough to see why


def _words(example: Example, spans: Sequence[Span]) -> tuple[str, ...]:
    texts = {"title": example.title, "body": example.body}
    return tuple(dict.fromkeys(texts[span.field][span.start : span.end] for span in spans))
