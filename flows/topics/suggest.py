"""Terms that stand near a topic's hits and seldom elsewhere, for a person to take or leave. Nothing is changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import log

from alerts.document import document_of
from alerts.passages import passages
from alerts.query import Document, Query, read_query
from alerts.query.document import Index
from alerts.query.words.fold import fold
from alerts.query.words.stem import stem
from flows.progress import Progress
from flows.topics.named import words_of
from flows.topics.phrases import Key, phrases_of
from flows.topics.subject import Version
from news import Passage, Span, StoredArticle
from storage.archive import archive, articles_of
from storage.database import Database

FULL = 200_000  # terms near hits that are counted at once, about 150 MB: then those of one hit are dropped
CANDIDATES = 2_000  # terms near hits that are counted elsewhere: those in the most hits
TIMES = 3.0  # as frequent near hits as elsewhere, at least
LIKELY = 6.63  # log-likelihood ratio that chance exceeds once in a hundred (chi-squared, one degree of freedom)
COMMON = 0.15  # share of a language's articles: a word in more of them says nothing
ENOUGH = 50  # articles of a language, before that share is trusted
WHOLE = 0.7  # a word that stands in one phrase this often is shown as that phrase only
MISSES = 5  # articles to show that have such terms and do not fire


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as it is mostly written. `hits` have it near what the query found; `elsewhere` has it, and does not fire.

    So many more articles would fire with `OR term`. `likeness` orders them: the log-likelihood ratio, or for terms
    near in meaning the cosine.
    """

    text: str
    language: str
    hits: int
    elsewhere: int
    likeness: float
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    """An article that has several of the terms and does not fire."""

    article_id: int
    title: str
    url: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    topic: str
    query: str
    since: datetime
    articles: int
    hits: int
    terms: tuple[Suggestion, ...]
    misses: tuple[Miss, ...]


