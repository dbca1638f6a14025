"""How rare a word is in news, without asking an archive: the same in whatever order articles come."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from itertools import islice

from parsers.common_words import WORDS

RAREST = 9.0  # natural logarithm of one article in 8,000: of a word that the table does not know
_COMMON = 0.5  # of the commonest words of a language
_PAIR = 8.5  # a name of two words, a number with its word: rarer than either, unless the table knows it
_ENOUGH = 100  # words that tell a language
_OWN_TABLE = "en"  # the one language that there is enough labelled news in to count words
_ABJADS = (("\u0590", "\u07ff"), ("\uac00", "\ud7af"))  # vowels are not written, or a character is a syllable

Rarity = Callable[[str], float]


def rarity_in(language: str) -> Rarity:
    """What tells how rare a term of a text in that language is: 0 (in each article) to RAREST.

    English words are looked up. Of other languages only the commonest are known, and the longer a word the rarer.
    """
    return _looked_up if is_english(language) else _by_length(language.split("-")[0].casefold())


def is_english(language: str) -> bool:
    return language.split("-")[0].casefold() == _OWN_TABLE


def language_of(words: Iterable[str]) -> str:
    """The language that most of the first words are common in; "" where none is. Of small letters."""
    found = Counter(language for word in islice(words, _ENOUGH) for language in _languages().get(word, ()))
    return min(found, key=lambda language: (-found[language], language), default="")


@cache
def _languages() -> dict[str, list[str]]:
    """Common words, and the languages that they are common in."""
    languages: dict[str, list[str]] = {}
    for language, words in WORDS.items():
        for word in words.split():
            languages.setdefault(word, []).append(language)
    return languages


def _looked_up(term: str) -> float:
    found = _table().get(term)
    if found is not None:
        return found
    return _by_length("")(term) if not term.isascii() or "~" in term or "_" in term or term[0].isdigit() else RAREST


@cache
def _by_length(language: str) -> Rarity:
    common = frozenset(WORDS.get(language, "").split())

    def rarity(term: str) -> float:
        if "~" in term or "_" in term:
            return _PAIR
        if term[0].isdigit():
            return min(7.0, 2.0 + len(term))
        return _COMMON if term in common else min(8.0, _letters(term) - 1.0)

    return rarity


def _letters(term: str) -> float:
    """How long a word is, by the letters that an alphabet with vowels would take."""
    if term[0] >= "\u0e00" and len(term) <= 2 and not term[0].isalpha():
        return 6.0
    if "\u3040" <= term[0] <= "\u9fff":
        return 7.0 if term[0] >= "\u3400" else 4.0  # two characters are a word; kana are mostly endings
    if any(low <= term[0] <= high for low, high in _ABJADS):
        return len(term) * 1.6
    return float(len(term))


@cache
def _table() -> dict[str, float]:
    """Terms of English news by how rare they are: a line is a rarity and the terms that have it."""
    lines = files("parsers.grouping").joinpath("rarity_en.txt").read_text("utf-8").splitlines()
    rows = (line.split(" ") for line in lines if line and not line.startswith("#"))
    return {term: float(row[0]) for row in rows for term in row[1:]}
