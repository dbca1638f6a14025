from datetime import datetime

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from storage.articles import add_followed, add_told, occasions_told
from storage.database import Database, Session
from storage.outbox import queue
from storage.overview import status
from storage.stories import headline_of, join_stories, open_story, set_apart, story_now
from storage.stories.joining import are_apart
from storage.tables import AlertRow, ArticleRow, DeliveryRow, StoryRow
from tests.storage.conftest import NOW, alert
from tests.storage.stories.conftest import HOUR, LATER, copied_by, told_by


def alerts(session: Session) -> list[tuple[str, str, int, int, datetime]]:
    rows = session.scalars(select(AlertRow).order_by(col(AlertRow.topic), col(AlertRow.occasion)))
    return [(row.topic, row.occasion, row.story_id, row.article_id, row.alerted_at) for row in rows]


def nears(session: Session) -> dict[int | None, int | None]:
    session.expire_all()
    return {row.id: row.near_id for row in session.scalars(select(StoryRow))}


def test_a_story_that_becomes_part_of_another_takes_all_along(with_sources: Database) -> None:
    """Its articles, its messages, and what was told: the earlier of two where both were told."""
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, former = told_by(session)
        copy = copied_by(session, "B", former, moved)
        add_told(session, story, first, ["rafah", "aid"], LATER)
        add_told(session, former, moved, ["rafah", "truce"], NOW)
        add_told(session, former, copy, ["aid"], LATER + HOUR)
        queue(session, former, moved, [alert()], NOW)
        assert join_stories(session, former, story)
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
        assert occasions_told(session, former) == {}
        assert alerts(session) == [
            ("aid", "first", story, first, LATER),
            ("rafah", "first", story, moved, NOW),
            ("truce", "first", story, moved, NOW),
        ]
        assert session.scalars(select(DeliveryRow.story_id)).all() == [story]
        assert set(session.scalars(select(ArticleRow.story_id))) == {story}
    assert (found.stories, found.copies) == (1, 1)


def test_what_followed_goes_along_by_its_key(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, former = told_by(session)
        for there, one in ((story, first), (former, moved)):
            add_told(session, there, one, ["aid"], NOW)
        add_followed(session, story, first, [("aid", "more outlets: 3")], LATER)
        add_followed(session, former, moved, [("aid", "more outlets: 3"), ("aid", "figure changed: 75")], NOW)
        join_stories(session, former, story)
        assert occasions_told(session, story) == {"aid": {"first", "more outlets: 3", "figure changed: 75"}}
        assert ("aid", "more outlets: 3", story, moved, NOW) in alerts(session)


def test_the_number_of_a_story_that_was_joined_is_not_given_to_another(with_sources: Database) -> None:
    """The keys of its messages are made of it."""
    with with_sources.writing() as session:
        _, story = told_by(session)
        _, former = told_by(session)
        join_stories(session, former, story)
        assert open_story(session, NOW) not in (story, former)


def test_a_story_that_was_joined_leads_to_where_it_is_now_however_often_it_moved(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, two, three = (told_by(session)[1] for _ in range(3))
        assert join_stories(session, three, two)
        assert join_stories(session, two, one)
        assert [story_now(session, story) for story in (one, two, three, 99)] == [one, one, one, None]
        assert headline_of(session, three) == "Crossing reopens"
        assert headline_of(session, 99) == ""


def test_what_is_one_already_is_not_joined_once_more(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, story = told_by(session)
        _, former = told_by(session)
        assert join_stories(session, former, story)
        for pair in ((former, story), (story, former), (story, story), (story, 99), (99, story)):
            assert not join_stories(session, *pair)
        assert session.scalar(select(StoryRow.joined_to).where(col(StoryRow.id) == story)) is None


def test_stories_that_a_person_told_apart_are_not_joined(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, other, third = (told_by(session)[1] for _ in range(3))
        set_apart(session, other, one, NOW)
        assert not join_stories(session, one, other)
        assert not join_stories(session, other, one)
        assert join_stories(session, third, other), "the third is nobody's"
        assert not join_stories(session, third, one), "it is part of the other now"
        assert [are_apart(session, one, story) for story in (other, third)] == [True, False]


def test_who_was_told_apart_from_a_story_is_apart_from_what_it_is_part_of_now(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, other, into, stranger = (told_by(session)[1] for _ in range(4))
        set_apart(session, one, other, NOW)
        set_apart(session, other, stranger, NOW)
        set_apart(session, into, stranger, NOW)
        assert join_stories(session, other, into)
        assert [are_apart(session, into, story) for story in (one, other, stranger)] == [True, False, True]
        assert not any(are_apart(session, other, story) for story in (one, into, stranger))
        assert not join_stories(session, one, into)


def test_a_story_cannot_be_told_apart_from_itself(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, story = told_by(session)
        with pytest.raises(ValueError, match="from itself"):
            set_apart(session, story, story, NOW)


def test_what_a_story_may_belong_to_follows_and_is_never_itself(with_sources: Database) -> None:
    with with_sources.writing() as session:
        far = open_story(session, NOW)
        into = open_story(session, NOW)
        former = open_story(session, NOW, near=far)
        beside = open_story(session, NOW, near=former)
        join_stories(session, former, into)
        assert nears(session) == {far: None, into: far, former: None, beside: into}
        join_stories(session, into, far)
        assert nears(session) == {far: None, into: None, former: None, beside: far}
        assert session.scalar(text("select count(*) from story where joined_to = :far").bindparams(far=far)) == 2
