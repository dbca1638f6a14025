"""How many runs of a deployment there may be at a time."""

import asyncio
from pathlib import Path

from flows.deployments import OUTBOX, REMATCH, deployments
from flows.runner import PROCESSES
from flows.settings import load_desk

DESK = """\
schedules: {wires: {every: 2m}, ngos: {cron: "0 * * * *"}}
sources: [{name: A, url: https://a.example/}]
"""


def test_what_falls_due_while_a_slow_source_holds_its_run_gets_a_run_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "wirewatch.yaml").write_text(DESK)

    made = asyncio.run(deployments(load_desk(tmp_path / "wirewatch.yaml", {})))

    assert {one.name: one.concurrency_limit for one in made} == {"wires": 2, "ngos": 2, OUTBOX: 1, REMATCH: 1}
    assert sum(one.concurrency_limit or 0 for one in made) <= PROCESSES
