"""What an article is about: the terms that tell it from others, weighed, and the keys that it is found by."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple
from zlib import crc32

import numpy as np

from news import Profile
from parsers.grouping.packing import COUNTED, LEAD, MOST_TERMS, NAME, NUMBER, TITLE, Packed, pack
from parsers.grouping.rarity import Rarity, rarity_in
from parsers.grouping.terms import Terms, terms_of
from parsers.grouping.weekdays import WEEKDAYS

MOST_KEYS = 24
_LEAST_RARITY = 0.7  # a word of every second article tells nothing
_KEY_RARITY = 2.5  # a word of one article in 12 finds too many
_FACTORS = [  # how much more a term weighs that stands in the title, in the lead, or is a name; by its marks
    (1.5 if marks & TITLE else 1) * (1.25 if marks & LEAD else 1) * (1.25 if marks & NAME else 1)
    for marks in range(TITLE + LEAD + NAME + 1)
]
_MOST_COUNTED = 12


class _Term(NamedTuple):
    term: str
    weight: float
    rarity: float
    marks: int


def profile_of(title: str, text: str, language: str | None, at: datetime) -> Profile:
    """What an article is about. `at`: published, or first seen; naive times are taken for UTC."""
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    found = terms_of(title, text, language, at.date())
    terms = _weighed(found, rarity_in(found.language))
    telling = (one.term for one in terms if one.rarity > _KEY_RARITY and not _is_day(one.term))
    keys = tuple(_key(term) for term in islice(telling, MOST_KEYS))
    kept = terms[:MOST_TERMS]
    words = {_id(one.term): found.written[one.term] for one in kept}
    return Profile(keys, pack(_packed(kept, found)), at, words)


def _weighed(found: Terms, rarity: Rarity) -> list[_Term]:
    """Terms that tell something, what weighs most first."""
    rare = ((term, count, how) for term, count in found.counts.items() if (how := rarity(term)) >= _LEAST_RARITY)
    return sorted((_term(*one, found) for one in rare), key=lambda one: (-one.weight, one.term))


def _term(term: str, count: int, rarity: float, found: Terms) -> _Term:
    marks = _marks(term, found)
    return _Term(term, (1 + math.log(count)) * rarity * _FACTORS[marks & (TITLE | LEAD | NAME)], rarity, marks)


def _marks(term: str, found: Terms) -> int:
    return (
        (TITLE if term in found.in_title else 0)
        | (LEAD if term in found.in_lead else 0)
        | (NAME if term in found.names else 0)
        | (NUMBER if term[0].isdigit() else 0)
        | (COUNTED if "~" in term else 0)
    )


def _packed(kept: Sequence[_Term], found: Terms) -> Packed:
    counted = [_Term(term, 0.0, 0.0, COUNTED) for term in sorted(found.counted)[:_MOST_COUNTED]]
    rows = sorted({_id(one.term): one for one in (*counted, *kept)}.items())
    return Packed(
        ids=np.array([number for number, _ in rows], np.uint32),
        weight=np.array([one.weight for _, one in rows], np.float64),
        rarity=np.array([one.rarity for _, one in rows], np.float64),
        marks=np.array([one.marks for _, one in rows], np.uint8),
        days=np.array(found.days, np.int64),
        length=found.length,
        sums=_sums(kept),
    )


def _sums(kept: Sequence[_Term]) -> tuple[float, ...]:
    """What the terms come to, by which what two articles share is measured: evidence.Totals, in that order."""
    head = [one for one in kept if one.marks & (TITLE | LEAD)]
    title = [one for one in kept if one.marks & TITLE]
    return (
        math.hypot(*(one.weight for one in kept)),
        math.hypot(*(one.rarity * (1.5 if one.marks & TITLE else 1) for one in head)),
        math.hypot(*(one.rarity for one in title)),
        math.fsum(one.rarity for one in head),
        math.fsum(one.rarity for one in title),
        math.fsum(one.rarity for one in kept if one.marks & NAME),
        math.fsum(one.rarity for one in head if one.marks & NAME),
    )


def _id(term: str) -> int:
    return crc32(term.encode("utf-8", "replace"))


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _is_day(term: str) -> bool:
    """Every report of a day has its name."""
    return term in WEEKDAYS
