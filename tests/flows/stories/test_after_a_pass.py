"""Real passes over real pages, then the commands: what they tell of it, and that a split really reaches the desk."""

from pathlib import Path

import pytest

from flows import cli
from tests.flows.office import NOW, Office
from tests.flows.pages import FERRY, STRIKE
from tests.flows.stories.shelf import Command

DESK = """\
database: {database}
schedules: {{wires: {{every: 2m}}}}
sources:
  - {{name: ledger, url: "{ledger}", allow_private: true}}
  - {{name: courier, url: "{courier}", allow_private: true}}
topics:
  ferry: {{title: Ferries, query: ferry}}
  strike: {{title: Strikes, query: dockers OR walkout}}
channels:
  mail: {{url: "json://127.0.0.1:9/"}}
routes:
  - {{to: [mail], when: immediately}}
"""


@pytest.fixture
def told_once(office: Office) -> Office:
    """One text at two outlets, in two passes: told once."""
    office.publish("ledger", FERRY, outlet="The Tidewater Ledger")
    office.run()
    office.later(hours=2)
    office.publish("courier", FERRY, STRIKE, outlet="Ostby Courier", published_at=NOW)
    office.run()
    assert len(office.inbox.mails) == 2  # the ferry once, the strike once
    return office


@pytest.fixture
def run(
    told_once: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "wirewatch.yaml"
    urls = {name: told_once.site.url(f"/{name}.xml") for name in ("ledger", "courier")}
    path.write_text(DESK.format(database=told_once.desk.database_url, **urls))

    def command(*words: str) -> str:
        capsys.readouterr()
        assert cli.main([*words, "--desk", str(path)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return command


def test_a_copy_is_explained_by_what_the_pass_stored(told_once: Office, run: Command) -> None:
    said = run("explain", told_once.site.url("/courier/1?utm_source=feed"))
    assert "Ostby Courier" in said
    assert f"A copy of 1 “{FERRY.headline}” (The Tidewater Ledger)" in said
    assert "Held under ferry" in said
    assert "story already alerted" in said
    assert "mail: ferry by article 1; sent on 2026-03-01 12:00 UTC" in said


def test_an_original_is_explained_without_comparing_it_to_its_copies(run: Command) -> None:
    said = run("explain", "1")
    assert "Its text Its own: no text that came within thirty days shares passages with it Carried also by " in said


def test_another_event_stands_in_a_story_of_its_own(run: Command) -> None:
    said = run("stories", "list", "--since", "2026-01-01")
    assert "1 outlet + 1 copy" in said
    assert STRIKE.headline in said


def test_a_split_reaches_the_desk(told_once: Office, run: Command) -> None:
    said = run("stories", "split", "1", told_once.site.url("/courier/1"))
    assert "is told now, since that was missed: ferry by " in said
    told_once.later(days=36_500)  # the command goes by the clock of this machine: what it queued is due by then
    told_once.run()
    assert len(told_once.inbox.mails) == 3
    told_once.run()
    assert len(told_once.inbox.mails) == 3
