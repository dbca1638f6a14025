"""A fixed-length stand-in for a text that is too long for an index, or that must not be stored."""

import hashlib


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
