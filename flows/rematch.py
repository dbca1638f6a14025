"""The `rematch` flow: topics that are new or changed, over what is stored. Started by hand."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from pydantic import Field

from flows.artifacts import shown_progress
from flows.deliver import deliver
from flows.settings import load_desk
from flows.topics.rematched import rematch_rows
from flows.topics.rematching import Rematched, Wish
from flows.topics.rematching import rematch as run_over_the_archive
from storage.database import Database

ARTIFACT = "rematch"

Days = Annotated[int, Field(ge=1, le=36_500)]  # the UI refuses others; a hundred years are all there is


@flow(name="rematch", persist_result=False)
async def rematch(
    desk: Path, topics: list[str] | None = None, days: Days = 30, alert: bool = False, dry_run: bool = False
) -> None:
    """Match stored articles again, and leave a table of what that changed.

    `desk` is the path of the desk file. `topics`: without them, those that are new or changed. `days`: articles that
    were seen within as many days. `alert` tells what is found, as if it had just come in; without it nobody is told.
    `dry_run` changes nothing. Stopped, it is started again and goes on.
    """
    wish = Wish(datetime.now(UTC) - timedelta(days=days), tuple(topics or ()), alert=alert, dry_run=dry_run)
    async with shown_progress(ARTIFACT):
        done = await asyncio.to_thread(_rematch, desk, wish)
    await acreate_table_artifact(rematch_rows(done), key=ARTIFACT)
    if alert and not dry_run:
        await deliver(desk)


def _rematch(desk_path: Path, wish: Wish) -> Rematched:
    desk = load_desk(desk_path, os.environ, secrets_needed=False)
    database = Database(desk.database_url)
    try:
        return run_over_the_archive(desk, database, wish, lambda: datetime.now(UTC))
    finally:
        database.close()
