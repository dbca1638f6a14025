"""Which topic a command is about: one of the desk, or a query that is only tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from alerts.query import read_query
from alerts.query.grammar.caret import pointed
from flows.settings import Desk, load_desk
from flows.settings.problem import suggest
from flows.settings.shipped import lists_used
from news import QueryError, Topic, WirewatchError

_NO_LISTS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Version:
    """A topic and the lists that its query may name. It is sound. `origin`: where it is from, for a person."""

    topic: Topic
    lists: Mapping[str, tuple[str, ...]]
    origin: str = "the desk's query"


def topic_named(desk: Desk, name: str) -> Topic:
    """Raises WirewatchError: the desk has none of that name."""
    if (found := _find(desk, name)) is None:
        cure = suggest(name, [topic.name for topic in desk.topics], "the topics are")
        raise WirewatchError(f"The desk has no topic “{name}”. Cure: {cure}")
    return found


def topics_named(desk: Desk, names: list[str]) -> tuple[Topic, ...]:
    """Those of these names, each once; all of the desk's when none is given. Raises WirewatchError: no such topic."""
    return tuple(dict.fromkeys(topic_named(desk, name) for name in names)) or desk.topics


def version_of(desk: Desk, name: str, query: str | None) -> Version:
    """The desk's topic, or a query in its place; for a query the desk need not know the name.

    Raises WirewatchError: no such topic; a query that the language refuses, with the spot.
    """
    if query is None:
        return Version(topic_named(desk, name), desk.lists)
    known = _find(desk, name)
    return Version(Topic(name, known.title if known else name, sound(query, desk.lists)), desk.lists, "this query")


def former_version(
    desk: Desk, name: str, query: str | None, against: str | None, against_file: Path | None
) -> Version | None:
    """What a version is compared with: an old query, or what an old desk file has under the name.

    With neither, a query that is tried is compared with the desk's own, if there is one.
    Raises WirewatchError: a query that the language refuses; DeskError; no such topic in the old file.
    """
    if against_file:
        former = load_desk(against_file, {}, secrets_needed=False)
        return Version(topic_named(former, name), former.lists, str(against_file))
    if against is not None:
        return Version(Topic(name, name, sound(against, desk.lists)), desk.lists, "the older query")
    known = _find(desk, name)
    return Version(known, desk.lists) if known and query is not None else None


def lists_that_differ(one: Version, other: Version) -> tuple[str, ...]:
    """Names of lists that the two use, also through others, and that have not the same entries in both."""
    used = {*lists_used(one.topic.query, one.lists), *lists_used(other.topic.query, other.lists)}
    return tuple(sorted(name for name in used if one.lists.get(name) != other.lists.get(name)))


def sound(query: str, lists: Mapping[str, tuple[str, ...]] = _NO_LISTS) -> str:
    """The query, if the language takes it. Raises WirewatchError, with the query and a caret under the spot."""
    try:
        read_query(query, lists)
    except QueryError as error:
        excerpt = "".join(f"\n    {line}" for line in pointed(query, error.position).splitlines())
        raise WirewatchError(f"The query is refused: {error.message} Cure: {error.hint}{excerpt}") from error
    return query


def _find(desk: Desk, name: str) -> Topic | None:
    return next((topic for topic in desk.topics if topic.name == name), None)
