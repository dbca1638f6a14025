"""What articles are compared by, as bytes: under 1.3 KB an article, of which no text can be made again."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_TERMS = 160  # of an article; the ones that weigh least are background. 7 bytes each
_VERSION = 1
_HEAD = struct.Struct("<BBHH7f")
_WEIGHT_STEP, _RARITY_STEP = 0.5, 0.05  # what one of 255 steps stands for

# Where a term stands, and what it is.
TITLE, LEAD, NAME, NUMBER, COUNTED = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """Terms by their numbers, in order; and what all of the article's terms come to."""

    ids: NDArray[np.uint32]
    weight: NDArray[np.float64]  # how much a term tells of the article
    rarity: NDArray[np.float64]  # 0 for what is only `COUNTED`
    marks: NDArray[np.uint8]
    days: NDArray[np.int64]
    length: int  # of the text, in tokens
    sums: tuple[float, ...]  # see Totals, in that order


def pack(one: Packed) -> bytes:
    head = _HEAD.pack(_VERSION, len(one.days), len(one.ids), min(one.length, 0xFFFF), *one.sums)
    columns = (
        one.days.astype("<u4"),
        one.ids.astype("<u4"),
        _stepped(one.weight, _WEIGHT_STEP),
        _stepped(one.rarity, _RARITY_STEP),
        one.marks,
    )
    return head + b"".join(column.tobytes() for column in columns)


def unpack(packed: bytes) -> Packed | None:
    """None: another version made it, or it is none."""
    if len(packed) < _HEAD.size or packed[0] != _VERSION:
        return None
    _, days, terms, length, *sums = _HEAD.unpack_from(packed)
    if len(packed) != _HEAD.size + 4 * days + 7 * terms:
        return None
    at = _HEAD.size
    ids = at + 4 * days
    rest = np.frombuffer(packed, np.uint8, offset=ids + 4 * terms).reshape(3, terms)
    return Packed(
        ids=np.frombuffer(packed, "<u4", terms, ids),
        weight=rest[0] * _WEIGHT_STEP,
        rarity=rest[1] * _RARITY_STEP,
        marks=rest[2],
        days=np.frombuffer(packed, "<u4", days, at).astype(np.int64),
        length=length,
        sums=tuple(sums),
    )


def _stepped(values: NDArray[np.float64], step: float) -> NDArray[np.uint8]:
    return np.minimum(255, np.rint(values / step)).astype(np.uint8)
