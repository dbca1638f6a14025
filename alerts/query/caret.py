"""A query with a mark under the place that a message speaks of."""

import unicodedata

_HALF_SCREEN = 50  # code points of the query to show on each side of the spot
_MARKS = ("Mn", "Me", "Cf")  # take no room of their own
_WIDE = ("W", "F")


def pointed(query: str, position: int) -> str:
    """Give the line of a query where a position is, and below it a caret under that code point.

    Wide letters take two columns, marks none, a tab is shown as one space; of a long line only what stands around is
    given. Where a line has letters that run from right to left, the place on the screen is not known: there the word
    itself is given instead.
    """
    start = query.rfind("\n", 0, position) + 1
    line = query[start:].partition("\n")[0].replace("\t", " ").rstrip("\r")
    spot = min(position - start, len(line))
    left = max(spot - _HALF_SCREEN, 0)
    shown = line[left : spot + _HALF_SCREEN]
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in shown):
        return f"{shown}\n^ at: {line[spot:].partition(' ')[0] or 'the end'}"
    return f"{shown}\n{' ' * sum(map(_columns, line[left:spot]))}^"


def _columns(char: str) -> int:
    if unicodedata.category(char) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
