"""What a run leaves in the Prefect UI for a person to read: how far it is, and what it counted."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from prefect.artifacts import acreate_progress_artifact, acreate_table_artifact, aupdate_progress_artifact

from flows.progress import watched_by
from news import Tally

TELLING = timedelta(seconds=3)  # between two updates; a pass that is over sooner leaves its counts only


@asynccontextmanager
async def shown_progress(schedule: str | None) -> AsyncIterator[None]:
    """While the block runs, an artifact shows how much of what is known to do is done."""
    counts: dict[str, tuple[int, int]] = {}
    telling = asyncio.create_task(_keep_telling(counts, artifact_key("progress", schedule)))
    try:
        with watched_by(lambda what, done, known: counts.__setitem__(what, (done, known))):
            yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)  # that nobody could be shown it stops no pass


async def _keep_telling(counts: dict[str, tuple[int, int]], key: str) -> None:
    await asyncio.sleep(TELLING.total_seconds())
    artifact = await acreate_progress_artifact(_percent(counts), key, _words(counts))
    while True:
        await asyncio.sleep(TELLING.total_seconds())
        await aupdate_progress_artifact(artifact, _percent(counts), _words(counts))


def _percent(counts: dict[str, tuple[int, int]]) -> float:
    done, known = (sum(column) for column in zip(*counts.values(), strict=True)) if counts else (0, 0)
    return 100.0 * done / known if known else 0.0


def _words(counts: dict[str, tuple[int, int]]) -> str:
    return ", ".join(f"{done} of {known} {what}" for what, (done, known) in counts.items()) or "nothing to do yet"


async def leave_counts(tally: Tally, schedule: str | None) -> None:
    """A table of what became of each item, step by step."""
    rows = [{"step": step, "result": word, "detail": detail, "count": count} for step, word, detail, count in tally]
    await acreate_table_artifact(rows, key=artifact_key("ingest", schedule))


def artifact_key(kind: str, schedule: str | None) -> str:
    """Prefect takes lower-case letters, digits and dashes only."""
    return f"{kind}-{re.sub('[^a-z0-9]+', '-', (schedule or 'all').lower())}".strip("-")
