"""Foreign words on one line: cut to what matters, with some of them marked. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from alerts.forms import direction, word_break


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Foreign words in pieces, with the direction they are read in."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def direction(self) -> str:
        return direction(self.text)

    @property
    def marked(self) -> bool:
        return any(piece.marked for piece in self.pieces)


def line(text: str, marks: Iterable[tuple[int, int]], room: int) -> Line:
    """Cut a text to the words around its first mark, and into pieces at every mark.

    Marks are (start, end) in code points, in any order; they may overlap and lie outside.
    """
    united = _united(marks, len(text))
    start, end = _window(text, united[0][0] if united else 0, room)
    inside = [(max(a, start), min(b, end)) for a, b in united if a < end and b > start]
    pieces = list(_pieces(text, start, end, inside))
    if start > 0:
        pieces.insert(0, Piece("… "))
    if end < len(text):
        pieces.append(Piece(" …"))
    return Line(tuple(pieces))


def _united(marks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Marks in order and within the text; overlapping and touching ones made one, empty ones dropped."""
    united: list[tuple[int, int]] = []
    for start, end in sorted((max(0, a), min(b, length)) for a, b in marks):
        if start >= end:
            continue
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _window(text: str, first: int, room: int) -> tuple[int, int]:
    if len(text) <= room:
        return 0, len(text)
    at = max(0, min(first - room // 4, len(text) - room))
    space = text.find(" ", at - 1, first) if at else -1  # onwards: what is left out may not be the mark
    start = space + 1 or word_break(text, at)
    return start, word_break(text, min(len(text), start + room))


def _pieces(text: str, start: int, end: int, marks: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    for a, b in marks:
        if start < a:
            yield Piece(text[start:a])
        yield Piece(text[a:b], marked=True)
        start = b
    if start < end:
        yield Piece(text[start:end])
