from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from news import Article, Held, Hold, Kind, Part, Placement, Precision, Reason
from storage.articles import (
    add_aliases,
    add_article,
    add_holds,
    add_matches,
    add_told,
    article_known_as,
    decided_topics,
    join_stories,
    likely_copies,
    read_as,
    renew_article,
    topics_told,
)
from storage.database import Database
from storage.outbox import queue
from storage.overview import status
from storage.tables import AlertRow, ArticleRow, DeliveryRow
from tests.storage.conftest import MATCH, NOW, alert, article

BIG = 2**63 - 1
RICH = replace(
    article(),
    kind=Kind.LIVE_BLOG,
    parts=(Part.POST, Part.TEXT),
    captions=("Lorries at the gate", "رفح"),
    agencies=("Reuters",),
    lead_image="https://a.example/1.jpg",
    amp_url="https://a.example/amp/1",
    published_precision=Precision.DAY,
    utc_offset=timedelta(hours=-3, minutes=-30),
    page_refused="paywall stub",
)
COLUMNS = "kind, lead_image, amp_url, published_precision, utc_offset_minutes, page_refused"


def kept(database: Database, columns: str) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.connection().execute(text(f"select {columns} from article order by id"))]


def test_an_article_is_found_under_each_of_its_addresses(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [], NOW)
        add_aliases(session, stored, {"a.example/1", "a.example/amp/1"})
        assert article_known_as(session, {"nowhere", "a.example/amp/1"}) == stored
        assert article_known_as(session, {"nowhere"}) is None


def test_an_address_stays_with_the_article_that_had_it_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, _ = add_article(session, "a", article(), Placement(), [], NOW)
        second, _ = add_article(session, "b", article(), Placement(), [], NOW)
        add_aliases(session, first, {"k"})
        add_aliases(session, second, {"k"})
        assert article_known_as(session, {"k"}) == first


def test_articles_that_share_two_fingerprints_are_candidates_nearest_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        far, _ = add_article(session, "a", article(), Placement(), [1, 2, 9], NOW)
        near, _ = add_article(session, "a", article(), Placement(), [1, 2, 3, -BIG], NOW)
        add_article(session, "a", article(), Placement(), [1, 7, 8], NOW)
        found = likely_copies(session, [1, 2, 3, -BIG, 5], NOW - timedelta(hours=1))
    assert [candidate.article_id for candidate in found] == [near, far]
    assert found[0].text == article().text


