"""One of several processes that store the same articles. bench/races.py starts, kills and restarts it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bench.desk import desk_of, house_of
from bench.race_news import WATCHED, guise, race_page
from fetchers import Limits
from flows.house import House
from flows.settings import Desk
from flows.shelving import Obtained, shelve
from news import Article, Channel, Kind, Lead, PageOutcome, Route, Tally, Topic
from storage.entries import claim_leads

BATCH = 20  # leads that are claimed at a time; those of a killed process go to the one that takes its place


@dataclass(frozen=True, slots=True)
class Task:
    """What travels to the process."""

    database_url: str
    folder: Path
    sources: int
    own: int  # the number of the source whose leads it stores
    now: datetime  # where the clock stands still: no lease ends by itself


def race_desk(database_url: str, folder: Path, sources: int) -> Desk:
    """So many sources, ten topics, and two channels that are never sent to."""
    lists = desk_of([f"https://list{number}.example/feed" for number in range(sources)], folder / "race.db")
    topics = tuple(Topic(word, word.capitalize(), word) for word in WATCHED)
    channels = (Channel("mail", "json://127.0.0.1:9"), Channel("chat", "json://127.0.0.1:9"))
    return replace(
        lists, database_url=database_url, topics=topics, channels=channels, routes=(Route(to=("mail", "chat")),)
    )


def race(task: Task) -> None:
    """Store what the source lists, until nothing is left."""
    asyncio.run(_race(task))


async def _race(task: Task) -> None:
    desk = race_desk(task.database_url, task.folder, task.sources)
    async with house_of(desk, Limits()) as house:
        still = replace(house, clock=lambda: task.now)
        while leads := claim(still, str(task.own)):
            store(leads, still)


def claim(house: House, source: str) -> list[Lead]:
    with house.database.writing(alone=True) as session:
        return claim_leads(session, [source], house.owner, house.clock(), BATCH)


def store(leads: Sequence[Lead], house: House) -> None:
    for lead in leads:
        shelve(lead, house.sources[lead.source], obtained(lead, house.clock()), house, Tally())


def obtained(lead: Lead, now: datetime) -> Obtained:
    """What reading the page of a lead would give."""
    assert lead.entry.id
    page = race_page(int(lead.entry.id))
    article = Article(page.url, page.title, page.text, canonical_url=page.url, published_at=now, language="en")
    addresses = (guise(page.url, int(lead.source)), page.url)
    return Obtained(article, addresses, PageOutcome(Kind.ARTICLE.value))
