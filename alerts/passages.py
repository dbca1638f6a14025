"""The words around a match, so that an alert can show why it fired. Pure."""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from news import Passage, Span

LONGEST = 320  # characters; a long sentence of a news report is about 250, two of them no longer fit a phone's screen

# A full stop ends a sentence unless one capital or digit stands before it ("U.S. officials", "Lt. 3. Division").
_SENTENCE_END = re.compile(
    r"(?<![\s.][A-Z0-9])(?<!^[A-Z0-9])[.!?؟۔।]['\"”’»)\]]*\s+|[。！？]['\"”’」』]*|\n+", re.MULTILINE
)


def passages(title: str, body: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Cut out the sentences that hold the spans, in reading order, each once, with every span in it marked.

    The title is one passage. What is longer than LONGEST is cut to the words around its marks.
    """
    by_field: dict[str, list[tuple[int, int]]] = {"title": [], "body": []}
    for span in spans:
        by_field[span.field].append((span.start, span.end))
    in_title = list(_joined(by_field["title"]))
    whole = [_cut("title", title, 0, len(title), in_title)] if in_title else []
    return (*whole, *_of_body(body, deque(_joined(by_field["body"]))))


def _of_body(body: str, waiting: deque[tuple[int, int]]) -> Iterator[Passage]:
    inside: list[tuple[int, int]] = []
    begun = 0
    for start, end in _sentences(body):
        if not inside:
            begun = start
        while waiting and waiting[0][0] < end:
            inside.append(waiting.popleft())
        if not inside or inside[-1][1] > end:
            continue  # nothing here, or the mark runs on: take the next sentence along
        yield _cut("body", body, begun, end, inside)
        inside = []
        if not waiting:
            return


def _sentences(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for boundary in _SENTENCE_END.finditer(body):
        yield start, boundary.end()
        start = boundary.end()
    yield start, len(body)


def _cut(field: str, body: str, start: int, end: int, marks: list[tuple[int, int]]) -> Passage:
    if end - start > LONGEST:
        spare = max(0, LONGEST - (marks[-1][1] - marks[0][0])) // 2
        left, right = max(start, marks[0][0] - spare), min(end, marks[-1][1] + spare)
        start, end = _to_word_start(body, left, start, marks[0][0]), _to_word_end(body, right, end, marks[-1][1])
    text = body[start:end].rstrip()
    return Passage(field, text, tuple((a - start, b - start) for a, b in marks))


def _to_word_start(body: str, left: int, start: int, mark: int) -> int:
    space = body.find(" ", left, mark)
    return left if left == start or space < 0 else space + 1


def _to_word_end(body: str, right: int, end: int, mark: int) -> int:
    space = body.rfind(" ", mark, right)
    return right if right == end or space < 0 else space


def _joined(marks: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sorted, with overlapping ones made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
