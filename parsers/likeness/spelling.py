"""Two spellings of the same words: an editor's hand, and no news."""

from collections.abc import Sequence

_LEAST = 4  # letters; among shorter words one letter makes another word
_LEAST_SWAPPED = 6  # "Iran" and "Iraq" are no slip
_CUT = 3  # letters; "Okla" is short for "Oklahoma", Niger is not for Nigeria


def same_spelled(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether both say the same: "he d" and "hed", "Okla" and "Oklahoma", "color" and "colour", "Sasles", "Sales"."""
    if "".join(a) == "".join(b):
        return True
    return len(a) == len(b) and all(one == other or _alike(one, other) for one, other in zip(a, b, strict=True))


def _alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if long[0].isdecimal():
        return False
    if len(short) < _LEAST:
        return len(short) > 1 and long == short + "s"
    return (len(long) - len(short) >= _CUT and long.startswith(short)) or _one_slip(short, long)


def _one_slip(short: str, long: str) -> bool:
    """One letter more, one other, or two neighbours the wrong way round; never the first: Gambia is not Zambia."""
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    if not at or len(long) - len(short) > 1:
        return False
    if len(long) > len(short):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or (len(short) >= _LEAST_SWAPPED and short[at + 1 :] == long[at + 1 :])
