"""`wirewatch serve` as it runs: its deployments, what they do by themselves, and what others do to them."""

import json
import socket
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.orchestration.desk import LiveDesk, free_port, open_desk
from tests.orchestration.prefect_api import PrefectApi
from tests.orchestration.site import CONVOY, FERRY, SCHOOL, WELL
from tests.orchestration.terminal import Running, wait_for

SCHEDULES = {
    "fast": {"every": "10s", "slowest": "10s"},
    "mornings": {"cron": "0 7 * * 1-5", "timezone": "Europe/Amsterdam"},
    "notices": {"rrule": "FREQ=DAILY;BYHOUR=9;BYMINUTE=10", "timezone": "America/New_York"},
}
DEPLOYMENTS = {"fast", "mornings", "notices", "outbox", "archive"}


@dataclass(frozen=True)
class Served:
    desk: LiveDesk
    running: Running
    api: PrefectApi
    port: int
    told_before_the_server_answered: list[str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Served]:
    """A desk that is served for all tests here. They run in any order: each publishes or triggers what it needs."""
    with open_desk(tmp_path_factory.mktemp("serve"), migrated, SCHEDULES) as desk:
        desk.site.publish("/convoy", CONVOY)
        desk.site.publish("/ferry", FERRY)
        port = free_port()
        api = PrefectApi(port)
        with desk.terminal.running("serve", "--port", str(port)) as running:
            running.wait_until_said("First pass")
            early = [] if api.answers() else desk.told()
            running.wait_until_said("Prefect UI")
            wait_for("the deployments", lambda: api.deployments().keys() == DEPLOYMENTS)
            yield Served(desk, running, api, port, early)


def test_the_first_alerts_do_not_wait_for_the_server(served: Served) -> None:
    assert served.told_before_the_server_answered == [CONVOY[0]]


def test_each_schedule_of_the_desk_is_a_deployment_beside_the_outbox(served: Served) -> None:
    schedules = {name: found["schedules"] for name, found in served.api.deployments().items()}

    assert schedules.keys() == DEPLOYMENTS
    assert {name: len(found) for name, found in schedules.items()} == dict.fromkeys(DEPLOYMENTS, 1) | {"archive": 0}
    told: dict[str, dict[str, Any]] = {
        "fast": {"interval": 10.0, "timezone": "UTC"},
        "mornings": {"cron": "0 7 * * 1-5", "timezone": "Europe/Amsterdam"},
        "notices": {"timezone": "America/New_York"},
        "outbox": {"interval": 60.0},
    }
    for name, expected in told.items():
        assert expected.items() <= schedules[name][0]["schedule"].items()
    assert schedules["notices"][0]["schedule"]["rrule"].endswith("FREQ=DAILY;BYHOUR=9;BYMINUTE=10")


@pytest.mark.parametrize(
    ("name", "zone", "hour", "minute"), [("mornings", "Europe/Amsterdam", 7, 0), ("notices", "America/New_York", 9, 10)]
)
def test_a_schedule_keeps_the_hours_of_its_own_time_zone(
    served: Served, name: str, zone: str, hour: int, minute: int
) -> None:
    deployment_id = served.api.deployments()[name]["id"]
    runs = wait_for("planned runs", lambda: served.api.runs(deployment_id, states=["SCHEDULED"]))

    planned = [datetime.fromisoformat(run["expected_start_time"]).astimezone(ZoneInfo(zone)) for run in runs]
    assert {(moment.hour, moment.minute) for moment in planned} == {(hour, minute)}


def test_what_is_published_later_is_told_by_a_scheduled_run(served: Served) -> None:
    served.desk.site.publish("/well", WELL)

    served.desk.wait_until_told(WELL[0])

    fast = served.api.deployments()["fast"]["id"]
    run = wait_for("a completed run", lambda: served.api.runs(fast, states=["COMPLETED"]))[0]
    assert "auto-scheduled" in run["tags"]
    assert run["parameters"]["schedule"] == "fast"
    assert served.desk.told().count(WELL[0]) == 1


def test_a_run_that_somebody_triggers_runs_and_leaves_its_counts(served: Served) -> None:
    run_id = served.api.trigger(served.api.deployments()["mornings"]["id"])

    served.api.wait_until_completed(run_id)

    wanted = {"flow_run_id": {"any_": [run_id]}, "key": {"any_": ["ingest-mornings"]}}
    (artifact,) = served.api.post("/artifacts/filter", {"artifacts": wanted})
    assert (artifact["type"], json.loads(artifact["data"])) == ("table", [])  # no source is on that schedule


def test_the_archive_is_matched_again_when_somebody_asks_for_it(served: Served) -> None:
    run_id = served.api.trigger(served.api.deployments()["archive"]["id"], topics=["rafah"])

    served.api.wait_until_completed(run_id)

    wanted = {"flow_run_id": {"any_": [run_id]}, "key": {"any_": ["rematch"]}}
    (artifact,) = served.api.post("/artifacts/filter", {"artifacts": wanted})
    (row,) = json.loads(artifact["data"])
    assert (row["topic"], row["added"], row["alerts"]) == ("rafah", 0, 0)
    assert row["as before"] > 0


