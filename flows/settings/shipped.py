"""How a desk takes up the topics and lists that ship with wirewatch."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from flows.settings.desk import Example
from flows.settings.document import Document, Items, Text
from flows.settings.problem import Fault, Problem, is_name, suggest
from news import Topic

if TYPE_CHECKING:
    from flows.library import LibraryTopic

Lists = Mapping[str, tuple[str, ...]]

_LIST = re.compile(r"@([^\s()\"“”„«»|]+)")
ORIGINAL = "library/"  # before a list's name: as it ships, whatever the desk has under that name


def lists_in(text: str) -> set[str]:
    """What could be the name of a list in a query, or in an entry of one: in a phrase or behind a backslash, too."""
    return set(_LIST.findall(text)) if "@" in text else set()


def lists_used(text: str, lists: Mapping[str, Sequence[str]]) -> set[str]:
    """Names of the lists that a query names, or that such a list names. Those that there are not are left out."""
    waiting, known = lists_in(text), set[str]()
    while waiting:
        name = waiting.pop()
        if name in lists and name not in known:
            known.add(name)
            waiting |= {inner for entry in lists[name] for inner in lists_in(entry)}
    return known


def with_shipped(own: Lists, texts: Iterable[str]) -> Lists:
    """The desk's lists and, where a list or one of these texts names another, those that ship.

    Of one name the desk's counts, also in the topics that ship.
    """
    named = (name for text in (*texts, *chain(*own.values())) for name in lists_in(text))
    if all(name in own for name in named):
        return own  # most desks name none, and to read the library takes a moment
    shipped = shipped_lists()
    return {**{f"{ORIGINAL}{name}": entries for name, entries in shipped.items()}, **shipped, **own}


def shipped_lists() -> Lists:
    from flows.library import library  # late: it reads files, and imports this package for the shape of examples

    return library().lists


def shipped_topics(names: Iterable[str]) -> tuple[Topic, ...]:
    """Those of the names that there are, in the order of the names."""
    return tuple(one.topic for one in _taken(names))


def shipped_examples(names: Iterable[str]) -> tuple[Example, ...]:
    """The articles that prove those topics, in the order of the names."""
    return tuple(example for one in _taken(names) for example in one.examples)


def _taken(names: Iterable[str]) -> Iterator["LibraryTopic"]:
    """Without names the library is not even read: that takes a tenth of a second."""
    if wanted := dict.fromkeys(names):
        from flows.library import library

        known = {one.topic.name: one for one in library().topics}
        yield from (known[name] for name in wanted if name in known)


def shipped_users(name: str, topics: Iterable[str]) -> list[str]:
    """Those of the library's topics that use its list of this name, also through another list."""
    shipped = shipped_topics(topics)
    return [topic.name for topic in shipped if name in lists_used(topic.query, shipped_lists())]


def shipped_names() -> list[str]:
    from flows.library import library

    return [shipped.topic.name for shipped in library().topics]


def check_shipped(document: Document) -> Iterator[Problem]:
    """Names that the library lacks, or that the desk gives to a topic of its own.

    Whatever lists the desk has, the topics that ship can be read with them: a list that is broken, or that contains
    itself through one that ships, is told where it stands.
    """
    nodes = named(document)
    if not nodes:
        return
    known, topics = shipped_names(), {key.value for key, _ in document.pairs("topics")}
    for node in nodes:
        name = node.value or ""
        if name not in known and is_name(name):
            wrong = f"the library has no topic `{name}`"
            yield Problem(node.place, Fault(wrong, suggest(name, known, "`wirewatch topics library` lists them:")))
        elif name in topics:
            wrong = f"`{name}` is a topic of this desk, too"
            yield Problem(node.place, Fault(wrong, "leave it out here, or give the desk's own another name"))


def named(document: Document) -> list[Text]:
    """What stands under `library:`."""
    node = document.find("library")
    return [one for one in node.nodes if isinstance(one, Text)] if isinstance(node, Items) else []
