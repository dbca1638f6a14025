"""The manners of all processes of a desk, kept in its database."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from fetchers.ledger import PATIENCE, RobotsRecord, next_start
from storage.database import Database
from storage.hosts import keep_robots, reserve_turn, robots_record, silence, silence_of, silences


class StoredLedger:
    """A fetchers.Ledger that every process with this database shares. `clock` tells the time (aware UTC)."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    async def reserve(self, host: str, pause: timedelta) -> datetime:
        return await asyncio.to_thread(self._reserve, host, pause)

    async def silence(self, host: str, until: datetime) -> None:
        await asyncio.to_thread(self._silence, host, until)

    async def silent_until(self, host: str) -> datetime | None:
        return await asyncio.to_thread(self._silent_until, host)

    async def silences(self) -> Mapping[str, datetime]:
        return await asyncio.to_thread(self._silences)

    async def robots(self, site: str) -> RobotsRecord | None:
        return await asyncio.to_thread(self._robots, site)

    async def keep_robots(self, site: str, record: RobotsRecord) -> None:
        await asyncio.to_thread(self._keep_robots, site, record)

    def _reserve(self, host: str, pause: timedelta) -> datetime:
        with self._database.writing() as session:
            return reserve_turn(session, host, pause, self._clock(), patience=PATIENCE, next_start=next_start)

    def _silence(self, host: str, until: datetime) -> None:
        with self._database.writing() as session:
            silence(session, host, until, self._clock())

    def _silent_until(self, host: str) -> datetime | None:
        with self._database.reading() as session:
            return silence_of(session, host, self._clock())

    def _silences(self) -> Mapping[str, datetime]:
        with self._database.reading() as session:
            return silences(session, self._clock())

    def _robots(self, site: str) -> RobotsRecord | None:
        with self._database.reading() as session:
            kept = robots_record(session, site, self._clock())
        return RobotsRecord(*kept) if kept else None

    def _keep_robots(self, site: str, record: RobotsRecord) -> None:
        with self._database.writing() as session:
            keep_robots(session, site, record.body, record.failure, record.until)
