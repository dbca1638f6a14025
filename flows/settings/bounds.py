"""Pauses that contradict each other: the longest must not be shorter than the shortest."""

from collections.abc import Iterator
from datetime import timedelta

from flows.settings.document import Document, Node, Text, child, text_of
from flows.settings.problem import Fault, Problem
from flows.settings.rhythm import RefusedError, parse_every


def check_bounds(document: Document) -> Iterator[Problem]:
    """Refuse a `slowest` below the `every` of a schedule that it counts for. Looks past whatever has a wrong shape."""
    every = {key.value or "": child(schedule, "every") for key, schedule in document.pairs("schedules")}
    defaults = child(document.find("defaults"), "slowest")
    for name, shortest in every.items():
        yield from _check(child(document.find("schedules", name), "slowest") or defaults, shortest, name)
    for source in document.items("sources"):
        name = text_of(child(source, "schedule")) or next(iter(every), "")
        yield from _check(child(source, "slowest"), every.get(name), name)


def _check(longest: Node | None, shortest: Node | None, schedule: str) -> Iterator[Problem]:
    slowest, fastest = _length(longest), _length(shortest)
    if longest and slowest and fastest and slowest < fastest:
        wrong = f"`slowest` is shorter than the `every` of schedule `{schedule}`"
        yield Problem(longest.place, Fault(wrong, f"write at least {text_of(shortest)}"))


def _length(node: Node | None) -> timedelta | None:
    try:
        return parse_every(node.value or "") if isinstance(node, Text) else None
    except RefusedError:  # told elsewhere
        return None
