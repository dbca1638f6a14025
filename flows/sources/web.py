"""The web, watched: what a command asks and reads passes by here, and nothing is kept of it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from fetchers import Fetcher, user_agent
from flows.house import NO_CONTACT, open_fetcher
from flows.parsing import Parsing
from flows.settings import Desk
from news import FeedError, FetchError, NotModified, Page, ParsingError, StorageError
from parsers import page_key
from storage.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `seconds` are from our call to the end, with waiting for the host's turn."""

    url: str
    answer: Page | NotModified | FetchError
    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """One document that was parsed, and what came of it."""

    arguments: tuple[object, ...]
    result: object
    seconds: float


Step = Asked | Read


@dataclass(frozen=True, slots=True)
class Web:
    """A flows.reach.Reach; `steps` is what its fetcher and its parsing did."""

    fetcher: "_Fetching"
    parsing: "_Reading"
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class _Fetching:
    inner: Fetcher
    steps: list[Step]

    async def fetch(self, url: str, **how: Any) -> Page | NotModified:
        started = time.monotonic()
        try:
            answer = await self.inner.fetch(url, **how)
        except FetchError as error:
            self.steps.append(Asked(url, error, time.monotonic() - started))
            raise
        self.steps.append(Asked(url, answer, time.monotonic() - started))
        return answer


@dataclass(frozen=True, slots=True)
class _Reading:
    inner: Parsing
    steps: list[Step] = field(repr=False)

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        started = time.monotonic()
        try:
            result = await self.inner.run(work, *arguments)
        except (FeedError, ParsingError) as error:
            self.steps.append(Read(arguments, error, time.monotonic() - started))
            raise
        self.steps.append(Read(arguments, result, time.monotonic() - started))
        return result


@asynccontextmanager
async def open_web(desk: Desk | None) -> AsyncIterator[Web]:
    """The web as this desk asks it."""
    steps: list[Step] = []
    with closing(Parsing()) as parsing:
        await parsing.run(page_key, "https://example.org/")  # started now, its start is in nobody's timing
        async with _fetcher(desk) as fetcher:
            yield Web(_Fetching(fetcher, steps), _Reading(parsing, steps), steps)


@asynccontextmanager
async def _fetcher(desk: Desk | None) -> AsyncIterator[Fetcher]:
    """Whom the desk's other processes leave alone for now is left alone here too: their ledger is shared."""
    if desk and (database := database_of(desk)):
        with closing(database):
            async with open_fetcher(desk, database) as fetcher:
                yield fetcher
        return
    agent = user_agent((desk and desk.contact) or NO_CONTACT, version("wirewatch"))
    async with Fetcher(agent, ca_file=desk.ca_file if desk else None) as fetcher:
        yield fetcher


def database_of(desk: Desk) -> Database | None:
    """The desk's database. None: it never ran, or it cannot be used; trying an address makes none, nor needs one."""
    path, _, _ = desk.database_url.removeprefix("sqlite:///").partition("?")
    if desk.database_url.startswith("sqlite:///") and not Path(path).exists():
        return None
    try:
        return Database(desk.database_url)
    except StorageError:
        return None
