"""Articles and topics to measure matching with: topics in the shares that desks have, from the articles' own words.

Everything is seeded: the same articles and seed give the same topics.
"""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random

from alerts.query import Document
from alerts.query.words.stem import stem

WORDS = 600  # of an article; the median of news pages
# Of a hundred topics. Phrases stand in several of these, so that 40 have a phrase, NEAR or wildcard.
SHARES = {"term": 25, "or": 20, "and": 25, "not": 10, "near": 8, "wildcard": 7, "list": 5}
PHRASES = 0.5  # of the "term" topics
PHRASES_BESIDE = 0.02  # of the leaves of "or", "and" and "not"
# Shares of the articles that a word may stand in, found by trial: a topic then hits about 0.4 % of them.
RARE, SELDOM, KNOWN, COMMON = (0.001, 0.006), (0.0005, 0.0012), (0.006, 0.025), (0.03, 0.15)
ENTRIES = 30  # of a list
TOPICS_A_LIST = 20  # that name the same one
_WORD = re.compile(r"(?<![\w.'’-])[A-Za-z]{3,}(?![\w'’-]|\.\w)")  # cut alike by everyone
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR", "ONEAR", "ATLEAST"})


def read_articles(paths: Iterable[Path], words: int = WORDS) -> list[Document]:
    """Read files of JSON lines with `body`, maybe `title` and `lang`; short ones are joined, long ones are cut in two.

    Only English ones, or those that do not say: the topics are English.
    """
    return list(_joined(_texts(paths), words))


def _texts(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row.get("body") and str(row.get("lang") or "en").startswith("en"):
                    yield row.get("title") or "", row["body"]


def _joined(texts: Iterable[tuple[str, str]], words: int) -> Iterator[Document]:
    title, kept, count = "", list[str](), 0
    for head, body in texts:
        title = title or head
        for paragraph in body.split("\n"):
            kept.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                yield Document(title=title, body="\n".join(kept), lang="en")
                title, kept, count = head, [], 0


def made_articles(count: int, seed: int = 1, words: int = WORDS) -> list[Document]:
    """Make articles of invented words, as often as English has its own (Zipf), that inflect as English does."""
    random = Random(seed)
    syllables = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "or", "is")]
    stems = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(stems))]  # the commonest stands for three in a hundred words
    return [_made(random, stems, weights, words) for _ in range(count)]


def _made(random: Random, stems: Sequence[str], weights: Sequence[float], words: int) -> Document:
    # What an article is about comes up again and again, as in real ones: a tenth of its words are ten words.
    subject = random.choices(stems, k=10)
    chosen = [random.choice(subject) if random.random() < 0.1 else "" for _ in range(words)]
    text = [word or drawn for word, drawn in zip(chosen, random.choices(stems, weights, k=words), strict=True)]
    text = [word + random.choice(("", "", "", "s", "ed", "ing")) for word in text]
    sentences = [" ".join(text[at : at + 20]).capitalize() + "." for at in range(10, words, 20)]
    return Document(title=" ".join(text[:10]), body="\n".join(sentences), lang="en")


@dataclass(frozen=True, slots=True)
class TopicText:
    """A topic as a desk writes it. `shape` is a key of SHARES."""

    shape: str
    text: str
    leaves: int  # words, phrases and patterns, those of its lists included


@dataclass(frozen=True, slots=True)
class Desk:
    """Topics and the lists that they name."""

    topics: Sequence[TopicText]
    lists: Mapping[str, Sequence[str]]


def make_desk(articles: Sequence[Document], count: int, seed: int = 1) -> Desk:
    """Make topics from what the articles say."""
    maker = _Maker(articles, Random(seed), count)
    shapes = Random(seed).choices(list(SHARES), list(SHARES.values()), k=count)
    return Desk([maker.topic(shape) for shape in shapes], maker.lists)


