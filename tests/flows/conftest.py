from collections.abc import Iterator

import pytest

from flows.parsing import Parsing
from storage.database import Database
from tests.flows.inbox import Inbox, running_inbox
from tests.flows.office import Office
from tests.flows.site import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as server:
        yield server


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with running_inbox() as box:
        yield box


@pytest.fixture(scope="session")
def parsing() -> Iterator[Parsing]:
    """One pool for all: its processes take a while to start."""
    pool = Parsing()
    yield pool
    pool.close()


@pytest.fixture
def office(site: Site, inbox: Inbox, parsing: Parsing, sqlite_url: str) -> Iterator[Office]:
    """A desk on SQLite that mails everything to the inbox."""
    database = Database(sqlite_url)
    yield Office(site, inbox, parsing, database)
    database.close()


@pytest.fixture
def any_office(site: Site, inbox: Inbox, parsing: Parsing, database: Database) -> Office:
    """The same on each kind of database."""
    return Office(site, inbox, parsing, database)
