from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from news import Article, By, Changed, Ground, Held, Hold, Kind, Likeness, Part, Placement, Precision, Reason, Verdict
from storage.articles import (
    add_aliases,
    add_article,
    add_followed,
    add_holds,
    add_matches,
    add_told,
    article_known_as,
    candidate,
    decided_topics,
    likely_copies,
    occasions_told,
    read_as,
    renew_article,
)
from storage.database import Database
from storage.fates import fate_of
from storage.matches import told_of
from storage.overview import status
from storage.stories import stories
from storage.tables import AliasRow, ArticleRow
from storage.topics import topic_standings
from storage.weekly import MOST_OF_ONE
from tests.storage.conftest import MATCH, NOW, article

BIG = 2**63 - 1
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
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
        stored, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        add_aliases(session, stored, {"a.example/1", "a.example/amp/1"})
        assert article_known_as(session, {"nowhere", "a.example/amp/1"}) == stored
        assert article_known_as(session, {"nowhere"}) is None


def test_an_address_stays_with_the_article_that_had_it_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        second, _ = add_article(session, "b", article(), Placement(), [], None, "", NOW)
        add_aliases(session, first, {"k"})
        add_aliases(session, second, {"k"})
        assert article_known_as(session, {"k"}) == first


def test_articles_that_share_two_fingerprints_are_candidates_nearest_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        far, _ = add_article(session, "a", article(), Placement(), [1, 2, 9], None, "", NOW)
        near, _ = add_article(session, "a", article(), Placement(), [1, 2, 3, -BIG], None, "", NOW)
        add_article(session, "a", article(), Placement(), [1, 7, 8], None, "", NOW)
        found = likely_copies(session, [1, 2, 3, -BIG, 5], NOW, HOUR)
    assert [candidate.article_id for candidate in found] == [near, far]
    assert found[0].text == article().text


def test_articles_that_came_out_outside_of_the_window_are_no_candidates(with_sources: Database) -> None:
    """On either side; in what week they came out is all one."""
    with with_sources.writing() as session:
        add_article(session, "a", article(), Placement(), [1, 2], None, "", NOW)
        for at, found in (
            (NOW + 90 * HOUR, 1),
            (NOW - 90 * HOUR, 1),
            (NOW + 90 * HOUR + SECOND, 0),
            (NOW - 90 * HOUR - SECOND, 0),
        ):
            assert len(likely_copies(session, [1, 2], at, 90 * HOUR)) == found
        assert likely_copies(session, [], NOW, HOUR) == []


@pytest.mark.parametrize(("published_at", "at"), [(None, NOW), (NOW - 9 * HOUR, NOW - 9 * HOUR), (NOW + HOUR, NOW)])
def test_an_article_came_out_when_it_says_or_when_it_was_seen_if_that_was_before(
    with_sources: Database, published_at: datetime | None, at: datetime
) -> None:
    with with_sources.writing() as session:
        add_article(session, "a", replace(article(), published_at=published_at), Placement(), [1, 2], None, "", NOW)
        assert len(likely_copies(session, [1, 2], at, SECOND)) == 1
        assert likely_copies(session, [1, 2], at + 2 * HOUR, SECOND) == []


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_dates_at_either_end_of_the_calendar_find_nothing_and_break_nothing(
    with_sources: Database, at: datetime
) -> None:
    with with_sources.writing() as session:
        assert likely_copies(session, [1, 2], at, 72 * HOUR) == []


def test_one_fingerprint_in_common_is_enough_for_a_text_that_has_but_one(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [1, 2, 3], None, "", NOW)
        assert likely_copies(session, [1, 9], NOW, HOUR) == []
        assert [there.article_id for there in likely_copies(session, [1], NOW, HOUR)] == [stored]
        assert [there.article_id for there in likely_copies(session, [1, 1], NOW, HOUR)] == [stored]


