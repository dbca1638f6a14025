import pytest
from sqlalchemy.exc import NoResultFound

from news import Hold, Placement, Reason
from storage.articles import add_article, add_holds, add_matches, add_told
from storage.database import Database
from storage.fates import Fate, fate_of
from tests.storage.conftest import MATCH, NOW, article


def test_what_became_of_each_article_of_a_story_is_known(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        second, _ = add_article(session, "b", article("https://b.example/1"), Placement(story), [], None, "", NOW)
        add_matches(session, first, [MATCH])
        add_matches(session, second, [MATCH])
        add_told(session, story, first, ["rafah"], NOW)
        add_holds(session, second, [Hold("rafah", Reason.TOLD)], NOW)
    with with_sources.reading() as session:
        assert fate_of(session, first, "rafah") == Fate(True, NOW, first)
        assert fate_of(session, second, "rafah") == Fate(True, NOW, first, "story already alerted", NOW)
        assert fate_of(session, first, "other") == Fate(False)


def test_of_an_article_that_is_not_there_nothing_is_known(with_sources: Database) -> None:
    with with_sources.reading() as session, pytest.raises(NoResultFound):
        fate_of(session, 99, "rafah")
