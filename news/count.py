"""Each item counted once per step, under one word of a closed list."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum


class Step(StrEnum):
    SOURCE = "sources"
    ENTRY = "entries"
    PAGE = "pages"
    ARTICLE = "articles"
    LOOK = "second looks"
    TOPIC = "matching"
    ALERT = "alerts"
    DELIVERY = "deliveries"


class Word(StrEnum):
    FETCHED = "fetched"
    NOT_MODIFIED = "not modified"
    FAILED = "failed"
    NEW = "new"
    KNOWN = "known"
    STORED = "stored"
    COPY = "copy"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    FROM_FEED = "from the feed's own words"
    LATER = "tried again later"
    MATCHED = "matched"
    UNMATCHED = "unmatched"
    ALERTED = "alerted"
    FOLLOWED = "followed up"
    HELD = "held"
    SENT = "sent"
    DEAD = "given up"


class Tally:
    """Counts by step, word and detail (a hold's reason, a failure's name). Adds up across sources."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[Step, Word, str]] = Counter()

    def add(self, step: Step, word: Word, detail: str = "", count: int = 1) -> None:
        if count:
            self._counts[step, word, detail] += count

    def __add__(self, other: "Tally") -> "Tally":
        total = Tally()
        total._counts = self._counts + other._counts
        return total

    def of(self, step: Step, word: Word | None = None) -> int:
        """Items counted at a step, or under one word of it."""
        return sum(n for (s, w, _), n in self._counts.items() if s is step and word in (None, w))

    def __iter__(self) -> Iterator[tuple[Step, Word, str, int]]:
        """Rows in the order of the path; within a word by detail."""
        steps, words = list(Step), list(Word)
        order = sorted(self._counts, key=lambda k: (steps.index(k[0]), words.index(k[1]), k[2]))
        return ((*key, self._counts[key]) for key in order)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tally) and self._counts == other._counts

    __hash__ = None  # type: ignore[assignment]  # it changes

    def __repr__(self) -> str:
        return f"Tally({[(str(s), str(w), d, n) for s, w, d, n in self]})"
