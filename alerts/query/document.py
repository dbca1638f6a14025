"""One article as queries see it."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from alerts.query.syntax import LEAD, TEXT_FIELDS, Form, Wildcard, Word
from alerts.query.words.fold import fold, with_clitics
from alerts.query.words.stem import primary, stem
from alerts.query.words.tokens import cut
from alerts.query.words.wildcard import Glob, glob

Place = tuple[int, int]  # positions of the first and the last word

# A first paragraph of fewer characters is a dateline or a by-line, or half of a lead: the next one belongs to it.
SHORT_LEAD = 120
_PARAGRAPH_END = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class Document:
    """An article's searchable text. `lang` is a BCP 47 tag; a field that is "" never matches.

    Each field is cut into words on first use; keep the document for all queries.
    """

    title: str = ""
    body: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    url: str = ""
    lang: str = ""

    @cached_property
    def language(self) -> str:
        """Primary subtag of `lang`."""
        return primary(self.lang)

    @cached_property
    def lead(self) -> str:
        """How the body begins: its first paragraph, and the next where that one is short. A prefix of `body`."""
        start = len(self.body) - len(self.body.lstrip())
        ends = (match.start() for match in _PARAGRAPH_END.finditer(self.body, start))
        return self.body[: next((end for end in ends if end - start >= SHORT_LEAD), None)]

    @cached_property
    def _indexes(self) -> dict[str, "Index"]:
        return {}

    def index(self, field: str) -> "Index":
        """Give the words of a field. Two threads may both build it; either result serves."""
        if field not in self._indexes:
            self._indexes[field] = Index(getattr(self, field), self.language, field in (*TEXT_FIELDS, LEAD))
        return self._indexes[field]


class Index:
    """Where each word of one field stands. Each table is made when a query first asks for it.

    `inflected`: False for names, sections and addresses, whose words are never stemmed.
    """

    def __init__(self, text: str, language: str, inflected: bool) -> None:
        self._language, self._inflected = language, inflected
        self.tokens, compounds = cut(text)
        self._by_text: dict[str, list[Place]] = defaultdict(list)
        for text, _, _, first, last in chain(self.tokens, compounds):
            self._by_text[text].append((first, last))

    def characters(self, place: Place) -> tuple[int, int]:
        """Give the code points, end exclusive, that a place covers."""
        return self.tokens[place[0]].start, self.tokens[place[1]].end

    def find(self, word: Word | Wildcard) -> set[Place]:
        if isinstance(word, Wildcard):
            return self._matching(glob(word.pattern))
        if word.form is Form.WRITTEN:
            return set(self._by_text.get(word.text, ()))
        folded = fold(word.text)
        if word.form is Form.FOLDED or not self._inflected:
            return set(self._by_fold.get(folded, ()))
        places = set(self._by_stem.get(stem(word.text, self._language), ()))
        for spelling in with_clitics(folded):
            places.update(self._by_fold.get(spelling, ()))
        return places

    def _matching(self, pattern: Glob) -> set[Place]:
        found: set[Place] = set()
        for at in range(bisect_left(self._spellings, pattern.prefix), len(self._spellings)):
            spelling = self._spellings[at]
            if not spelling.startswith(pattern.prefix):
                break
            if pattern.expression.match(spelling):
                found.update(self._by_fold[spelling])
        return found

    @cached_property
    def _spellings(self) -> list[str]:
        return sorted(self._by_fold)

    @cached_property
    def _by_fold(self) -> dict[str, list[Place]]:
        return _merge((fold(text), places) for text, places in self._by_text.items())

    @cached_property
    def _by_stem(self) -> dict[str, list[Place]]:
        return _merge((stem(text, self._language), places) for text, places in self._by_text.items())


def _merge(found: Iterable[tuple[str, list[Place]]]) -> dict[str, list[Place]]:
    merged: dict[str, list[Place]] = defaultdict(list)
    for text, places in found:
        merged[text] += places
    return merged
