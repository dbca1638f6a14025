"""What a topic would have found in the archive, alone or beside an older version of it. Nothing is written."""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import nsmallest

from alerts.document import document_of
from alerts.passages import passages
from alerts.query import read_query
from alerts.query.engine import Engine
from flows.progress import Progress
from flows.topics.subject import Version, lists_that_differ
from news import Passage, Span, StoredArticle
from storage.archive import archive
from storage.database import Database

_NOW, _FORMER = "now", "former"

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a topic fires on, and where."""

    article_id: int
    story_id: int
    is_copy: bool
    seen_at: datetime
    outlet: str
    language: str  # primary subtag, "" when it is not known
    title: str
    url: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Hits that only one of two versions has. `stories` are those that the other version does not have at all."""

    hits: int
    stories: int
    samples: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The answer. Days are UTC, by when an article was seen; counts are sorted, the largest first.

    Days begin with `first_at`, when the first of the articles was seen, and have no gaps. `alerts` are stories: one
    alert each. `copies` are hits that carry the text of another article. `against_what` tells where the other query
    is from, and `lists` those of its lists that differ.
    """

    topic: str
    query: str
    against: str | None
    since: datetime
    until: datetime
    articles: int
    hits: int
    alerts: int
    copies: int
    days: tuple[tuple[date, int], ...]
    alert_days: tuple[tuple[date, int], ...]
    outlets: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    samples: tuple[Hit, ...]
    gained: Difference | None = None
    lost: Difference | None = None
    first_at: datetime | None = None
    against_what: str | None = None
    lists: tuple[str, ...] = ()

    @property
    def busiest(self) -> tuple[date, int] | None:
        """The first of the days with the most hits."""
        day, count = max(self.days, key=lambda one: one[1], default=(self.since.date(), 0))
        return (day, count) if count else None


def backtest(
    database: Database, now: Version, former: Version | None, since: datetime, until: datetime, sample: int
) -> Backtest:
    """Run one version, or two, over what was seen from `since` on and before `until`; show `sample` hits of each."""
    hits, former_hits = _Found(sample), _Found(sample)
    gained, lost = _Found(sample), _Found(sample)
    looked_at, first_at = 0, None
    for one, spans, other in _each(database, _engine(now, former), since, until):
        looked_at += 1
        first_at = min(first_at or one.seen_at, one.seen_at)
        hits.add(one, spans)
        former_hits.add(one, other)
        gained.add(one, spans if other is None else None)
        lost.add(one, other if spans is None else None)
    return Backtest(
        topic=now.topic.name,
        query=now.topic.query,
        against=former.topic.query if former else None,
        since=since,
        until=until,
        articles=looked_at,
        hits=hits.count,
        alerts=len(hits.stories),
        copies=hits.copies,
        days=_without_gaps(hits.days, first_at, until),
        alert_days=_without_gaps(Counter(hits.stories.values()), first_at, until),
        outlets=_largest_first(hits.outlets),
        languages=_largest_first(hits.languages),
        samples=hits.samples(),
        gained=gained.besides(former_hits) if former else None,
        lost=lost.besides(hits) if former else None,
        first_at=first_at,
        against_what=former.origin if former else None,
        lists=lists_that_differ(now, former) if former else (),
    )


def _engine(now: Version, former: Version | None) -> Engine:
    engine = Engine()
    for name, version in ((_NOW, now), (_FORMER, former)):
        if version:
            engine.put(name, read_query(version.topic.query, version.lists))
    return engine


def _each(
    database: Database, engine: Engine, since: datetime, until: datetime
) -> Iterator[tuple[StoredArticle, Spans | None, Spans | None]]:
    """Each article with what the two versions find in it."""
    progress = Progress("articles")
    for articles in archive(database, since=since, until=until):
        progress.expect(len(articles))
        for one in articles:
            found = dict(engine.search(document_of(one.article, one.source)))
            yield one, found.get(_NOW), found.get(_FORMER)
        progress.done(len(articles))


class _Found:
    """Hits, counted. Of a sample only as many are kept as are shown: any `sample` of them, the same at each call."""

    def __init__(self, sample: int) -> None:
        self.count = self.copies = 0
        self.stories: dict[int, date] = {}  # with the day of the first hit
        self.days, self.outlets, self.languages = Counter[date](), Counter[str](), Counter[str]()
        self._sample, self._kept = sample, list[tuple[StoredArticle, Spans]]()

    def add(self, one: StoredArticle, spans: Spans | None) -> None:
        if spans is None:
            return
        day = one.seen_at.astimezone(UTC).date()
        self.count += 1
        self.copies += one.copy_of is not None
        self.stories.setdefault(one.story_id, day)
        self.days[day] += 1
        self.outlets[_outlet(one)] += 1
        self.languages[_language(one)] += 1
        self._kept.append((one, spans))
        if len(self._kept) > 2 * self._sample:
            self._kept = self._drawn()

    def samples(self) -> tuple[Hit, ...]:
        """The latest first."""
        latest_first = sorted(self._drawn(), key=lambda kept: kept[0].id, reverse=True)
        return tuple(_hit(one, spans) for one, spans in latest_first)

    def besides(self, other: "_Found") -> Difference:
        return Difference(self.count, len(self.stories.keys() - other.stories.keys()), self.samples())

    def _drawn(self) -> list[tuple[StoredArticle, Spans]]:
        return nsmallest(self._sample, self._kept, key=lambda kept: _lot(kept[0]))


def _lot(one: StoredArticle) -> int:
    """Chance, but the same chance each time: two calls can be compared."""
    return zlib.crc32(str(one.id).encode())


def _hit(one: StoredArticle, spans: Spans) -> Hit:
    article = one.article
    return Hit(
        article_id=one.id,
        story_id=one.story_id,
        is_copy=one.copy_of is not None,
        seen_at=one.seen_at,
        outlet=_outlet(one),
        language=_language(one),
        title=article.title,
        url=article.url,
        passages=passages(article.title, article.text, spans),
    )


def _outlet(one: StoredArticle) -> str:
    return one.article.outlet or one.source


def _language(one: StoredArticle) -> str:
    return (one.article.language or "").partition("-")[0].lower()


def _without_gaps(counts: Counter[date], start: datetime | None, until: datetime) -> tuple[tuple[date, int], ...]:
    if start is None:
        return ()
    first, last = start.astimezone(UTC).date(), (until - timedelta(microseconds=1)).astimezone(UTC).date()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple((day, counts[day]) for day in days)


def _largest_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
