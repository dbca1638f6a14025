"""Fingerprints, by which the few stored texts that may be the same are found among millions."""

from hashlib import blake2b
from zlib import crc32

from parsers.likeness.alignment import WINDOW
from parsers.likeness.pair import LEAD
from parsers.likeness.tokens import words

MAX_FINGERPRINTS = 256  # the smallest, so that two copies keep the same ones; an article of 10,000 words has 170
_RARE, _DENSE = 64, 4  # one window in so many is kept: about 24 of a text of 770 tokens
_SEED = 2  # of the checksums; any would do, and another one finds no text that was stored under this


def sketch(text: str) -> tuple[int, ...]:
    """Fingerprints of a text: signed 64-bit, sorted, about 24; two copies share some, usually most.

    Of 5-token windows: those whose checksum is 0 modulo 64, and modulo 4 within the first 64 tokens, so that a
    teaser meets its story. The same on every machine. Empty for a text of fewer than 5 tokens.
    """
    windows = _windows(words(text))
    kept = {window for window in windows[: LEAD - WINDOW + 1] if not crc32(window, _SEED) % _DENSE}
    kept |= {window for window in windows if not crc32(window, _SEED) % _RARE}
    return tuple(sorted(map(_hash, kept))[:MAX_FINGERPRINTS])


def _windows(tokens: tuple[str, ...]) -> list[bytes]:
    """Each run of five tokens as bytes, a space between them."""
    encoded = [token.encode("utf-8", "replace") for token in tokens]
    return list(map(b" ".join, zip(*(encoded[at:] for at in range(WINDOW)), strict=False)))


def _hash(window: bytes) -> int:
    return int.from_bytes(blake2b(window, digest_size=8).digest(), "big", signed=True)
