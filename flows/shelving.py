"""An article to its place: known, copy or new; matched; and, if it is news to the desk, queued for delivery."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from alerts.policy import age_of, decide
from flows.house import House
from news import Article, Candidate, Decision, Lead, Likeness, Match, Placement, Report, Source, Step, Tally, Word
from parsers import compare, page_key, same_headline, sketch
from storage.articles import (
    add_aliases,
    add_article,
    add_holds,
    add_matches,
    add_told,
    article_known_as,
    candidate,
    likely_copies,
    topics_told,
)
from storage.database import Session
from storage.entries import finish_lead, lead_is_open
from storage.outbox import queue

COPY_WINDOW = timedelta(hours=72)  # after a story opened; a later repeat of its text is news again


@dataclass(frozen=True, slots=True)
class Obtained:
    """An article, and every address it is known under."""

    article: Article
    addresses: tuple[str, ...]


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
        known = _known(session, lead, article, keys)
        if known is not None:
            add_aliases(session, known, keys)
            finish_lead(session, lead.id, Word.KNOWN, known)
            tally.add(Step.ARTICLE, Word.KNOWN)
            return
        now = house.clock()
        placement = place(article, likely_copies(session, prints, now - COPY_WINDOW))
        article_id, story_id = add_article(session, source.name, article, placement, prints, now)
        add_aliases(session, article_id, keys)
        add_matches(session, article_id, matches)
        decision = _decide(session, lead, source, article, matches, story_id, house)
        _act(session, decision, article, source, article_id, story_id, house)
        finish_lead(session, lead.id, Word.STORED, article_id)
    _count(tally, article, placement, matches, decision)


def _known(session: Session, lead: Lead, article: Article, keys: set[str]) -> int | None:
    """The id of this very article. Another address that it shares with a stored one proves nothing by itself:

    sites give a whole section one canonical address, and send many articles to one wall.
    """
    if lead.entry.url and (known := article_known_as(session, keys_of((lead.entry.url,)))):
        return known
    other = article_known_as(session, keys)
    if other is None:
        return None
    there = candidate(session, other)
    if there.text != article.text and not _is_copy(there, article):
        return None
    if lead.entry.title and not same_headline(lead.entry.title, f"{there.title} {there.text}"):
        raise NotItsPageError  # what the feed announced is not what stands there
    return other


def place(article: Article, candidates: list[Candidate]) -> Placement:
    """The story of the first candidate that carries the same text; a new story where none does."""
    for there in candidates:
        if _is_copy(there, article):
            return Placement(there.story_id, there.article_id)
    return Placement()


def _is_copy(there: Candidate, article: Article) -> bool:
    return compare(there.text, article.text, there.title, article.title) is Likeness.COPY


def _decide(
    session: Session,
    lead: Lead,
    source: Source,
    article: Article,
    matches: tuple[Match, ...],
    story_id: int,
    house: House,
) -> Decision:
    return decide(
        matches,
        house.desk.routes,
        told=topics_told(session, story_id),
        baseline=lead.baseline,
        age=age_of(latest(article.published_at, lead.entry.published_at), house.clock()),
        backlog=source.alert_backlog,
    )


def latest(*dates: datetime | None) -> datetime | None:
    """Page and feed may differ, and pages lie: whether something is old is asked of the later date."""
    return max((date for date in dates if date), default=None)


def _act(
    session: Session,
    decision: Decision,
    article: Article,
    source: Source,
    article_id: int,
    story_id: int,
    house: House,
) -> None:
    now = house.clock()
    add_told(session, story_id, article_id, decision.told, now)
    add_holds(session, article_id, decision.holds, now)
    reports = [(alert, _report(article, source, alert.matches, house)) for alert in decision.alerts]
    queue(session, story_id, article_id, reports, now)


def _report(article: Article, source: Source, matches: tuple[Match, ...], house: House) -> Report:
    return Report(
        headline=article.title,
        link=article.url,
        outlet=article.outlet or source.name,
        source=source.name,
        published_at=article.published_at,
        language=article.language,
        evidence=article.evidence.value,
        topics=tuple((match.topic, house.topic_titles[match.topic]) for match in matches),
        matches=matches,
    )


def _count(
    tally: Tally, article: Article, placement: Placement, matches: tuple[Match, ...], decision: Decision
) -> None:
    words = "" if article.evidence.value == "page" else Word.FROM_FEED.value
    tally.add(Step.ARTICLE, Word.COPY if placement.copy_of else Word.STORED, words)
    tally.add(Step.TOPIC, Word.MATCHED if matches else Word.UNMATCHED)
    tally.add(Step.ALERT, Word.ALERTED, count=len(decision.told))
    for hold in decision.holds:
        tally.add(Step.ALERT, Word.HELD, hold.reason.value)


def keys_of(addresses: tuple[str, ...]) -> set[str]:
    """Page keys that can tell one article from another: a site's front page is where dead links are sent."""
    return {page_key(url) for url in addresses if urlsplit(url).path.strip("/") or urlsplit(url).query}
