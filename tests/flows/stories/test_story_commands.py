"""`wirewatch stories list` and `show`."""

import json

import pytest

from flows.stories.spreading import spread_of
from storage.stories import spread, stories
from tests.flows.stories.shelf import NOON, SECOND, Command, Shelf, copy_of, event, one_event, unsure

LONG_AGO = "2026-01-01"


def cells(said: str, name: str) -> list[str]:
    """The row of the table whose first line begins with this number, each cell on one line."""
    rows: list[list[str]] = []
    for line in said.splitlines():
        if line.startswith("│"):
            parts = [cell.strip() for cell in line.strip("│").split("│")]
            if parts[0]:
                rows.append(parts)
            else:
                rows[-1] = [f"{before} {more}".strip() for before, more in zip(rows[-1], parts, strict=True)]
    return next(row for row in rows if row[0] == name)


def test_stories_are_listed_with_outlets_copies_and_topics_told(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    row = cells(wirewatch("stories", "list", "--since", LONG_AGO), "1")
    assert row[:3] == ["1", "Night ferry runs aground", "3 outlets + 1 copy"]
    assert "ferry" in row


def test_the_story_with_the_latest_news_comes_first_and_near_ones_say_so(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    shelf.put("echo", "Steamer in Velden", SECOND, unsure(1, 1))
    said = wirewatch("stories", "list", "--since", LONG_AGO)
    assert said.index("Steamer in Velden") < said.index("Night ferry runs aground")
    assert cells(said, "2")[-1] == "near 1"


def test_the_list_is_cut_at_its_limit_and_by_topic(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Dockers walk out", "They stopped.", topics=["strike"])
    shelf.put("echo", "Steamer in Velden", SECOND, topics=["ferry"])
    limited = wirewatch("stories", "list", "--since", LONG_AGO, "--limit", "1")
    assert "Steamer" in limited
    assert "Dockers" not in limited
    on_strike = wirewatch("stories", "list", "--since", LONG_AGO, "--topic", "strike")
    assert "Dockers" in on_strike
    assert "Steamer" not in on_strike


def test_a_topic_that_the_desk_has_not_is_refused_with_a_cure(wirewatch: Command) -> None:
    said = wirewatch("stories", "list", "--topic", "ferri", code=1)
    assert "The desk has no topic “ferri”. Cure: " in said


def test_an_empty_list_says_how_to_look_further_back(wirewatch: Command) -> None:
    assert "Cure: look further back" in wirewatch("stories", "list", "--since", "1h")


def test_the_list_fits_a_narrow_screen(shelf: Shelf, wirewatch: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    one_event(shelf)
    shelf.put("echo", "A headline that goes on " * 20, SECOND, unsure(1, 1))
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, wirewatch("stories", "list", "--since", LONG_AGO).splitlines())) <= 60


def test_a_headline_cannot_steer_the_terminal(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Red \x1b[31m alert [bold]now[/bold]")
    for command in (("list", "--since", LONG_AGO), ("show", "1")):
        said = wirewatch("stories", *command)
        assert "\x1b" not in said
        assert "[bold]now[/bold]" in " ".join(said.split())


def test_the_list_for_machines_has_stories_with_their_spread(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    (found,) = json.loads(wirewatch("stories", "list", "--since", LONG_AGO, "--json"))
    assert found["id"] == 1
    assert found["spread"] == {
        "outlets": ["The Ledger", "The Echo", "The Courier"], "copies": 1, "agencies": ["AP"], "first": "The Ledger",
    }  # fmt: skip
    assert [one["id"] for one in found["articles"]] == [1, 2, 3, 4, 5]
    assert found["told"][0]["at"] == NOON.isoformat()


def test_a_story_shows_how_each_article_came_there(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    said = " ".join(wirewatch("stories", "show", "1").split())
    assert said.startswith(
        "Story 1: Night ferry runs aground Carried by 3 outlets + 1 copy; opened on 2026-03-01 12:00"
    )
    assert "First seen at The Ledger; outlets: The Ledger, The Echo, The Courier" in said
    assert "Agencies named: AP" in said
    for words in (
        "opened the story",
        "copy of 1: 97 % shared, nothing of substance differs",
        "same event as 1: Skarvholm, sandbank, night ferry (likeness 0.93)",
        "revision of 1: 87 % shared, 2 passages changed; 50 became 75",
        "https://courier.example/2",
    ):
        assert words in said
    assert said.endswith("Told ferry: told first on 2026-03-01 12:00 UTC, by 1")


def test_a_story_that_may_belong_to_another_says_so(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground")
    shelf.put("echo", "Steamer in Velden", SECOND, unsure(1, 1))
    said = wirewatch("stories", "show", "2")
    assert "It may belong to story 1" in said
    assert "Told\n  Nothing" in said


def test_the_number_of_a_joined_story_leads_to_the_one_that_it_is_part_of(shelf: Shelf, wirewatch: Command) -> None:
    shelf.put("ledger", "Night ferry runs aground")
    shelf.put("echo", "Ferry stranded", SECOND)
    wirewatch("stories", "merge", "1", "2")
    said = wirewatch("stories", "show", "2")
    assert said.startswith("Story 1: Night ferry runs aground\n  Story 2 is part of it\n")


@pytest.mark.parametrize("number", ["7", "seven", "²", "9" * 30])
def test_a_story_that_there_is_not_is_refused_with_a_cure(wirewatch: Command, number: str) -> None:
    assert "Cure: wirewatch stories list shows" in wirewatch("stories", "show", number, code=1)


def test_a_story_for_machines_has_every_field(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    found = json.loads(wirewatch("stories", "show", "1", "--json"))
    assert found["articles"][1]["placement"]["verdict"]["shared"] == 0.968
    assert found["articles"][2]["placement"]["grouping"]["terms"] == ["Skarvholm", "sandbank", "night ferry"]
    assert found["told"] == [
        {"topic": "ferry", "occasion": "first", "article_id": 1, "at": NOON.isoformat(), "message": True}
    ]


def test_a_story_is_counted_alike_here_and_in_messages(shelf: Shelf) -> None:
    one_event(shelf)
    shelf.put("echo", "Ferry on a sandbank", placement=copy_of(2, 1))
    shelf.put("courier", "Stranded", "More.", event(1, 1), outlet=None)
    with shelf.database.reading() as session:
        (one,) = stories(session, NOON, 5)
        assert spread_of(one) == spread(session, 1)
