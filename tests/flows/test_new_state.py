from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.fuller import LONGEST_TEXT, LONGEST_TITLE
from flows.new_state import (
    State,
    Topics,
    is_worth_keeping,
    new_corrections,
    says_the_same,
    state_of,
    taken_over,
    without,
)
from news import Article, Ground, Kind, Likeness, Part, Precision, Verdict
from parsers.page.body.lines import fingerprint

OUT = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "The night ferry ran aground on a sandbank.\n\nAll of its passengers were brought ashore."
STORED = Article("https://a.example/1", "Night ferry runs aground", TEXT, published_at=OUT)
COPY = Verdict(Likeness.COPY, Ground.SAME_WORDS, 1.0)
REVISION = Verdict(Likeness.REVISION, Ground.FEW_CHANGES, 0.9)
DIFFERENT = Verdict(Likeness.DIFFERENT, Ground.LITTLE_IN_COMMON, 0.0)
LONGER = f"{TEXT}\n\nDivers are to examine the rudder."
OTHER_TITLE = "Baker wins the right to sell rolls"


def state(read: Article, verdict: Verdict, *, stored: Article = STORED, owns_up: bool = False) -> State:
    return state_of(stored, read, verdict, owns_up=owns_up)


def test_the_same_words_are_the_same_however_they_are_spaced() -> None:
    spaced = replace(STORED, title=" Night  ferry runs aground", text=TEXT.replace("\n\n", "\n"))
    assert state(spaced, COPY) is State.SAME
    assert says_the_same(STORED, spaced)
    assert not says_the_same(STORED, replace(STORED, title=OTHER_TITLE))


def test_what_the_verdict_says_is_what_became_of_it() -> None:
    assert state(replace(STORED, text=LONGER), COPY) is State.TOUCHED
    assert state(replace(STORED, text=LONGER), REVISION) is State.REVISED


def test_a_correction_makes_a_revision_of_an_edit_however_small() -> None:
    assert state(replace(STORED, text=LONGER), COPY, owns_up=True) is State.REVISED


def test_a_text_that_lost_more_than_half_is_not_taken() -> None:
    short = replace(STORED, text=TEXT[: len(TEXT) // 2 - 1])
    assert state(short, COPY) is State.LESS
    assert state(short, DIFFERENT) is State.LESS
    assert state(replace(STORED, text=TEXT[: len(TEXT) // 2 + 1]), REVISION) is State.REVISED


def test_a_retraction_is_taken_however_short_it_is() -> None:
    assert state(replace(STORED, text="This article has been retracted."), DIFFERENT, owns_up=True) is State.REVISED


def test_a_live_blog_may_drop_its_old_posts() -> None:
    assert state(replace(STORED, kind=Kind.LIVE_BLOG, text="Now."), DIFFERENT) is State.REVISED


def test_other_words_under_the_same_headline_are_the_same_article_rewritten() -> None:
    read = replace(STORED, text=LONGER, published_at=None)
    assert state(read, DIFFERENT) is State.REVISED


def test_other_words_of_the_same_moment_are_the_same_article_rewritten_if_anything_is_left_of_it() -> None:
    read = replace(STORED, text=LONGER, title=OTHER_TITLE)
    assert state(read, replace(DIFFERENT, shared=0.2)) is State.REVISED
    assert state(read, DIFFERENT) is State.OTHER


@pytest.mark.parametrize("published_at", [None, OUT + timedelta(minutes=1)])
def test_other_words_under_another_headline_are_another_article(published_at: datetime | None) -> None:
    read = replace(STORED, text=LONGER, title=OTHER_TITLE, published_at=published_at)
    assert state(read, DIFFERENT) is State.OTHER


def test_two_articles_without_a_date_are_not_of_the_same_moment() -> None:
    undated = replace(STORED, published_at=None)
    assert state(replace(undated, title=OTHER_TITLE, text=LONGER), DIFFERENT, stored=undated) is State.OTHER


def test_only_corrections_that_were_not_there_before_are_new() -> None:
    one, other = "Correction: It ran aground on rock.", "Correction: It was the day ferry."
    before = replace(STORED, text=f"{TEXT}\n\n{one}")
    assert new_corrections(STORED, STORED) == ""
    assert new_corrections(STORED, before) == one
    assert new_corrections(before, before) == ""
    assert new_corrections(before, replace(STORED, text=f"{TEXT}\n\n{one}\n\n{other}")) == other


def test_what_the_page_does_not_say_again_stays_as_it_was() -> None:
    stored = replace(STORED, outlet="Ledger", authors=("Ingrid Sole",), agencies=("AP",), section="News", language="en")
    read = Article("https://a.example/2", "", LONGER, parts=(Part.TEXT,) * 3, modified_at=OUT, kind=Kind.LIVE_BLOG)
    taken = taken_over(stored, read, None)
    assert taken == replace(stored, text=LONGER, parts=(Part.TEXT,) * 3, modified_at=OUT, kind=Kind.LIVE_BLOG)


def test_when_it_came_out_does_not_change_but_may_become_known() -> None:
    read = replace(STORED, published_at=OUT + timedelta(days=1), published_precision=Precision.DAY)
    assert taken_over(STORED, read, None).published_at == OUT
    assert taken_over(STORED, read, None).published_precision is Precision.INSTANT
    assert taken_over(replace(STORED, published_at=None), read, None).published_precision is Precision.DAY


def test_the_desk_knows_the_language_best_and_a_book_is_cut() -> None:
    read = replace(STORED, language="en", title="t" * 2_000, text="\n\n".join(["w" * 1_000] * 300), parts=())
    taken = taken_over(STORED, replace(read, parts=(Part.TEXT,) * 300), "nl")
    assert taken.language == "nl"
    assert (len(taken.title), len(taken.text)) == (LONGEST_TITLE, LONGEST_TEXT)
    assert len(taken.parts) == taken.text.count("\n\n") + 1


def test_what_a_site_is_known_to_repeat_by_now_is_left_out() -> None:
    first, second = TEXT.split("\n\n")
    stored = replace(STORED, parts=(Part.TEXT, Part.QUOTE))
    assert without(stored, frozenset()) == without(stored, {1}) == stored
    assert without(stored, {fingerprint(first)}) == replace(stored, text=second, parts=(Part.QUOTE,))


def test_a_topic_is_gained_or_lost_by_the_change_alone() -> None:
    topics = Topics(before=("ferry", "strike"), now=("rose", "ferry"))
    assert (topics.gained, topics.lost, topics.either) == (("rose",), ("strike",), ("ferry", "strike", "rose"))


def test_headlines_that_are_tried_in_turn_are_kept_once_each() -> None:
    same, other = Topics(("ferry",), ("ferry",)), replace(STORED, title=OTHER_TITLE)
    assert is_worth_keeping(State.TOUCHED, STORED, other, same, [])
    assert is_worth_keeping(State.TOUCHED, other, STORED, same, [STORED.title])
    assert not is_worth_keeping(State.TOUCHED, STORED, other, same, [STORED.title])
    assert not is_worth_keeping(State.TOUCHED, STORED, replace(STORED, text=LONGER), same, [])
    assert is_worth_keeping(State.REVISED, STORED, replace(STORED, text=LONGER), same, [])
    assert is_worth_keeping(State.TOUCHED, STORED, other, Topics(("ferry",), ()), [STORED.title])
