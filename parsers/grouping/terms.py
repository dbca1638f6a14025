"""The terms of an article: its words, its names, its numbers with what they count; and where they stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from parsers.grouping.days import days_spoken_of
from parsers.grouping.rarity import is_english, language_of
from parsers.grouping.tokens import FIRST_SOLID, PAUSES, bigrams, is_solid, tokens

LEAD = 80  # tokens; a news report says who, what and where in its first paragraphs
MAX_TITLE = 300  # characters; longer "headlines" are texts
MAX_TEXT = 20_000  # characters, some 3,500 words: what comes later is background
_MOST_IN_NAME = 4  # capitalised words in a row; longer runs are headlines
_STEM = 7  # letters that are kept of a word in a language with endings ("землетрясение" and "землетрясением")
_ENDINGS = "aeiouyàáâäèéêëíîïòóôöùúûüąęıаеёиоуыэюяйьъіїєαεηιουωάέήίόύώةهىی"
_SITE = re.compile(r"^(.{20,}?)\s+[-|–—]\s+.{2,60}$")  # "Two hurt in fire - The Harbour Courier"


@dataclass(slots=True)
class Terms:
    """What an article says. A name of two words is `one_two`, a number with what it counts `3~dead`."""

    language: str
    counts: dict[str, int] = field(default_factory=dict)
    in_title: set[str] = field(default_factory=set)
    in_lead: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    counted: set[str] = field(default_factory=set)  # `~dead`, of title and lead: what there is a number of
    written: dict[str, str] = field(default_factory=dict)
    days: tuple[int, ...] = ()
    length: int = 0  # tokens of the text that are no pauses


def terms_of(title: str, text: str, language: str | None, at: date) -> Terms:
    """Read an article. Bounded: MAX_TITLE and MAX_TEXT characters."""
    head, body = tokens(_without_site(title[:MAX_TITLE])), tokens(text[:MAX_TEXT])
    language = language or language_of(word.casefold() for word in (*head, *body) if word.isalpha())
    found, fold = Terms(language), str.casefold if is_english(language) else _stem
    _Reader(found, fold, in_title=True).read(head)
    _Reader(found, fold, in_title=False).read(body)
    found.days = days_spoken_of(body, at, LEAD)
    return found


def _without_site(title: str) -> str:
    while match := _SITE.match(title):
        title = match[1]
    return title


@lru_cache(maxsize=50_000)  # the words of a few languages
def _stem(word: str) -> str:
    """English words are compared as they are; of those of languages with more endings, the beginning."""
    word = word.casefold()
    if len(word) >= 6 and word.startswith("ال"):  # the Arabic article
        word = word[2:]
    stem = word[:_STEM]
    return stem.rstrip(_ENDINGS) if len(stem.rstrip(_ENDINGS)) >= 4 else stem


class _Reader:
    """Goes through the tokens of a title or a text and notes its terms."""

    def __init__(self, found: Terms, fold: Callable[[str], str], in_title: bool) -> None:
        self.found, self.fold, self.in_title = found, fold, in_title
        self.position = 0
        self.number = ""  # that the next word says what it counts
        self.name: list[tuple[str, str]] = []  # terms, and as written
        self.starts = True  # a sentence, where a capital says nothing

    def read(self, parts: list[str]) -> None:
        for part in parts:
            if part in PAUSES:
                self._pause()
            elif part[0].isdigit():
                self._count(part)
            elif part[0] >= FIRST_SOLID and is_solid(part):
                self._run(part)
            else:
                self._word(part)
        self._pause()
        if not self.in_title:
            self.found.length = self.position

    def _pause(self) -> None:
        self._end_name()
        self.starts, self.number = True, ""

    def _count(self, number: str) -> None:
        self._end_name()
        self._note(number, number)
        self.position += 1
        self.number, self.starts = number, False

    def _run(self, run: str) -> None:
        self._end_name()
        if self.number:
            self._counted(run[0], run[0])
        for two in bigrams(run):
            self._note(two, two)
            self.position += 1
        self.starts = False

    def _word(self, word: str) -> None:
        self.position += 1
        term = self.fold(word)
        if len(term) < 2:
            return
        self._note(term, word)
        if self.number:
            self._counted(term, word)
        if word[0].isupper() and not word.isupper():
            self._capital(term, word)
        elif self.name:
            self._end_name()
        self.starts = False

    def _capital(self, term: str, word: str) -> None:
        self.name.append((term, word))
        if not self.starts and not self.in_title:
            self.found.names.add(term)

    def _end_name(self) -> None:
        """Two capitalised words in a row are a name, and its parts with them. Titles may have all in capitals."""
        if not self.in_title and 2 <= len(self.name) <= _MOST_IN_NAME:
            for (one, first), (two, second) in pairwise(self.name):
                self._note(f"{one}_{two}", f"{first} {second}")
                self.found.names.add(f"{one}_{two}")
        self.name.clear()

    def _counted(self, term: str, word: str) -> None:
        self._note(f"{self.number}~{term}", f"{self.number} {word}")
        if self.in_title or self.position <= LEAD:
            self.found.counted.add(f"~{term}")
        self.number = ""

    def _note(self, term: str, written: str) -> None:
        counts = self.found.counts
        if term in counts:
            counts[term] += 1
        else:
            counts[term] = 1
            self.found.written[term] = written
        if self.in_title:
            self.found.in_title.add(term)
        elif self.position < LEAD:
            self.found.in_lead.add(term)
