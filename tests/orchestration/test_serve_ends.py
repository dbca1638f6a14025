"""How `wirewatch serve` ends, gently or not, and how it goes on afterwards."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.orchestration.desk import LiveDesk, free_port, open_desk
from tests.orchestration.prefect_api import PrefectApi
from tests.orchestration.prefect_memory import PrefectMemory
from tests.orchestration.site import CONVOY, FERRY, SCHOOL
from tests.orchestration.terminal import Running, wait_for

INTERVAL = timedelta(seconds=10)
MISSED = "Missed while wirewatch was down."
DEPLOYMENTS = {"fast", "nightly", "outbox", "archive"}
SCHEDULES = {"fast": {"every": "10s", "slowest": "10s"}, "nightly": {"cron": "0 3 * * *"}}


@contextmanager
def serving(desk: LiveDesk) -> Iterator[tuple[Running, PrefectApi]]:
    """The desk, served and ready to run what is scheduled."""
    port = free_port()
    began = datetime.now(UTC)
    with desk.terminal.running("serve", "--port", str(port)) as running:
        running.wait_until_said("Prefect UI")
        api = PrefectApi(port)

        def registered() -> bool:
            found = api.deployments()
            return found.keys() == DEPLOYMENTS and all(
                datetime.fromisoformat(one["updated"]) > began for one in found.values()
            )

        wait_for("the deployments to be registered", registered)
        yield running, api


@dataclass(frozen=True)
class Ending:
    desk: LiveDesk
    code: int
    left: list[int]
    words: str


@pytest.fixture(scope="module", params=[signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def ending(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated: Path
) -> Iterator[Ending]:
    """Ended while a run waits for a page."""
    with open_desk(tmp_path_factory.mktemp("ends"), migrated, SCHEDULES) as desk, serving(desk) as (running, api):
        desk.site.publish("/slow", CONVOY, hangs=True)
        api.trigger(api.deployments()["fast"]["id"])  # sooner than its schedule
        wait_for("a run to be under way", lambda: "/slow" in desk.site.asked)
        code = running.end(request.param)
        yield Ending(desk, code, desk.terminal.pids(), running.said)


def test_it_ends_well_when_told_to(ending: Ending) -> None:
    assert ending.code == 0


def test_no_process_outlives_it(ending: Ending) -> None:
    assert ending.left == []


def test_it_leaves_without_a_word_of_complaint(ending: Ending) -> None:
    # a run that is only just importing may still say where it was interrupted
    goodbye = ending.words.partition("Prefect UI")[2]

    assert "prefect/runner" not in goodbye
    assert "never awaited" not in goodbye


def test_it_leaves_no_address_of_a_server_behind(ending: Ending) -> None:
    assert not (ending.desk.state / "server.json").exists()


def test_to_stop_serving_pauses_nothing(ending: Ending) -> None:
    assert PrefectMemory(ending.desk.state).paused() == dict.fromkeys(DEPLOYMENTS, False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_it_can_be_ended_while_its_server_still_boots(tmp_path: Path, migrated: Path, number: int) -> None:
    with (
        open_desk(tmp_path, migrated, SCHEDULES) as desk,
        desk.terminal.running("serve", "--port", str(free_port())) as running,
    ):
        running.wait_until_said("First pass")

        code = running.end(number)

        # CPython dies of a caught SIGINT, too, if it came amid an `exec` of text; a shell shows 130 for both
        assert code in (130, -signal.SIGINT)
        assert desk.terminal.pids() == []
        assert "Interrupted. Nothing is lost" in running.said
        assert "Traceback" not in running.said


@dataclass(frozen=True)
class Recovery:
    """A desk that was killed with -9 while it read a page, and served again."""

    desk: LiveDesk
    zombie: dict[str, Any]
    missed: list[dict[str, Any]]
    words: str
    served_again_at: datetime
    next_run: dict[str, Any]
    paused: dict[str, bool]


@pytest.fixture(scope="module")
def recovery(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Recovery]:
    with open_desk(tmp_path_factory.mktemp("killed"), migrated, SCHEDULES) as desk:
        desk.site.publish("/convoy", CONVOY)  # told before the kill
        desk.site.publish("/ferry", FERRY)
        with serving(desk) as (running, api):
            api.pause(api.deployments()["nightly"]["id"])
            fast = api.deployments()["fast"]["id"]
            wait_for("runs to be planned", lambda: api.runs(fast, states=["SCHEDULED"]))
            desk.site.publish("/school", SCHOOL, hangs=True)
            wait_for("a run to be under way", lambda: "/school" in desk.site.asked)
            (run,) = api.runs(fast, states=["RUNNING"])
            running.end(signal.SIGKILL)
            wait_for("its server to end by itself", lambda: not desk.terminal.pids())
        wait_for("a run to be missed", PrefectMemory(desk.state).overdue)
        desk.site.mend()
        with serving(desk) as (running, api):
            again = datetime.now(UTC)
            next_run = api.wait_for_completed(fast, after=again)
            yield Recovery(
                desk=desk,
                zombie=api.run(run["id"]),
                missed=[one for one in api.runs(states=["CANCELLED"]) if one["state"]["message"] == MISSED],
                words=running.said,
                served_again_at=again,
                next_run=next_run,
                paused={name: one["paused"] for name, one in api.deployments().items()},
            )


def test_the_run_that_was_killed_is_marked_crashed(recovery: Recovery) -> None:
    assert recovery.zombie["state"]["type"] == "CRASHED"
    assert recovery.zombie["state"]["message"] == "The process ended while it ran."


def test_runs_that_were_missed_are_not_caught_up_with(recovery: Recovery) -> None:
    assert recovery.missed
    # beside the one that read, the outbox may have been running
    assert re.search(rf"Recovered: [12] runs had been cut off, {len(recovery.missed)} were missed\.", recovery.words)


def test_what_was_paused_by_hand_is_still_paused_when_served_again(recovery: Recovery) -> None:
    assert recovery.paused == {"fast": False, "nightly": True, "outbox": False, "archive": False}


def test_after_a_kill_the_schedule_goes_on_within_two_intervals(recovery: Recovery) -> None:
    due_at = datetime.fromisoformat(recovery.next_run["expected_start_time"])

    assert due_at - recovery.served_again_at <= 2 * INTERVAL


def test_a_kill_loses_nothing_and_sends_nothing_twice(recovery: Recovery) -> None:
    assert recovery.desk.told() == [CONVOY[0], SCHOOL[0]]
