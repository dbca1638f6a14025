"""`wirewatch topics lint`: the same advice as `check`, and what the archive shows."""

from pathlib import Path

import pytest

from flows.check import check_desk
from flows.topics import linting
from tests.flows.topics.conftest import DESK

SMELLING = DESK + "  who: {query: WHO warned}\n  odd: {query: US OR (gaza strip)}\n"


@pytest.fixture
def sea(stored, monkeypatch):
    """Ten articles; that is enough here."""
    monkeypatch.setattr(linting, "ENOUGH", 10)
    for number in range(8):
        stored.store(f"Ferry {number}")
    stored.store("Late frost")
    stored.store("Old shipwreck", "A mail steamer sank.", days=40)
    stored.store("The long bridge is closed")
    return stored


def test_a_desk_that_reads_well_gets_no_advice(wirewatch, stored):
    assert wirewatch("topics", "lint") == "Nothing to say about 2 topics.\n"


def test_lint_and_check_say_the_same(wirewatch, stored):
    stored.write(SMELLING)
    advice = [w for w in check_desk(Path("wirewatch.yaml"), {}).warnings if "list" not in w and "route" not in w]
    queries = [line for line in advice if "^" in line]
    assert len(queries) >= 3
    assert wirewatch("topics", "lint") == "\n".join(queries) + "\n"


def test_only_the_topics_that_are_named_get_advice(wirewatch, stored):
    stored.write(SMELLING)
    said = wirewatch("topics", "lint", "odd")
    assert "wirewatch.yaml:15" in said
    assert "wirewatch.yaml:14" not in said
    assert "Nothing to say about 1 topic." in wirewatch("topics", "lint", "sea")


def test_a_topic_that_fires_on_too_much_is_told_so(wirewatch, sea):
    said = wirewatch("topics", "lint", "--archive", "30d")
    assert "In the archive: 10 articles." in said
    advice = "sea: fires on 8 of 10 articles (80.0 %). That is more than anybody reads: narrow it"
    assert advice in " ".join(said.split())
    assert "bridges: fires on 1 of 10 articles (10.0 %)\n" in said


def test_what_was_never_found_is_named(wirewatch, sea):
    said = wirewatch("topics", "lint", "sea", "--archive", "30d").splitlines()
    assert "sea: never found: shipwreck" in said
    assert "@boats: 2 of 3 entries were never found: dinghy, mail steamer" in said
    assert not any("never found" in line for line in wirewatch("topics", "lint", "sea", "--archive", "60d").splitlines()
                   if line.startswith("sea:"))  # fmt: skip


def test_a_topic_that_never_fires_is_told_so(wirewatch, sea):
    sea.write(DESK + "  comet: {query: comet OR (title:(meteor OR frost) AND star)}\n")
    assert "comet: never fired" in wirewatch("topics", "lint", "comet", "--archive", "30d")


def test_alternatives_are_looked_for_where_the_query_looks(wirewatch, sea):
    sea.write(DESK + "  cold: {query: frost AND title:(late OR closed OR nothing) }\n")
    said = wirewatch("topics", "lint", "cold", "--archive", "30d")
    assert "cold: never found: title:nothing\n" in said, "it stands in every body"


def test_a_small_archive_says_nothing_of_what_is_never_found(wirewatch, stored):
    stored.store("Late frost")
    said = wirewatch("topics", "lint", "--archive", "30d")
    assert "Fewer than 100 articles" in said
    assert "never found:" not in said


def test_a_query_that_mixes_and_with_or_is_drawn(wirewatch, stored):
    stored.write(DESK + "  mixed: {query: ferry OR bridge AND @boats}\n")
    said = wirewatch("topics", "lint", "mixed").splitlines()
    assert said[said.index("mixed reads:") + 1 :] == ["  OR", "  ├ ferry", "  └ AND", "    ├ bridge", "    └ @boats"]


def test_any_query_is_drawn_when_asked(wirewatch, stored):
    assert "sea reads:\n  OR\n  ├ @boats\n  └ shipwreck\n" in wirewatch("topics", "lint", "--tree")
