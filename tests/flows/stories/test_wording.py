"""Why an article stands where it stands, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.stories.wording import (
    apart,
    came_by,
    change_lines,
    figures,
    occasion,
    outlets,
    percent,
    quoted,
    telling,
    why,
)
from news import By, Changed, Ground, Likeness, Placement, StoryArticle, Telling, Verdict
from tests.flows.stories.shelf import COPY, NOON, REVISED, copy_of, event, unsure

ARTICLE = StoryArticle(
    5, "ledger", "The Ledger", "ledger.example", "https://ledger.example/5", "Ferry", None, NOON, "en"
)


@pytest.mark.parametrize("ground", Ground)
def test_every_ground_has_its_words(ground: Ground) -> None:
    assert why(Verdict(Likeness.DIFFERENT, ground, 0.4)).startswith("40 % shared, ")


def test_what_is_nearly_the_whole_is_not_called_all_of_it() -> None:
    assert [percent(share) for share in (0.0, 0.355, 0.998, 1.0)] == ["0 %", "36 %", "99 %", "100 %"]


def test_a_copy_names_what_it_copies_and_how_much_is_shared() -> None:
    one = replace(ARTICLE, copy_of=2, likeness=Likeness.COPY, placement=copy_of(2, 1, COPY))
    assert came_by(one) == "copy of 2: 97 % shared, nothing of substance differs"


def test_a_revision_names_the_figures_that_changed() -> None:
    one = replace(ARTICLE, copy_of=2, likeness=Likeness.REVISION, placement=copy_of(2, 1, REVISED))
    assert came_by(one) == "revision of 2: 87 % shared, 2 passages changed; 50 became 75"


def test_an_event_names_the_article_and_the_terms() -> None:
    assert came_by(replace(ARTICLE, placement=event(2, 1))) == (
        "same event as 2: Skarvholm, sandbank, night ferry (likeness 0.93)"
    )


def test_an_unsure_article_opens_a_story_that_may_belong_to_another() -> None:
    assert came_by(replace(ARTICLE, placement=unsure(2, 1))) == (
        "opened the story; it may belong to story 1: Velden, ferry (likeness 0.55)"
    )


def test_the_first_article_of_its_kind_opened_the_story() -> None:
    assert came_by(replace(ARTICLE, placement=Placement())) == "opened the story"


def test_what_a_person_moved_says_so_whatever_it_was_before() -> None:
    assert came_by(replace(ARTICLE, placement=event(2, 1), pinned=True)) == "put here by a person"
    kept = replace(ARTICLE, copy_of=2, likeness=Likeness.COPY, placement=Placement(1, By.COPY, 2, COPY), pinned=True)
    assert came_by(kept) == "put here by a person; copy of 2: 97 % shared, nothing of substance differs"


def test_an_article_of_an_older_version_has_no_reason() -> None:
    assert "no reason was kept" in came_by(ARTICLE)
    assert came_by(replace(ARTICLE, copy_of=2)) == "copy of 2"


def test_changes_are_shown_as_what_became_of_what() -> None:
    changes = (Changed("50 dead", "75 dead"), Changed("", "Divers wait."), Changed("Nobody knew.", ""))
    assert list(change_lines(changes)) == [
        "“50 dead” became “75 dead”", "added: “Divers wait.”", "gone: “Nobody knew.”",
    ]  # fmt: skip


def test_of_many_changes_the_first_five_are_shown() -> None:
    lines = list(change_lines([Changed("", str(number)) for number in range(12)]))
    assert lines[5:] == ["… and 7 more"]


def test_figures_are_told_once_each() -> None:
    assert figures([("50", "75"), ("50", "75"), ("3", "4")]) == "50 became 75, 3 became 4"


def test_a_strangers_words_cannot_steer_the_terminal() -> None:
    assert quoted("red\x1b[31m\nand   blue") == "“red [31m and blue”"
    assert len(quoted("long " * 500)) < 220


def test_time_between_two_articles_is_told_in_hours_up_to_the_bound_of_a_copy() -> None:
    lengths = (timedelta(seconds=20), timedelta(minutes=5), timedelta(hours=71), timedelta(hours=73))
    assert [apart(NOON, NOON + length) for length in lengths] == [
        "at the same time", "5 min later", "71 h later", "3 d later",
    ]  # fmt: skip
    assert apart(NOON, NOON - timedelta(hours=2)) == "2 h earlier"


def test_follow_ups_are_told_without_what_is_for_the_database_alone() -> None:
    keys = ("figure changed: 75", "more outlets: 10", "corrected: 9f3a44c01b7722de", "lead changed: 12")
    assert [occasion(key) for key in keys] == ["figure changed: 75", "more outlets: 10", "corrected", "lead changed"]
    assert telling(Telling("ferry", keys[0], 5, NOON), own=5) == (
        "ferry: followed up (figure changed: 75) on 2026-03-01 12:00 UTC, by this article"
    )


def test_what_was_only_noted_is_not_called_told() -> None:
    assert telling(Telling("ferry", "more outlets: 3", 5, NOON), silent=True) == (
        "ferry: noted (more outlets: 3) on 2026-03-01 12:00 UTC, by 5; no message of its own"
    )


def test_outlets_and_copies_are_counted_apart() -> None:
    assert [outlets(1, 0), outlets(3, 1), outlets(2, 4)] == ["1 outlet", "3 outlets + 1 copy", "2 outlets + 4 copies"]
