"""A person's pause of a source, and its end."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from flows.house import move_in
from flows.settings import load_desk
from flows.sources.subject import source_named
from storage.database import Database, Session
from storage.sources import pause_source, resume_source


def pause(desk_path: Path, name: str, why: str, environ: Mapping[str, str], now: datetime) -> None:
    """Raises WirewatchError: the desk has no such source; DeskError, StorageError."""
    _change(desk_path, name, lambda session: pause_source(session, name, why, now), environ, now)


def resume(desk_path: Path, name: str, environ: Mapping[str, str], now: datetime) -> None:
    """Raises as `pause` does."""
    _change(desk_path, name, lambda session: resume_source(session, name, now), environ, now)


def _change(
    desk_path: Path, name: str, change: Callable[[Session], bool], environ: Mapping[str, str], now: datetime
) -> None:
    desk = load_desk(desk_path, environ, secrets_needed=False)
    source_named(desk, name)
    with closing(Database(desk.database_url)) as database:
        with database.writing() as session:
            known = change(session)
        if known:
            return
        # no pass has met it yet. Its address must be whole now: it is remembered, to see when it changes
        move_in(load_desk(desk_path, environ), database, now)
        with database.writing() as session:
            change(session)
