"""Queries and lists of a desk file: are they in the language, and where exactly not."""

from collections.abc import Iterator, Mapping

from alerts.query import read_query
from alerts.query.grammar.caret import pointed
from flows.settings.document import Document, Items, Text, child
from flows.settings.problem import Fault, Place, Problem
from flows.settings.shipped import ORIGINAL, check_shipped, with_shipped
from news import QueryError

Lists = Mapping[str, tuple[str, ...]]


def check_queries(document: Document) -> Iterator[Problem]:
    """Refuse lists and queries that the query language refuses. A broken list is told once, not at each use."""
    lists, problems = sound_lists(document)
    yield from problems
    yield from check_shipped(document)
    nodes = [node for _, topic in document.pairs("topics") if isinstance(node := child(topic, "query"), Text)]
    lists = with_shipped(lists, [node.value or "" for node in nodes])
    for node in nodes:
        if (node.value or "").strip():
            yield from _check_query(document, node, lists)


def sound_lists(document: Document) -> tuple[Lists, list[Problem]]:
    """The lists by name. One that is broken keeps its name, with a harmless word inside."""
    nodes = {key.value or "": value for key, value in document.pairs("lists") if isinstance(value, Items)}
    lists = {name: tuple(entry.value or "" for entry in _entries(node)) or ("x",) for name, node in nodes.items()}
    problems = {name: _check_entries(name, node, with_shipped(lists, ())) for name, node in nodes.items()}
    sound: Lists = {name: ("x",) if problems[name] else entries for name, entries in lists.items()}
    for name, node in nodes.items():
        if not problems[name]:
            problems[name] += _check_circle(name, node, with_shipped(sound, ()))
    kept = {name: ("x",) if problems[name] else entries for name, entries in lists.items()}
    return kept, [problem for found in problems.values() for problem in found]


def _entries(node: Items) -> list[Text]:
    return [entry for entry in node.nodes if isinstance(entry, Text) and (entry.value or "").strip()]


def _check_entries(name: str, node: Items, lists: Lists) -> list[Problem]:
    """Blame each broken entry, with harmless words in the place of all other lists."""
    harmless = dict.fromkeys(lists, ("x",))
    if _refusal(f"@{name}", {**harmless, name: lists[name]}) is None:
        return []
    harmless = dict.fromkeys(with_shipped(lists, [f"@{ORIGINAL}{name}"]), ("x",))  # one that ships may be meant
    entries = [(entry, _refusal(f"@{name}", {**harmless, name: (entry.value or "",)})) for entry in _entries(node)]
    return [Problem(entry.place, _fault(error)) for entry, error in entries if error]


def _check_circle(name: str, node: Items, lists: Lists) -> list[Problem]:
    error = _refusal(f"@{name}", lists)
    if error:
        error = _refusal(f"@{name}", {**with_shipped(lists, [f"@{ORIGINAL}{name}"]), **lists})
    return [Problem(node.place, _fault(error))] if error else []


def _check_query(document: Document, node: Text, lists: Lists) -> Iterator[Problem]:
    if error := _refusal(node.value or "", lists):
        yield query_problem(document, node, error.position, _fault(error))


def _refusal(query: str, lists: Lists) -> QueryError | None:
    try:
        read_query(query, lists)
    except QueryError as error:
        return error
    return None


def _fault(error: QueryError) -> Fault:
    """Without full stops: the problem's line sets its own."""
    return Fault(error.message.rstrip(" ."), error.hint.rstrip(" ."))


def query_problem(document: Document, node: Text, position: int, fault: Fault) -> Problem:
    """A fault at one code point of a query, with that line of the query and a caret below it."""
    return Problem(place_inside(document.text, node, position), fault, _below(node.value or "", position))


def place_inside(source: str, node: Text, position: int) -> Place:
    """Where a code point of a scalar's value stands in the file, in any of YAML's styles.

    Folding changes nothing but white space: the n-th other character of the value is the n-th of the source.
    Escapes of more than one character (`\\u…`) shift what follows them on the same scalar.
    """
    assert node.value is not None
    index = _content_start(source, node)
    for _ in range(len("".join(node.value[:position].split()))):
        index = _skip_space(source, index)
        index += 2 if _is_pair(source, index, node.style) else 1
    index = min(_skip_space(source, index), max(node.end - 1, node.start))
    before = source.rfind("\n", 0, index) + 1
    return Place(source.count("\n", 0, index) + 1, index - before + 1)


def _content_start(source: str, node: Text) -> int:
    if node.style in ("|", ">"):
        return source.find("\n", node.start) + 1  # behind the header, which may carry a comment
    return node.start + (1 if node.style else 0)


def _skip_space(source: str, index: int) -> int:
    while index < len(source) and source[index].isspace():
        index += 1
    return index


def _is_pair(source: str, index: int, style: str) -> bool:
    return (style == "'" and source[index] == "'") or (style == '"' and source[index] == "\\")


def _below(query: str, position: int) -> str:
    return "".join(f"\n    {line}" for line in pointed(query, position).splitlines())
