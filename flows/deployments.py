"""A desk's schedules as Prefect deployments."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName, DeploymentFilterTags, FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, State
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed
from prefect.types.entrypoint import EntrypointType

from flows.deliver import deliver
from flows.ingest import ingest
from flows.rematch import rematch
from flows.settings import Desk, Schedule

OUTBOX = "outbox"
REMATCH = "archive"  # no schedule: it is started by hand
OUTBOX_INTERVAL = timedelta(minutes=1)  # new alerts go out with the run that found them; this one repeats what failed
ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)  # a fixed one: a restart does not shift the hours
TAG = "wirewatch"
UNFINISHED = ("RUNNING", "PENDING", "CANCELLING")

# Overlap is decided by our own leases; these only keep processes from piling up.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
# A run lasts as long as its slowest source, 45 s and more: meanwhile another one polls what falls due.
TWO_AT_A_TIME = ConcurrencyLimitConfig(limit=2, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def deployments(desk: Desk) -> list[RunnerDeployment]:
    """An `ingest` for each schedule, one `deliver` that sweeps the outbox, and a `rematch` to be started by hand."""
    made = [await _ingest_deployment(desk, schedule) for schedule in desk.schedules.values()]
    sweep = await deliver.ato_deployment(
        OUTBOX,
        schedules=[IntervalSchedule(interval=OUTBOX_INTERVAL, anchor_date=ANCHOR)],
        parameters={"desk": str(desk.path)},
        concurrency_limit=ONE_AT_A_TIME,
        tags=[TAG],
        description="Sends what is due: new alerts, and those to be tried again.",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    again = await rematch.ato_deployment(
        REMATCH,
        parameters={"desk": str(desk.path)},
        concurrency_limit=ONE_AT_A_TIME,
        tags=[TAG],
        description="Matches stored articles again with topics that are new or changed. Run it with parameters.",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return [*made, sweep, again]


async def _ingest_deployment(desk: Desk, schedule: Schedule) -> RunnerDeployment:
    sources = [source.name for source in desk.sources if source.schedule == schedule.name]
    return await ingest.ato_deployment(
        schedule.name,
        schedules=[prefect_schedule(schedule)],
        parameters={"desk": str(desk.path), "schedule": schedule.name},
        concurrency_limit=TWO_AT_A_TIME,
        tags=[TAG],
        description=f"Polls {len(sources)} sources: {', '.join(sources[:20])}{', …' if len(sources) > 20 else ''}",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def prefect_schedule(schedule: Schedule) -> IntervalSchedule | CronSchedule | RRuleSchedule:
    if schedule.every:
        return IntervalSchedule(interval=schedule.every, anchor_date=ANCHOR, timezone=schedule.timezone)
    if schedule.cron:
        return CronSchedule(cron=schedule.cron, timezone=schedule.timezone)
    assert schedule.rrule
    return RRuleSchedule(rrule=schedule.rrule, timezone=schedule.timezone)


async def keep_switches(made: list[RunnerDeployment]) -> None:
    """Leave what somebody switched off in the UI switched off: to register a deployment again switches it on."""
    async with get_client() as client:
        for deployment in made:
            try:
                known = await client.read_deployment_by_name(f"{deployment.flow_name}/{deployment.name}")
            except ObjectNotFound:
                continue
            deployment.paused = known.paused
            for schedule in deployment.schedules or []:
                schedule.active = all(former.active for former in known.schedules)


async def recover_runs(names: list[str]) -> tuple[int, int]:
    """End what a killed run of these deployments left: (runs marked crashed, late runs dropped).

    Without it a run that died holds one of its deployment's places for good (its lease lived in the memory of the
    server that died with it), and every run missed while we were down would be caught up with, one by one.
    """
    ours = DeploymentFilter(name=DeploymentFilterName(any_=names), tags=DeploymentFilterTags(all_=[TAG]))
    late = _in_state("SCHEDULED") | {"expected_start_time": {"before_": datetime.now(UTC).isoformat()}}
    cut_off: State = Crashed(message="The process ended while it ran.")
    missed: State = Cancelled(message="Missed while wirewatch was down.")
    async with get_client() as client:
        crashed = await _end_runs(client, cut_off, _in_state(*UNFINISHED), ours)
        if crashed:  # the deliveries that they had begun belong to no deployment
            parents = {"parent_flow_run_id": {"any_": [str(run) for run in crashed]}}
            await _end_runs(client, cut_off, _in_state(*UNFINISHED) | parents)
        dropped = await _end_runs(client, missed, late, ours)
    return len(crashed), len(dropped)


async def _end_runs(
    client: PrefectClient, state: State, which: dict[str, Any], of: DeploymentFilter | None = None
) -> list[UUID]:
    ended: list[UUID] = []
    where = FlowRunFilter.model_validate(which)
    while runs := await client.read_flow_runs(flow_run_filter=where, deployment_filter=of):  # 200 at a time
        for run in runs:
            await client.set_flow_run_state(run.id, state, force=True)
            ended.append(run.id)
    return ended


def _in_state(*types: str) -> dict[str, Any]:
    return {"state": {"type": {"any_": list(types)}}}
