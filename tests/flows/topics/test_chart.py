from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.topics.chart import by_week, chart

MONDAY = date(2026, 3, 2)


def days(*counts: int, first: date = MONDAY) -> list[tuple[date, int]]:
    return [(first + timedelta(days=n), count) for n, count in enumerate(counts)]


def test_the_longest_bar_fills_the_line_and_none_is_without_a_mark() -> None:
    assert list(chart(days(0, 1, 100), 24, plain=True)) == [
        "03-02 Mon   0",
        "03-03 Tue   1 #",
        "03-04 Wed 100 ##########",
    ]


def test_a_terminal_gets_bars_of_eighths() -> None:
    assert list(chart(days(16, 8, 1), 15)) == ["03-02 Mon 16 ██", "03-03 Tue  8 █", "03-04 Wed  1 ▏"]


def test_more_than_a_month_is_shown_by_weeks_from_monday() -> None:
    long = days(*[1] * 40, first=MONDAY - timedelta(days=1))
    assert by_week(long)[:2] == [(MONDAY - timedelta(days=7), 1), (MONDAY, 7)]
    assert next(iter(chart(long, 20, plain=True))) == "2026-02-23 1 #"


@given(st.lists(st.integers(0, 10**6), max_size=80), st.integers(30, 120), st.booleans())
def test_no_line_is_wider_than_the_screen_and_no_count_is_lost(counts: list[int], width: int, plain: bool) -> None:
    lines = list(chart(days(*counts), width, plain=plain))
    assert all(len(line) <= width for line in lines)
    assert sum(count for _, count in by_week(days(*counts))) == sum(counts)
