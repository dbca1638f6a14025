"""Everything a pass needs, wired once: settings, database, web, topics, clock."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from alerts.match import Matcher
from fetchers import Fetcher, user_agent
from flows.hosts import StoredLedger
from flows.parsing import Parsing
from flows.presence import is_gone, this_process
from flows.scribe import Scribe
from flows.settings import Desk, load_desk
from flows.topics.digests import topic_digests
from news import Source
from storage.database import Database
from storage.forgetting import forget_copies
from storage.hosts import silences, tidy_hosts
from storage.leases import lease_owners, release_leases
from storage.repetition import tidy_repetition
from storage.sources import sync_sources
from storage.topics import sync_topics

NO_CONTACT = "no contact given"  # `check` warns of it


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """One desk, ready to work. Made by `open_house`, or by hand in a test."""

    desk: Desk
    database: Database
    fetcher: Fetcher
    matcher: Matcher
    parsing: Parsing
    owner: str = field(default_factory=this_process)
    clock: Callable[[], datetime] = _utc_now
    arrivals: asyncio.Event = field(default_factory=asyncio.Event)  # set when there is something new to read

    @cached_property
    def scribe(self) -> Scribe:
        return Scribe(self.database)

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.name: source for source in self.desk.sources}

    @cached_property
    def topic_titles(self) -> dict[str, str]:
        return {topic.name: topic.title for topic in self.desk.topics}


@asynccontextmanager
async def open_house(desk_path: Path, former: House | None = None) -> AsyncIterator[House]:
    """Load the desk, open its database, take over what dead processes left. Raises DeskError, StorageError.

    `former` is the house of the same desk before it was edited: only topics that changed are compiled.
    """
    desk = load_desk(desk_path, os.environ)
    with closing(Database(desk.database_url)) as database, closing(Parsing()) as parsing:
        move_in(desk, database, _utc_now())
        compiled = former.matcher.renewed if former else Matcher
        matcher = compiled(desk.topics, desk.lists)
        _settle()
        async with open_fetcher(desk, database) as fetcher:
            yield House(desk, database, fetcher, matcher, parsing)


def _settle() -> None:
    """What is loaded by now stays: to look through it again and again is a sixth of a poll's cost.

    With 10,000 topics a full collection of garbage takes 100-360 ms. What was frozen before is not looked through
    here, so that a desk that is edited pays only for what it edited.
    """
    gc.collect()  # or the garbage of reading the desk would stay too
    gc.freeze()


def open_fetcher(desk: Desk, database: Database) -> Fetcher:
    """The web as this desk asks it; what it learns about hosts is shared with its other processes."""
    with database.reading() as session:
        quiet = silences(session, _utc_now())
    agent = user_agent(desk.contact or NO_CONTACT, version("wirewatch"))
    return Fetcher(agent, ledger=StoredLedger(database), silences=quiet, ca_file=desk.ca_file)


def move_in(desk: Desk, database: Database, now: datetime) -> int:
    """Make the database know the desk's sources and topics; free the leases of processes that ended. Return how many.

    What is remembered of hosts that nobody asked lately goes.
    """
    with database.writing(alone=True) as session:  # two that start at once would both add a new source
        sync_sources(session, desk.sources, now)
        sync_topics(session, topic_digests(desk), now)
        tidy_hosts(session, now)
        tidy_repetition(session, now)
        forget_copies(session, now)
        return release_leases(session, [owner for owner in lease_owners(session) if is_gone(owner)], now)
