"""An article to its place: known, copy or new; matched; and, if it is news to the desk, queued for delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from alerts.policy import age_of, decide
from flows.house import House
from flows.repetition import note_what_was_said
from flows.reports import report_of
from news import (
    Article,
    By,
    Candidate,
    Decision,
    Evidence,
    Lead,
    Likeness,
    Match,
    PageOutcome,
    Placement,
    Precision,
    Source,
    Step,
    Tally,
    Word,
)
from parsers import compare, page_key, same_headline, sketch
from storage.articles import (
    add_aliases,
    add_article,
    add_holds,
    add_matches,
    add_told,
    article_known_as,
    candidate,
    decided_topics,
    join_stories,
    likely_copies,
    read_as,
    renew_article,
    topics_told,
)
from storage.database import Session
from storage.entries import finish_lead, lead_is_open
from storage.outbox import queue

COPY_WINDOW = timedelta(hours=72)  # after a story opened; a later repeat of its text is news again


@dataclass(frozen=True, slots=True)
class Obtained:
    """An article, every address it is known under, and what its page came to."""

    article: Article
    addresses: tuple[str, ...]
    page: PageOutcome | None = None  # there is none, or it was not asked for


@dataclass(frozen=True, slots=True)
class _Stored:
    """An article's place: its story, what was told of that, and the article's own topics that were decided before."""

    article_id: int
    story_id: int
    copy_of: int | None
    told: frozenset[str]
    decided: frozenset[str] = frozenset()


class NotItsPageError(Exception):
    """The address led to a page that is another article's, or a wall before many articles."""


def shelve(lead: Lead, source: Source, obtained: Obtained, house: House, tally: Tally) -> None:
    """In one transaction: the article in its story, its matches, and its queued alerts.

    Raises NotItsPageError, and stores nothing: the page was read before, for an entry with another headline.
    """
    article = obtained.article
    matches = house.matcher.matches(article, source.name)
    prints, keys = sketch(article.text), keys_of(obtained.addresses)
    with house.database.writing(alone=True) as session:
        if not lead_is_open(session, lead.id):
            return  # our lease ended and another process stored it
        known = _known(session, lead, obtained, keys)
        if known is not None:
            _join(session, lead, known)
            add_aliases(session, known, keys)
            finish_lead(session, lead.id, Word.KNOWN, known, obtained.page)
            tally.add(Step.ARTICLE, Word.KNOWN)
            return
        now = house.clock()
        placement = place(article, likely_copies(session, prints, (lead.seen_at or now) - COPY_WINDOW))
        stored = _store(session, lead, source, article, placement, prints, now)
        add_aliases(session, stored.article_id, keys)
        add_matches(session, stored.article_id, matches)
        fresh = tuple(match for match in matches if match.topic not in stored.decided)
        decision = _decide(lead, source, article, fresh, stored.told, house)
        _act(session, decision, article, lead, stored, house)
        finish_lead(session, lead.id, Word.STORED, stored.article_id, obtained.page)
        if stored.copy_of is None:  # agencies' reports say the same everywhere
            note_what_was_said(session, article, now)
    _count(tally, article, stored, matches, decision)


def _join(session: Session, lead: Lead, known: int) -> None:
    """The article of a lead that was read again is one that stood elsewhere too: from now on they are one story."""
    if lead.article_id is not None:
        join_stories(session, candidate(session, lead.article_id).story_id, candidate(session, known).story_id)


def _store(
    session: Session,
    lead: Lead,
    source: Source,
    article: Article,
    placement: Placement,
    prints: Sequence[int],
    now: datetime,
) -> _Stored:
    """Add the article, or put it in the place of what was stored while its page gave none, or a part of one."""
    if lead.article_id is None:
        article_id, story_id = add_article(session, source.name, article, placement, prints, now)
        return _Stored(article_id, story_id, placement.copy_of, topics_told(session, story_id))
    decided = decided_topics(session, lead.article_id)
    story_id, copy_of = renew_article(session, lead.article_id, article, placement, prints)
    return _Stored(lead.article_id, story_id, copy_of, topics_told(session, story_id), decided)


