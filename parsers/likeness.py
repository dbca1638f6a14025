"""Is this the same text again? Fingerprints to find candidates, and a verdict that would rather alert twice."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

from news import Likeness

# Scripts without spaces: each character is a token.
_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
)
_TOKEN = re.compile(rf"[{_SOLID}]|\d+(?:[.,:]\d+)*|(?:(?![{_SOLID}])[^\W\d_])+")
_QUOTES = re.compile(
    "[\u2018\u2019\u02bc'\u00ad\u200b-\u200f\u2060\ufeff]"
)  # apostrophes and invisible joints: "don't" is "dont"
_WINDOW = 5  # tokens; shorter ones are common phrases, longer ones break at every light edit
_LEAD = 64  # tokens; a teaser is often no more than this of the whole story
MAX_FINGERPRINTS = 256  # the smallest, so that two copies keep the same ones; an article of 10,000 words has 170
_MASK = (1 << 64) - 1
_CONTAINED = 0.8
_LEAD_SHARED = 0.2
_SHORT = 130  # tokens; shorter texts are templates, teasers and walls more often than news in full
_TITLES_AGREE = 0.5
_AROUND = 3  # tokens on either side of a number that make its context
_RARE, _DENSE = 64, 4  # one window in so many is kept: about 24 of a text of 770 tokens


def sketch(text: str) -> tuple[int, ...]:
    """Fingerprints of a text: signed 64-bit, sorted, about 24; two copies share some, usually most.

    Hashes of 5-token windows that are 0 modulo 64, and modulo 4 within the first 64 tokens, so that a
    teaser meets its story. The same on every machine. Empty for a text of fewer than 5 tokens.
    """
    hashes = _windows(_tokens(text))
    kept = {h for i, h in enumerate(hashes) if h % (_DENSE if i < _LEAD - _WINDOW else _RARE) == 0}
    return tuple(sorted(h - (1 << 64) if h >> 63 else h for h in sorted(kept)[:MAX_FINGERPRINTS]))


def compare(a: str, b: str, title_a: str = "", title_b: str = "") -> Likeness:
    """Tell whether one text is a copy of the other: another headline, dateline, byline or a cut tail do not count.

    A copy must hold four fifths of the shorter text's windows, share its lead, change no number, weekday or
    month within equal context; and a short text must share its title too. Symmetric.
    """
    left, right = _tokens(a), _tokens(b)
    windows_a, windows_b = _windows(left), _windows(right)
    if not windows_a or not windows_b:
        return Likeness.DIFFERENT
    if _shared(windows_a, windows_b) < _CONTAINED or not _leads_match(windows_a, windows_b):
        return Likeness.DIFFERENT
    if min(len(left), len(right)) < _SHORT and not same_headline(title_a, title_b):
        return Likeness.DIFFERENT
    return Likeness.DIFFERENT if _changes_a_fact(left, right) else Likeness.COPY


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_QUOTES.sub("", unicodedata.normalize("NFKC", text)).casefold())


def _windows(tokens: list[str]) -> list[int]:
    """One 64-bit hash for each run of five tokens, in order."""
    h = [_hash(token) for token in tokens]
    return [_mix(h[i : i + _WINDOW]) for i in range(len(h) - _WINDOW + 1)]


@lru_cache(maxsize=100_000)  # the words of a few languages; ten times faster than hashing each again
def _hash(token: str) -> int:
    return int.from_bytes(blake2b(token.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _mix(hashes: list[int]) -> int:
    """An order-keeping sum; the final shift brings the high bits down, where the modulus looks."""
    value = 0
    for h in hashes:
        value = (value * 0x9E3779B97F4A7C15 + h) & _MASK
    return value ^ (value >> 32)


def _shared(a: list[int], b: list[int]) -> float:
    """The share of the smaller text's windows that the other holds too."""
    one, other = set(a), set(b)
    return len(one & other) / min(len(one), len(other))


def _leads_match(a: list[int], b: list[int]) -> bool:
    """The beginning of one is in the other. Furniture of a page is shared in the middle, not in the lead."""
    whole_a, whole_b = set(a), set(b)
    lead_a, lead_b = set(a[:_LEAD]), set(b[:_LEAD])
    return max(len(lead_a & whole_b) / len(lead_a), len(lead_b & whole_a) / len(lead_b)) >= _LEAD_SHARED


def same_headline(a: str, b: str) -> bool:
    """Tell whether one headline holds at least half of the other's words."""
    one, other = set(_tokens(a)), set(_tokens(b))
    return bool(one and other) and len(one & other) / min(len(one), len(other)) >= _TITLES_AGREE


def _changes_a_fact(a: list[str], b: list[str]) -> bool:
    """A number, weekday or month stands against another one between equal words: other news in the same words."""
    one, other = _facts(a), _facts(b)
    return any(other.get(context, fact) not in (fact, "") for context, fact in one.items() if fact)


def _facts(tokens: list[str]) -> dict[tuple[str, ...], str]:
    """Each number by the words around it, numbers among these masked; "" where one context holds several."""
    masked = ["#" if _is_fact(token) else token for token in tokens]
    facts: dict[tuple[str, ...], str] = {}
    for i in (i for i, mark in enumerate(masked) if mark == "#"):
        context = (*masked[max(0, i - _AROUND) : i], "", *masked[i + 1 : i + 1 + _AROUND])
        facts[context] = tokens[i] if facts.get(context, tokens[i]) == tokens[i] else ""
    return facts


def _is_fact(token: str) -> bool:
    return token[0].isdigit() or token in _DATE_WORDS


_DATE_WORDS = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "montag", "dienstag",
    "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
    "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
))  # fmt: skip
