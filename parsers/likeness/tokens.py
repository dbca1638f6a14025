"""A text as words that can be compared: quotes, widths, case and soft hyphens do not count."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Scripts that are written without spaces: each character is a token.
_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
)
_INDIC = "\u0900-\u0dff"  # their vowel signs are no letters to `re`, which would cut every word at them
_NUMBER = r"\d+(?:[.,:]\d+)*"
_PLAIN = re.compile(rf"[^\W\d_]+|{_NUMBER}")
_ASCII = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*")  # the same of ASCII, in two thirds of the time
_ANY = re.compile(rf"[{_SOLID}]|{_NUMBER}|(?:(?![{_SOLID}])(?:[^\W\d_]|[{_INDIC}]))+")
_SPECIAL = re.compile(f"[{_SOLID}{_INDIC}]")
# Apostrophes and what is not seen: "don't" is "dont". Vowel points of Arabic and Hebrew, which most leave out. And
# the dot that the Turkish capital I leaves behind.
_JOINTS = re.compile("[\u2018\u2019\u02bc'\u00ad\u200b-\u200f\u2060\ufeff\u0640\u064b-\u0652\u0591-\u05bd\u0307]")
_CHUNK = re.compile(rf"[{_SOLID}]|[^\s{_SOLID}]+")
MAX_TOKENS = 20_000  # the longest of 8,000 articles has 9,000; what lies beyond is not compared


@lru_cache(maxsize=32)  # an arriving text is fingerprinted, then compared with a few candidates
def words(text: str) -> tuple[str, ...]:
    """The words, numbers and, in scripts without spaces, characters of a text, folded, in order."""
    return tuple(_cut(_folded(text)))[:MAX_TOKENS]


def count(text: str) -> int:
    """How many tokens a part of a text has."""
    return len(_ASCII.findall(text.replace("'", ""))) if text.isascii() else len(_cut(_folded(text)))


def ends(text: str) -> Iterator[int]:
    """Where each token of a part of a text ends; those of one word with its marks, where that does."""
    return (found.end() for found in _CHUNK.finditer(text) for _ in range(count(found[0])))


def is_character(token: str) -> bool:
    """Whether it is of a script without spaces."""
    return len(token) == 1 and bool(_SPECIAL.match(token))


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().replace("'", "")
    return _JOINTS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _cut(text: str) -> list[str]:
    if text.isascii():
        return _ASCII.findall(text)
    return (_ANY if _SPECIAL.search(text) else _PLAIN).findall(text)
