"""What the commands read and write is the same on SQLite and on PostgreSQL."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.flows.stories.shelf import Command, Shelf, make_shelf, one_event

TOLD = "select story_id, topic, occasion, article_id from alert order by story_id, topic"
IN = "select story_id, id from article order by id"


@pytest.fixture
def shelf(tmp_path: Path, database: Database) -> Iterator[Shelf]:
    made = make_shelf(tmp_path, database.engine.url.render_as_string(hide_password=False))
    yield made
    made.database.close()


def test_a_split_and_a_merge_do_the_same(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    wirewatch("stories", "split", "1", "5", "--dry-run")
    assert {row[0] for row in shelf.rows(IN)} == {1}
    assert len(shelf.rows(TOLD)) == 1
    wirewatch("stories", "split", "1", "1")
    (new,) = {row[0] for row in shelf.rows(IN)} - {1}
    assert shelf.rows(TOLD) == [(1, "ferry", "first", 3), (new, "ferry", "first", 1)]
    wirewatch("stories", "merge", "1", str(new))
    assert {row[0] for row in shelf.rows(IN)} == {1}
    assert len(shelf.rows("select id from delivery")) == 2


def test_stories_are_listed_and_shown_alike(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    (listed,) = json.loads(wirewatch("stories", "list", "--since", "2026-01-01", "--topic", "ferry", "--json"))
    assert json.loads(wirewatch("stories", "show", "1", "--json")) == listed
    assert listed["spread"]["copies"] == 1


def test_an_article_is_explained_alike(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    found = json.loads(wirewatch("explain", "https://m.courier.example/2?utm_source=x", "--json"))
    assert found["article"]["id"] == 2
    assert found["topics"]["holds"][0]["at"] == "2026-03-01T13:00:00+00:00"
    assert found["deliveries"][0]["queued_at"] == "2026-03-01T12:00:00+00:00"
    assert "no article is stored" in wirewatch("explain", "https://courier.example/%_", code=1).casefold()
