import threading
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from news import Pick, StorageError
from storage.database import Database, alembic_config
from storage.leases import lease_owners, release_leases
from storage.sources import claim_sources
from tests.storage.conftest import NOW


def test_the_migrations_make_the_tables_that_the_code_means(database: Database) -> None:
    with database.engine.begin() as connection:
        command.check(alembic_config(connection))  # raises when they differ


def test_the_migrations_can_be_undone(database: Database) -> None:
    with database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
        command.upgrade(alembic_config(connection), "head")


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'w.db'}"
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
    database.close()
    with pytest.raises(StorageError, match="newer wirewatch"):
        Database(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not understood"),
        ("oracle9://x", "not understood"),
        ("postgresql+psycopg://u:geheim@127.0.0.1:1/x", "cannot be used"),
    ],
)
def test_an_unusable_address_is_named_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StorageError, match=said) as raised:
        Database(url)
    assert "geheim" not in str(raised.value)


def test_writers_wait_for_one_another(with_sources: Database) -> None:
    """Eight threads claim one source a time: none is given twice, none fails for a lock."""
    got: list[str] = []

    def work() -> None:
        with with_sources.writing() as session:
            got.extend(claim.name for claim in claim_sources(session, {"a", "b"}, "me", NOW, pick=Pick.DUE, limit=1))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == ["a", "b"]


def test_the_leases_of_the_dead_can_be_released_at_once(with_sources: Database) -> None:
    with with_sources.writing() as session:
        claim_sources(session, {"a"}, "dead", NOW, pick=Pick.ALL)
        claim_sources(session, {"b"}, "alive", NOW, pick=Pick.ALL)
        assert lease_owners(session) == {"dead", "alive"}
        assert release_leases(session, ["dead"], NOW) == 1
        assert [claim.name for claim in claim_sources(session, {"a", "b"}, "me", NOW, pick=Pick.ALL)] == ["a"]
