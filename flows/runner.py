"""What is scheduled is run, each run in a process of its own, until we are interrupted."""

import asyncio
import signal
from typing import Any

from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner

# Flow runs at a time, about 100 MB each: two of each of three schedules, the outbox's, and the archive's.
# Without a limit a backlog takes the machine.
PROCESSES = 8


class _Runner(Runner):
    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """End as by Ctrl-C. Prefect's own way forgets to await its stop, and leaves a traceback for a goodbye."""
        signal.raise_signal(signal.SIGINT)


def run_schedules(made: list[RunnerDeployment]) -> None:
    """Register the deployments and run what falls due. Returns when interrupted."""
    # deployments must not stay paused because we stopped (PrefectHQ/prefect#16363)
    runner = _Runner(pause_on_shutdown=False, limit=PROCESSES)
    for deployment in made:
        runner.add_deployment(deployment)
    try:
        asyncio.run(runner.start())
    except KeyboardInterrupt:
        return
