"""Topics that ship: what a foreign, security, humanitarian or business desk would start from, one file a field.

A file has the sections `lists` and `topics` of a desk file. Lists are one namespace over all files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from flows.settings.desk import Example
from news import Topic

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LibraryTopic:
    """A topic that ships, with the articles that prove it, and the field that its file is named after."""

    topic: Topic
    examples: tuple[Example, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Library:
    """All of it, in the order of the files. A list's entries are as a desk file has them."""

    topics: tuple[LibraryTopic, ...]
    lists: Mapping[str, tuple[str, ...]]


@cache
def library() -> Library:
    """Read the files, once."""
    files = {path.stem: _read(path) for path in sorted(HERE.glob("*.yaml"))}
    lists = {name: tuple(map(str, entries)) for file in files.values() for name, entries in file["lists"].items()}
    topics = (_topic(name, one, field) for field, file in files.items() for name, one in file["topics"].items())
    return Library(tuple(topics), MappingProxyType(lists))


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  # safe, both
    return {"lists": found.get("lists") or {}, "topics": found.get("topics") or {}}


def _topic(name: str, one: dict[str, Any], field: str) -> LibraryTopic:
    wanted, unwanted = one.get("should_match") or [], one.get("should_not_match") or []
    examples = (*_examples(name, wanted, True), *_examples(name, unwanted, False))
    texts = {
        is_wanted: tuple(e.body or e.title for e in examples if e.wanted is is_wanted) for is_wanted in (True, False)
    }
    topic = Topic(name, str(one.get("title") or name), str(one["query"]), texts[True], texts[False])
    return LibraryTopic(topic, examples, field)


def _examples(name: str, given: list[Any], wanted: bool) -> Iterator[Example]:
    for one in given:
        parts = one if isinstance(one, dict) else {"body": one}
        yield Example(
            name, wanted, str(parts.get("title", "")), str(parts.get("body", "")), str(parts.get("language", "en"))
        )
