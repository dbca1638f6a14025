"""A desk with queries that were written for other tools."""

from pathlib import Path

from flows.check import check_text

DESK = """
database: sqlite:///x.db
contact: https://desk.example/
schedules:
  wires: {{every: 5m}}
lists:
  weapons: [drone*, F-15, drones*]
topics:
  gaza: {{title: Gaza, query: '{}'}}
channels:
  mail: {{url: "json://127.0.0.1/"}}
routes:
  - {{to: [mail]}}
sources:
  - {{name: One, url: "https://one.example/feed", schedule: wires}}
"""


def test_what_was_taken_for_what_is_told_and_so_is_a_needless_entry() -> None:
    found = check_text(Path("desk.yaml"), DESK.format("HEADLINE(gaza) fuel w/5 @weapons"), {})

    assert found.errors == ()
    told = [line for line in found.warnings if "taken for" in line or "adds nothing" in line]
    assert [line.split(": ")[1].partition(" ")[0] for line in told] == ["`drones*`", "This"]
    assert "This is taken for: title:gaza fuel NEAR/5 @weapons. Cure: Write it so." in told[1]


def test_a_mistake_in_a_pasted_query_has_its_place_there() -> None:
    found = check_text(Path("desk.yaml"), DESK.format("HLEAD(gaza) fuel w/5 @weapon"), {})

    (error,) = found.errors
    assert error.startswith("desk.yaml:9:")
    assert error.splitlines()[1:] == ["    HLEAD(gaza) fuel w/5 @weapon", "                         ^"]


def test_a_list_that_names_itself_in_the_place_of_one_that_ships_is_told_once_with_the_cure() -> None:
    desk = DESK.format("@weapons").replace("[drone*, F-15, drones*]", '["@weapons", drone*]')

    (error,) = check_text(Path("desk.yaml"), desk, {}).errors

    assert error.startswith("desk.yaml:7:13: A list contains itself: @weapons > @weapons. Cure: ")
    assert '"@library/weapons"' in error
