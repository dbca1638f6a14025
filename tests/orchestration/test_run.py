"""`wirewatch run`: one pass, as Prefect flows or without, and how it ends when the desk is wrong."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.orchestration.desk import LiveDesk, open_desk
from tests.orchestration.prefect_memory import PrefectMemory
from tests.orchestration.screen import Counts, counts
from tests.orchestration.site import CONVOY, FERRY, WELL
from tests.orchestration.terminal import Terminal

HOURLY = {"hourly": {"every": "1h"}}
FIRST_PASS: Counts = {
    ("sources", "fetched"): 1,
    ("entries", "new"): 3,
    ("pages", "fetched"): 3,
    ("articles", "stored"): 3,
    ("matching", "matched"): 2,
    ("matching", "unmatched"): 1,
    ("alerts", "alerted"): 2,
    ("deliveries", "sent"): 2,
}


@dataclass(frozen=True)
class Pass:
    desk: LiveDesk
    done: "CompletedProcess[str]"


@pytest.fixture(scope="module")
def prefect_pass(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Pass]:
    with open_desk(tmp_path_factory.mktemp("run"), migrated, HOURLY) as desk:
        publish(desk)
        yield Pass(desk, desk.terminal.run("run", "--desk", desk.path))


def publish(desk: LiveDesk) -> None:
    for number, story in enumerate((CONVOY, FERRY, WELL)):
        desk.site.publish(f"/{number}", story)


def test_a_pass_ends_well_with_the_counts_of_what_was_there(prefect_pass: Pass) -> None:
    done = prefect_pass.done

    assert (done.returncode, done.stderr) == (0, "")
    assert counts(done.stdout) == FIRST_PASS


def test_a_pass_tells_what_it_found(prefect_pass: Pass) -> None:
    assert sorted(prefect_pass.desk.told()) == sorted([CONVOY[0], WELL[0]])


def test_two_passes_at_once_take_turns_at_the_server(tmp_path: Path, migrated: Path) -> None:
    with open_desk(tmp_path, migrated, HOURLY) as desk:
        publish(desk)
        with ThreadPoolExecutor(2) as pool:
            passes = [pool.submit(desk.terminal.run, "run", "--desk", desk.path) for _ in range(2)]
            ended = [(one.result().returncode, one.result().stderr) for one in passes]

        assert ended == [(0, ""), (0, "")]
        assert sorted(desk.told()) == sorted([CONVOY[0], WELL[0]])
        assert not (desk.state / "server.json").exists()


def test_prefect_knows_the_pass_as_two_completed_flows(prefect_pass: Pass) -> None:
    runs = PrefectMemory(prefect_pass.desk.state).flow_runs()

    assert runs == {("ingest", "Completed"): 1, ("deliver", "Completed"): 1}


def test_a_task_run_is_a_batch_and_not_an_article(prefect_pass: Pass) -> None:
    tasks = PrefectMemory(prefect_pass.desk.state).task_runs()

    ours = ("poll_batch", "read_batch", "deliver", "send")  # `deliver` stands for the flow within the flow
    assert tasks == {(name, "Completed"): 1 for name in ours}


def test_the_counts_are_left_as_a_table_in_prefect(prefect_pass: Pass) -> None:
    rows = PrefectMemory(prefect_pass.desk.state).table("ingest-all")

    shown = {
        (row["step"], row["result"] + (f": {row['detail']}" if row["detail"] else "")): row["count"] for row in rows
    }
    assert shown == FIRST_PASS


def test_the_server_of_a_pass_ends_with_it(prefect_pass: Pass) -> None:
    assert not (prefect_pass.desk.state / "server.json").exists()
    assert prefect_pass.desk.terminal.pids() == []


def test_a_pass_without_prefect_counts_the_same_and_leaves_prefect_alone(tmp_path: Path, migrated: Path) -> None:
    with open_desk(tmp_path, migrated, HOURLY) as desk:
        publish(desk)

        done = desk.terminal.run("run", "--no-prefect")

        assert (done.returncode, done.stderr) == (0, "")
        assert counts(done.stdout) == FIRST_PASS
        assert sorted(desk.told()) == sorted([CONVOY[0], WELL[0]])
        assert PrefectMemory(desk.state).flow_runs() == {}


@pytest.mark.parametrize("command", ["run", "serve", "status"])
def test_a_desk_with_an_error_is_refused_at_its_line_and_column(tmp_path: Path, command: str) -> None:
    (tmp_path / "wrong.yaml").write_text(
        "schedules: {hourly: {every: 1h}}\n"
        "sources:\n"
        "  - {name: Quay News, url: 'http://quay.example/feed', schedule: hourli}\n"
    )

    done = Terminal(tmp_path).run(command, "--desk", "wrong.yaml")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("wrong.yaml:3:")
    assert "hourli" in done.stderr
    assert "Cure: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["run", "serve", "status", "check"])
def test_a_missing_desk_file_is_named_with_the_way_to_get_one(tmp_path: Path, command: str) -> None:
    done = Terminal(tmp_path).run(command)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.removeprefix("error: ").startswith("wirewatch.yaml:1:1: the desk file cannot be read")
    assert "`wirewatch init`" in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_wrong_usage_is_told_apart_from_a_wrong_desk(tmp_path: Path) -> None:
    assert Terminal(tmp_path).run("run", "--prefect-please").returncode == 2


def test_a_prefect_home_that_is_a_file_is_a_clear_error(prefect_pass: Pass, tmp_path: Path) -> None:
    (tmp_path / "not-a-folder").write_text("")
    terminal = Terminal(tmp_path, {"PREFECT_HOME": str(tmp_path / "not-a-folder")})

    for command in ("run", "serve"):
        done = terminal.run(command, "--desk", prefect_pass.desk.path)

        assert (done.returncode, done.stdout.strip()) == (1, "")
        assert f"{tmp_path / 'not-a-folder'} cannot be made" in done.stderr
        assert "PREFECT_HOME" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_database_that_cannot_be_opened_is_told_in_one_line_with_prefect_too(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_text("this is no database, and long enough to be seen as none" * 10)
    (tmp_path / "wirewatch.yaml").write_text(
        "database: sqlite:///news.db\nschedules: {hourly: {every: 1h}}\nsources: [{name: A, url: http://a.example/}]\n"
    )

    for options in ((), ("--no-prefect",)):
        done = Terminal(tmp_path).run("run", *options)

        assert (done.returncode, done.stdout.strip()) == (1, "")
        assert "news.db cannot be used: file is not a database" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_server_that_cannot_start_is_a_clear_error_with_the_end_of_its_log(
    prefect_pass: Pass, tmp_path: Path
) -> None:
    home = tmp_path / "prefect"
    home.mkdir()
    (home / "prefect.db").write_text("this is no database")
    shutil.copy(prefect_pass.desk.path, tmp_path)

    done = Terminal(tmp_path, {"PREFECT_HOME": str(home)}).run("run")

    assert done.returncode == 1
    assert done.stderr.startswith("Prefect's server did not start. Its log, ")
    assert "file is not a database" in done.stderr
    assert "flows/cli.py" not in done.stderr  # no traceback of ours
