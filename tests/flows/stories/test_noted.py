"""What of a story was told in a message, and what was only noted."""

import json

from flows.stories.noted import silent
from news import Alert, FollowUp, Occasion, Report, Story, Telling
from storage.articles import add_followed
from storage.outbox import queue
from storage.traces import Posting
from tests.flows.stories.shelf import NOON, Command, Shelf, one_event

FIRST, THREE, TEN = (Telling("ferry", key, 5, NOON) for key in ("first", "more outlets: 3", "more outlets: 10"))
STORY = Story(1, NOON, told=(FIRST, THREE, TEN))


def posting(*keys: str, topics: tuple[str, ...] = ("ferry",)) -> Posting:
    return Posting("desk", 5, topics, ("more outlets",), "sent", 1, NOON, NOON, NOON, None, keys)


def test_what_no_message_told_was_only_noted() -> None:
    assert silent(STORY, [posting("more outlets: 10")]) == {THREE}
    assert silent(STORY, []) == {THREE, TEN}


def test_a_message_under_another_topic_told_it_to_others() -> None:
    assert silent(STORY, [posting("more outlets: 3", "more outlets: 10", topics=("strike",))]) == {THREE, TEN}


def told_and_noted(shelf: Shelf) -> None:
    """Ten outlets had the story at once: three were passed as well, and nobody was told of that."""
    one_event(shelf)
    follow_up = FollowUp((Occasion.OUTLETS,), (TEN.occasion,), outlets=10)
    report = Report("Ferry", None, "echo", "Echo", None, "en", "page", (("ferry", "Ferry"),), (), follow_up=follow_up)
    with shelf.database.writing() as session:
        add_followed(session, 1, 5, [("ferry", THREE.occasion), ("ferry", TEN.occasion)], NOON)
        queue(session, 1, 5, [(Alert("desk", (), ("ferry",), follow_up), report)], NOON)


def test_a_story_and_an_explanation_show_what_was_told_apart_from_what_was_noted(
    shelf: Shelf, wirewatch: Command
) -> None:
    told_and_noted(shelf)
    for command in (("stories", "show", "1"), ("explain", "2")):
        said = " ".join(wirewatch(*command).split())
        assert "ferry: followed up (more outlets: 10) on 2026-03-01 12:00 UTC, by 5 " in f"{said} "
        assert "ferry: noted (more outlets: 3) on 2026-03-01 12:00 UTC, by 5; no message of its own" in said


def test_machines_are_told_the_same(shelf: Shelf, wirewatch: Command) -> None:
    told_and_noted(shelf)
    (listed,) = json.loads(wirewatch("stories", "list", "--since", "2026-01-01", "--json"))
    for command in (("stories", "show", "1"), ("explain", "2")):
        told = json.loads(wirewatch(*command, "--json"))["told"]
        assert told == listed["told"]
        assert {one["occasion"]: one["message"] for one in told} == {
            "first": True, THREE.occasion: False, TEN.occasion: True,
        }  # fmt: skip
