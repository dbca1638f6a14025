"""What is the same text, and what only looks like it."""

import pytest

from news import Ground, Likeness, Text, Verdict
from parsers import compare, same_headline
from tests.parsers.likeness.stories import BRIDGE, EARNINGS, STRIKE, TITLE, WALL, WEATHER, prose, text

STORY = text(BRIDGE, site="post.example")
NAMES = ("place", "name", "day", "quarter", "a", "b", "c", "d", "e", "f", "g")
NORTHWIND = ("AKRON", "Northwind Foods", "Tuesday", "fourth", "714.2", "72", "4", "31", "2,297.5", "2.80", "12")
UMBRA = ("OGDEN", "Umbra Energy", "Wednesday", "first", "69.2", "46", "11", "81", "696.3", "1.15", "7")
FIRST, SECOND = dict(zip(NAMES, NORTHWIND, strict=True)), dict(zip(NAMES, UMBRA, strict=True))
SKIES = ("day", "sky", "wind", "a", "b", "c", "d", "e", "f", "g", "h", "i")
TODAY = dict(zip(SKIES, ("Tuesday", "cloudy", "north", *map(str, (14, 10, 20, 40, 60, 8, 2, 40, 31))), strict=True))
NEXT = dict(zip(SKIES, ("Wednesday", "sunny", "west", *map(str, (17, 15, 25, 5, 10, 9, 1, 42, 29))), strict=True))
BYLINE, AUTHORS, STAMP = "By Ada Lindqvist\n\n", "Ada Lindqvist, Harbour Post\n", "Updated: Nov. 1, 2026 11:42 GMT\n"


def verdict(body: str, title: str = TITLE, hours: float = 1, site: str = "herald.example") -> Verdict:
    """On another outlet's text, an hour later."""
    return compare(STORY, text(body, title, hours, site))


def test_the_same_words_are_a_copy() -> None:
    assert compare(STORY, STORY) == Verdict(Likeness.COPY, Ground.SAME_WORDS, 1.0)


def test_another_headline_dateline_byline_and_credits_are_nothing() -> None:
    body = "HARBOUR CITY (Wire) \u2014 " + BRIDGE + "\n\nReporting by Ada Lindqvist; editing by Tom O'Neill"
    assert verdict(body, "Main crossing shut after divers find damage").likeness is Likeness.COPY


@pytest.mark.parametrize("before", [BYLINE, AUTHORS, STAMP])
def test_lines_above_the_text_are_nothing(before: str) -> None:
    assert verdict(before + BRIDGE).likeness is Likeness.COPY


def test_a_time_of_publication_within_the_text_is_nothing() -> None:
    first = "Published: Thursday, Nov. 1, 2026 10:12\n" + BRIDGE
    other = "Posted Fri, 2 Nov 2026 08:40 GMT\n" + BRIDGE
    assert compare(text(first), text(other)).likeness is Likeness.COPY


def test_the_headline_once_more_above_the_text_is_nothing() -> None:
    assert verdict(TITLE + "\n\n" + BRIDGE).likeness is Likeness.COPY


@pytest.mark.parametrize("end", [300, 420, 600, -40])
def test_a_cut_tail_is_nothing(end: int) -> None:
    assert verdict(BRIDGE[:end]).likeness is Likeness.COPY


def test_a_link_in_place_of_the_tail_is_nothing() -> None:
    assert verdict(BRIDGE[: BRIDGE.index("Shops")] + "Read the full story here").likeness is Likeness.COPY


def test_other_spelling_is_nothing() -> None:
    body = BRIDGE.replace("harbour", "harbor").replace("kilometres", "kilometers").replace("told", "tlod")
    assert verdict(body).likeness is Likeness.COPY


def test_quotes_width_hyphens_and_case_are_nothing() -> None:
    body = (
        BRIDGE.replace('"', "\u201c")
        .replace(" ", "\u00a0")
        .replace("harbour", "har\u00adbour")
        .replace("40,000", "\uff14\uff10,000")
    )
    assert verdict(body).ground is Ground.SAME_WORDS


def test_another_story_has_little_in_common() -> None:
    assert compare(text(prose(1)), text(prose(2))).ground is Ground.LITTLE_IN_COMMON


def test_a_report_that_quotes_a_part_of_another_under_its_own_headline_is_different() -> None:
    quoted = " ".join(BRIDGE.split()[:60])
    body = quoted + " " + prose(5, 8)
    assert verdict(body, "Ferry operator wins contract").ground is Ground.LITTLE_IN_COMMON


def test_page_furniture_under_other_leads_is_no_copy() -> None:
    furniture = prose(9, 30)
    one, other = text(prose(2, 12) + furniture, "Minister resigns"), text(prose(3, 12) + furniture, "Storm nears")
    assert compare(one, other).ground is Ground.OTHER_LEAD


