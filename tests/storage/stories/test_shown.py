from sqlalchemy import event

from news import By, Likeness, Placement, Spread, StoryArticle, Telling
from news.story import Ground, Grouping, Verdict
from storage.articles import add_article, add_followed, add_matches, add_told
from storage.database import Database
from storage.stories import join_stories, set_apart, split_story, spread, stories, story
from tests.storage.conftest import MATCH, NOW, article
from tests.storage.stories.conftest import DAY, HOUR, LATER, copied_by, told_by


def test_a_story_goes_as_far_as_owners_have_texts_of_their_own(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, one = told_by(session, "B", agencies=("Reuters",))
        told_by(session, "A", one)
        told_by(session, "B", one, agencies=("AP", "Reuters"))
        copied_by(session, "C", one, first)
        copied_by(session, "D", one, first, Likeness.REVISION)
        assert spread(session, one) == Spread(("B", "A"), 2, ("Reuters", "AP"), "B")
        assert spread(session, 99) == Spread()


def test_an_outlets_next_word_on_its_own_text_is_no_copy(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, one = told_by(session, "A")
        copied_by(session, "A", one, first, Likeness.REVISION)
        copied_by(session, "A", one, first)
        assert (spread(session, one).copies, spread(session, one).outlets) == (1, ("A",))


def test_an_outlet_that_had_a_copy_first_counts_from_its_own_text_on(with_sources: Database) -> None:
    with with_sources.writing() as session:
        elsewhere, other = told_by(session, "A")
        copy = copied_by(session, "C", other, elsewhere)
        assert spread(session, other).outlets == ("A",)
        told_by(session, "C", other)
        assert spread(session, other).outlets == ("A", "C")
        assert spread(session, split_story(session, other, [elsewhere], LATER)).copies == 1
        assert spread(session, other).outlets == ("C",)
        assert copy


def test_an_article_of_before_owners_were_kept_counts_by_its_outlet(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, one = add_article(session, "a", article(outlet=None), Placement(), [], None, "", NOW)
        add_article(session, "b", article(outlet="B"), Placement(one), [], None, "", NOW)
        add_article(session, "a", article(outlet=None), Placement(one), [], None, "", NOW)
        assert spread(session, one).outlets == ("a", "B")


def test_a_story_is_shown_with_its_articles_and_why_they_are_there(with_sources: Database) -> None:
    verdict = Verdict(Likeness.REVISION, Ground.FEW_CHANGES, 0.93)
    copied = Placement(1, By.REVISION, 1, verdict)
    beside = Placement(1, By.EVENT, grouping=Grouping(1, beside=1, score=0.5, terms=("Rafah", "crossing")))
    with with_sources.writing() as session:
        _, near = told_by(session)
        first, _ = add_article(session, "a", article(), Placement(grouping=Grouping(near=near)), [], None, "a", NOW)
        assert (first, near) == (2, 1)
        add_article(session, "b", article(outlet=None), copied, [], None, "b", LATER)
        add_article(session, "b", article(), beside, [], None, "b", LATER)
        add_matches(session, 2, [MATCH])
        add_told(session, 2, 2, ["rafah"], NOW)
        add_followed(session, 2, 2, [("rafah", "more outlets: 3")], LATER)
        set_apart(session, 2, 1, NOW)
        shown, one = story(session, 2), story(session, 1)
    assert shown
    assert one
    assert (shown.id, shown.opened_at, shown.near, shown.joined_to, shown.apart) == (2, NOW, near, None, (1,))
    assert shown.articles == (
        StoryArticle(
            2, "a", "A", "a", "https://a.example/1", "Crossing reopens", NOW, NOW, "en",
            placement=Placement(grouping=Grouping(near=near)), topics=("rafah",),
        ),
    )  # fmt: skip
    assert shown.told == (Telling("rafah", "first", 2, NOW), Telling("rafah", "more outlets: 3", 2, LATER))
    assert [(there.placement, there.likeness, there.outlet) for there in one.articles[1:]] == [
        (copied, Likeness.REVISION, "b"),
        (beside, None, "A"),
    ]


def test_a_story_that_was_joined_is_empty_and_says_where_it_went(with_sources: Database) -> None:
    with with_sources.writing() as session:
        _, one = told_by(session)
        _, former = told_by(session)
        join_stories(session, former, one)
        shown = story(session, former)
        assert story(session, 99) is None
    assert shown
    assert (shown.articles, shown.joined_to) == ((), one)


def test_stories_are_listed_by_their_latest_article(with_sources: Database) -> None:
    with with_sources.writing() as session:
        ids = [told_by(session)[1] for _ in range(3)]
        told_by(session, story=ids[0])
        for limit in (1, 2, 5):
            assert [one.id for one in stories(session, NOW, limit)] == [ids[0], ids[2], ids[1]][:limit]
        assert stories(session, NOW + HOUR, 5) == []
        assert [len(one.articles) for one in stories(session, NOW - DAY, 5)] == [2, 1, 1]


def test_stories_are_listed_by_what_their_articles_match(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, one = told_by(session)
        told_by(session, story=one)
        told_by(session)
        add_matches(session, first, [MATCH])
        assert [there.id for there in stories(session, NOW, 5, "rafah")] == [one]
        assert stories(session, NOW, 5, "jets") == []


def test_many_stories_take_as_many_statements_as_one(with_sources: Database) -> None:
    counted: list[str] = []
    event.listen(with_sources.engine, "before_cursor_execute", lambda *what: counted.append(what[2]))
    with with_sources.writing() as session:
        for _ in range(9):
            told_by(session)
        counted.clear()
        assert len(stories(session, NOW, 9)) == 9
    assert len(counted) == 6
