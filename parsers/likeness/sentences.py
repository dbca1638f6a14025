"""A text by its sentences: where each begins, in characters and in tokens."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain

from parsers.likeness.tokens import count, ends

_STOP = re.compile(r"[.!?…।؟][\"'\u201d\u2019»)\]]*\s+|\n+|[。！？][」』”]?")
_LEAST_WORD = 3  # letters before a full stop: "Mr.", "U.S." and "St." end no sentence
_LONG_TOKEN = 15  # characters; with its space, a word of English has 6
_count = lru_cache(maxsize=128)(count)  # most sentences of a revision stand in the text before, too


class Sentences:
    """Where the sentences of a text begin. Read when passages are shown, not for every verdict, and only so far."""

    def __init__(self, text: str, tokens: int) -> None:
        self.text, self._tokens = text, tokens
        self._stops = chain((stop.end() for stop in _STOP.finditer(text) if _is_end(text, stop)), (len(text),))
        self._places, self._bounds = [0], [0]  # the character and the token that each begins with
        self._ends: dict[int, list[int]] = {}

    def before(self, token: int) -> int:
        """How many tokens of the same sentence stand before this one."""
        return token - self._bounds[self._at(token)]

    def after(self, token: int) -> int:
        """How many stand from here to the end of the sentence that the token before belongs to."""
        self._read_beyond(token - 1)
        return self._bounds[min(bisect_left(self._bounds, token), len(self._bounds) - 1)] - token

    def place(self, token: int) -> int:
        """The character after the token before this one: with the token itself, or spaces and marks before it."""
        at = self._at(token)
        inside, start = token - self._bounds[at], self._places[at]
        if not inside or at + 1 >= len(self._places):
            return start
        if at not in self._ends:
            self._ends[at] = list(ends(self.text[start : self._places[at + 1]]))
        spots = self._ends[at]
        return start + spots[min(inside, len(spots)) - 1] if spots else start

    def _at(self, token: int) -> int:
        """The sentence that the token stands in; behind all of them, the end."""
        self._read_beyond(token)
        return bisect_right(self._bounds, token) - 1

    def _read_beyond(self, token: int) -> None:
        """Read on until a sentence begins behind this token. Edits stand anywhere: half of a text is never read."""
        while self._bounds[-1] <= token and (end := next(self._stops, None)) is not None:
            count = _count(self.text[self._places[-1] : end])
            self._places.append(end)
            self._bounds.append(min(self._tokens, self._bounds[-1] + count))


def tail_of(text: str, tokens: int) -> str:
    """The last tokens of a text, with a word or two before them where those are long."""
    part = text[-_LONG_TOKEN * (tokens + 1) :]
    spots = list(ends(part))
    return part[spots[-tokens - 1] :] if tokens < len(spots) else part


def _is_end(text: str, found: re.Match[str]) -> bool:
    """Whether the stop ends a sentence, and no abbreviation."""
    mark = found[0][0]
    return mark not in ".!?" or text[max(0, found.start() - _LEAST_WORD) : found.start()].isalnum()
