"""One database, SQLite or PostgreSQL: opening it, its transactions, its migrations."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlmodel import Session, SQLModel

from news import StorageError

__all__ = ["Database", "Session"]  # a session is handed through, never looked into, by those who wire the rooms

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT_SECONDS = 30  # for another writer of the same SQLite file
PAGE_BYTES = 8_192  # entries and articles fill pages of 4 KB badly: with these, to commit them takes a third less
# Of the write-ahead log, 32 MB, before it is copied into the file: an article changes 24 pages of the index of texts,
# here and there, and at SQLite's own 1,000 every fortieth would wait 10 ms for that
LOG_PAGES = 4_000
WRITER_LOCK = 0x77697265  # "wire": one PostgreSQL advisory lock for those who place articles into stories


class Database:
    """A migrated database. Sessions are short: open one, do the work, let it commit."""

    def __init__(self, url: str) -> None:
        """Open and migrate. Raises StorageError: bad address, no server there, a schema newer than this program."""
        try:
            self.engine = _engine(url)
            with self.engine.connect():
                pass
            migrate(self.engine)
        except (ArgumentError, NoSuchModuleError) as error:
            raise StorageError(
                f"database address not understood: {_shown(url)}. Cure: sqlite:///FILE or postgresql+psycopg://…"
            ) from error
        except CommandError as error:
            raise StorageError(
                f"database {_shown(url)} was written by a newer wirewatch ({error}). Cure: upgrade this program."
            ) from error
        except OSError as error:
            raise StorageError(
                f"database {_shown(url)} cannot be made: {error.strerror}. Cure: free the place."
            ) from error
        except DBAPIError as error:
            raise StorageError(f"database {_shown(url)} cannot be used: {error.orig}") from error

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Session]:
        """One transaction; commits at the end, rolls back on any error.

        SQLite has one writer at a time anyway. `alone` asks the same of PostgreSQL, for decisions that
        depend on what others are storing at this moment (is this text a copy? which story is it?).
        """
        with self._named(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            if alone and self.engine.dialect.name == "postgresql":
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view; nothing is written."""
        with self._named(), Session(self.engine.execution_options(reads_only=True)) as session, session.begin():
            yield session

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Say in words what stands in the way: a full disk, another writer that does not end, a lost server."""
        try:
            yield
        except OperationalError as error:
            url = self.engine.url.render_as_string(hide_password=False)
            raise StorageError(f"database {_shown(url)} cannot be used: {error.orig}") from error

    def close(self) -> None:
        self.engine.dispose()


def insert_new(session: Session, table: type[SQLModel]) -> Any:
    """An INSERT that skips rows whose key is there already: each database has its own spelling of it."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def adding_new(table: Table, *columns: str) -> Insert:
    """The same, prepared once for either database: SQLAlchemy compiles its own spelling anew each time, 0.2 ms."""
    given = select(*(bindparam(name, type_=table.c[name].type) for name in columns)).where(text("true"))
    return insert(table).from_select(columns, given.suffix_with("ON CONFLICT DO NOTHING"))


def migrate(engine: Engine) -> None:
    """Bring the schema to this program's version, by one process at a time. Writes nothing when it is there."""
    with engine.execution_options(reads_only=True).connect() as connection:
        if _is_current(connection):
            return
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        command.upgrade(alembic_config(connection), "head")


def _is_current(connection: Connection) -> bool:
    heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    return MigrationContext.configure(connection).get_current_heads() == tuple(heads)


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _shown(url: str) -> str:
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)  # a password can stand in the query too
    except ArgumentError:
        return "(not shown: it may hold a password)"


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)  # they hold articles
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": WAIT_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA page_size={PAGE_BYTES}")  # of a new file
    _use_wal(cursor)
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", f"wal_autocheckpoint={LOG_PAGES}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _use_wal(cursor: Any) -> None:
    """Switch to the write-ahead log. The switch does not wait for other openers of a new file, so we do."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read lock that is upgraded later fails when another writer came between."""
    reads_only = connection.get_execution_options().get("reads_only")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
