"""What tells that a topic changed: its query, and every list that this uses."""

from collections.abc import Mapping, Sequence

from flows.settings import Desk
from flows.settings.shipped import lists_used
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
