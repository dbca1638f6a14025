from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.flows.push.desk import PushDesk, source
from tests.flows.push.hub import Hub
from tests.flows.site import Site


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def hub(site: Site) -> Hub:
    return Hub(site)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PushDesk]:
    """A desk with the source `a`, on SQLite, that hubs can reach."""
    with closing(Database(f"sqlite:///{tmp_path / 'wirewatch.db'}")) as database:
        yield from _reachable(database)


@pytest.fixture
def any_desk(database: Database) -> Iterator[PushDesk]:
    """The same on each kind of database."""
    yield from _reachable(database)


def _reachable(database: Database) -> Iterator[PushDesk]:
    made = PushDesk(database, [source("a")])
    with made.answering():
        yield made
