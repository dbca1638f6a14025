"""A topic of the library as text that can be pasted into a desk file."""

from collections.abc import Iterator

from flows.library.reading import documents, first_line, library
from flows.settings.document import Document
from flows.settings.shipped import lists_used


def topic_text(name: str) -> str:
    """Give the YAML of a topic and of the lists that it needs, as the library's files have it, comments too.

    Raises KeyError: no such topic.
    """
    query = next((one.topic.query for one in library().topics if one.topic.name == name), None)
    if query is None:
        raise KeyError(name)
    needed = lists_used(query, library().lists)
    lists = [block for document in documents().values() for block in _blocks(document, "lists", needed)]
    topic = [block for document in documents().values() for block in _blocks(document, "topics", {name})]
    return "\n".join((*(("lists:", *lists, "") if lists else ()), "topics:", *topic)) + "\n"


def _blocks(document: Document, section: str, names: set[str]) -> Iterator[str]:
    """Give the lines of each key of a section that is among the names, from the comment above it to the next key's."""
    keys = [(key.place.line, key.value) for key, _ in document.pairs(section)]
    lines = document.text.splitlines()
    starts = [first_line(lines, line) for line, _ in keys]
    ends = [*starts[1:], _end(lines, keys[-1][0]) if keys else 0]
    for (_, name), start, end in zip(keys, starts, ends, strict=True):
        if name in names:
            yield "\n".join(lines[start:end]).rstrip()


def _end(lines: list[str], line: int) -> int:
    """Give the index of the line that ends the section: the next that begins at the left."""
    return next((at for at in range(line, len(lines)) if lines[at][:1].strip()), len(lines))
