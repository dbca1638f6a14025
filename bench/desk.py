"""A house whose desk is a list of feeds and nothing else."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.match import Matcher
from fetchers import Fetcher, Limits
from flows.house import House, move_in
from flows.parsing import Parsing
from flows.settings import Desk
from news import Access, Source, SourceKind
from storage.database import Database

AGENT = "wirewatch-bench/0 (+https://example.org/bench)"


def desk_of(urls: Sequence[str], database: Path) -> Desk:
    """Each feed is a source of the name of its number, on this machine."""
    sources = tuple(
        Source(
            str(number), url, SourceKind.FEED, access=Access(allow_private=True),
            fastest=timedelta(minutes=5), slowest=timedelta(minutes=30),
        )
        for number, url in enumerate(urls)
    )  # fmt: skip
    return Desk(
        path=database.with_suffix(".yaml"), database_url=f"sqlite:///{database}", state_dir=database.parent,
        contact=None, schedules={}, sources=sources, lists={}, topics=(), channels=(), routes=(),
    )  # fmt: skip


@asynccontextmanager
async def house_of(desk: Desk, limits: Limits) -> AsyncIterator[House]:
    """The whole house, moved in: nothing is watched for and nobody is told."""
    with closing(Database(desk.database_url)) as database, closing(Parsing()) as parsing:
        move_in(desk, database, datetime.now(UTC))
        gc.freeze()  # as `open_house` does
        async with Fetcher(AGENT, limits) as fetcher:
            yield House(desk, database, fetcher, Matcher(desk.topics, desk.lists), parsing)
