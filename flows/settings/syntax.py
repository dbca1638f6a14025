"""What YAML's own complaints mean to somebody who writes a desk file: the spot to mend, and how.

YAML reports where it gave up. That is often lines below the mistake: a quote that is never closed swallows what
follows, and a strange space glues two lines together.
"""

import re
import unicodedata

import yaml

from flows.settings.problem import Fault, Place, Problem

# They look like indentation. YAML counts none of them as such, and Python's \s knows neither the last two.
_STRANGE = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u200b\ufeff"
_STRANGE_INDENT = re.compile(rf" *([{_STRANGE}])")
_NO_BEGINNING = re.compile(r"[@`%](?:[\w-]{1,60}(?=\s*(?:[,\]}\n]|\Z)))?")
_LINES_ABOVE = 2  # a line that is glued to the one above is noticed at its colon, or at the next line's

_CURE = (
    "look at the indentation and the quotes of this line and the one above; a text that begins with a quote, @, *, & "
    "or -, or has `: ` or ` #` inside, goes in quotes as a whole, or on lines of its own below `key: >-`"
)
REFERENCE = Fault(
    "anchors and aliases are not read here",
    "put a text that begins with * or & in quotes; to say a thing once use `defaults:`, or a list under `lists:`",
)
TAG = Fault("tags (`!…`) are not read here", "remove it, or put the text in quotes")
_BY_CONTEXT = {
    "while scanning an alias": REFERENCE,
    "while scanning an anchor": REFERENCE,
    "while scanning a tag": TAG,
}


def syntax_problem(text: str, error: yaml.MarkedYAMLError, long_quote: tuple[int, int] | None) -> Problem:
    """The mistake behind YAML's refusal.

    `long_quote` is the last quoted text of several lines that was read: where it begins and ends, in code points.
    """
    mark = error.problem_mark or error.context_mark
    assert mark is not None  # every error of the scanner and the parser has one
    began = error.context_mark.index if error.context_mark else mark.index
    if quote := _open_quote(text, error, mark.index, began, long_quote):
        return quote
    if fault := _BY_CONTEXT.get(error.context or ""):
        return Problem(place_of(text, began), fault)
    return (
        _strange_beginning(text, mark.index)
        or _strange_indent(text, mark.index)
        or Problem(place_of(text, mark.index), Fault(f"this is no YAML: {error.problem or error.context}", _CURE))
    )


def strange_space(text: str, index: int) -> Problem:
    """A character that passes for a space and is none."""
    char = text[index]
    name = "a tab" if char == "\t" else f"U+{ord(char):04X} {unicodedata.name(char)}"
    return Problem(place_of(text, index), Fault(f"this line is indented with {name}", "use spaces"))


def begins_strangely(key: str) -> bool:
    return _STRANGE_INDENT.match(key) is not None


def place_of(text: str, index: int) -> Place:
    before = text[:index]
    return Place(before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def _open_quote(
    text: str, error: yaml.MarkedYAMLError, index: int, began: int, long_quote: tuple[int, int] | None
) -> Problem | None:
    """A quote that ran on to the next one, however far below, or to the end of the file."""
    endless = error.context == "while scanning a quoted scalar"
    noticed = place_of(text, began if endless else index).line
    if long_quote and place_of(text, long_quote[1]).line == noticed:
        wrong = f"the quote that opens here is closed only on line {noticed}, where more follows it"
        return Problem(place_of(text, long_quote[0]), Fault(wrong, "close it where its text ends"))
    if endless:
        return Problem(place_of(text, began), Fault("this quote is never closed", "close it where its text ends"))
    return None


def _strange_indent(text: str, index: int) -> Problem | None:
    if text[index : index + 1] == "\t":
        return strange_space(text, index)
    line_starts = [0]
    line_starts += [found.end() for found in re.finditer("\n", text[:index])]
    for start in line_starts[-1 - _LINES_ABOVE :]:
        if found := _STRANGE_INDENT.match(text, start):
            return strange_space(text, found.start(1))
    return None


def _strange_beginning(text: str, index: int) -> Problem | None:
    found = _NO_BEGINNING.match(text, index)
    if not found:
        return None
    cure = f'write "{found[0]}" in quotes' if len(found[0]) > 1 else "put it in quotes, or below `key: >-`"
    return Problem(place_of(text, index), Fault(f"a text cannot begin with `{found[0][0]}`", cure))
