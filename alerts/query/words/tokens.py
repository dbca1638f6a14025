"""Where words begin and end. Articles and queries are cut by the same rules."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

STAR, ANY_ONE = "\ufdd0", "\ufdd1"  # a query's live `*` and `?`: noncharacters, which no text contains

HEBREW = "\u05d0-\u05ea\u05ef-\u05f2\ufb1d\ufb1f-\ufb28\ufb2a-\ufb4f"
HEBREW_MARKS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"
HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'\u2019"

# Scripts that write without spaces, letters only (their digits are ordinary digits).
NO_SPACE = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"  # kana
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc"  # Hangul
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0ecf\u0edc-\u0edf\u1780-\u17dd"  # Thai, Lao, Khmer
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"  # Myanmar
)
# Not marks by category, but they complete the letter before them once the text is composed:
# half-width voicing signs, and the vowels and finals of decomposed Hangul.
COMPLETING = "\uff9e\uff9f\u1160-\u11ff\ud7b0-\ud7fb"

# Where Unicode keeps marks: the alphabetic planes, then variation selectors; all of it would take ten times as long.
_WITH_MARKS = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))

LONGEST_COMPOUND = 3  # state-of-the-art is a phrase, not a word


class Token(NamedTuple):
    """A word, or a hyphen compound read as one word.

    `text` is NFC without acronym dots and gershayim. `start` and `end` are code points of the text
    it was cut from, end exclusive; `first` and `last` are word positions, equal except in a compound.
    """

    text: str
    start: int
    end: int
    first: int
    last: int


class Cut(NamedTuple):
    """All words in order (the n-th has position n), and the compounds among them."""

    tokens: list[Token]
    compounds: list[Token]


def writes_without_spaces(text: str) -> bool:
    """Tell a text with a letter of a script in which words stand without spaces."""
    return re.search(f"[{NO_SPACE}]", text) is not None


def cut(text: str) -> Cut:
    """Cut a text into words."""
    return _cut(text, _pattern(""))


def cut_query_word(text: str) -> Cut:
    """Cut a word of a query, in which STAR and ANY_ONE count as letters."""
    return _cut(text, _pattern(STAR + ANY_ONE))


def _cut(text: str, pattern: re.Pattern[str]) -> Cut:
    tokens: list[Token] = []
    compounds: list[Token] = []
    row: list[Token] = []  # plain words joined by hyphens so far
    for match in pattern.finditer(text):
        start, end = match.span()
        if end - start == 1 and _is_possessive(text, start):
            continue
        kind, word, position = match.lastgroup, match[0], len(tokens)
        if kind == "acronym" or not word.isascii():
            word = _spelling(word, kind)
        token = Token(word, start, end, position, position)
        tokens.append(token)
        if row and kind == "word" and start == row[-1].end + 1 and text[start - 1] in HYPHENS:
            row.append(token)
            continue
        if 2 <= len(row) <= LONGEST_COMPOUND:
            compounds.append(_compound(row))
        row = [token] if kind == "word" else []
    if 2 <= len(row) <= LONGEST_COMPOUND:
        compounds.append(_compound(row))
    return Cut(tokens, compounds)


def _is_possessive(text: str, at: int) -> bool:
    """Tell whether the one letter there is the `s` of Israel's."""
    if at < 2 or text[at] not in "sS" or text[at - 1] not in APOSTROPHES:
        return False
    return text[at - 2].isalpha() or unicodedata.category(text[at - 2])[0] == "M"


def _spelling(text: str, kind: str | None) -> str:
    if kind == "acronym":
        text = text.replace(".", "")
    elif kind == "word":
        text = re.sub("[\"״'׳]", "", text)
    return unicodedata.normalize("NFC", text)


def _compound(row: list[Token]) -> Token:
    joined = "".join(token.text for token in row)
    return Token(joined, row[0].start, row[-1].end, row[0].first, row[-1].last)


@cache
def _pattern(wildcards: str) -> re.Pattern[str]:
    """Build the expression that finds words; each branch is a rule, tried in this order."""
    marks = _marks()
    plain = rf"[^\W_{NO_SPACE}]"  # `\w` without `_` is categories L and N
    start = f"(?:{plain}|[{wildcards}])" if wildcards else plain
    inner = f"{plain}+|[{marks}{wildcards}]+"
    tail = f"[{wildcards}]*" if wildcards else ""
    beside = rf"[{marks}{wildcards}]|[^\W_]"
    return re.compile(
        rf"(?P<acronym>(?<![^\W_])(?<![{marks}])[^\W\d_](?:\.[^\W\d_])+\.?{tail}(?!{beside}))"
        rf"|(?P<number>\d+(?:[.,]\d+)+{tail})"
        # `*` after such a letter belongs to it (zero or more follow); `?` is the next letter, a word of its own
        rf"|(?P<letter>(?=\w)[{NO_SPACE}][{marks}{COMPLETING}{wildcards[:1]}]*)"
        rf"|(?P<word>{start}(?:{inner}|(?<=[{HEBREW}{HEBREW_MARKS}])[\"״'׳](?=[{HEBREW}]))*)"
    )


@cache
def _marks() -> str:
    """List the combining marks as ranges of a regular expression's class: `re` has no name for them."""
    marks = (code for code in chain.from_iterable(_WITH_MARKS) if unicodedata.category(chr(code))[0] == "M")
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in _ranges(marks))


def _ranges(codes: Iterable[int]) -> Iterator[tuple[int, int]]:
    low = high = next(codes := iter(codes))
    for code in codes:
        if code > high + 1:
            yield low, high
            low = code
        high = code
    yield low, high
