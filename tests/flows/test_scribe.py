"""Many small changes in few transactions."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from flows.scribe import TOGETHER, Scribe
from storage.database import Database, Session


@pytest.fixture
def database(tmp_path: Path) -> Any:
    opened = Database(f"sqlite:///{tmp_path / 'wirewatch.db'}")
    yield opened
    opened.close()


def robots(name: str) -> Callable[[Session], str]:
    """A change: one row more."""

    def change(session: Session) -> str:
        session.connection().execute(
            text("insert into robots (site, until) values (:name, '2026-01-01')"), {"name": name}
        )
        return name

    return change


def broken(_: Session) -> str:
    raise ValueError("not this one")


def written(database: Database) -> list[str]:
    with database.reading() as session:
        return [row[0] for row in session.connection().execute(text("select site from robots order by site"))]


def commits(database: Database) -> list[int]:
    counted: list[int] = []
    event.listen(database.engine, "commit", lambda _: counted.append(1))
    return counted


async def together(database: Database, *changes: Callable[[Session], str]) -> list[str | BaseException]:
    scribe = Scribe(database)
    return await asyncio.gather(*(scribe.write(change) for change in changes), return_exceptions=True)


def test_what_waits_together_is_written_in_one_transaction(database: Database) -> None:
    counted = commits(database)
    names = [f"{n:03}" for n in range(TOGETHER)]
    assert asyncio.run(together(database, *map(robots, names))) == names
    assert len(counted) == 1
    assert written(database) == names


def test_more_than_fits_is_written_in_turns(database: Database) -> None:
    counted = commits(database)
    names = [f"{n:03}" for n in range(2 * TOGETHER + 1)]
    asyncio.run(together(database, *map(robots, names)))
    assert len(counted) == 3
    assert written(database) == names


def test_a_change_that_fails_takes_no_other_with_it(database: Database) -> None:
    results = asyncio.run(together(database, robots("a"), broken, robots("b")))
    assert results[::2] == ["a", "b"]
    assert isinstance(results[1], ValueError)
    assert written(database) == ["a", "b"]


def test_what_comes_later_is_written_too(database: Database) -> None:
    async def twice() -> None:
        scribe = Scribe(database)
        await scribe.write(robots("a"))
        await scribe.write(robots("b"))

    asyncio.run(twice())
    assert written(database) == ["a", "b"]


def test_whoever_no_longer_waits_holds_up_nobody(database: Database) -> None:
    async def one_leaves() -> str:
        scribe = Scribe(database)
        leaving = asyncio.create_task(scribe.write(robots("a")))
        staying = asyncio.create_task(scribe.write(robots("b")))
        await asyncio.sleep(0)  # both have handed in
        leaving.cancel()
        return await staying

    assert asyncio.run(one_leaves()) == "b"
    assert written(database) == ["a", "b"]
