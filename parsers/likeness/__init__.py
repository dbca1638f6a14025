"""Is this the same text again? Fingerprints to find candidates, and a verdict that would rather alert twice."""

from parsers.likeness.fingerprints import sketch
from parsers.likeness.headlines import same_headline
from parsers.likeness.verdict import compare

__all__ = ["compare", "same_headline", "sketch"]
