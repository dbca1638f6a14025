"""Words with `*` and `?`."""

import fnmatch
import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern made ready. `prefix` stands before its first wildcard; `expression` is for the whole word."""

    prefix: str
    expression: re.Pattern[str]


@lru_cache(maxsize=16_384)  # the wildcards of as many topics as one process watches
def glob(pattern: str) -> Glob:
    """Make a folded pattern ready.

    fnmatch makes each part behind a `*` atomic, so that a long word cannot cost exponential time. A pattern
    holds no `[`, which fnmatch would read as a set: that is no letter and never inside a word.
    """
    return Glob(re.split(r"[*?]", pattern, maxsplit=1)[0], re.compile(fnmatch.translate(pattern)))