def test_a_wall_is_no_copy_of_another_articles_wall() -> None:
    one, other = text(WALL, "Teen held after harbour shooting"), text(WALL, "Council votes on ferry fares")
    assert compare(one, other).ground is Ground.SHORT
    assert compare(one, one).likeness is Likeness.COPY


def test_a_short_report_under_another_headline_that_it_speaks_of_is_a_copy() -> None:
    brief = " ".join(BRIDGE.split()[:50])
    assert verdict(brief, "Divers find damage at northern pier").likeness is Likeness.COPY


def test_a_form_for_another_company_is_different() -> None:
    one = text(EARNINGS.format(**FIRST), "Northwind: Q4 Earnings Snapshot")
    other = text(EARNINGS.format(**SECOND), "Umbra: Q1 Earnings Snapshot", hours=0.02)
    assert compare(one, other).likeness is Likeness.DIFFERENT


def test_a_form_in_which_only_the_names_differ_is_different() -> None:
    one = text(EARNINGS.format(**FIRST), "Northwind Foods: Earnings Snapshot")
    other = text(EARNINGS.format(**FIRST | {"name": "Umbra Energy"}), "Umbra Energy: Earnings Snapshot")
    assert compare(one, other).ground is Ground.TEMPLATE


def test_tomorrows_weather_is_different() -> None:
    one = text(WEATHER.format(**TODAY), "Weather for the coast")
    assert compare(one, text(WEATHER.format(**NEXT), "Weather for the coast", 24)).likeness is Likeness.DIFFERENT
    two_figures = WEATHER.format(**TODAY | {"a": "19", "f": "12"})
    assert compare(one, text(two_figures, "Weather for the coast", 24)).ground is Ground.TEMPLATE


def test_the_same_strike_on_another_town_is_different() -> None:
    one, other = STRIKE.format("Rafah"), STRIKE.format("Jabalia")
    found = compare(text(one, "Air strike on Rafah kills nine"), text(other, "Air strike on Jabalia kills nine", 3))
    assert found.ground is Ground.TEMPLATE
    assert compare(text(one, "Nine killed"), text(other, "Nine killed")).ground is Ground.TEMPLATE


def test_a_name_that_changed_once_is_never_a_copy() -> None:
    body = STRIKE.format("Rafah").replace("Residents of Rafah", "Residents")
    found = compare(text(body, "Nine killed"), text(body.replace("Rafah", "Jabalia"), "Nine killed"))
    assert found.likeness is Likeness.REVISION
    assert "Rafah" in found.changes[0].before
    assert "Jabalia" in found.changes[0].after


def test_gambia_is_no_slip_for_zambia() -> None:
    body = STRIKE.format("Zambia").replace("Residents of Zambia", "Residents")
    assert compare(text(body), text(body.replace("Zambia", "Gambia"))).likeness is not Likeness.COPY
    body = body.replace("Zambia", "Iran")
    assert compare(text(body), text(body.replace("Iran", "Iraq"))).likeness is not Likeness.COPY


def test_a_text_that_is_published_again_is_no_copy() -> None:
    assert verdict(BRIDGE, hours=71).likeness is Likeness.COPY
    assert verdict(BRIDGE, hours=73).ground is Ground.LATER
    assert verdict("LONDON - " + BRIDGE + " It reopens in spring.", hours=73).ground is Ground.LATER


def test_a_day_without_a_clock_stands_for_any_of_its_hours() -> None:
    day = Text(TITLE, BRIDGE, STORY.at.replace(hour=0, minute=0) if STORY.at else None)
    assert compare(day, text(BRIDGE, hours=80)).likeness is Likeness.COPY
    assert compare(day, text(BRIDGE, hours=90)).ground is Ground.LATER


def test_a_text_of_unknown_date_may_be_a_copy() -> None:
    assert compare(Text(TITLE, BRIDGE), text(BRIDGE, hours=1000)).likeness is Likeness.COPY


def test_a_few_words_are_no_text() -> None:
    assert compare(text("Bridge shut"), text("Bridge shut")).likeness is Likeness.DIFFERENT


def test_headlines_agree_by_half_the_shorter_ones_words() -> None:
    assert same_headline("Bridge closed for weeks", "Bridge closed")
    assert not same_headline("Bridge closed", "Ferry fares rise")
    assert not same_headline("", "Ferry fares rise")


def test_a_text_of_200_000_characters_is_compared_without_waiting() -> None:
    swapped = [f"word{number} stands" for number in range(9_000)]
    for one, other in (
        ("a " * 100_000, "a " * 90_000 + "b"),
        ("a b " * 50_000, "b a " * 50_000),
        (" ".join(swapped), " ".join(reversed(swapped))),
        ("港" * 200_000, "口" + "港" * 199_999),
        ("." * 200_000 + BRIDGE, '."' * 100_000 + BRIDGE),
    ):
        assert compare(text(one), text(other)).ground in Ground  # it returns: a quadratic one would take hours
