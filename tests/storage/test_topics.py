from datetime import timedelta

import pytest

from news import Hold, Match, Placement, Reason, Span
from storage.articles import add_article, add_holds, add_matches, add_told, decided_topics
from storage.database import Database
from storage.matches import kept_of, lift_holds, put_holds, remove_matches, replace_matches, told_of
from storage.topics import TopicStanding, note_matched, out_of_step, sync_topics, topic_standings
from tests.storage.conftest import MATCH, NOW, article

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def stocked(with_sources: Database) -> Database:
    """One article, and a desk with one topic that has been there from the beginning."""
    with with_sources.writing() as session:
        sync_topics(session, {"rafah": "1"}, NOW)
        add_article(session, "a", article(), Placement(), [], None, "", NOW)
    return with_sources


def sync(database: Database, **digests: str) -> dict[str, str]:
    """What is out of step after a pass began with these, which is what one would have said before."""
    with database.writing(alone=True) as session:
        before = out_of_step(session, digests)
        sync_topics(session, digests, LATER)
        assert out_of_step(session, digests) == before
    return before


def test_topics_that_were_there_before_any_article_are_in_step(stocked: Database) -> None:
    assert sync(stocked, rafah="1") == {}


def test_in_an_archive_of_before_topics_were_remembered_all_are_in_step(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_article(session, "a", article(), Placement(), [], None, "", NOW)
    assert sync(with_sources, rafah="1", jets="1") == {}
    assert sync(with_sources, rafah="1", jets="2") == {"jets": "changed"}


def test_a_topic_that_comes_later_is_new_until_the_archive_was_matched_with_it(stocked: Database) -> None:
    assert sync(stocked, rafah="1", jets="1") == {"jets": "new"}
    assert sync(stocked, rafah="1", jets="2") == {"jets": "new"}
    with stocked.writing() as session:
        note_matched(session, {"jets": "2"}, LATER)
    assert sync(stocked, rafah="1", jets="2") == {}


def test_a_topic_that_changed_and_was_changed_back_is_still_out_of_step(stocked: Database) -> None:
    assert sync(stocked, rafah="2") == {"rafah": "changed"}
    assert sync(stocked, rafah="1") == {"rafah": "changed"}


def test_a_topic_that_left_the_desk_and_came_back_has_missed_something(stocked: Database) -> None:
    assert sync(stocked) == {}
    assert sync(stocked, rafah="1") == {"rafah": "changed"}


def test_a_topic_that_changed_while_the_archive_was_matched_stays_out_of_step(stocked: Database) -> None:
    sync(stocked, rafah="2")
    with stocked.writing() as session:
        note_matched(session, {"rafah": "1"}, LATER)
    assert sync(stocked, rafah="2") == {"rafah": "changed"}


def test_hits_are_counted_from_a_moment_on_and_alerts_for_ever(stocked: Database) -> None:
    with stocked.writing() as session:
        second, story = add_article(session, "b", article("https://b.example/2"), Placement(), [], None, "", LATER)
        add_matches(session, 1, [MATCH])
        add_matches(session, second, [MATCH, Match("jets", (), ())])
        add_told(session, story, second, ["rafah", "gone"], LATER)
    with stocked.reading() as session:
        assert topic_standings(session, LATER) == {
            "rafah": TopicStanding("rafah", 1, LATER, 1),
            "jets": TopicStanding("jets", 1, LATER, 0),
            "gone": TopicStanding("gone", 0, None, 1),
        }


def test_matches_are_read_replaced_and_removed_with_their_holds(stocked: Database) -> None:
    other, moved = Match("jets", (), ()), Match("rafah", (Span("title", 0, 8),), ())
    with stocked.writing() as session:
        add_matches(session, 1, [MATCH, other])
        add_holds(session, 1, [Hold("rafah", Reason.TOLD), Hold("jets", Reason.NO_ROUTE)], NOW)
        replace_matches(session, 1, [moved])
        remove_matches(session, 1, ["jets"])
        kept = kept_of(session, [1, 2], {"rafah", "jets"})
        assert kept_of(session, [1], {"jets"}).matches == {}
        assert decided_topics(session, 1) == {"rafah"}
    assert kept.matches == {(1, "rafah"): moved}
    assert kept.holds == {(1, "rafah"): "story already alerted"}


def test_a_hold_takes_the_place_of_another_and_is_lifted(stocked: Database) -> None:
    with stocked.writing() as session:
        put_holds(session, 1, [Hold("rafah", Reason.REMATCH), Hold("jets", Reason.REMATCH)], NOW)
        put_holds(session, 1, [Hold("rafah", Reason.NO_ROUTE)], LATER)
        lift_holds(session, 1, ["jets"])
        session.flush()
        assert kept_of(session, [1], {"rafah", "jets"}).holds == {(1, "rafah"): "no route"}


def test_what_a_story_was_told_under_names_the_article(stocked: Database) -> None:
    with stocked.writing() as session:
        add_told(session, 1, 1, ["rafah", "jets"], NOW)
        assert told_of(session, {1, 2}, {"rafah"}) == {(1, "rafah"): 1}