def _known(session: Session, lead: Lead, obtained: Obtained, keys: set[str]) -> int | None:
    """The id of this very article. Another address that it shares with a stored one proves nothing by itself:

    sites give a whole section one canonical address, and send many articles to one wall.
    """
    if lead.article_id is not None and not _says_more(obtained.article, read_as(session, lead.article_id)):
        return lead.article_id
    own = keys_of((lead.entry.url,)) if lead.entry.url else set()
    if lead.article_id is None and (known := article_known_as(session, own)):
        return known
    other = article_known_as(session, keys - own)
    if other is None or other == lead.article_id:
        return None
    article = obtained.article
    there = candidate(session, other)
    if there.text != article.text and not _is_copy(there, article):
        return None
    if lead.entry.title and not same_headline(lead.entry.title, f"{there.title} {there.text}"):
        raise NotItsPageError  # what the feed announced is not what stands there
    return other


def _says_more(article: Article, stored: PageOutcome) -> bool:
    """Whether what was read again is worth more than what is stored, which another entry may have brought since."""
    return _worth(PageOutcome(article.page_refused or article.kind.value)) > _worth(stored)


def _worth(page: PageOutcome) -> int:
    """Of a whole page, a part of one, and the feed's words or a headline."""
    return 0 if page.is_refusal else 2 if page.is_whole else 1


def place(article: Article, candidates: list[Candidate]) -> Placement:
    """The story of the first candidate that carries the same text; a new story where none does."""
    for there in candidates:
        if _is_copy(there, article):
            return Placement(there.story_id, By.COPY, there.article_id)
    return Placement()


def _is_copy(there: Candidate, article: Article) -> bool:
    return compare(there.text, article.text, there.title, article.title) is Likeness.COPY


def _decide(
    lead: Lead, source: Source, article: Article, matches: tuple[Match, ...], told: frozenset[str], house: House
) -> Decision:
    return decide(
        matches,
        house.desk.routes,
        told=told,
        baseline=lead.baseline,
        age=age_of(latest(_published_by(article), lead.entry.published_at), house.clock()),
        backlog=source.alert_backlog,
    )


def _published_by(article: Article) -> datetime | None:
    """When it was published at the latest: of a day without a clock that is its end."""
    if article.published_at and article.published_precision is Precision.DAY:
        return article.published_at + timedelta(days=1)
    return article.published_at


def latest(*dates: datetime | None) -> datetime | None:
    """Page and feed may differ, and pages lie: whether something is old is asked of the later date."""
    return max((date for date in dates if date), default=None)


def _act(
    session: Session,
    decision: Decision,
    article: Article,
    lead: Lead,
    stored: _Stored,
    house: House,
) -> None:
    now = house.clock()
    add_told(session, stored.story_id, stored.article_id, decision.told, now)
    add_holds(session, stored.article_id, decision.holds, now)
    full = len(lead.entry.content) > len(lead.entry.summary)
    reports = [
        (alert, report_of(article, lead.source, alert.matches, house.topic_titles, feed_text=full))
        for alert in decision.alerts
    ]
    queue(session, stored.story_id, stored.article_id, reports, now)


def _count(tally: Tally, article: Article, stored: _Stored, matches: tuple[Match, ...], decision: Decision) -> None:
    words = "" if article.evidence is Evidence.PAGE else Word.FROM_FEED.value
    tally.add(Step.ARTICLE, Word.COPY if stored.copy_of else Word.STORED, words)
    tally.add(Step.TOPIC, Word.MATCHED if matches else Word.UNMATCHED)
    tally.add(Step.ALERT, Word.ALERTED, count=len(decision.told))
    for hold in decision.holds:
        tally.add(Step.ALERT, Word.HELD, hold.reason.value)


def keys_of(addresses: tuple[str, ...]) -> set[str]:
    """Page keys that can tell one article from another: a site's front page is where dead links are sent."""
    return {page_key(url) for url in addresses if urlsplit(url).path.strip("/") or urlsplit(url).query}
