"""From a lead to its article: the page, or the feed's own words where the page gives none."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial

from flows.addresses import is_surely, learned_keys
from flows.asking import ask
from flows.doubling import doubled
from flows.fuller import fuller
from flows.house import House
from flows.next_look import body_print
from flows.parsing import CannotStartError
from flows.repetition import repeated_by
from flows.shelving import NotItsPageError, Obtained, keys_of, shelve
from news import FetchError, Lead, Page, PageOutcome, ParsingError, Refusal, Source, Step, Tally, Word
from parsers import article_from_entry, read_article
from storage.articles import article_known_as, candidate
from storage.database import Session
from storage.entries import finish_lead, postpone_lead

MAX_ATTEMPTS = 3  # then the feed's own words must do: late news is better told from a summary than not at all
MAX_CLAIMS = 6  # attempts that ended without a word, as when the page took the whole process down
FIRST_RETRY = timedelta(minutes=2)
KEPT_FAILING = "kept failing"
NOT_ASKED = ("asked to wait", "host down")
SHORTEST_WAIT = timedelta(seconds=30)
LONGEST_RETRY = FIRST_RETRY * 2**8  # 8.5 hours
LONGEST_WISH = timedelta(hours=1)  # of a page's server; after that the feed's own words are taken

_log = logging.getLogger(__name__)


async def read(lead: Lead, house: House) -> Tally:
    """Read one lead and store what it is. What a server or a page can do wrong is stored and counted."""
    tally = Tally()
    source = house.sources[lead.source]
    obtained = await _obtain(lead, source, house, tally)
    try:
        if obtained:
            await asyncio.to_thread(shelve, lead, source, obtained, house, tally)
    except NotItsPageError:
        if obtained := await _from_feed(lead, source, PageOutcome("leads to another article"), house, tally):
            await asyncio.to_thread(shelve, lead, source, obtained, house, tally)
    return tally


async def _obtain(lead: Lead, source: Source, house: House, tally: Tally) -> Obtained | None:
    """The article of a lead: from its page, or from the feed's own words where the page gives none."""
    url = lead.entry.url
    if url is None:
        return await _without_page(lead, source, PageOutcome("no link"), house, tally)
    if lead.article_id is None and await asyncio.to_thread(_finish_if_known, lead, url, house):
        tally.add(Step.PAGE, Word.KNOWN)
        return None
    if lead.attempt > MAX_CLAIMS:
        return await _without_page(lead, source, PageOutcome(KEPT_FAILING), house, tally)
    try:
        page = await ask(house, source, url, robots=True)
    except FetchError as error:
        if error.reason in NOT_ASKED and (error.retry_after or timedelta(0)) <= LONGEST_WISH:
            await asyncio.to_thread(_wait, lead, error, house)
            tally.add(Step.PAGE, Word.LATER, error.reason)
            return None
        if error.retry and lead.attempt < MAX_ATTEMPTS:
            await asyncio.to_thread(put_off, lead, str(error), error.retry_after, house)
            tally.add(Step.PAGE, Word.LATER, error.reason)
            return None
        return await _without_page(lead, source, PageOutcome(error.reason, error.detail), house, tally)
    assert isinstance(page, Page)  # no validators were sent
    tally.add(Step.PAGE, Word.FETCHED)
    return await _from_page(lead, source, page, house, tally)


async def _without_page(lead: Lead, source: Source, why: PageOutcome, house: House, tally: Tally) -> Obtained | None:
    tally.add(Step.PAGE, Word.FAILED, why.word)
    return await _from_feed(lead, source, why, house, tally)


async def _from_page(lead: Lead, source: Source, page: Page, house: House, tally: Tally) -> Obtained | None:
    repeated = await asyncio.to_thread(repeated_by, page, house.database)
    try:
        read = await house.parsing.run(partial(read_article, accept=source.accept, repeated=repeated), page)
    except ParsingError as error:
        _log.error("source=%s step=parse url=%s", source.name, page.url, exc_info=error)
        return await _from_feed(lead, source, PageOutcome(error.reason, error.detail), house, tally)
    except CannotStartError as error:  # our machine is ill, not this page
        await asyncio.to_thread(put_off, lead, str(error), None, house)
        tally.add(Step.ARTICLE, Word.LATER, "parsing cannot start")
        return None
    if isinstance(read, Refusal):
        return await _from_feed(lead, source, PageOutcome(read.reason.value, read.detail), house, tally)
    addresses = (page.url, page.final_url, *filter(None, [read.canonical_url, read.amp_url]))
    article, outcome = fuller(read, lead.entry, source.language), PageOutcome(read.kind.value)
    return Obtained(article, addresses, outcome, page.etag, page.last_modified, body_print(page.body))


async def _from_feed(lead: Lead, source: Source, why: PageOutcome, house: House, tally: Tally) -> Obtained | None:
    entry = lead.entry
    article = article_from_entry(entry, entry.url or "", source.language)
    if article is None:
        tally.add(Step.ARTICLE, Word.FAILED, why.word)
        await asyncio.to_thread(_give_up, lead, why.word, house, why)
        return None
    article = replace(article, page_refused=why.word)
    return Obtained(article, (entry.url,), why) if entry.url else Obtained(article, ())


def _finish_if_known(lead: Lead, url: str, house: House) -> bool:
    """Another source, or another guise of this address, brought the article before."""
    with house.database.writing() as session:
        known = article_known_as(session, keys_of((url,))) or _known_by_habit(session, lead, url)
        return known is not None and finish_lead(session, lead.id, Word.KNOWN, known)


def _known_by_habit(session: Session, lead: Lead, url: str) -> int | None:
    """The article under this address without what its host's addresses carry for nothing, if it is announced alike."""
    keys = learned_keys(session, url)
    known = article_known_as(session, keys) if keys else None
    return known if known is not None and is_surely(lead.entry.title, candidate(session, known)) else None


def put_off(lead: Lead, reason: str, wish: timedelta | None, house: House) -> None:
    """Try the lead again later; its server may `wish` for a later moment. In the end it is given up, and shown."""
    if lead.attempt > 2 * MAX_CLAIMS:
        _give_up(lead, reason, house, PageOutcome(KEPT_FAILING, reason))
        return
    pause = max(doubled(FIRST_RETRY, lead.attempt - 1, LONGEST_RETRY), min(wish or timedelta(0), LONGEST_WISH))
    with house.database.writing() as session:
        postpone_lead(session, lead.id, reason, house.clock() + pause)


def _wait(lead: Lead, error: FetchError, house: House) -> None:
    """Its host is not to be asked now, so this was no attempt."""
    pause = max(error.retry_after or timedelta(0), SHORTEST_WAIT)
    with house.database.writing() as session:
        postpone_lead(session, lead.id, str(error), house.clock() + pause, tried=False)


def _give_up(lead: Lead, reason: str, house: House, page: PageOutcome) -> None:
    with house.database.writing() as session:
        finish_lead(session, lead.id, reason, lead.article_id, page if lead.entry.url else None)
