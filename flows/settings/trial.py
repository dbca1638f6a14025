"""A desk's own tests: each topic against the articles that it must fire on, and those it must not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.query import Document as Article
from alerts.query import Query, read_query
from alerts.query.syntax import And, AtLeast, Field, Language, Near, Node, Not, Or
from flows.settings.desk import Desk, Example
from flows.settings.document import Document, Items
from flows.settings.problem import Fault, Place, Problem
from flows.settings.shipped import named, shipped_examples
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
    """One problem for each example that goes the wrong way, at the example's own place."""
    for one in trials(desk, document):
        if one.fault:
            yield Problem(one.place, one.fault)


def trials(desk: Desk, document: Document) -> Iterator[Trial]:
    """All examples, in the order of `Desk.examples`."""
    queries = {topic.name: read_query(topic.query, desk.lists) for topic in desk.topics}
    for example, place in zip(desk.examples, _places(document), strict=True):
        yield _trial(queries[example.topic], example, place)


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
    article = Article(title=example.title, body=example.body, lang=example.language)
    spans = query.search(article)
    wrong = (spans is not None) is not example.wanted
    return Trial(
        example, place, _words(example, spans or ()), _fault(query, example, article, spans) if wrong else None
    )


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
