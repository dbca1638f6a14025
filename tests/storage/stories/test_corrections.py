from collections.abc import Collection

import pytest
from sqlmodel import col, select

from news import By, Likeness, Placement
from storage.articles import add_told, likely_copies, occasions_told, renew_article
from storage.database import Database, Session
from storage.outbox import queue
from storage.stories import join_stories, likely_members, merge_stories, split_story, story_now
from storage.stories.joining import are_apart
from storage.tables import ArticleRow, DeliveryRow
from tests.storage.conftest import NOW, alert, article
from tests.storage.stories.conftest import HOUR, LATER, about, copied_by, told_by


def places(session: Session) -> dict[int | None, int]:
    return {row.id: row.story_id for row in session.scalars(select(ArticleRow))}


def pinned(session: Session) -> set[int | None]:
    return set(session.scalars(select(ArticleRow.id).where(col(ArticleRow.pinned))))


def test_a_split_moves_articles_with_their_copies_and_what_they_told(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, _ = told_by(session, story=story)
        copy = copied_by(session, "B", story, moved)
        copy_of_copy = copied_by(session, "C", story, copy)
        add_told(session, story, first, ["aid"], NOW)
        add_told(session, story, copy, ["rafah"], NOW)
        add_told(session, story, moved, ["rafah"], NOW, "more outlets: 3")
        for one in (first, copy):
            queue(session, story, one, [alert(f"mail-{one}")], NOW)
        new = split_story(session, story, [moved], LATER)
        gone = {moved, copy, copy_of_copy}
        assert places(session) == {first: story} | dict.fromkeys(gone, new)
        assert pinned(session) == gone
        assert (set(occasions_told(session, story)), set(occasions_told(session, new))) == ({"aid"}, {"rafah"})
        told = session.execute(select(DeliveryRow.article_id, DeliveryRow.story_id)).all()
        assert set(map(tuple, told)) == {(first, story), (copy, new)}
        assert are_apart(session, story, new)


def test_what_was_missed_by_a_story_that_was_split_can_be_told_the_same_way(with_sources: Database) -> None:
    """The key of a message is made of its story, topics and channel: the one that moved away had the same."""
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, _ = told_by(session, story=story)
        queue(session, story, moved, [alert()], NOW)
        new = split_story(session, story, [moved], LATER)
        queue(session, story, first, [alert()], LATER)
        queue(session, new, moved, [alert()], LATER)
        assert len(set(session.scalars(select(DeliveryRow.key)))) == 3


def test_split_stories_are_not_joined_by_themselves_and_merged_by_a_person_they_are(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, _ = told_by(session, story=story)
        new = split_story(session, story, [moved], LATER)
        assert not join_stories(session, new, story)
        merge_stories(session, story, new)
        assert places(session) == {first: story, moved: story}
        assert pinned(session) == {first, moved}
        assert (story_now(session, new), are_apart(session, story, new)) == (story, False)
        with pytest.raises(ValueError, match=f"story {new} is part of story {story} already"):
            merge_stories(session, story, new)
        with pytest.raises(ValueError, match="there is no story 99"):
            merge_stories(session, story, 99)


def test_a_copy_that_is_moved_away_from_its_original_is_a_text_of_its_own(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, story = told_by(session, keys=(1, 2))
        copy = copied_by(session, "B", story, original)
        new = split_story(session, story, [copy], LATER)
        (there,) = likely_copies(session, [1, 2], NOW, HOUR)
        assert (there.article_id, there.story_id, there.copy_of) == (copy, new, None)
        assert {one.story_id for one in likely_members(session, about(1, 2))} == {story, new}


def test_what_a_person_put_somewhere_stays_there_when_it_is_read_again(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, other = told_by(session)
        _, story = told_by(session)
        moved, _ = told_by(session, story=story)
        new = split_story(session, story, [moved], LATER)
        placement = Placement(other, By.COPY, original)
        assert renew_article(session, moved, article(), placement, []) == (new, None)
        by_hand, _ = told_by(session, story=story, by=By.PERSON)
        assert renew_article(session, by_hand, article(), placement, []) == (story, None)


def test_an_article_that_is_read_again_does_not_bring_together_what_was_told_apart(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, _ = told_by(session, story=story)
        new = split_story(session, story, [moved], LATER)
        assert renew_article(session, first, article(), Placement(new, By.COPY, moved), []) == (story, None)


def test_a_report_of_another_event_takes_its_story_along_only_if_it_is_alone_there(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, other = told_by(session)
        first, story = told_by(session)
        copied_by(session, "B", story, first)
        second, _ = told_by(session, story=story)
        event = Placement(other, By.EVENT)
        assert renew_article(session, first, article(), event, [], about(5, 6)) == (story, None)
        alone, small = told_by(session)
        copy = copied_by(session, "B", small, alone, Likeness.REVISION)
        assert renew_article(session, alone, article(), event, [], about(7, 8)) == (other, None)
        assert places(session)[copy] == other
        assert {one.article_id for one in likely_members(session, about(7, 8))} >= {alone}
        assert places(session)[second] == story


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((1, 2), "nothing would stay"),
        ((1,), "nothing would stay"),
        ((2, 3), "not of story 1: article 3"),
        ((), "no art"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused_in_words(
    with_sources: Database, named: Collection[int], said: str
) -> None:
    """Article 2 is a copy of 1; article 3 is of another story."""
    with with_sources.writing() as session:
        first, story = told_by(session)
        copied_by(session, "B", story, first)
        told_by(session)
        with pytest.raises(ValueError, match=said):
            split_story(session, story, named, LATER)
        with pytest.raises(ValueError, match="there is no story 99"):
            split_story(session, 99, named, LATER)


def test_the_number_of_a_story_that_was_joined_is_good_for_a_split_too(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = told_by(session)
        moved, former = told_by(session)
        join_stories(session, former, story)
        new = split_story(session, former, [moved], LATER)
        assert places(session) == {first: story, moved: new}
