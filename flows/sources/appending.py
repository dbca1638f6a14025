"""New sources at the end of a desk file's list, with everything else left as it was written."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from news import SourceKind

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_PLAIN = re.compile(r"[^\W\d_][\w./()-]*( [\w./()-]+)*")  # reads as itself in every place of YAML
_WORDS = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)  # a text to us, but not to every editor
_NOTHING = ("~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Addition:
    """A source to be written. None and empty values are left out."""

    name: str
    url: str
    kind: SourceKind = SourceKind.AUTO
    schedule: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Keys and values as YAML."""
        kind = None if self.kind is SourceKind.AUTO else self.kind.value
        tags = f"[{', '.join(map(quoted, self.tags))}]" if self.tags else None
        schedule = self.schedule and quoted(self.schedule)
        given = {"name": quoted(self.name), "url": _address(self.url), "kind": kind, "schedule": schedule, "tags": tags}
        return tuple((key, value) for key, value in given.items() if value)


def quoted(text: str) -> str:
    """A text as one YAML scalar, in quotes where it could be read as anything else."""
    return text if _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _address(url: str) -> str:
    return url if re.fullmatch(r"https?://[\w./~%?&=+-]+", url) else json.dumps(url, ensure_ascii=False)


def lines_of(additions: Sequence[Addition], column: int = 2) -> list[str]:
    """Each source on lines of its own, the dash in this column."""
    lines = []
    for addition in additions:
        marks = ["- ", *["  "] * (len(addition.pairs) - 1)]
        lines += [
            f"{' ' * column}{mark}{key}: {value}" for mark, (key, value) in zip(marks, addition.pairs, strict=True)
        ]
    return lines


def append_sources(text: str, additions: Sequence[Addition]) -> str:
    """The text of a desk file with these sources after its last one. Raises yaml.YAMLError: it is no YAML."""
    newline = "\r\n" if "\r\n" in text else "\n"
    section = _section(text)
    if section is None:
        return _after_line(text, len(text), ["sources:", *lines_of(additions)], newline)
    text = text[: section.end] + text[section.resume :]
    if section.flow:
        inside = ", ".join("{" + ", ".join(f"{key}: {value}" for key, value in one.pairs) + "}" for one in additions)
        between = "" if section.is_empty else ", "
        return text[: section.end] + between + inside + text[section.end :]
    return _after_line(text, section.end, lines_of(additions, section.column), newline)


def _after_line(text: str, index: int, lines: list[str], newline: str) -> str:
    """Put lines behind the line in which the last thing before `index` ends, and behind its comment."""
    content = len(text[:index].rstrip())
    end = text.find("\n", content)
    at = len(text) if end < 0 else end + 1
    before = text[:at] if not text[:at] or text[:at].endswith("\n") else text[:at] + newline
    return before + "".join(line + newline for line in lines) + text[at:]


@dataclass(frozen=True, slots=True)
class _Section:
    """Where `sources` stands: `end` is behind its last content, `column` that of its dashes.

    What stands between `end` and `resume` goes.
    """

    flow: bool
    is_empty: bool
    column: int
    end: int
    resume: int


def _section(text: str) -> _Section | None:
    """Found by YAML's own events, since a tree knows no ends."""
    events = list(yaml.parse(text, Loader=_LOADER))
    start = _value_of(events, "sources")
    if start is None:
        return None
    first = events[start]
    if not isinstance(first, yaml.SequenceStartEvent):
        return _Section(False, True, 2, *_nothing(first, events[start - 1]))
    inside = events[start + 1 : _closing(events, start)]
    if first.flow_style:
        end = _end(inside[-1] if inside else first)
        return _Section(True, not inside, 0, end, end)
    end = max((_end(event) for event in inside if _is_content(event)), default=_end(first))
    return _Section(False, False, _column(first), end, end)


def _nothing(value: yaml.Event, key: yaml.Event) -> tuple[int, int]:
    """Where a section without entries ends, and where what says so in words (`~`) does."""
    end = _end(key)
    if isinstance(value, yaml.ScalarEvent) and value.value in _NOTHING and not value.style:
        return _start(value), _end(value)
    return end, end


def _is_content(event: yaml.Event) -> bool:
    """What ends where it is written: the end of a block is noticed only at what follows it."""
    return isinstance(event, yaml.ScalarEvent | yaml.AliasEvent) or (
        isinstance(event, yaml.CollectionEndEvent) and _end(event) > _start(event)
    )


def _value_of(events: list[yaml.Event], key: str) -> int | None:
    """The place among the events of what stands below a key of the top."""
    at = 3  # behind the starts of the stream, the document and the mapping
    if len(events) < at or not isinstance(events[at - 1], yaml.MappingStartEvent):
        return None
    while not isinstance(events[at], yaml.MappingEndEvent):
        value = _closing(events, at) + 1
        if getattr(events[at], "value", None) == key:
            return value
        at = _closing(events, value) + 1
    return None


def _closing(events: list[yaml.Event], at: int) -> int:
    """The last event of the node that begins there."""
    depth = 0
    while True:
        depth += isinstance(events[at], yaml.CollectionStartEvent)
        depth -= isinstance(events[at], yaml.CollectionEndEvent)
        if not depth:
            return at
        at += 1


def _start(event: yaml.Event) -> int:
    assert event.start_mark is not None  # only events that somebody made by hand have none
    return event.start_mark.index


def _column(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.column


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return event.end_mark.index
