"""Which days a text speaks of."""

from datetime import date

import pytest

from parsers.grouping.days import MOST_DAYS, days_spoken_of
from parsers.grouping.tokens import tokens

AT = date(2026, 3, 4)  # a Wednesday


def days(text: str, at: date = AT) -> list[str]:
    return [date.fromordinal(day).isoformat() for day in days_spoken_of(tokens(text), at, 80)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It happened on Tuesday", "2026-03-03"),
        ("It happened on Wednesday", "2026-03-04"),
        ("It happened on Thursday", "2026-02-26"),
        ("in der Nacht zum Dienstag", "2026-03-03"),
        ("сообщили во вторник", "2026-03-03"),
        ("يوم الثلاثاء", "2026-03-03"),
        ("煤矿周二发生事故", "2026-03-03"),
        ("화요일 밤", "2026-03-03"),
        ("on March 2, 2026", "2026-03-02"),
        ("on Sept. 18th, 2025", "2025-09-18"),
        ("on 2 March", "2026-03-02"),
        ("am 2. März", "2026-03-02"),
        ("el 2 de marzo de 2026", "2026-03-02"),
        ("2 марта", "2026-03-02"),
        ("2026-03-02", "2026-03-02"),
        ("3月2日凌晨", "2026-03-02"),
        ("2025年12月31日", "2025-12-31"),
        ("2日凌晨", "2026-03-02"),
        ("28日夜", "2026-02-28"),
        ("3월 2일", "2026-03-02"),
    ],
)
def test_a_day_is_understood_as_it_is_written(text, found):
    assert days(text) == [found]


@pytest.mark.parametrize("text", ["on 30 February 2026", "2026-13-45", "1 August", "he may 5", "40 March", "", "2"])
def test_what_is_no_day_or_too_far_to_tell_is_left_out(text):
    assert days(text, date(2026, 12, 20)) == []


def test_the_weekday_of_an_old_article_is_not_known():
    assert days("Posted on 18 September 2013. Microsoft said on Tuesday") == ["2013-09-18"]


def test_an_old_date_far_below_leaves_the_weekday_known():
    assert "2026-03-03" in days("On Tuesday " + "word " * 100 + "as on 18 September 2013")


def test_no_more_than_ten_days_are_kept():
    assert len(days(" ".join(f"{n} February" for n in range(1, 29)))) == MOST_DAYS
