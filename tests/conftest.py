"""What every room's tests may use."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, to be copied: migrating each anew takes 20 times as long, and tests open a thousand."""
    file = tmp_path_factory.mktemp("migrated") / "wirewatch.db"
    Database(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a database that is migrated, and empty."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'wirewatch.db')}"


@pytest.fixture(scope="session")
def migrated_template(postgres: Path) -> Iterator[str]:
    """The name of an empty database, to be copied, likewise."""
    with _new_postgres(postgres, "migrated") as url:
        Database(url).close()
        yield "migrated"


@pytest.fixture
def postgres_url(postgres: Path, migrated_template: str) -> Iterator[str]:
    """The address of a database that is migrated, and empty."""
    with _new_postgres(postgres, f"t_{uuid.uuid4().hex}", migrated_template) as url:
        yield url


@pytest.fixture
def bare_postgres_url(postgres: Path) -> Iterator[str]:
    """The address of a database that nobody migrated yet."""
    with _new_postgres(postgres, f"t_{uuid.uuid4().hex}") as url:
        yield url


@contextmanager
def _new_postgres(server: Path, name: str, template: str = "template1") -> Iterator[str]:
    """A copy of the template. Gone afterwards: to remove hundreds with their server takes most of a minute."""
    with psycopg.connect(host=str(server), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}".encode())
        yield f"postgresql+psycopg://postgres@/{name}?host={server}"
        connection.execute(f"drop database {name} with (force)".encode())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of each kind."""
    opened = Database(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))
    yield opened
    opened.close()
