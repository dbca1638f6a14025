"""The pages of stored articles, looked at again: cheaply, after everything that is new, and a few at a time."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from flows.asking import ask, host_of
from flows.house import House
from flows.new_state import State
from flows.next_look import body_print, is_looked_at, next_look
from flows.parsing import CannotStartError
from flows.progress import Progress
from flows.repetition import repeated_by
from flows.revising import Became, Reread, revise
from news import (
    Article,
    FetchError,
    Kind,
    Look,
    NotModified,
    Page,
    ParsingError,
    Refusal,
    Source,
    Step,
    Tally,
    WirewatchError,
    Word,
)
from parsers import read_article
from storage.looks import claim_looks, end_looks, put_look

MOST = 200  # looks of one pass: with six for an article, and a pass each half hour, enough for 1,600 articles a day
OF_ONE_SOURCE = 20  # of them: most of a source's pages are on one host, which is asked for one after the other
LONGEST = timedelta(minutes=3)  # for all of them: a fifth of what a pass may take
WHOLE_EACH = 4  # one look in so many asks without validators: some servers say "not modified" for ever
NOT_ASKED = ("asked to wait", "host down")
SHORTEST_WAIT = timedelta(minutes=5)
GONE = ("http 404", "http 410")
BROKEN = "internal error"

_WORDS = {
    State.SAME: (Word.UNCHANGED, ""),
    State.TOUCHED: (Word.CHANGED, State.TOUCHED.value),
    State.REVISED: (Word.CHANGED, ""),
    State.LESS: (Word.FAILED, State.LESS.value),
    State.OTHER: (Word.NEW, State.OTHER.value),
}

_log = logging.getLogger(__name__)


class _NothingToReadError(WirewatchError):
    """The page gave no whole article. The text is one word for counting."""


async def look_again(house: House, names: Collection[str]) -> Tally:
    """Look at the pages of these sources that are due. What still waits in the end is for the next pass."""
    looks = await asyncio.to_thread(_claim, house, [name for name in names if house.sources[name].look_again])
    if not looks:
        return Tally()
    progress, enough = Progress("second looks"), house.clock() + LONGEST
    progress.expect(len(looks))
    hosts = _by_host(looks)
    return sum(await asyncio.gather(*(_one_by_one(each, house, enough, progress) for each in hosts)), Tally())


def brought_news(looks: Tally) -> bool:
    """Whether there may be something to tell."""
    return looks.of(Step.LOOK, Word.CHANGED) + looks.of(Step.LOOK, Word.NEW) > 0


def _claim(house: House, names: Collection[str]) -> list[Look]:
    with house.database.writing(alone=True) as session:  # two that look at once would see the same first
        return claim_looks(session, names, house.owner, house.clock(), limit=MOST, each=OF_ONE_SOURCE)


def _by_host(looks: Iterable[Look]) -> list[list[Look]]:
    hosts: dict[str, list[Look]] = defaultdict(list)
    for one in looks:
        hosts[host_of(one.url)].append(one)
    return list(hosts.values())


async def _one_by_one(looks: Iterable[Look], house: House, enough: datetime, progress: Progress) -> Tally:
    """One page never stops the others: what it raised is counted, and costs a step."""
    tally = Tally()
    for one in looks:
        if house.clock() >= enough:
            await asyncio.to_thread(_put, one, house.clock(), house)
            tally.add(Step.LOOK, Word.LATER, "no time left")
            continue
        (result,) = await asyncio.gather(look(one, house), return_exceptions=True)
        if isinstance(result, BaseException):
            _log.error("source=%s step=look url=%s", one.source, one.url, exc_info=result)
            tally.add(Step.LOOK, Word.FAILED, BROKEN)
            await asyncio.to_thread(_go_on, one, house)
        else:
            tally += result
        progress.done()
    return tally


async def look(one: Look, house: House) -> Tally:
    """Look at one page, and keep what it says now. What its server can do wrong is counted."""
    source, tally = house.sources[one.source], Tally()
    conditional = (one.turn + 1) % WHOLE_EACH != 0
    etag, modified = (one.etag, one.last_modified) if conditional else (None, None)
    try:
        page = await ask(house, source, one.url, etag=etag, last_modified=modified, robots=True)
    except FetchError as error:
        await asyncio.to_thread(_after_failure, one, error, house, tally)
        return tally
    if isinstance(page, NotModified) or body_print(page.body) == one.body:
        await asyncio.to_thread(_go_on, one, house, seen=True)
        tally.add(Step.LOOK, Word.UNCHANGED)
        return tally
    try:
        became, article = await _read(one, page, source, house, tally)
    except (_NothingToReadError, ParsingError, CannotStartError) as error:
        await asyncio.to_thread(_go_on, one, house)
        tally.add(Step.LOOK, Word.FAILED, _word(error))
        return tally
    await asyncio.to_thread(_settle, one, page, article, became, house)
    tally.add(Step.LOOK, *_WORDS[became.state])
    return tally


async def _read(one: Look, page: Page, source: Source, house: House, tally: Tally) -> tuple[Became, Article]:
    repeated = await asyncio.to_thread(repeated_by, page, house.database)
    read = await house.parsing.run(partial(read_article, accept=source.accept, repeated=repeated), page)
    if isinstance(read, Refusal):
        raise _NothingToReadError(read.reason.value)
    if not is_looked_at(read):
        raise _NothingToReadError(read.kind.value)
    addresses = (page.url, page.final_url, *filter(None, [read.canonical_url, read.amp_url]))
    reread = Reread(read, addresses, page.final_url, repeated, page.etag, page.last_modified, body_print(page.body))
    return await asyncio.to_thread(revise, one.article_id, reread, source, house, tally), read


def _word(error: WirewatchError) -> str:
    if isinstance(error, ParsingError):
        _log.error("step=look", exc_info=error)
        return error.reason
    return str(error) if isinstance(error, _NothingToReadError) else "parsing cannot start"


def _after_failure(one: Look, error: FetchError, house: House, tally: Tally) -> None:
    """A page that is gone is not looked at again. Who asks to wait takes no step away, but not for ever."""
    if error.reason in GONE:
        with house.database.writing() as session:
            end_looks(session, one, house.owner)
        tally.add(Step.LOOK, Word.GONE)
    elif (error.reason in NOT_ASKED or error.retry_after) and next_look(one.since, house.clock()):
        _put(one, house.clock() + max(error.retry_after or timedelta(0), SHORTEST_WAIT), house)
        tally.add(Step.LOOK, Word.LATER, error.reason)
    else:
        _go_on(one, house)
        tally.add(Step.LOOK, Word.FAILED, error.reason)


def _settle(one: Look, page: Page, read: Article, became: Became, house: House) -> None:
    """Note what the page was like, and when to look again."""
    if became.state is State.LESS:
        _go_on(one, house)
        return
    seen = replace(one, etag=page.etag, last_modified=page.last_modified, body=body_print(page.body), kind=read.kind)
    if became.state is not State.OTHER:
        _go_on(seen, house, seen=True, changed=became.state is State.REVISED)
        return
    with house.database.writing() as session:  # the other one's first look is planned since it was stored
        end_looks(session, one, house.owner)


def _go_on(one: Look, house: House, *, seen: bool = False, changed: bool = False) -> None:
    """Plan the next look, if there is one. `seen`: its page was read, or is as it was."""
    now = house.clock()
    next_at = next_look(one.since, now, changed=changed, live=one.kind is Kind.LIVE_BLOG)
    with house.database.writing() as session:
        if next_at is None:
            end_looks(session, one, house.owner)
        else:
            put_look(session, one, house.owner, next_at, now if seen else None)


def _put(one: Look, next_at: datetime, house: House) -> None:
    """It was not looked at; it stays where it is in its schedule."""
    with house.database.writing() as session:
        put_look(session, one, house.owner, next_at)
