"""A query with a mark under the place that a message speaks of."""

import unicodedata

_HALF_SCREEN = 50  # code points of the query to show on each side of the spot
_BEFORE, _BEHIND = "… ", " …"  # there is more of the line
_MARKS = ("Mn", "Me", "Cf")  # take no room of their own
_WIDE = ("W", "F")


def pointed(query: str, position: int) -> str:
    """Give the line of a query where a position is, and below it a caret under that code point.

    Wide letters take two columns, marks none, a tab is shown as one space; of a long line only what stands around is
    given, in whole words. Where a line has letters that run from right to left, the place on the screen is not known:
    there the word itself is given instead.
    """
    start = query.rfind("\n", 0, position) + 1
    line = query[start:].partition("\n")[0].replace("\t", " ").rstrip("\r")
    spot = min(position - start, len(line))
    before, behind = _before(line[:spot]), _behind(line[spot:])
    shown = before + behind
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in shown):
        return f"{shown}\n^ at: {line[spot:].partition(' ')[0] or 'the end'}"
    return f"{shown}\n{' ' * sum(map(_columns, before))}^"


def _before(text: str) -> str:
    """As much of what stands before the spot as there is room for, from the beginning of a word."""
    if len(text) <= _HALF_SCREEN:
        return text
    room = text[-_HALF_SCREEN + len(_BEFORE) :]
    return f"{_BEFORE}{room.partition(' ')[2] or room}"


def _behind(text: str) -> str:
    if len(text) <= _HALF_SCREEN:
        return text
    room = text[: _HALF_SCREEN - len(_BEHIND)]
    return f"{room.rpartition(' ')[0] or room}{_BEHIND}"


def _columns(char: str) -> int:
    if unicodedata.category(char) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
