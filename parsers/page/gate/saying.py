"""Whether a page says a thing itself, or tells of others who say it. Patterns are in small letters."""

import re

from parsers.any_case import search_any_case

_BETWEEN = re.compile(r"\s+[-–—|·•»«:/]+\s+|\s*\|\s*")  # a title and the name of its site
_SENTENCE_END = re.compile(r"[.!?。！？\n]\s*")
_QUOTED = re.compile(r"[“„«‹「『\"‘][^”“»›」』\"’]{0,60}$")  # what opened shortly before, and is not closed
_SHARE = 0.25  # of a sentence: one that reports on others has a subject, a place and a day besides
_NEAR = 400  # characters around, in which a sentence ends


def says_only(line: str, phrases: re.Pattern[str], small_words: re.Pattern[str]) -> bool:
    """Tell whether a part of a title is nothing but phrases, with small words around them."""
    return any(_is_only(part, phrases, small_words) for part in _BETWEEN.split(line.lower()))


def says(text: str, phrases: re.Pattern[str]) -> str:
    """The first phrase that stands outside of quotes and makes up a good part of its sentence; "" for none."""
    if not search_any_case(phrases, text):
        return ""
    small = text.lower()
    return next((f[0] for f in phrases.finditer(small) if _is_own(f, small)), "")


def is_quoted(found: re.Match[str]) -> bool:
    """Tell whether quotation marks opened shortly before it."""
    return bool(_QUOTED.search(found.string, max(0, found.start() - _NEAR), found.start()))


def _is_only(part: str, phrases: re.Pattern[str], small_words: re.Pattern[str]) -> bool:
    rest, count = phrases.subn(" ", part)
    return count > 0 and not any(sign.isalnum() for sign in small_words.sub(" ", rest))


def _is_own(found: re.Match[str], text: str) -> bool:
    before = _SENTENCE_END.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
    after = _SENTENCE_END.split(text[found.end() : found.end() + _NEAR], maxsplit=1)[0]
    length = len(found[0])
    return not is_quoted(found) and length >= _SHARE * (len(before) + length + len(after))
