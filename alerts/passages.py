"""The words around a match, so that an alert can show why it fired. Pure."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from alerts.sentences import sentence_ends
from news import Passage, Span

LONGEST = 320  # characters; a long sentence of a news report is about 250, two of them no longer fit a phone's screen
TOGETHER = 120  # characters between two marks: some fifteen words, as far as NEAR usually reaches


def passages(title: str, body: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """Cut out the sentences that hold the spans, in reading order, each once, with every span in it marked.

    Neighbours whose marks stand close together are one passage, and so is the title. What is longer than LONGEST is
    cut to the words around its marks, or in several where they stand too far apart.
    """
    by_field: dict[str, list[tuple[int, int]]] = {"title": [], "body": []}
    for span in spans:
        by_field[span.field].append((span.start, span.end))
    in_title = list(_joined(by_field["title"]))
    whole = [_cut("title", title, 0, len(title), in_title)] if in_title else []
    return (*whole, *_of_body(body, deque(_joined(by_field["body"]))))


def _of_body(body: str, waiting: deque[tuple[int, int]]) -> Iterator[Passage]:
    ends = sentence_ends(body) if waiting else ()
    former = 0  # end of what was shown
    while waiting:
        inside = [waiting.popleft()]
        first = bisect_right(ends, inside[0][0])
        start = _first_letter(body, max(former, ends[first - 1] if first else 0), inside[0][0])
        end = _with_neighbours(body, ends[first:], inside, waiting)
        found = _cut("body", body, start, min(end, waiting[0][0]) if waiting else end, inside)
        yield found
        former = inside[0][0] - found.marks[0][0] + len(found.text)


def _first_letter(body: str, start: int, mark: int) -> int:
    while start < mark and body[start].isspace():
        start += 1
    return start


def _with_neighbours(
    body: str, ends: Sequence[int], inside: list[tuple[int, int]], waiting: deque[tuple[int, int]]
) -> int:
    """Take along the marks that belong into the same passage. Return where its last sentence ends.

    That is a mark in the same sentence, or one in the next of the same paragraph so close that both may be meant
    together: NEAR reaches across sentences. `ends` begin with that of the first mark's sentence.
    """
    at = 0
    while True:
        while ends[at] < inside[-1][1]:
            at += 1  # the mark runs on into the next sentence
        if not waiting or waiting[0][1] - inside[0][0] > LONGEST:
            return ends[at]
        if waiting[0][0] >= ends[at] and not _go_together(body, ends[at + 1], inside[-1][1], waiting[0][0]):
            return ends[at]
        inside.append(waiting.popleft())


def _go_together(body: str, end: int, former: int, mark: int) -> bool:
    """Tell whether a mark before `end`, that of the next sentence, is close enough to the one before."""
    return mark - former <= TOGETHER and mark < end and "\n" not in body[former:mark]


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
