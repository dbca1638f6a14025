"""The `ingest` flow: poll the sources that are due, read what is new, deliver what it gave rise to."""

import re
from pathlib import Path
from typing import TypeVar

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.runtime import flow_run

from flows import pipeline
from flows.deliver import deliver
from flows.house import House, open_house
from flows.progress import Progress
from flows.tasks import run_as_task
from news import Tally

T = TypeVar("T")


def _run_name() -> str:
    return f"ingest {flow_run.parameters.get('schedule') or 'all'}"


@flow(name="ingest", flow_run_name=_run_name, persist_result=False)
async def ingest(desk: Path, schedule: str | None = None, due_only: bool = True) -> Tally:
    """One pass over the sources of a schedule (None: of all), then one over the outbox.

    `desk` is the path of the desk file. `due_only=False` polls also what is being left alone after errors.
    No retries: the next scheduled run is the retry, and the database knows what is left to do.
    """
    async with open_house(desk) as house:
        names = [source.name for source in house.desk.sources if schedule in (None, source.schedule)]
        tally = await pipeline.ingest(house, names, due_only=due_only, through=_as_task)
    tally += await deliver(desk)
    await _leave_artifact(tally, schedule)
    return tally


async def _as_task(batch: pipeline.Batch[T], house: House, items: list[T], progress: Progress) -> Tally:
    return await run_as_task(batch, batch.__name__, house, items, progress)


async def _leave_artifact(tally: Tally, schedule: str | None) -> None:
    rows = [{"step": step, "result": word, "detail": detail, "count": count} for step, word, detail, count in tally]
    await acreate_table_artifact(rows, key=artifact_key(schedule or "all"))


def artifact_key(schedule: str) -> str:
    """Prefect takes lower-case letters, digits and dashes only."""
    return f"ingest-{re.sub('[^a-z0-9]+', '-', schedule.lower())}".strip("-")
