"""Articles and passages for the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from news import Passage

PASSAGES_SHOWN = 3  # of one article: enough to judge by


def printable(text: str) -> str:
    """On one line, without what would steer the terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def whole_line(text: str, indent: int = 0) -> Text:
    """A line that is not broken, as addresses must not be, to be copied."""
    return Text(" " * indent + printable(text), no_wrap=True, overflow="ignore")


@dataclass(frozen=True, slots=True)
class Indented:
    """A text some columns to the right, broken where the screen ends, without blanks at the ends of its lines."""

    text: Text
    indent: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - self.indent, 1)):
            line.rstrip()
            yield Text.assemble(" " * self.indent, line)


def indented(text: Text | str, indent: int) -> Indented:
    return Indented(Text(text) if isinstance(text, str) else text, indent)


def marked(passage: Passage, *, plain: bool) -> Text:
    """A passage with what was found in bold, or between asterisks where there is no bold."""
    shown, at = Text("- "), 0
    for start, end in passage.marks:
        shown.append(_line(passage.text[at:start]))
        found = _line(passage.text[start:end])
        shown.append(f"*{found}*" if plain else found, style="" if plain else "bold")
        at = end
    shown.append(_line(passage.text[at:]).rstrip())
    return shown


def passages_shown(passages: tuple[Passage, ...], indent: int, *, plain: bool) -> Iterator[RenderableType]:
    for passage in passages[:PASSAGES_SHOWN]:
        yield indented(marked(passage, plain=plain), indent)
    if len(passages) > PASSAGES_SHOWN:
        yield indented(f"… and {len(passages) - PASSAGES_SHOWN} more", indent)


def say(console: Console, items: Iterator[RenderableType]) -> None:
    """Print each; lines that must stay whole run on."""
    for item in items:
        console.print(item, markup=False, highlight=False, soft_wrap=isinstance(item, Text) and item.no_wrap is True)


def _line(text: str) -> str:
    """Line ends and the like as spaces, each letter in its place."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
