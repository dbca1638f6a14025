"""What a word is an inflection of, by Snowball."""

import threading
import unicodedata
from functools import lru_cache

import Stemmer

from alerts.query.words.fold import fold

NORWEGIAN = {"nb": "no", "nn": "no"}
# Snowball conflates too much there: Arabic clitics take its place, Hindi's would make कि and के one word.
UNSTEMMED = frozenset({"ar", "ara", "hi", "hin", "ne", "nep"})

_own = threading.local()  # a Stemmer must not be used by two threads at once


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag: `pt-BR` is `pt`, "" is ""."""
    return tag.strip().replace("_", "-").partition("-")[0].casefold()


@lru_cache(maxsize=65_536)  # the distinct words of some hundred articles
def stem(word: str, language: str) -> str:
    """Stem a word of a language (its primary subtag) and fold it; without a stemmer only fold."""
    stemmer = _stemmer(language)
    return fold(stemmer.stemWord(unicodedata.normalize("NFC", word).lower()) if stemmer else word)


def stems_as(language: str) -> str:
    """Give the language whose inflections count for a text: "" when there is no stemmer for its own."""
    return language if _stemmer(language) else ""


def _stemmer(language: str) -> "Stemmer.Stemmer | None":
    stemmers = _own.__dict__
    if language not in stemmers:
        stemmers[language] = _new_stemmer(language)
    return stemmers[language]


def _new_stemmer(language: str) -> "Stemmer.Stemmer | None":
    if language in UNSTEMMED or len(language) not in (2, 3):  # longer ones name an algorithm, as "porter"
        return None
    try:
        return Stemmer.Stemmer(NORWEGIAN.get(language, language), 0)  # 0: `stem` remembers
    except KeyError:
        return None
