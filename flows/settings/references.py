"""Names that one part of a desk file uses and another must define, and values that may stand only once."""

from collections.abc import Iterator

from flows.settings.desk import HEALTH
from flows.settings.document import Document, Node, Text, child, text_of
from flows.settings.problem import Fault, Place, Problem, is_name, on_one_line, suggest
from flows.settings.shipped import named as shipped


def check_references(document: Document) -> Iterator[Problem]:
    """Unknown schedules, topics and channels; doubled source names. Looks past whatever has a wrong shape."""
    schedules, topics, channels = (_names(document, part) for part in ("schedules", "topics", "channels"))
    topics += [node.value or "" for node in shipped(document)]
    for source in document.items("sources") if schedules else ():  # that there are none is told once
        yield from _unknown([child(source, "schedule")], "schedule", schedules)
    for route in document.items("routes"):
        named = [node for node in _elements(route, "topics") if text_of(node) != HEALTH]
        yield from _unknown(named, "topic", topics)
        yield from _unknown(_elements(route, "to"), "channel", channels)
    yield from _doubled_names(document)


def _names(document: Document, part: str) -> list[str]:
    return [key.value or "" for key, _ in document.pairs(part)]


def _elements(node: Node, key: str) -> list[Node]:
    return list(getattr(child(node, key), "nodes", ()))


def _unknown(nodes: list[Node] | list[Node | None], what: str, known: list[str]) -> Iterator[Problem]:
    for node in nodes:
        if isinstance(node, Text) and node.value not in known and is_name(node.value or ""):
            fault = Fault(f"no {what} is called `{node.value}`", suggest(str(node.value), known, f"the {what}s are"))
            yield Problem(node.place, fault)


def _doubled_names(document: Document) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for source in document.items("sources"):
        node = child(source, "name")
        name = text_of(node)
        if node is None or name is None:
            continue
        if name in first:
            wrong = f"a source called `{on_one_line(name)}` stands already on line {first[name].line}"
            yield Problem(node.place, Fault(wrong, "give each source a name of its own"))
        first.setdefault(name, node.place)
