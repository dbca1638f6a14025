from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import func, select

from news import Placement, Profile
from storage import forgetting, weekly
from storage.articles import add_article, candidate, likely_copies
from storage.database import Database, Session
from storage.forgetting import STORIES_KEPT, TEXTS_KEPT, forget_copies
from storage.stories import likely_members
from storage.tables import FingerprintRow, ProfileRow, StoryKeyRow
from storage.weekly import WEEK
from tests.storage.conftest import NOW, article

TABLES = (FingerprintRow, StoryKeyRow, ProfileRow)
SECOND = timedelta(seconds=1)


def stored(session: Session, at: datetime, seen_at: datetime | None = None) -> int:
    """An article that is found by two hashes of its text, and three keys of its story."""
    read = replace(article(), published_at=at)
    profile = Profile((1, 2, 3), b"packed", at)
    return add_article(session, "a", read, Placement(), [1, 2], profile, "a.example", seen_at or at)[0]


def counts(session: Session) -> list[int]:
    return [session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_what_new_articles_may_be_among_is_kept(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored(session, NOW)
        assert forget_copies(session, NOW + TEXTS_KEPT) == 0
        assert counts(session) == [2, 3, 1]


def test_texts_are_forgotten_by_the_week_and_then_what_stories_are_about(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first = stored(session, NOW)
        assert forget_copies(session, NOW + TEXTS_KEPT + WEEK) == 2
        assert counts(session) == [0, 3, 1]
        assert forget_copies(session, NOW + STORIES_KEPT) == 0
        assert forget_copies(session, NOW + STORIES_KEPT + SECOND) == 1
        assert forget_copies(session, NOW + STORIES_KEPT + WEEK) == 3
        assert counts(session) == [0, 0, 0]
        assert candidate(session, first).text == article().text, "articles stay"


def test_what_is_younger_is_found_as_before(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored(session, NOW - STORIES_KEPT - WEEK)
        young = stored(session, NOW)
        assert forget_copies(session, NOW) == 6
        assert [one.article_id for one in likely_copies(session, [1, 2], NOW, WEEK)] == [young]
        assert [one.article_id for one in likely_members(session, Profile((1, 2), b"", NOW))] == [young]
        assert counts(session) == [2, 3, 1]


def test_an_old_article_that_came_in_late_is_forgotten_too(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored(session, NOW - 900 * WEEK, NOW)
        assert forget_copies(session, NOW) == 5
        assert forget_copies(session, NOW + STORIES_KEPT + SECOND) == 1


def test_much_is_forgotten_little_by_little(with_sources: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "FORGOTTEN_AT_ONCE", 4)
    monkeypatch.setattr(forgetting, "PROFILES_AT_ONCE", 2)
    gone = []
    with with_sources.writing() as session:
        for _ in range(5):
            stored(session, NOW - 900 * WEEK)
        while found := forget_copies(session, NOW):
            gone.append(found)
        assert counts(session) == [0, 0, 0]
    assert sum(gone) == 10 + 15 + 5
    assert len(gone) > 2
    assert max(gone) < 15