class _Maker:
    def __init__(self, articles: Sequence[Document], random: Random, count: int) -> None:
        self._random = random
        self._rows = [_WORD.findall(article.body) for article in articles]
        self._lines = [line for article in articles for line in article.body.split("\n")]
        list_count = max(1, count * SHARES["list"] // 100 // TOPICS_A_LIST)
        self.lists = {f"list{number}": [self._leaf(SELDOM) for _ in range(ENTRIES)] for number in range(list_count)}

    def topic(self, shape: str) -> TopicText:
        text, leaves = getattr(self, f"_{shape}")()
        return TopicText(shape, text, leaves)

    def _term(self) -> tuple[str, int]:
        return (self._phrase() if self._random.random() < PHRASES else self._word(RARE)), 1

    def _or(self) -> tuple[str, int]:
        leaves = [self._leaf(SELDOM) for _ in range(self._random.randint(3, 12))]
        return " OR ".join(leaves), len(leaves)

    def _and(self) -> tuple[str, int]:
        groups = [self._group(self._random.randint(2, 6)) for _ in range(self._random.choice((2, 2, 3)))]
        return " AND ".join(text for text, _ in groups), sum(count for _, count in groups)

    def _not(self) -> tuple[str, int]:
        wanted, count = self._random.choice((self._term, self._and, self._and))()
        return f"{wanted} NOT {self._word(COMMON)}", count + 1

    def _near(self) -> tuple[str, int]:
        """Two words that stand near each other somewhere, or groups that hold such two."""
        left, right = self._neighbours()
        between = self._random.randint(2, 8)
        if self._random.random() < 0.5:
            return f"{left} NEAR/{between} {right}", 2
        sides = [f"({word} OR {self._word(KNOWN)} OR {self._word(KNOWN)})" for word in (left, right)]
        return f"{sides[0]} NEAR/{between} {sides[1]}", 6

    def _wildcard(self) -> tuple[str, int]:
        patterns = [self._pattern() for _ in range(self._random.randint(1, 3))]
        if self._random.random() < 0.5:
            return " OR ".join(patterns), len(patterns)
        group, count = self._group(3)
        return f"({' OR '.join(patterns)}) AND {group}", len(patterns) + count

    def _list(self) -> tuple[str, int]:
        group, count = self._group(4)
        return f"@{self._random.choice(list(self.lists))} AND {group}", ENTRIES + count

    def _group(self, size: int) -> tuple[str, int]:
        return f"({' OR '.join(self._leaf(KNOWN) for _ in range(size))})", size

    def _leaf(self, rarity: tuple[float, float]) -> str:
        return self._phrase() if self._random.random() < PHRASES_BESIDE else self._word(rarity)

    def _word(self, rarity: tuple[float, float]) -> str:
        low, high = rarity
        return self._random.choice(self._of_rarity(low, high))

    def _pattern(self) -> str:
        word = self._word(SELDOM)
        while len(word) < 8:
            word = self._word(SELDOM)
        if self._random.random() < 0.8:
            return f"{word[: self._random.randint(6, len(word) - 1)]}*"
        return f"{word[:4]}?{word[5:]}"

    def _phrase(self) -> str:
        found: list[str] = []
        while not any(self._shares[word.lower()] < COMMON[1] for word in found):
            found = self._run(self._random.choice((2, 2, 2, 3)))
        return f'"{" ".join(found)}"'

    def _neighbours(self) -> tuple[str, str]:
        while True:
            run = self._run(self._random.randint(3, 5))
            if all(RARE[0] < self._shares[word.lower()] < COMMON[1] for word in (run[0], run[-1])):
                return run[0], run[-1]

    def _run(self, length: int) -> list[str]:
        """Words that follow one another somewhere, with a space between."""
        while True:
            line = self._random.choice(self._lines).split()
            at = self._random.randrange(len(line)) if line else 0
            run = line[at : at + length]
            if len(run) == length and all(map(_WORD.fullmatch, run)) and not _OPERATORS & set(run):
                return run

    @cached_property
    def _shares(self) -> defaultdict[str, float]:
        """The share of articles that have a word, in lower case, or another of its stem in their bodies."""
        words = {word.lower() for row in self._rows for word in row}
        counts = Counter(stemmed for row in self._rows for stemmed in {stem(word, "en") for word in row})
        return defaultdict(float, {word: counts[stem(word, "en")] / len(self._rows) for word in words})

    @cached_property
    def _sorted(self) -> dict[tuple[float, float], list[str]]:
        return {}

    def _of_rarity(self, low: float, high: float) -> list[str]:
        if (low, high) not in self._sorted:
            most = max(high, 1.5 / len(self._rows))  # of few articles: one at least
            self._sorted[low, high] = sorted(word for word, share in self._shares.items() if low <= share <= most)
        return self._sorted[low, high]


def position_share(desk: Desk) -> float:
    """Tell the share of topics with a phrase, NEAR or wildcard, those in their lists included."""
    wanted = re.compile(r'["*?]|NEAR')
    in_lists = {f"@{name}" for name, entries in desk.lists.items() if any(map(wanted.search, entries))}
    held = [bool(wanted.search(topic.text) or in_lists & set(topic.text.split())) for topic in desk.topics]
    return sum(held) / len(held)