def test_of_a_form_that_hundreds_fill_in_the_latest_are_found(with_sources: Database) -> None:
    with with_sources.writing() as session:
        ids = [add_article(session, "a", article(), Placement(), [1, 2], None, "", NOW)[0] for _ in range(205)]
        found = [there.article_id for there in likely_copies(session, [1, 2], NOW, HOUR, limit=300)]
    assert found == ids[-MOST_OF_ONE:]


def test_a_candidate_says_whose_it_is_and_what_it_is_a_copy_of(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [1, 2], None, "a.example", NOW)
        copy, _ = add_article(session, "b", article(), Placement(story, By.COPY, first), [1, 2], None, "b.example", NOW)
        found = likely_copies(session, [1, 2], NOW, HOUR)
        assert candidate(session, copy) == found[1]
    assert [(there.site, there.copy_of, there.story_id) for there in found] == [
        ("a.example", None, story),
        ("b.example", first, story),
    ]


def test_a_copy_joins_the_story_of_its_original(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        _, joined = add_article(session, "b", article(), Placement(story, By.COPY, original), [], None, "", NOW)
        _, other = add_article(session, "b", article(), Placement(), [], None, "", NOW)
    assert joined == story != other
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert (found.articles, found.copies, found.stories) == (3, 1, 2)


def test_a_story_is_told_once_under_a_topic(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        add_told(session, story, stored, ["rafah"], NOW)
        assert occasions_told(session, story) == {"rafah": {"first"}}
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        add_told(session, story, stored, ["rafah"], NOW)


def test_what_follows_is_told_once_in_a_story_and_for_itself(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        add_told(session, story, stored, ["rafah", "aid"], NOW)
        both = {("rafah", "more outlets: 3"), ("aid", "more outlets: 3")}
        assert add_followed(session, story, stored, both, NOW) == both
        new = ("rafah", "figure changed: 75")
        assert add_followed(session, story, stored, [*both, new, new], NOW) == {new}
        assert add_followed(session, story, stored, [], NOW) == frozenset()
        assert occasions_told(session, story) == {
            "rafah": {"first", "more outlets: 3", "figure changed: 75"},
            "aid": {"first", "more outlets: 3"},
        }
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        add_told(session, story, stored, ["rafah"], NOW, "more outlets: 3")


def test_stories_told_are_counted_and_not_what_followed(with_sources: Database) -> None:
    follow_up = ("rafah", "more outlets: 3")
    with with_sources.writing() as session:
        stored, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        other, _ = add_article(session, "b", article(), Placement(story), [], None, "", NOW)
        add_matches(session, other, [MATCH])
        add_followed(session, story, other, [follow_up], NOW)
        assert status(session, []).alerts == {}
        assert topic_standings(session, NOW)["rafah"].alerts == 0
        assert fate_of(session, other, "rafah").told_at is None
        add_told(session, story, stored, ["rafah"], NOW)
        add_followed(session, story, other, [("rafah", "more outlets: 10")], NOW + HOUR)
        assert status(session, []).alerts == {"rafah": 1}
        assert topic_standings(session, NOW)["rafah"].alerts == 1
        assert told_of(session, [story], ["rafah"]) == {(story, "rafah"): stored}
        assert (fate_of(session, other, "rafah").told_by, fate_of(session, other, "rafah").told_at) == (stored, NOW)


def test_how_an_article_came_to_its_story_is_kept_with_whose_it_is(with_sources: Database) -> None:
    verdict = Verdict(Likeness.REVISION, Ground.FEW_CHANGES, 0.9, (Changed("50 died", "75 died", (("50", "75"),)),))
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [], None, "a.example", NOW)
        placement = Placement(story, By.REVISION, first, verdict)
        add_article(session, "b", article(), placement, [], None, "b.example", NOW)
        add_article(session, "b", article(), Placement(story, By.PERSON), [], None, "b.example", NOW)
        shown = stories(session, NOW, 1)[0].articles
    assert [(one.owner, one.copy_of, one.likeness, one.pinned) for one in shown] == [
        ("a.example", None, None, False),
        ("b.example", first, Likeness.REVISION, False),
        ("b.example", None, None, True),
    ]
    assert [one.placement for one in shown] == [Placement(), placement, Placement(story, By.PERSON)]


def test_an_article_that_is_read_again_keeps_its_owner_unless_that_is_known_better(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [], None, "a.example", NOW)
        renew_article(session, stored, article(), Placement(), [])
        assert candidate(session, stored).site == "a.example"
        renew_article(session, stored, article(), Placement(), [], None, "b.example")
        assert candidate(session, stored).site == "b.example"


def test_an_address_without_what_was_learned_to_be_noise_says_whose_noise(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        add_aliases(session, stored, {"k"})
        add_aliases(session, stored, {"k", "l"}, "a.example")
        rows = session.scalars(select(AliasRow).order_by(col(AliasRow.key))).all()
    assert [(row.key, row.learned) for row in rows] == [("k", None), ("l", "a.example")]


def test_matches_and_holds_are_counted(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", replace(article(), published_at=None), Placement(), [], None, "", NOW)
        add_matches(session, stored, [MATCH])
        add_holds(session, stored, [Hold("rafah", Reason.BACKLOG)], NOW)
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert found.matches == 1
    assert found.holds == {"older than alert_backlog": 1}
    assert found.held == (Held("rafah", "older than alert_backlog", "Crossing reopens", "https://a.example/1", NOW),)


def test_all_that_a_page_tells_of_an_article_is_kept(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_article(session, "a", RICH, Placement(), [], None, "", NOW)
        add_article(session, "a", article(), Placement(), [], None, "", NOW)
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
        stored, story = add_article(session, "a", article(), Placement(), [1, 2], None, "", NOW)
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
        assert occasions_told(session, story) == {"rafah": {"first"}}
        assert decided_topics(session, stored) == frozenset()
        for prints in ([3, 4], [1, 2]):  # what carries its former words is compared with what it says now
            assert [there.text for there in likely_copies(session, prints, NOW, HOUR)] == ["What the page says."]


def test_an_article_that_turns_out_to_be_a_copy_joins_that_story(with_sources: Database) -> None:
    with with_sources.writing() as session:
        original, other = add_article(session, "b", article(), Placement(), [3, 4], None, "", NOW)
    stored, _ = renewed(with_sources, RICH, Placement(other, By.COPY, original))
    assert kept(with_sources, "id, story_id, copy_of") == [(original, other, None), (stored, other, original)]


def test_within_its_own_story_an_article_stays_what_it_was(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        second, _ = add_article(session, "b", article(), Placement(story, By.COPY, first), [], None, "", NOW)
        assert renew_article(session, first, RICH, Placement(story, By.COPY, second), []) == (story, None)
        assert renew_article(session, second, RICH, Placement(story, By.COPY, second), []) == (story, first)


def test_what_was_held_once_is_decided_also_when_its_words_are_gone_for_a_while(with_sources: Database) -> None:
    with with_sources.writing() as session:
        stored, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        add_matches(session, stored, [MATCH])
        add_holds(session, stored, [Hold("rafah", Reason.BACKLOG)], NOW)
        renew_article(session, stored, RICH, Placement(), [])
        assert decided_topics(session, stored) == {"rafah"}


def test_a_stored_article_tells_what_its_page_came_to(with_sources: Database) -> None:
    with with_sources.writing() as session:
        whole, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        stub, _ = add_article(session, "a", replace(RICH, kind=Kind.ARTICLE), Placement(), [], None, "", NOW)
        assert [read_as(session, one).word for one in (whole, stub)] == ["article", "paywall stub"]


def test_an_error_in_a_transaction_leaves_nothing_behind(with_sources: Database) -> None:
    def fail_midway() -> None:
        with with_sources.writing(alone=True) as session:
            add_article(session, "a", article(), Placement(), [1], None, "", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    with with_sources.reading() as session:
        assert status(session, ["mail", "chat"]).articles == 0
