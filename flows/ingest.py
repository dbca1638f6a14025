"""The `ingest` flow: poll the sources that are due, read what is new, deliver what it gave rise to."""

from pathlib import Path
from typing import TypeVar

from prefect import flow
from prefect.runtime import flow_run

from flows import pipeline
from flows.artifacts import leave_counts, shown_progress
from flows.deliver import deliver
from flows.house import House, open_house
from flows.looking import brought_news, look_again
from flows.progress import Progress
from flows.tasks import run_as_task
from news import Pick, Tally

T = TypeVar("T")


def _run_name() -> str:
    return f"ingest {flow_run.parameters.get('schedule') or 'all'}"


@flow(name="ingest", flow_run_name=_run_name, persist_result=False)
async def ingest(desk: Path, schedule: str | None = None, pick: Pick = Pick.DUE) -> Tally:
    """One pass over the sources of a schedule (None: of all), then one over the outbox.

    Then pages that were read before are looked at again, and what that gave rise to is delivered.

    `desk` is the path of the desk file. `pick`: "due" polls the sources whose next check has come, "well" all
    but those that are left alone after errors, "all" those too.
    No retries: the next scheduled run is the retry, and the database knows what is left to do.
    """
    async with shown_progress(schedule), open_house(desk) as house:
        names = [source.name for source in house.desk.sources if schedule in (None, source.schedule)]
        tally = await pipeline.ingest(house, names, pick=pick, through=_as_task)
        tally += await deliver(desk)
        again = await look_again(house, names)  # what is new does not wait for it
    if brought_news(again):
        again += await deliver(desk)
    tally += again
    await leave_counts(tally, schedule)
    return tally


async def _as_task(batch: pipeline.Batch[T], house: House, items: list[T], progress: Progress) -> Tally:
    return await run_as_task(batch, batch.__name__, house, items, progress)
