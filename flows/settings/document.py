"""A desk file as a tree of texts that know where they stand.

YAML is read as text: a plain scalar is the text that was written, whatever it looks like, so that `language: no`
is Norwegian and `1:30` no number. Only an empty value, `~` and `null` mean "nothing". Anchors and tags are refused:
the cascade and `lists:` say the same in the open, and nothing can blow up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from flows.settings.problem import Fault, Place, Problem
from flows.settings.syntax import REFERENCE, TAG, begins_strangely, place_of, strange_space, syntax_problem

MAX_DEPTH = 20  # the deepest value of a desk stands at depth 7; the recursion below must end before Python's does

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader  # 18 times as fast: 4,000 sources in 25 ms
_NOTHING = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Text:
    """One scalar. `start` and `end` are code points of the file and include quotes or a block's `|`."""

    place: Place
    value: str | None
    style: str = ""  # "" plain, else ' " | >
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    place: Place
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    place: Place
    keys: dict[str, Text] = field(default_factory=dict)
    values: dict[str, "Node"] = field(default_factory=dict)


Node = Text | Items | Pairs


@dataclass(frozen=True, slots=True)
class Document:
    """The whole file. `problems` are those of YAML itself; when `root` is None nothing could be read."""

    text: str
    root: Pairs | None
    problems: tuple[Problem, ...] = ()

    def pairs(self, *path: str) -> Iterator[tuple[Text, "Node"]]:
        """Keys and values of the mapping at a path; none when something else stands there."""
        node = self.find(*path)
        if isinstance(node, Pairs):
            yield from ((key, node.values[name]) for name, key in node.keys.items())

    def items(self, *path: str) -> Iterator["Node"]:
        """Elements of the list at a path; none when something else stands there."""
        node = self.find(*path)
        if isinstance(node, Items):
            yield from node.nodes

    def find(self, *path: str) -> "Node | None":
        node: Node | None = self.root
        for step in path:
            node = child(node, step)
        return node


def child(node: Node | None, key: str) -> Node | None:
    return node.values.get(key) if isinstance(node, Pairs) else None


def text_of(node: Node | None) -> str | None:
    return node.value if isinstance(node, Text) else None


def plain(node: Node) -> Any:
    """The tree as dicts, lists and strings, without places."""
    match node:
        case Text():
            return node.value
        case Items():
            return [plain(item) for item in node.nodes]
        case Pairs():
            return {key: plain(value) for key, value in node.values.items()}


def parse_document(text: str) -> Document:
    """Read YAML. Problems of syntax are told in the document, never raised."""
    reader = _Reader(text)
    try:
        root = reader.root()
    except yaml.MarkedYAMLError as error:
        return Document(text, None, reader.problems_with(syntax_problem(text, error, reader.long_quote)))
    except yaml.reader.ReaderError as error:
        fault = Fault("a control character stands in the file", "save it as UTF-8 text")
        return Document(text, None, (Problem(place_of(text, error.position), fault),))
    except _UnreadableError as error:
        return Document(text, None, (error.problem,))
    return Document(text, root, tuple(reader.problems))


class _UnreadableError(Exception):
    """What comes after this would only confuse."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Reader:
    """Builds the tree from YAML events: iterating costs a tenth of composing nodes and takes any depth."""

    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self.long_quote: tuple[int, int] | None = None  # the last quoted text of several lines: begin and end
        self._text = text
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def root(self) -> Pairs | None:
        next(self._events)  # StreamStart
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return Pairs(Place(1, 1))
        node = self._node(next(self._events), 0)
        next(self._events)  # DocumentEnd
        self._refuse_more(next(self._events))
        if isinstance(node, Pairs):
            return node
        if isinstance(node, Text) and node.value is None:
            return Pairs(Place(1, 1))
        self._tell(node.place, "a desk file is made of keys and values", "begin with `sources:`")
        return None

    def problems_with(self, last: Problem) -> tuple[Problem, ...]:
        """The problems so far and the one that ends the reading, unless its line was blamed already."""
        if any(problem.place.line == last.place.line for problem in self.problems):
            return tuple(self.problems)
        return (*self.problems, last)

    def _refuse_more(self, event: yaml.Event) -> None:
        if not isinstance(event, yaml.StreamEndEvent):
            self._tell(_place(event), "a second document begins here", "remove the line `---`")

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth >= MAX_DEPTH:
            fault = Fault("nested too deep", f"a desk needs less than {MAX_DEPTH} levels")
            raise _UnreadableError(Problem(_place(event), fault))
        self._refuse_decoration(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._pairs(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth)
        return self._scalar(event)

    def _scalar(self, event: yaml.Event) -> Text:
        if not isinstance(event, yaml.ScalarEvent):  # an alias, told already
            return Text(_place(event), getattr(event, "anchor", None))
        style = event.style or ""
        value = None if not style and event.value in _NOTHING else event.value
        start, end = event.start_mark, event.end_mark
        assert start is not None
        assert end is not None
        if style in ("'", '"') and start.line < end.line:
            self.long_quote = (start.index, end.index)
        return Text(_place(event), value, style, start.index, end.index)

    def _items(self, start: yaml.Event, depth: int) -> Items:
        nodes = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            nodes.append(self._node(event, depth + 1))
        return Items(_place(start), tuple(nodes))

    def _pairs(self, start: yaml.Event, depth: int) -> Pairs:
        pairs = Pairs(_place(start))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            self._put(pairs, key, value)
        return pairs

    def _put(self, pairs: Pairs, key: Node, value: Node) -> None:
        name = text_of(key)
        if not isinstance(key, Text) or name is None:
            self._tell(key.place, "a key must be a text", "write `name:` before the value")
        elif begins_strangely(name) and not key.style:
            raise _UnreadableError(strange_space(self._text, key.start))
        elif name in pairs.keys:
            first = pairs.keys[name].place.line
            self._tell(key.place, f"this key stands twice, first on line {first}", "keep one of them")
        else:
            pairs.keys[name], pairs.values[name] = key, value

    def _refuse_decoration(self, event: yaml.Event) -> None:
        for sign, fault in (("anchor", REFERENCE), ("tag", TAG)):
            if getattr(event, sign, None):
                self.problems.append(Problem(_place(event), fault))

    def _tell(self, place: Place, wrong: str, cure: str) -> None:
        self.problems.append(Problem(place, Fault(wrong, cure)))


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    assert mark is not None  # only events that somebody made by hand have none
    return Place(mark.line + 1, mark.column + 1)
