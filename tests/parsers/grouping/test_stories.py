"""Which story an article belongs to."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import Grouping, Member
from parsers.grouping import profile_of, story_for
from tests.parsers.grouping.archive import Archive, profile, told_in

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
FIRE = (
    "Two die in hotel fire in Ayr",
    "Two guests died when fire swept through the Station Hotel in Ayr on Tuesday, police said. Angus Reid, 61, and his"
    " wife Moira were staying on the third floor. Firefighters from Prestwick brought out eleven others.",
)
SAME_FIRE = (
    "Couple killed in Ayr hotel blaze named as Angus and Moira Reid",
    "The couple who died in Tuesday's fire at the Station Hotel in Ayr were named as Angus Reid, 61, and Moira Reid."
    " Eleven guests were led out from the third floor by firefighters from Prestwick.",
)
OTHER_FIRE = (
    "Man dies in house fire in Perth",
    "A man died when fire swept through a house in Perth on Thursday, police said. Callum Docherty, 34, lived alone in"
    " Rose Crescent. Firefighters were called by neighbours at 4 a.m.",
)

IN_ONE_TOWN = (
    (
        "Drone hits hospital in Qasr Meran, killing eight",
        "A drone hit the maternity hospital in Qasr Meran on Tuesday morning, killing at least eight people, medics"
        " said. The Joint Desert Forces, which have besieged the capital of North Varland for a year, did not comment."
        " Patients had been moved to the corridors, and the operating theatre was destroyed.",
    ),
    (
        "Food convoy reaches Qasr Meran for first time in months",
        "A convoy of 18 lorries reached Qasr Meran on Tuesday with flour and oil for 70,000 people, the relief agency"
        " said, the first delivery to the capital of North Varland since autumn. The Joint Desert Forces had let them"
        " pass after weeks of talks. Families eat animal feed, its director said.",
    ),
    (
        "Journalist held in Qasr Meran is released after 40 days",
        "A journalist who was held in Qasr Meran by the Joint Desert Forces was released on Tuesday after forty days,"
        " her union said. She had been arrested while she reported on families that were leaving the capital of North"
        " Varland. Colleagues said that she was in good health and asked for five others to be freed.",
    ),
)


def english(words: tuple[str, str], at: datetime = AT):
    return profile_of(*words, "en", at)


def member(one, number: int = 1, story: int = 10) -> Member:
    return Member(number, story, one.packed, one.at)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru", "zh"])
def test_reports_of_an_event_come_together_and_twin_events_stay_apart(language):
    archive, opened = Archive(), {}
    for number, told in enumerate(told_in(language)):
        grouping = archive.add(profile(told, language))
        assert grouping.story_id == opened.get(told.event), (told.title, grouping)
        opened.setdefault(told.event, number)


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "ru", "zh"])
def test_twin_events_stay_apart_also_when_nobody_knows_the_language(language):
    archive, events = Archive(), {}
    for told in told_in(language):
        archive.add(profile(told, None))
        events.setdefault(archive.stories[-1], set()).add(told.event)
    assert all(len(found) == 1 for found in events.values()), events


@pytest.mark.parametrize(("one", "other"), [(0, 1), (0, 2), (1, 2)])
def test_the_same_names_alone_make_two_events_of_one_town_no_one_story(one, other):
    grouping = story_for(english(IN_ONE_TOWN[other]), [member(english(IN_ONE_TOWN[one]), 7, 70)])
    assert (grouping.story_id, grouping.near) == (None, 70)


def test_an_article_joins_the_story_of_its_event_and_says_by_which_terms():
    grouping = story_for(english(SAME_FIRE), [member(english(FIRE), 7, 70), member(english(OTHER_FIRE), 8, 80)])
    assert (grouping.story_id, grouping.near, grouping.beside) == (70, None, 7)
    assert {"Angus Reid", "Ayr"} <= set(grouping.terms)
    assert len(grouping.terms) <= 8
    assert 0.8 <= grouping.score <= 1


def test_another_event_of_the_kind_opens_a_story_of_its_own():
    grouping = story_for(english(OTHER_FIRE, AT + timedelta(days=2)), [member(english(FIRE))])
    assert grouping.story_id is None
    assert grouping.beside == 1  # what it was held against is told all the same


def test_without_members_there_is_nothing_to_say():
    assert story_for(english(FIRE), []) == Grouping()


def test_a_report_that_arrives_late_joins_as_one_in_time_does():
    early, late = english(FIRE), english(SAME_FIRE, AT + timedelta(days=1))
    assert story_for(late, [member(early)]).story_id == 10
    assert story_for(early, [member(late)]).story_id == 10


def test_months_later_the_same_words_speak_less_surely():
    score = story_for(english(SAME_FIRE), [member(english(FIRE))]).score
    assert story_for(english(SAME_FIRE, AT + timedelta(days=40)), [member(english(FIRE))]).score < score


def test_headlines_alone_are_enough_where_they_name_names():
    first = profile_of("Angus Reid, owner of the Station Hotel in Ayr, dies in fire", "", "en", AT)
    second = profile_of("Station Hotel fire in Ayr kills owner Angus Reid", "", "en", AT)
    assert len({*first.keys} & {*second.keys}) >= 2
    grouping = story_for(second, [member(first)])
    assert 10 in (grouping.story_id, grouping.near)


def test_a_member_that_another_version_packed_is_left_out():
    broken = Member(1, 10, b"\x00" + english(FIRE).packed[1:], AT)
    cut = Member(2, 20, english(FIRE).packed[:-1], AT)
    assert story_for(english(SAME_FIRE), [broken, cut, Member(3, 30, b"", AT)]) == Grouping()


def test_an_article_without_words_belongs_nowhere():
    assert story_for(english(("", "")), [member(english(FIRE))]) == Grouping()
    assert story_for(english(FIRE), [member(english(("", "")))]).story_id is None


@given(seed=st.integers())
def test_the_order_of_the_members_does_not_matter(seed):
    told = told_in("de")
    members = [member(profile(one, "de"), number, number // 3) for number, one in enumerate(told)]
    new = profile(told[1], "de")
    shuffled = random.Random(seed).sample(members, len(members))
    assert story_for(new, shuffled) == story_for(new, members)


def test_the_same_stream_twice_gives_the_same_stories():
    archives = Archive(), Archive()
    for archive in archives:
        for told in told_in("ru"):
            archive.add(profile(told, "ru"))
    assert archives[0].stories == archives[1].stories


@given(st.text(max_size=300), st.text(max_size=2000), st.sampled_from([None, "en", "zh", "ar", "de-AT", "x"]))
def test_any_text_is_grouped_somehow(title, text, language):
    one = profile_of(title, text, language, AT)
    grouping = story_for(one, [member(one), member(english(FIRE), 2, 20)])
    assert 0 <= grouping.score <= 1