def test_a_run_that_takes_a_while_shows_how_far_it_is(served: Served) -> None:
    served.desk.site.publish("/slow", ("A page that comes late", "It came in the end."), hangs=True)
    try:
        found = wait_for("its progress", lambda: progress_of(served.api, "progress-fast"))
    finally:
        served.desk.site.mend()
    assert {artifact["type"] for artifact in found} == {"progress"}
    assert "of 1 pages" in found[0]["description"]


def progress_of(api: PrefectApi, key: str) -> list[dict[str, Any]]:
    """The progress artifacts of that key that know of a page, the newest first."""
    found: list[dict[str, Any]] = api.post("/artifacts/filter", {"artifacts": {"key": {"any_": [key]}}})
    return [artifact for artifact in found if "pages" in (artifact["description"] or "")]


def test_a_paused_deployment_does_not_run_until_it_is_resumed(served: Served) -> None:
    fast = served.api.deployments()["fast"]["id"]
    wait_for("runs to be planned", lambda: served.api.runs(fast, states=["SCHEDULED"]))
    served.api.pause(fast)
    try:
        wait_for("the last one to end", lambda: not served.api.runs(fast, states=["PENDING", "RUNNING"]))
        served.desk.site.publish("/school", SCHOOL)
        # the others go on
        served.api.wait_until_completed(served.api.trigger(served.api.deployments()["mornings"]["id"]))

        assert served.api.runs(fast, states=["SCHEDULED", "PENDING", "RUNNING"]) == []
        assert SCHOOL[0] not in served.desk.told()
    finally:
        served.api.resume(fast)
    served.desk.wait_until_told(SCHOOL[0])


def test_a_pass_by_hand_uses_the_server_that_runs(served: Served) -> None:
    done = served.desk.terminal.run("run")

    assert (done.returncode, done.stderr) == (0, "")
    (by_hand,) = [run for run in served.api.runs(flow="ingest", states=["COMPLETED"]) if not run["deployment_id"]]
    assert by_hand["parameters"]["schedule"] is None


def test_a_second_serve_of_the_same_desk_is_refused(served: Served) -> None:
    done = served.desk.terminal.run("serve", "--port", str(free_port()))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"This desk is being served already: http://127.0.0.1:{served.port}/api. Cure: stop that process first.\n"
    )


def test_a_port_that_is_taken_is_named_before_anything_is_done(tmp_path: Path, migrated: Path) -> None:
    with open_desk(tmp_path, migrated, SCHEDULES) as desk, socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        done = desk.terminal.run("serve", "--port", port)

        assert (done.returncode, done.stdout) == (1, "")
        assert f"Port {port} of 127.0.0.1 cannot be used" in done.stderr
        assert "Cure: " in done.stderr
        assert "Traceback" not in done.stderr
        assert desk.site.asked == []


def test_a_port_that_cannot_be_is_no_traceback(tmp_path: Path, migrated: Path) -> None:
    with open_desk(tmp_path, migrated, SCHEDULES) as desk:
        done = desk.terminal.run("serve", "--port", "70000")

    assert done.returncode == 1
    assert "Port 70000 of 127.0.0.1 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_status_shows_sources_articles_alerts_and_deliveries(served: Served) -> None:
    done = served.desk.terminal.run("status")

    assert (done.returncode, done.stderr) == (0, "")
    for words in ("Quay News", "just now", "health", "articles stored", "alerts: rafah", "deliveries: sent"):
        assert words in done.stdout


def test_status_as_json_is_what_the_database_holds(served: Served) -> None:
    wait_for("the delivery to be marked", lambda: database_says(served.desk)["unsent"] == 0)

    done = served.desk.terminal.run("status", "--json")

    said: dict[str, Any] = json.loads(done.stdout)
    held = database_says(served.desk)
    (source,) = said["sources"]
    assert (source["name"], source["failures"], source["waiting"]) == ("Quay News", 0, 0)
    assert source["articles"] == said["articles"] == held["articles"]
    assert "entries, " in source["result"]
    assert datetime.fromisoformat(source["good_at"]) == datetime.fromisoformat(source["fetched_at"])
    assert (datetime.now(UTC) - datetime.fromisoformat(source["fetched_at"])).total_seconds() < 180
    assert said["alerts"] == {"rafah": held["alerts"]}
    assert said["deliveries"] == {"sent": held["sent"]}
    assert held["sent"] == len(served.desk.told())
    assert (said["matches"], said["stories"], said["copies"]) == (held["matches"], held["articles"], 0)
    assert (said["holds"], said["problems"]) == ({}, [])


def database_says(desk: LiveDesk) -> Counter[str]:
    counted = {
        "articles": "select count(*) from article",
        "matches": "select count(*) from match",
        "alerts": "select count(*) from alert",
        "sent": "select count(*) from delivery where state = 'sent'",
        "unsent": "select count(*) from delivery where state != 'sent'",
    }
    with closing(sqlite3.connect(desk.database)) as connection:
        return Counter({what: connection.execute(statement).fetchone()[0] for what, statement in counted.items()})
