"""What others would say: libraries in an environment of their own, and practices written from their descriptions."""

import json
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from time import process_time
from typing import Any

from bench.stream import Document

PAGES = ("courlan", "courlan_strict", "ural", "w3lib")  # of addresses
WINDOW = 5  # words
FEEDLY = 0.85  # "content overlap of more than 85 %": of the shorter text, the reading that scores best
JOINS = 0.20  # cosine at which TF-IDF centroids group these corpora best: one for all, of .10 to .30
_PROGRAM = Path(__file__).parent / "peers" / "judges.py"
_WORD = re.compile(r"\w+")

Pair = tuple[str, str]  # ids of documents


@dataclass(frozen=True, slots=True)
class Answered:
    """What a peer answered, one for each case, and the CPU seconds of all."""

    answers: Sequence[Any]
    seconds: float


def ask(python: str, peer: str, task: object) -> Answered | None:
    """None: that interpreter, or what the peer needs, is not there."""
    try:
        ran = subprocess.run([python, _PROGRAM, peer], input=json.dumps(task), capture_output=True, text=True)
    except OSError:
        return None
    if ran.returncode:
        return None
    told = json.loads(ran.stdout)
    return Answered(told["answers"], told["seconds"])


def ask_keys(python: str, peer: str, addresses: Sequence[Pair]) -> Answered | None:
    """Whether each two addresses have one key."""
    told = ask(python, peer, [address for pair in addresses for address in pair])
    if told is None:
        return None
    keys = iter(told.answers)
    return Answered([one == other for one, other in zip(keys, keys, strict=True)], told.seconds)


def ask_minhash(python: str, texts: Mapping[str, str], pairs: Sequence[Pair]) -> Answered | None:
    """Whether MinHash LSH at a Jaccard index of 0.7 finds each two texts; a text is read once, however many pairs."""
    return ask(python, "datasketch", {"texts": texts, "pairs": pairs})


def overlap(texts: Mapping[str, str], pairs: Iterable[Pair]) -> Answered:
    """Whether the shorter text of each two has 85 % of its windows of five words in the other (Feedly's rule)."""
    began, known = process_time(), dict[str, frozenset[tuple[str, ...]]]()
    answers = []
    for pair in pairs:
        for name in pair:
            known[name] = known.get(name) or _windows(texts[name])
        one, other = (known[name] for name in pair)
        answers.append(len(one & other) >= FEEDLY * min(len(one), len(other)))
    return Answered(answers, process_time() - began)


def _windows(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[at : at + WINDOW]) for at in range(max(1, len(words) - WINDOW + 1)))


def tfidf_groups(documents: Sequence[Document]) -> Answered:
    """Join the story whose centroid is most like the text, at a cosine of 0.20 or more; no time, no names.

    Each word's rarity is counted over the whole stream before it begins, which no online system could.
    """
    began = process_time()
    bags = [Counter(_WORD.findall(str(one.get("text") or "").lower())) for one in documents]
    spread = Counter(word for bag in bags for word in bag)
    weights = {word: log(len(bags) / count) for word, count in spread.items()}
    stories = _Centroids()
    answers = [stories.place(_unit({word: (1 + log(n)) * weights[word] for word, n in bag.items()})) for bag in bags]
    return Answered(answers, process_time() - began)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


class _Centroids:
    """Stories as sums of their documents, found by their words."""

    def __init__(self) -> None:
        self._weights: defaultdict[str, dict[int, float]] = defaultdict(dict)  # word -> story -> sum
        self._squares: list[float] = []  # of each story's length

    def place(self, vector: Mapping[str, float]) -> int:
        products: defaultdict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for story, there in self._weights[word].items():
                products[story] += weight * there
        cosines = {story: product / sqrt(self._squares[story]) for story, product in products.items() if product}
        story = max(cosines, key=lambda one: cosines[one], default=len(self._squares))
        if cosines.get(story, 0.0) < JOINS:
            story = len(self._squares)
            self._squares.append(0.0)
        self._add(story, vector)
        return story

    def _add(self, story: int, vector: Mapping[str, float]) -> None:
        for word, weight in vector.items():
            before = self._weights[word].get(story, 0.0)
            self._weights[word][story] = before + weight
            self._squares[story] += weight * (2 * before + weight)