@dataclass
class _Counts:
    """What the two rounds over the archive counted. Copies of other articles are left out: they say nothing new."""

    articles: int = 0
    hits: dict[int, tuple[Span, ...]] = field(default_factory=dict)
    near: Counter[Key] = field(default_factory=Counter)
    elsewhere: Counter[Key] = field(default_factory=Counter)
    outlets: dict[Key, set[str]] = field(default_factory=dict)
    hit_outlets: set[str] = field(default_factory=set)
    written: dict[Key, Counter[str]] = field(default_factory=dict)
    first: dict[Key, tuple[int, Span]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    having: dict[int, frozenset[Key]] = field(default_factory=dict)

    def forget_rare(self) -> None:
        """Terms of one hit so far: who stays that rare is no candidate."""
        for key in [key for key, count in self.near.items() if count == 1]:
            for known in (self.near, self.outlets, self.written, self.first):
                del known[key]


def suggest(database: Database, version: Version, since: datetime, until: datetime, top: int) -> Suggestions:
    """Look through what was seen from `since` on, twice: first for the hits, then for what their words do elsewhere."""
    query = read_query(version.topic.query, version.lists)
    counts = _Counts()
    for one in originals(database, since, until):
        document = document_of(one.article, one.source)
        if (spans := query.search(document)) is not None:
            counts.hits[one.id] = spans
            _count_near(counts, one, document, spans)
            if len(counts.near) > FULL:
                counts.forget_rare()
        counts.articles += 1
        counts.languages[document.language] += 1
    candidates = _candidates(counts, query)
    for one in originals(database, since, until) if candidates else ():
        if one.id not in counts.hits:
            _count_elsewhere(counts, one, candidates)
    best = _best(counts, candidates)[:top]
    return Suggestions(
        version.topic.name,
        version.topic.query,
        since,
        counts.articles,
        len(counts.hits),
        tuple(_with_passages(database, counts, best)),
        tuple(_misses(database, counts, [key for key, _ in best])),
    )


def originals(database: Database, since: datetime, until: datetime) -> Iterator[StoredArticle]:
    """The archive without copies, telling how far it is."""
    progress = Progress("articles")
    for articles in archive(database, since=since, until=until):
        progress.expect(len(articles))
        yield from (one for one in articles if one.copy_of is None)
        progress.done(len(articles))


def _count_near(counts: _Counts, one: StoredArticle, document: Document, spans: Sequence[Span]) -> None:
    outlet = one.article.outlet or one.source
    counts.hit_outlets.add(outlet)
    seen: set[Key] = set()
    for phrase in phrases_of(document, spans):
        text = document.title if phrase.field == "title" else document.body
        counts.written.setdefault(phrase.key, Counter())[text[phrase.start : phrase.end]] += 1
        counts.first.setdefault(phrase.key, (one.id, Span(phrase.field, phrase.start, phrase.end)))
        seen.add(phrase.key)
    counts.near.update(seen)
    for key in seen:
        counts.outlets.setdefault(key, set()).add(outlet)


def _candidates(counts: _Counts, query: Query) -> frozenset[Key]:
    """Terms of more than one hit and, where hits are of several outlets, of more than one: not a site's own words."""
    least = 2 if len(counts.hits) < 40 else len(counts.hits) // 20
    outlets = 2 if len(counts.hit_outlets) > 2 else 1
    asked = Asked(query)
    usual = (
        key
        for key, count in counts.near.most_common()
        if count >= least and len(counts.outlets[key]) >= outlets and not asked.has(key, counts.written[key])
    )
    return frozenset(key for key, _ in zip(usual, range(CANDIDATES), strict=False))


class Asked:
    """The words that a query looks for already, also where it does so in vain."""

    def __init__(self, query: Query) -> None:
        self._words = words_of(query.tree)
        self._stems: dict[str, frozenset[str]] = {}

    def has(self, key: Key, written: Iterable[str]) -> bool:
        if any(part in self._in(key.language) for part in key.stems):
            return True
        if not self._words.wildcards:
            return False
        index = Index(" ".join(written), key.language, inflected=True)
        return any(index.find(wildcard) for wildcard in self._words.wildcards)

    def _in(self, language: str) -> frozenset[str]:
        if language not in self._stems:
            texts = self._words.texts
            self._stems[language] = frozenset(stem(text, language) for text in texts) | frozenset(map(fold, texts))
        return self._stems[language]


def _count_elsewhere(counts: _Counts, one: StoredArticle, candidates: frozenset[Key]) -> None:
    document = document_of(one.article, one.source)
    found = {phrase.key for phrase in phrases_of(document)}
    having = frozenset(key for key in candidates if key in found)  # the same keys for all articles, not equal ones
    counts.elsewhere.update(having)
    if len(having) > 1:
        counts.having[one.id] = having


def _best(counts: _Counts, candidates: frozenset[Key]) -> list[tuple[Key, float]]:
    scored = {}
    for key in candidates:
        others = max(0, counts.articles - len(counts.hits))
        near, elsewhere = counts.near[key], counts.elsewhere[key]
        rate = (elsewhere + 0.5) / (others + 1)
        if near / len(counts.hits) < TIMES * rate or _is_common(key, counts):
            continue
        if (score := log_likelihood(near, len(counts.hits), elsewhere, others)) >= LIKELY:
            scored[key] = score
    whole = {key for key in scored if not _is_part(key, scored, counts)}
    return sorted(((key, scored[key]) for key in whole), key=lambda one: (-one[1], one[0]))


def _is_common(key: Key, counts: _Counts) -> bool:
    articles = counts.languages[key.language]
    return articles >= ENOUGH and counts.elsewhere[key] > COMMON * articles


def _is_part(key: Key, scored: dict[Key, float], counts: _Counts) -> bool:
    """Whether a word hardly stands without its neighbour: Hong, Kong."""
    if len(key.stems) > 1:
        return False
    return any(
        key.stems[0] in other.stems
        and other.language == key.language
        and counts.near[other] >= WHOLE * counts.near[key]
        for other in scored
        if len(other.stems) > 1
    )


def log_likelihood(near: int, hits: int, elsewhere: int, others: int) -> float:
    """Tell how surely a term's rates in hits and elsewhere differ (Dunning 1993): 0.0 not at all.

    `near` of `hits` articles have it, and `elsewhere` of `others`.
    """
    total, having = hits + others, near + elsewhere
    cells = (
        (near, hits, having),
        (hits - near, hits, total - having),
        (elsewhere, others, having),
        (others - elsewhere, others, total - having),
    )
    return 2 * sum(seen * log(seen * total / (row * column)) for seen, row, column in cells if seen)


def _with_passages(database: Database, counts: _Counts, best: Sequence[tuple[Key, float]]) -> Iterator[Suggestion]:
    places = {key: counts.first[key] for key, _ in best}
    with database.reading() as session:
        articles = {one.id: one.article for one in articles_of(session, {place[0] for place in places.values()})}
    for key, score in best:
        article_id, span = places[key]
        article = articles.get(article_id)
        found = passages(article.title, article.text, [span]) if article else ()
        yield Suggestion(
            counts.written[key].most_common(1)[0][0],
            key.language,
            counts.near[key],
            counts.elsewhere[key],
            score,
            found[0] if found else None,
        )


def _misses(database: Database, counts: _Counts, best: Sequence[Key]) -> Iterator[Miss]:
    terms = {article_id: [key for key in best if key in having] for article_id, having in counts.having.items()}
    ranked = sorted((one for one in terms if len(terms[one]) > 1), key=lambda one: (-len(terms[one]), -one))[:MISSES]
    with database.reading() as session:
        articles = {one.id: one.article for one in articles_of(session, ranked)}
    for article_id in ranked:
        if article := articles.get(article_id):
            found = tuple(counts.written[key].most_common(1)[0][0] for key in terms[article_id])
            yield Miss(article_id, article.title, article.url, found)
