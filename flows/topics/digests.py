"""What tells that a topic changed: its query, and every list that this uses."""

from collections.abc import Mapping, Sequence

from flows.settings import Desk
from flows.settings.shipped import lists_in
from storage.digest import digest


def topic_digests(desk: Desk) -> dict[str, str]:
    """A digest for each topic of the desk, by name.

    Of the words as they are written, white space aside: no query is parsed, since each process does this when it
    starts. A query written otherwise that means the same counts as changed, which costs a needless rematch.
    """
    lists = {name: digest("\n".join(entries)) for name, entries in desk.lists.items()}
    return {topic.name: digest("\n".join(_parts(topic.query, desk.lists, lists))) for topic in desk.topics}


def _parts(query: str, entries: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> list[str]:
    """The query, and each list that it names or that such a list names."""
    return [" ".join(query.split()), *(f"{name} {digests[name]}" for name in sorted(lists_used(query, entries)))]


def lists_used(query: str, entries: Mapping[str, Sequence[str]]) -> set[str]:
    """Names of the lists that a query names, or that such a list names. Those that there are not are left out."""
    waiting, known = _named(query, entries), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in known:
            known.add(name)
            waiting |= {inner for entry in entries[name] for inner in _named(entry, entries)}
    return known


def _named(text: str, entries: Mapping[str, Sequence[str]]) -> set[str]:
    return {name for name in lists_in(text) if name in entries}
