"""A desk's schedules as Prefect deployments."""

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName, FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.states import Cancelled, Crashed
from prefect.types.entrypoint import EntrypointType

from flows.deliver import deliver
from flows.ingest import ingest
from flows.settings import Desk, Schedule

OUTBOX = "outbox"
OUTBOX_INTERVAL = timedelta(minutes=1)  # new alerts go out with the run that found them; this one repeats what failed
ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)  # a fixed one: a restart does not shift the hours
TAG = "wirewatch"

# Overlap is decided by our own leases; this only keeps processes from piling up.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def deployments(desk: Desk) -> list[RunnerDeployment]:
    """One `ingest` deployment for each schedule, and one `deliver` that sweeps the outbox."""
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
    return [*made, sweep]


async def _ingest_deployment(desk: Desk, schedule: Schedule) -> RunnerDeployment:
    sources = [source.name for source in desk.sources if source.schedule == schedule.name]
    return await ingest.ato_deployment(
        schedule.name,
        schedules=[prefect_schedule(schedule)],
        parameters={"desk": str(desk.path), "schedule": schedule.name},
        concurrency_limit=ONE_AT_A_TIME,
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


async def recover_runs(names: list[str]) -> tuple[int, int]:
    """End what a killed run of these deployments left: (runs marked crashed, late runs dropped).

    Without it a run that died holds its deployment's only place for good (its lease lived in the memory of the
    server that died with it), and every run missed while we were down would be caught up with, one by one.
    """
    ours = DeploymentFilter(name=DeploymentFilterName(any_=names))
    unfinished = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
    late = {
        "state": {"type": {"any_": ["SCHEDULED"]}},
        "expected_start_time": {"before_": datetime.now(UTC).isoformat()},
    }
    crashed = dropped = 0
    async with get_client() as client:
        for run in await client.read_flow_runs(
            deployment_filter=ours, flow_run_filter=FlowRunFilter.model_validate(unfinished)
        ):
            await client.set_flow_run_state(run.id, Crashed(message="The process ended while it ran."), force=True)
            crashed += 1
        for run in await client.read_flow_runs(
            deployment_filter=ours, flow_run_filter=FlowRunFilter.model_validate(late)
        ):
            await client.set_flow_run_state(run.id, Cancelled(message="Missed while wirewatch was down."), force=True)
            dropped += 1
    return crashed, dropped
