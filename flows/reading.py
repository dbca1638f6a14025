"""From a lead to an article that is stored, matched and, if it is news to the desk, queued for delivery."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import Session

from alerts.policy import age_of, decide
from flows.house import House
from news import (
    Article,
    Candidate,
    Decision,
    FetchError,
    Lead,
    Likeness,
    Match,
    Page,
    Placement,
    Refusal,
    Report,
    Source,
    Step,
    Tally,
    Word,
)
from parsers import article_from_entry, compare, page_key, read_article, sketch
from storage.articles import (
    add_aliases,
    add_article,
    add_holds,
    add_matches,
    add_told,
    article_known_as,
    likely_copies,
    topics_told,
)
from storage.entries import finish_lead, lead_is_open, postpone_lead
from storage.outbox import queue

MAX_ATTEMPTS = 3  # then the feed's own words must do: late news is better told from a summary than not at all
FIRST_RETRY = timedelta(minutes=2)
LONGEST_WISH = timedelta(hours=1)  # of a page's server; after that the feed's own words are taken
COPY_WINDOW = timedelta(hours=72)  # a later repeat of a text is republished, and news again


@dataclass(frozen=True, slots=True)
class Obtained:
    """An article, and every address it is known under."""

    article: Article
    addresses: tuple[str, ...]


async def read(lead: Lead, house: House) -> Tally:
    """Read one lead and store what it is. What a server or a page can do wrong is stored and counted."""
    tally = Tally()
    source = house.sources[lead.source]
    obtained = await _obtain(lead, source, house, tally)
    if obtained:
        await asyncio.to_thread(_shelve, lead, source, obtained, house, tally)
    return tally


async def _obtain(lead: Lead, source: Source, house: House, tally: Tally) -> Obtained | None:
    """The article of a lead: from its page, or from the feed's own words where the page gives none."""
    url = lead.entry.url
    if url is None:
        tally.add(Step.PAGE, Word.FAILED, "no link")
        return await _from_feed(lead, source, "no link", house, tally)
    if await asyncio.to_thread(_finish_if_known, lead, url, house):
        tally.add(Step.PAGE, Word.KNOWN)
        return None
    try:
        page = await house.fetcher.fetch(url, headers=source.headers, allow_private=source.allow_private, robots=True)
    except FetchError as error:
        if error.retry and lead.attempt < MAX_ATTEMPTS:
            await asyncio.to_thread(put_off, lead, str(error), error.retry_after, house)
            tally.add(Step.PAGE, Word.LATER, error.reason)
            return None
        tally.add(Step.PAGE, Word.FAILED, error.reason)
        return await _from_feed(lead, source, error.reason, house, tally)
    assert isinstance(page, Page)  # no validators were sent
    tally.add(Step.PAGE, Word.FETCHED)
    return await _from_page(lead, source, page, house, tally)


async def _from_page(lead: Lead, source: Source, page: Page, house: House, tally: Tally) -> Obtained | None:
    read = await asyncio.to_thread(read_article, page)
    if isinstance(read, Refusal):
        return await _from_feed(lead, source, read.reason.value, house, tally)
    article = replace(
        read,
        language=source.language or read.language or lead.entry.language,
        published_at=read.published_at or lead.entry.published_at,
        title=read.title or lead.entry.title,
    )
    return Obtained(article, (page.url, page.final_url, *filter(None, [article.canonical_url])))


async def _from_feed(lead: Lead, source: Source, why: str, house: House, tally: Tally) -> Obtained | None:
    entry = lead.entry
    article = article_from_entry(entry, entry.url or source.url, source.language or entry.language)
    if article is None:
        tally.add(Step.ARTICLE, Word.FAILED, why)
        await asyncio.to_thread(_give_up, lead, why, house)
        return None
    return Obtained(article, (entry.url,) if entry.url else ())


def _finish_if_known(lead: Lead, url: str, house: House) -> bool:
    """Another source, or another guise of this address, brought the article before."""
    with house.database.writing() as session:
        known = article_known_as(session, _keys((url,)))
        return known is not None and finish_lead(session, lead.id, Word.KNOWN, known)


def put_off(lead: Lead, reason: str, wish: timedelta | None, house: House) -> None:
    """Try the lead again later; its server may `wish` for a later moment."""
    pause = max(FIRST_RETRY * 2 ** min(lead.attempt - 1, 8), min(wish or timedelta(0), LONGEST_WISH))
    with house.database.writing() as session:
        postpone_lead(session, lead.id, reason, house.clock() + pause)


def _give_up(lead: Lead, reason: str, house: House) -> None:
    with house.database.writing() as session:
        finish_lead(session, lead.id, reason, None)


def _shelve(lead: Lead, source: Source, obtained: Obtained, house: House, tally: Tally) -> None:
    """In one transaction: the article in its story, its matches, and its queued alerts."""
    article = obtained.article
    matches = house.matcher.matches(article, source.name)
    prints, keys = sketch(article.text), _keys(obtained.addresses)
    with house.database.writing(alone=True) as session:
        if not lead_is_open(session, lead.id):
            return  # our lease ended and another process stored it
        known = article_known_as(session, keys)
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


def place(article: Article, candidates: list[Candidate]) -> Placement:
    """The story of the first candidate that carries the same text; a new story where none does."""
    for candidate in candidates:
        if compare(candidate.text, article.text, candidate.title, article.title) is Likeness.COPY:
            return Placement(candidate.story_id, candidate.article_id)
    return Placement()


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
        age=age_of(article.published_at, house.clock()),
        backlog=source.alert_backlog,
    )


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


def _keys(addresses: tuple[str, ...]) -> set[str]:
    """Page keys that can tell one article from another: a site's front page is where dead links are sent."""
    return {page_key(url) for url in addresses if urlsplit(url).path.strip("/") or urlsplit(url).query}
