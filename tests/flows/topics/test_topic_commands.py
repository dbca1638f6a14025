"""`wirewatch topics list` and `test`, and `wirewatch rematch`."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from flows.check import check_desk
from news import Match
from storage.articles import add_matches, add_told
from tests.flows.topics.conftest import DESK


@pytest.fixture
def told(stored):
    """Two hits of `sea`, one of them old; one story told."""
    stored.remember()
    old, _ = stored.store("Old shipwreck", days=20)
    new, story = stored.store("Ferry aground", days=1)
    with stored.database.writing() as session:
        for one in (old, new):
            add_matches(session, one, [Match("sea", (), ())])
        add_told(session, story, new, ["sea"], stored_at(stored))
    return stored


def stored_at(stored):
    with stored.database.reading() as session:
        (at,) = session.connection().exec_driver_sql("select max(seen_at) from article").one()
    return datetime.fromisoformat(str(at)).replace(tzinfo=UTC)


def cells(said: str, name: str) -> list[str]:
    line = next(line for line in said.splitlines() if line.startswith("│") and name in line.split("│")[1])
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_topics_are_listed_with_hits_alerts_and_examples(wirewatch, told):
    said = wirewatch("topics", "list")
    assert cells(said, "sea")[:2] == ["sea", "1"]
    assert cells(said, "sea")[3:] == ["1", "2 + 1", "in step"]
    assert cells(said, "bridges") == ["bridges", "0", "never", "0", "none", "in step"]
    assert max(map(len, said.splitlines())) <= 80


def test_the_list_names_what_waits_for_a_rematch(wirewatch, told):
    told.write(DESK.replace("shipwreck", "wreck") + "  frost: {query: frost}\n")
    said = wirewatch("topics", "list")
    assert [cells(said, name)[-1] for name in ("sea", "bridges", "frost")] == ["changed", "in step", "new"]
    assert "wirewatch rematch" in said


def test_a_long_name_keeps_the_list_on_the_screen(wirewatch, told):
    told.write(DESK + f"  {'long-name-' * 6}: {{query: frost}}\n")
    said = wirewatch("topics", "list")
    assert max(map(len, said.splitlines())) <= 80
    assert said.replace("\n", "").count("in step") == 2


def test_the_list_for_machines_has_every_field(wirewatch, told):
    found = {one["topic"]: one for one in json.loads(wirewatch("topics", "list", "--json"))}
    assert found["bridges"] == {
        "topic": "bridges", "title": "bridges", "hits": 0, "hit_at": None, "alerts": 0,
        "should_match": 0, "should_not_match": 0, "archive": "in step",
    }  # fmt: skip
    assert found["sea"]["hit_at"] == stored_at(told).isoformat()


def test_what_is_piped_has_no_blanks_at_the_ends_of_its_lines(wirewatch, told):
    for command in (("topics", "list"), ("rematch", "sea", "--dry-run")):
        said = wirewatch(*command).splitlines()
        assert said == [line.rstrip() for line in said]


def test_a_failure_of_shipped_examples_is_told_once_with_the_list(wirewatch, stored):
    stored.write(
        DESK.replace("topics:", "library: [arms-sales]\ntopics:").replace("lists:", "lists:\n  weapons: [bow]")
    )
    said = wirewatch("topics", "test", "arms-sales", code=1).splitlines()
    assert [line for line in said if line.startswith("wirewatch.yaml")] == list(
        check_desk(stored.path.relative_to(stored.path.parent), {}).errors
    )
    wrong = [line for line in said if line.startswith("wrong  `arms-sales` must match “")]
    assert len(wrong) > 1
    assert sum("takes the place" in line for line in said) == 1


def test_a_topic_that_ships_is_printed_under_a_name_of_its_own(wirewatch, stored):
    said = wirewatch("topics", "library", "rafah")
    assert said.startswith("# To be put into the desk file. A key stands there once: ")
    pasted = "lists:\n" + said.partition("\nlists:\n")[2]
    stored.write(DESK.partition("lists:")[0] + "library: [rafah]\n" + pasted)
    assert check_desk(stored.path, {}).errors == ()
    assert [topic.name for topic in stored.desk.topics] == ["my-rafah", "rafah"]


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        (["topics", "lint", "--bogus"], "usage: wirewatch topics lint "),
        (["topics", "explain", "sea", "1", "2"], "usage: wirewatch topics explain "),
        (["rematch", "--bogus"], "usage: wirewatch rematch "),
    ],
)
def test_wrong_words_are_answered_with_the_usage_of_their_command(wirewatch, words, usage, capsys):
    with pytest.raises(SystemExit) as ended:
        wirewatch(*words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(usage)
    assert "unrecognized arguments: " in said


def test_check_marks_errors_and_counts_them(wirewatch, stored):
    stored.write(DESK.replace("The bridge was closed.", "The ferry was late."))
    said = wirewatch("check", code=1).splitlines()
    warnings = sum(line.startswith("warning: ") for line in said)
    assert [line.partition("wirewatch.yaml")[0] for line in said[-2:]] == ["error: ", ""]
    assert said[-1] == f"wirewatch.yaml: 1 error, {warnings} warnings."


def test_check_counts_one_thing_as_one(wirewatch, stored):
    one = DESK.replace('  - {name: Relief, url: "https://relief.example/feed"}\n', "").partition("topics:")[0]
    stored.write(one + "topics: {sea: {query: ferry, should_match: [A ferry.]}}\n")
    said = wirewatch("check").splitlines()[0]
    assert "in order: 1 source, 1 topic, the 1 example of 1 topic is right, 0 channel addresses understood" in said


def test_examples_are_tried_and_what_was_found_is_shown(wirewatch, stored):
    said = wirewatch("topics", "test").splitlines()
    assert said == [
        "right  sea: fires by “ferry” on “The night ferry ran aground.”",
        "right  sea: fires by “dinghy” on “A dinghy was found.”",
        "right  sea: is silent on “The bridge was closed.”",
        "none   bridges: no examples. Cure: add should_match and should_not_match.",
        "3 of 3 examples are right.",
    ]


def test_an_example_that_goes_the_wrong_way_is_told_with_its_place_as_check_does(wirewatch, stored):
    stored.write(DESK.replace("The bridge was closed.", "The ferry was late., A dinghy sank."))
    said = wirewatch("topics", "test", code=1).splitlines()
    assert [line for line in said if line.startswith("wirewatch.yaml")] == list(
        check_desk(stored.path.relative_to(stored.path.parent), {}).errors
    )
    assert said[-1] == "2 of 4 examples are right."


def test_only_the_topics_that_are_named_are_tried(wirewatch, stored):
    stored.write(DESK.replace("The bridge was closed.", "The ferry was late."))
    assert "0 of 0 examples" in wirewatch("topics", "test", "bridges")
    assert "did you mean `bridges`" in wirewatch("topics", "test", "bridge", code=1)


def test_a_desk_that_is_broken_is_told_so(wirewatch, stored):
    stored.write(DESK.replace('"long bridge"', '"long bridge'))
    assert "quote is never closed" in wirewatch("topics", "test", code=1).lower()


def test_rematch_tells_what_it_changed(wirewatch, stored):
    stored.remember()
    stored.store("The long bridge is closed", days=1)
    stored.store("Late frost", days=2)
    stored.write(DESK + "  frost: {query: frost}\n")

    said = wirewatch("rematch")

    assert cells(said, "frost") == ["frost", "1", "0", "0", "0", "0"]
    assert "2 articles seen since" in said
    assert "1 held: found in the archive" in said
    assert "No topic is new or changed" in wirewatch("rematch")


def test_rematch_of_a_named_topic_with_alerts(wirewatch, stored):
    stored.store("The long bridge is closed", days=1)
    stored.write(DESK + 'channels: {m: {url: "json://127.0.0.1:1"}}\nroutes: [{to: [m]}]\n')

    tried = wirewatch("rematch", "bridges", "--alert", "--dry-run")
    said = wirewatch("rematch", "bridges", "--alert")

    assert cells(tried, "bridges") == cells(said, "bridges") == ["bridges", "1", "0", "0", "0", "1"]
    assert "Nothing was changed." in tried
    assert "The alerts are queued" in said
    with stored.database.reading() as session:
        assert session.connection().exec_driver_sql("select channel, state from delivery").all() == [("m", "pending")]


def test_rematch_needs_no_secret(wirewatch, stored, monkeypatch):
    stored.store("The long bridge is closed", days=1)
    monkeypatch.delenv("HOOK", raising=False)
    stored.write(DESK + 'channels: {m: {url: "${HOOK}"}}\nroutes: [{to: [m]}]\n')
    assert cells(wirewatch("rematch", "bridges", "--alert"), "bridges")[-1] == "1"


@pytest.mark.parametrize("wrong", ["2999-01-01", "3y", "1e3d", "0d ago", "999999d", ""])
def test_a_time_that_is_none_is_wrong_usage(wirewatch, stored, wrong, capsys):
    for words in (["rematch"], ["topics", "backtest", "sea"], ["topics", "suggest", "sea"]):
        with pytest.raises(SystemExit, match="2"):
            wirewatch(*words, "--since", wrong)
        assert f"`{wrong}` is " in capsys.readouterr().err


def test_what_is_no_terminal_gets_no_progress(wirewatch, stored):
    stored.store("The long bridge is closed", days=1)
    assert wirewatch("topics", "backtest", "bridges").startswith("bridges: 1 article seen from")


def test_a_command_that_only_prints_loads_neither_the_web_nor_the_database_nor_the_library():
    asked = "import sys; from flows import cli; sys.argv[1:] = ['topics', '--help']\n"
    asked += "try: cli.main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "backtest" in done.stdout
    assert not loaded & {"sqlalchemy", "aiohttp", "httpx", "prefect", "apprise", "numpy", "flows.library"}
