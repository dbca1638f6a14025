"""A text by its sentences: where each begins, in characters and in tokens."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from parsers.likeness.tokens import count, ends

_STOP = re.compile(r"[.!?…।؟][\"'\u201d\u2019»)\]]*\s+|\n+|[。！？][」』”]?")
_LEAST_WORD = 3  # letters before a full stop: "Mr.", "U.S." and "St." end no sentence
_LONG_TOKEN = 15  # characters; with its space, a word of English has 6
_count = lru_cache(maxsize=128)(count)  # most sentences of a revision stand in the text before, too


class Sentences:
    """Where the sentences of a text begin. Made when passages are shown, not for every verdict."""

    def __init__(self, text: str, tokens: int) -> None:
        self.text = text
        self.places = [0, *(found.end() for found in _STOP.finditer(text) if _is_end(text, found)), len(text)]
        self._ends: dict[int, list[int]] = {}
        self.bounds = [0]  # the token that each begins with
        for start, end in zip(self.places, self.places[1:], strict=False):
            self.bounds.append(min(tokens, self.bounds[-1] + _count(text[start:end])))

    def before(self, token: int) -> int:
        """How many tokens of the same sentence stand before this one."""
        return token - self.bounds[bisect_right(self.bounds, token) - 1]

    def after(self, token: int) -> int:
        """How many stand from here to the end of the sentence that the token before belongs to."""
        return self.bounds[min(bisect_left(self.bounds, token), len(self.bounds) - 1)] - token

    def place(self, token: int) -> int:
        """The character after the token before this one: with the token itself, or spaces and marks before it."""
        at = bisect_right(self.bounds, token) - 1
        inside = token - self.bounds[at]
        if not inside or at + 1 >= len(self.places):
            return self.places[min(at, len(self.places) - 1)]
        if at not in self._ends:
            self._ends[at] = list(ends(self.text[self.places[at] : self.places[at + 1]]))
        spots = self._ends[at]
        return self.places[at] + spots[min(inside, len(spots)) - 1] if spots else self.places[at]


def tail_of(text: str, tokens: int) -> str:
    """The last tokens of a text, with a word or two before them where those are long."""
    part = text[-_LONG_TOKEN * (tokens + 1) :]
    spots = list(ends(part))
    return part[spots[-tokens - 1] :] if tokens < len(spots) else part


def _is_end(text: str, found: re.Match[str]) -> bool:
    """Whether the stop ends a sentence, and no abbreviation."""
    mark = found[0][0]
    return mark not in ".!?" or text[max(0, found.start() - _LEAST_WORD) : found.start()].isalnum()
