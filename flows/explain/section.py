"""A part of an explanation: the same facts as lines for a person and as values for a machine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from flows.explain.case import Case
from flows.topics.shown import indented, printable, whole_line

_STEP = 2  # columns that a line stands in from what it belongs to


@dataclass(frozen=True, slots=True)
class Line:
    """A line for a person. `whole`: it is not broken, as addresses must not be, to be copied."""

    text: str
    depth: int = 1
    whole: bool = False

    def shown(self) -> RenderableType:
        """Whatever it quotes, nothing in it steers the terminal."""
        show = whole_line if self.whole else indented
        return show(printable(self.text), _STEP * self.depth)


@dataclass(frozen=True, slots=True)
class Section:
    """`name` is its key for machines, `facts` what stands there: what json takes, times and dataclasses besides."""

    name: str
    title: str
    lines: tuple[Line, ...]
    facts: object

    def shown(self, *, plain: bool) -> Iterator[RenderableType]:
        yield Text(self.title, style="" if plain else "bold")
        for line in self.lines:
            yield line.shown()


Explains = Callable[[Case], Section]


def lines_of(texts: Sequence[str], depth: int = 1) -> tuple[Line, ...]:
    return tuple(Line(text, depth) for text in texts)
