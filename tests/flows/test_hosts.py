"""Manners that every process of a desk keeps."""

import asyncio
from datetime import UTC, datetime, timedelta

from fetchers.ledger import PATIENCE, Ledger, RobotsRecord
from flows.hosts import StoredLedger
from storage.database import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def two(database: Database) -> tuple[Ledger, Ledger]:
    """The ledgers of two processes."""
    return StoredLedger(database, lambda: NOW), StoredLedger(database, lambda: NOW)


def test_two_processes_take_turns_at_a_host(database: Database) -> None:
    async def ask() -> list[datetime]:
        one, other = two(database)
        return [await ledger.reserve("a.example", MINUTE / 2) for ledger in (one, other, one, other, other)]

    # what lies further ahead than patience is not reserved
    assert asyncio.run(ask()) == [NOW, NOW + MINUTE / 2, NOW + PATIENCE, NOW + 1.5 * MINUTE, NOW + 1.5 * MINUTE]


def test_a_silence_that_one_process_was_told_binds_the_others(database: Database) -> None:
    async def ask() -> tuple[datetime | None, datetime | None]:
        one, other = two(database)
        await one.silence("a.example", NOW + MINUTE)
        await other.silence("a.example", NOW + MINUTE / 2)
        return await other.silent_until("a.example"), await other.silent_until("b.example")

    assert asyncio.run(ask()) == (NOW + MINUTE, None)


def test_the_rules_of_a_site_are_read_once_for_all_processes(database: Database) -> None:
    record = RobotsRecord("User-agent: *\nDisallow: /private", None, NOW + MINUTE)

    async def ask() -> tuple[RobotsRecord | None, RobotsRecord | None]:
        one, other = two(database)
        before = await other.robots("https://a.example")
        await one.keep_robots("https://a.example", record)
        return before, await other.robots("https://a.example")

    assert asyncio.run(ask()) == (None, record)


def test_every_silence_is_told_at_once_but_for_what_a_wrong_clock_wrote(database: Database) -> None:
    year = timedelta(days=365)

    async def ask() -> None:
        wrong, right = StoredLedger(database, lambda: NOW + year), StoredLedger(database, lambda: NOW)
        await wrong.silence("a.example", NOW + year + MINUTE)
        await wrong.keep_robots("https://a.example", RobotsRecord(None, "timeout", NOW + year + MINUTE))
        await right.silence("b.example", NOW + MINUTE)
        assert await right.silences() == {"b.example": NOW + MINUTE}
        assert (await right.silent_until("a.example"), await right.robots("https://a.example")) == (None, None)
        assert await right.reserve("a.example", MINUTE) == NOW
        await right.silence("a.example", NOW + MINUTE)
        assert await right.silences() == {"a.example": NOW + MINUTE, "b.example": NOW + MINUTE}

    asyncio.run(ask())
