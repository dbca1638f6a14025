"""Headlines: whether two say the same, and whether a text speaks of what one announces."""

from collections.abc import Collection

from parsers.likeness.tokens import is_character, words

_TITLES_AGREE = 0.5
_STEM = 4  # letters; shorter words stand in every headline


def same_headline(a: str, b: str) -> bool:
    """Tell whether one headline holds at least half of the other's words."""
    return headlines_share(frozenset(words(a)), frozenset(words(b))) >= _TITLES_AGREE


def headlines_share(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter headline's words that the other holds too."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def spoken_of(title: Collection[str], stems: Collection[str]) -> float:
    """The share of a headline's longer words that a text has, by stem. A wall says nothing of what lies behind it."""
    telling = stems_of(title)
    return sum(stem in stems for stem in telling) / len(telling) if telling else 1.0


def stems_of(tokens: Collection[str]) -> frozenset[str]:
    """The first letters of the longer words, as endings change; numbers and characters as they are."""
    return frozenset(
        token[:_STEM] for token in tokens if len(token) >= _STEM or is_character(token) or token[0].isdecimal()
    )
