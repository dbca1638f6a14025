"""What an article is about: the terms that tell it from others, weighed, and the keys that it is found by."""

import math
from collections.abc import Collection, Mapping
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
_STANDING = TITLE | LEAD | NAME
_FACTORS = [  # how much more a term weighs that stands in the title, in the lead, or is a name; by its marks
    (1.5 if marks & TITLE else 1) * (1.25 if marks & LEAD else 1) * (1.25 if marks & NAME else 1)
    for marks in range(_STANDING + 1)
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
    kept = {_id(one.term): one for one in terms}
    words = {number: found.written[one.term] for number, one in kept.items()}
    return Profile(keys, pack(_packed(kept, found)), at, words)


def _weighed(found: Terms, rarity: Rarity) -> list[_Term]:
    """Terms that tell something, what weighs most first, at most MOST_TERMS."""
    rows = []
    for term, count in found.counts.items():
        if (rare := rarity(term)) >= _LEAST_RARITY:
            marks = _marks(term, found)
            weight = (1 + math.log(count)) * rare * _FACTORS[marks & _STANDING]
            rows.append((-weight, term, rare, marks))
    rows.sort()  # as tuples: by a key it takes twice as long
    return [_Term(term, -weight, rare, marks) for weight, term, rare, marks in rows[:MOST_TERMS]]


def _marks(term: str, found: Terms) -> int:
    marks = TITLE if term in found.in_title else 0
    if term in found.in_lead:
        marks |= LEAD
    if term in found.names:
        marks |= NAME
    if term[0].isdigit():
        marks |= NUMBER | COUNTED if "~" in term else NUMBER
    return marks


def _packed(kept: Mapping[int, _Term], found: Terms) -> Packed:
    counted = {_id(term): _Term(term, 0.0, 0.0, COUNTED) for term in sorted(found.counted)[:_MOST_COUNTED]}
    rows = sorted((counted | dict(kept)).items())
    return Packed(
        ids=np.array([number for number, _ in rows], np.uint32),
        weight=np.array([one.weight for _, one in rows], np.float64),
        rarity=np.array([one.rarity for _, one in rows], np.float64),
        marks=np.array([one.marks for _, one in rows], np.uint8),
        days=np.array(found.days, np.int64),
        length=found.length,
        sums=_sums(kept.values()),
    )


def _sums(kept: Collection[_Term]) -> tuple[float, ...]:
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
