from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from news import Member, Placement
from storage.articles import renew_article
from storage.database import Database
from storage.stories import join_stories, likely_members, neighbours
from storage.stories.members import BESIDE, renew_profile, stored_profile
from storage.tables import StoryKeyRow
from storage.weekly import MOST_OF_ONE
from tests.storage.conftest import NOW, article
from tests.storage.stories.conftest import DAY, HOUR, about, copied_by, told_by

BIG = 2**63 - 1


def ids(members: Sequence[Member]) -> list[int]:
    return [member.article_id for member in members]


def test_articles_that_share_two_keys_are_found_those_that_share_most_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        far, _ = told_by(session, keys=(1, 2, 9))
        near, story = told_by(session, keys=(1, 2, -BIG), at=NOW - DAY)
        told_by(session, keys=(1, 7, 8))
        found = likely_members(session, about(1, 2, -BIG, 5))
    assert ids(found) == [near, far]
    assert found[0] == Member(near, story, b"(1, 2, -9223372036854775807)", NOW - DAY)


def test_a_profile_with_one_key_finds_all_that_share_it_and_one_without_finds_nothing(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = told_by(session, keys=(1, 2))
        assert ids(likely_members(session, about(1))) == [stored]
        assert likely_members(session, about()) == []


@pytest.mark.parametrize("days", [-30, -7, -1, 0, 1, 7, 30])
def test_what_came_out_within_the_days_on_either_side_is_found(with_sources: Database, days: int) -> None:
    with with_sources.writing() as session:
        stored, _ = told_by(session, keys=(1, 2), at=NOW + days * DAY)
        assert ids(likely_members(session, about(1, 2))) == [stored]


@pytest.mark.parametrize("away", [-30 * DAY - HOUR, 30 * DAY + HOUR])
def test_what_came_out_before_or_after_them_is_not(with_sources: Database, away: object) -> None:
    with with_sources.writing() as session:
        told_by(session, keys=(1, 2), at=NOW + away)
        assert likely_members(session, about(1, 2)) == []


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_date_at_either_end_of_the_calendar_finds_nothing(with_sources: Database, at: datetime) -> None:
    with with_sources.writing() as session:
        told_by(session, keys=(1, 2))
        assert likely_members(session, about(1, 2, at=at)) == []


def test_a_story_is_represented_by_its_latest_articles_too(with_sources: Database) -> None:
    """Not by those out of time, and by none twice."""
    with with_sources.writing() as session:
        first, story = told_by(session, keys=(1, 2))
        further = [told_by(session, story=story, keys=(7, n))[0] for n in range(BESIDE + 2)]
        told_by(session, story=story, keys=(7, 8), at=NOW - 31 * DAY)
        told_by(session, keys=(7, 8))
        found = likely_members(session, about(1, 2))
    assert ids(found) == [first, *reversed(further[-BESIDE + 1 :])]
    assert {member.story_id for member in found} == {story}


def test_no_more_are_found_than_asked_for_but_for_those_that_stand_beside(with_sources: Database) -> None:
    with with_sources.writing() as session:
        best, _ = told_by(session, keys=(1, 2, 3))
        stored = [told_by(session, keys=(1, 2))[0] for _ in range(4)]
        assert ids(likely_members(session, about(1, 2, 3), limit=3)) == [best, *stored[:2]]


def test_of_a_key_that_thousands_share_the_latest_are_found(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored = [told_by(session, keys=(1, 2))[0] for _ in range(MOST_OF_ONE + 3)]
        found = likely_members(session, about(1, 2), limit=MOST_OF_ONE + 50)
    assert ids(found) == stored[3:]


def test_what_carries_another_ones_text_is_beside_nothing(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, story = told_by(session, keys=(1, 2))
        copy = copied_by(session, "B", story, original)
        alone, _ = told_by(session, keys=(1, 2))
        read = article()
        renew_article(session, alone, read, Placement(story, copy_of=original), [], about(1, 2))
        assert ids(likely_members(session, about(1, 2))) == [original]
        assert stored_profile(session, copy) is None


def test_an_article_that_says_something_else_is_found_by_that_alone(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = told_by(session, keys=(1, 2))
        renew_profile(session, stored, about(3, 4, at=NOW - 9 * DAY))
        assert likely_members(session, about(1, 2)) == []
        assert ids(likely_members(session, about(3, 4))) == [stored]
        assert stored_profile(session, stored) == about(3, 4, at=NOW - 9 * DAY)
        assert len(session.scalars(select(StoryKeyRow)).all()) == 2


def test_members_are_of_the_story_that_theirs_is_part_of_by_now(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, story = told_by(session)
        _, former = told_by(session, keys=(1, 2))
        join_stories(session, former, story)
        assert {member.story_id for member in likely_members(session, about(1, 2))} == {story}


def test_the_neighbours_of_an_article_are_of_other_stories_one_of_each(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, story = told_by(session, keys=(1, 2, 3, 4))
        copy = copied_by(session, "B", story, stored)
        told_by(session, story=story, keys=(1, 2, 3, 4))
        far, _ = told_by(session, keys=(1, 2))
        near, other = told_by(session, keys=(1, 2, 3))
        told_by(session, story=other, keys=(1, 2))
        for one in (stored, copy):
            assert ids(neighbours(session, one)) == [near, far]
        assert ids(neighbours(session, stored, limit=1)) == [near]
        assert neighbours(session, 99) == []


def test_an_article_whose_profile_was_forgotten_has_no_neighbours(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, story = told_by(session, keys=(1, 2))
        told_by(session, keys=(1, 2))
        bare = copied_by(session, "B", story, copied_by(session, "C", story, stored))
        assert neighbours(session, bare) == []
