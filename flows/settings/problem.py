"""What is wrong in a desk file, where, and how to mend it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple


class Place(NamedTuple):
    """A point of the desk file, both counted from 1; columns in code points."""

    line: int
    column: int


class Fault(NamedTuple):
    """What is wrong with one value, before anybody knows where it stands. Never carries a secret."""

    wrong: str
    cure: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault at one place. `excerpt` is shown below it: a query with a caret under the spot."""

    place: Place
    fault: Fault
    excerpt: str = ""

    def told(self, path: str) -> str:
        """The way compilers say it, so that editors can jump there."""
        where = f"{path}:{self.place.line}:{self.place.column}"
        stop = "" if self.fault.cure.endswith("?") else "."
        return f"{where}: {self.fault.wrong}. Cure: {self.fault.cure}{stop}{self.excerpt}"


def told(problems: Iterable[Problem], path: str) -> tuple[str, ...]:
    """In the order of the file, each once."""
    ordered = sorted(problems, key=lambda problem: problem.place)
    return tuple(dict.fromkeys(problem.told(path) for problem in ordered))


def is_name(word: str) -> bool:
    """Letters, digits, - and _ only. Anything else may be a secret pasted in the wrong place: it is not quoted."""
    return re.fullmatch(r"[\w-]{1,60}", word) is not None


def on_one_line(text: str) -> str:
    """As much of a text as a message needs to be found by."""
    return " ".join(text.split())[:60]


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """A cure for a name that nobody knows: the nearest known one, else all of them."""
    names = sorted(known)
    turned = [name for name in names if sorted(name.split("_")) == sorted(word.split("_"))]  # should_match_not
    near = turned or get_close_matches(word, names, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    shown = ", ".join(f"`{name}`" for name in names[:12])  # a screenful; a desk may have thousands
    return f"{otherwise} {shown}" if names else "there is none yet: add one"
