"""What every room's tests may use."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.database import Database
from tests.postgres import postgres_server

# Before anything imports Prefect, which reads its settings at import.
os.environ |= {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    with postgres_server() as socket_directory:
        yield socket_directory


@pytest.fixture
def postgres_url(postgres: Path) -> str:
    """The address of an empty database."""
    name = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(host=str(postgres), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    return f"postgresql+psycopg://postgres@/{name}?host={postgres}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'desk' / 'wirewatch.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = Database(url)
    yield opened
    opened.close()