def test_articles_seen_too_long_ago_are_no_candidates(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_article(session, "a", article(), Placement(), [1, 2], NOW)
        assert likely_copies(session, [1, 2], NOW + timedelta(seconds=1)) == []
        assert likely_copies(session, [], NOW) == []


def test_a_copy_joins_the_story_of_its_original(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, story = add_article(session, "a", article(), Placement(), [], NOW)
        _, joined = add_article(session, "b", article(), Placement(story, original), [], NOW)
        _, other = add_article(session, "b", article(), Placement(), [], NOW)
    assert joined == story != other
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert (found.articles, found.copies, found.stories) == (3, 1, 2)


def test_a_story_is_told_once_under_a_topic(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, story = add_article(session, "a", article(), Placement(), [], NOW)
        add_told(session, story, stored, ["rafah"], NOW)
        assert topics_told(session, story) == {"rafah"}
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        add_told(session, story, stored, ["rafah"], NOW)


def test_matches_and_holds_are_counted(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", replace(article(), published_at=None), Placement(), [], NOW)
        add_matches(session, stored, [MATCH])
        add_holds(session, stored, [Hold("rafah", Reason.BACKLOG)], NOW)
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert found.matches == 1
    assert found.holds == {"older than alert_backlog": 1}
    assert found.held == (Held("rafah", "older than alert_backlog", "Crossing reopens", "https://a.example/1", NOW),)


def test_all_that_a_page_tells_of_an_article_is_kept(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_article(session, "a", RICH, Placement(), [], NOW)
        add_article(session, "a", article(), Placement(), [], NOW)
        rows = session.scalars(select(ArticleRow).order_by(col(ArticleRow.id))).all()
        lists = [(row.parts, row.captions, row.agencies) for row in rows]
    assert lists == [(["post", "text"], ["Lorries at the gate", "رفح"], ["Reuters"]), ([], [], [])]
    assert kept(with_sources, COLUMNS) == [
        ("live blog", "https://a.example/1.jpg", "https://a.example/amp/1", "day", -210, "paywall stub"),
        ("article", None, None, "instant", None, None),
    ]


def renewed(database: Database, read: Article, placement: Placement) -> tuple[int, int]:
    """An article that matched and was told, and then was read again. Its id and its story."""
    with database.writing() as session:
        stored, story = add_article(session, "a", article(), Placement(), [1, 2], NOW)
        add_matches(session, stored, [MATCH])
        add_told(session, story, stored, ["rafah"], NOW)
        assert decided_topics(session, stored) == {"rafah"}
        place = (placement.story_id or story, placement.copy_of)
        assert renew_article(session, stored, read, placement, [3, 4]) == place
        return stored, story


def test_an_article_that_is_read_again_is_the_same_with_new_words(with_sources: Database) -> None:
    stored, story = renewed(with_sources, replace(RICH, text="What the page says."), Placement())
    assert kept(with_sources, "id, story_id, text, kind") == [(stored, story, "What the page says.", "live blog")]
    with with_sources.reading() as session:
        assert topics_told(session, story) == {"rafah"}
        assert decided_topics(session, stored) == frozenset()
        assert [there.article_id for there in likely_copies(session, [3, 4], NOW)] == [stored]
        assert likely_copies(session, [1, 2], NOW) == []


def test_an_article_that_turns_out_to_be_a_copy_joins_that_story(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, other = add_article(session, "b", article(), Placement(), [3, 4], NOW)
    stored, _ = renewed(with_sources, RICH, Placement(other, original))
    assert kept(with_sources, "id, story_id, copy_of") == [(original, other, None), (stored, other, original)]


def test_within_its_own_story_an_article_stays_what_it_was(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [], NOW)
        second, _ = add_article(session, "b", article(), Placement(story, first), [], NOW)
        assert renew_article(session, first, RICH, Placement(story, second), []) == (story, None)
        assert renew_article(session, second, RICH, Placement(story, second), []) == (story, first)


def test_a_story_that_becomes_part_of_another_takes_all_along(with_sources: Database) -> None:
    """Its articles, its messages, and what was told: the earlier of two where both were told."""
    later = NOW + timedelta(hours=1)
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [], NOW)
        moved, former = add_article(session, "a", article(), Placement(), [], NOW)
        copy, _ = add_article(session, "b", article(), Placement(former, moved), [], NOW)
        add_told(session, story, first, ["rafah", "aid"], later)
        add_told(session, former, moved, ["rafah", "truce"], NOW)
        add_told(session, former, copy, ["aid"], later + timedelta(hours=1))
        queue(session, former, moved, [alert()], NOW)
        join_stories(session, former, story)
        join_stories(session, story, story)
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
        assert topics_told(session, former) == frozenset()
        rows = session.scalars(select(AlertRow).order_by(col(AlertRow.topic))).all()
        told = [(row.topic, row.story_id, row.article_id, row.alerted_at) for row in rows]
        messages = session.scalars(select(DeliveryRow.story_id)).all()
    assert told == [("aid", story, first, later), ("rafah", story, moved, NOW), ("truce", story, moved, NOW)]
    assert (found.stories, found.copies, messages) == (1, 1, [story])
    assert kept(with_sources, "story_id") == [(story,)] * 3


def test_the_number_of_a_story_that_was_joined_is_not_given_to_another(with_sources: Database) -> None:
    """The keys of its messages are made of it."""
    with with_sources.writing() as session:
        _, story = add_article(session, "a", article(), Placement(), [], NOW)
        _, former = add_article(session, "a", article(), Placement(), [], NOW)
        join_stories(session, former, story)
        _, other = add_article(session, "a", article(), Placement(), [], NOW)
    assert other not in (story, former)


def test_what_was_held_once_is_decided_also_when_its_words_are_gone_for_a_while(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [], NOW)
        add_matches(session, stored, [MATCH])
        add_holds(session, stored, [Hold("rafah", Reason.BACKLOG)], NOW)
        renew_article(session, stored, RICH, Placement(), [])
        assert decided_topics(session, stored) == {"rafah"}


def test_a_stored_article_tells_what_its_page_came_to(with_sources: Database) -> None:
    with with_sources.writing() as session:
        whole, _ = add_article(session, "a", article(), Placement(), [], NOW)
        stub, _ = add_article(session, "a", replace(RICH, kind=Kind.ARTICLE), Placement(), [], NOW)
        assert [read_as(session, one).word for one in (whole, stub)] == ["article", "paywall stub"]


def test_an_error_in_a_transaction_leaves_nothing_behind(with_sources: Database) -> None:
    def fail_midway() -> None:
        with with_sources.writing(alone=True) as session:
            add_article(session, "a", article(), Placement(), [1], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    with with_sources.reading() as session:
        assert status(session, ["mail", "chat"]).articles == 0
