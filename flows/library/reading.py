"""The files of the library as topics, with their examples, and lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from flows.settings.build import DEFAULT_LANGUAGE, examples_of
from flows.settings.desk import Example
from flows.settings.document import Document, Items, Node, Text, child, parse_document, plain, text_of
from flows.settings.shape import ExampleShape, TopicShape
from news import Topic

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LibraryTopic:
    """A topic that ships. `description` tells what it is for and what it leaves out; `field` is its file's name."""

    topic: Topic
    examples: tuple[Example, ...]
    description: str
    field: str


@dataclass(frozen=True, slots=True)
class Library:
    """All of it, in the order of the files. A list's entries are as a desk file has them."""

    topics: tuple[LibraryTopic, ...]
    lists: Mapping[str, tuple[str, ...]]


@cache
def library() -> Library:
    """Read the files, once. The tests prove that they are sound."""
    files = documents()
    lists = {name: entries for document in files.values() for name, entries in _lists(document)}
    topics = [topic for field, document in files.items() for topic in _topics(field, document)]
    return Library(tuple(topics), MappingProxyType(lists))


@cache
def documents() -> Mapping[str, Document]:
    """Give the files by field, in the order of the alphabet."""
    return {path.stem: parse_document(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.yaml"))}


def _lists(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, node in document.pairs("lists"):
        if isinstance(node, Items):
            yield key.value or "", tuple(text_of(entry) or "" for entry in node.nodes)


def _topics(field: str, document: Document) -> Iterator[LibraryTopic]:
    for key, node in document.pairs("topics"):
        name, shape = key.value or "", TopicShape.model_validate(plain(node))
        wanted, unwanted = (tuple(map(_words, one)) for one in (shape.should_match, shape.should_not_match))
        topic = Topic(name, shape.title or name, shape.query, wanted, unwanted)
        examples = tuple(examples_of(name, shape, DEFAULT_LANGUAGE))
        yield LibraryTopic(topic, examples, _description(document.text, key, node), field)


def _words(example: ExampleShape) -> str:
    return "\n\n".join(part for part in (example.title, example.body) if part)


def _description(text: str, key: Text, topic: Node) -> str:
    """Give the comments above a topic's name and above its query, as one line."""
    query = child(topic, "query")
    assert isinstance(query, Text)
    lines = text.splitlines()
    start = first_line(lines, key.place.line)
    comments = (line.strip() for line in lines[start : query.place.line - 1] if line.lstrip().startswith("#"))
    return " ".join(comment.lstrip("# ") for comment in comments)


def first_line(lines: list[str], line: int) -> int:
    """Give the index of the line where the comment above a key begins, or that of the key, which stands on `line`."""
    start = line - 1
    while lines[start - 1].startswith("  #"):
        start -= 1
    return start
