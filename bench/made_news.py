"""News of invented words, for an index of a million: articles, copies, revisions. The same seed, the same news.

Nothing but the standard library, so that peers make the same in an environment of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

TOKENS = 770  # of an article; the mean of news pages
PARAGRAPH = 96  # tokens; eight are an article
WORDS = 30_000  # of a vocabulary
SITES = 1_000  # that end articles with a paragraph of their own
STANDING = 0.2  # of the articles end so
# Consonants and vowels of four scripts: windows of words are cut, folded and hashed in all of them.
_SCRIPTS = (
    ("bdfgklmnprstv", "aeiou"),
    ("бвгджзклмнпрст", "аеиоуы"),
    ("βγδζθκλμνπρσ", "αεηιου"),
    ("بتجحدرزسشصعفقكلمن", "اوي"),
)

_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))  # the commonest: three in a hundred words
_SITE_WEIGHTS = list(accumulate(1 / rank for rank in range(1, SITES + 1)))


@dataclass(frozen=True, slots=True)
class MadeArticle:
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


class Newsroom:
    """Makes articles out of several vocabularies, their words as frequent as in any language (Zipf)."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._vocabularies, self.standing = _shared()

    def article(self) -> MadeArticle:
        random = self._random
        vocabulary = random.choice(self._vocabularies)
        title = " ".join(random.choices(vocabulary[200:], k=9)).capitalize()
        paragraphs = [_paragraph(random, vocabulary) for _ in range(TOKENS // PARAGRAPH)]
        if random.random() < STANDING:
            paragraphs[-1] = self.standing[self.site()]
        return MadeArticle(title, tuple(paragraphs))

    def site(self) -> int:
        """One of the sites that end articles with words of their own: few have most of the news."""
        return self._random.choices(range(SITES), cum_weights=_SITE_WEIGHTS)[0]

    def copy(self, of: MadeArticle) -> MadeArticle:
        """The same text in another outlet: under another headline, its end cut off, with a paragraph of the site below
        as seldom as articles have one.
        """
        words = of.title.split()
        self._random.shuffle(words)
        kept = of.paragraphs[: len(of.paragraphs) - self._random.randrange(3)]
        below = (self.standing[self.site()],) if self._random.random() < STANDING else ()
        return MadeArticle(" ".join(words), (*kept, *below))

    def revision(self, of: MadeArticle) -> MadeArticle:
        """The same text later: a figure in its middle is another one, and a paragraph came in."""
        at = len(of.paragraphs) // 2
        changed = f"{of.paragraphs[at]} {self._random.randrange(100, 1000)}."
        added = _paragraph(self._random, self._random.choice(self._vocabularies))
        return MadeArticle(of.title, (*of.paragraphs[:at], changed, added, *of.paragraphs[at + 1 :]))


@cache
def _shared() -> tuple[Sequence[Sequence[str]], Sequence[str]]:
    """The languages, and what the sites end articles with: those of all newsrooms, whatever their seed."""
    random = Random(0)
    vocabularies = [_vocabulary(random, *letters) for letters in _SCRIPTS]
    return vocabularies, [_paragraph(random, random.choice(vocabularies)) for _ in range(SITES)]


def _paragraph(random: Random, vocabulary: Sequence[str]) -> str:
    words = random.choices(vocabulary, cum_weights=_WEIGHTS, k=PARAGRAPH)
    sentences = [words[at : at + 16] for at in range(0, PARAGRAPH, 16)]
    sentences[0][-1] = str(random.randrange(2, 400))
    return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in sentences)


def _vocabulary(random: Random, consonants: str, vowels: str) -> list[str]:
    syllables = [consonant + vowel for consonant in consonants for vowel in vowels]
    return ["".join(random.choices(syllables, k=min(2 + rank % 3, 1 + rank // 50))) for rank in range(50, WORDS + 50)]
