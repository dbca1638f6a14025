from datetime import UTC, datetime
from statistics import fmean

from bench.newsrooms import LISTED, RATE_LEAST, RATE_MOST, Newsroom, newsrooms

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY = 86_400.0


def test_the_same_seed_gives_the_same_newsrooms() -> None:
    first, again, other = (newsrooms(5, MONDAY, 7, 7, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_newsrooms_publish_as_much_as_their_rate_says_and_more_on_workdays() -> None:
    rooms = newsrooms(40, MONDAY, 28, 0, 1)
    assert all(RATE_LEAST <= room.a_day <= RATE_MOST for room in rooms)
    busy = [room for room in rooms if room.a_day > 20]
    assert 0.9 < fmean(len(room.published) / 28 / room.a_day for room in busy) < 1.1
    on_sundays = sum(moment / DAY % 7 >= 6 for room in busy for moment in room.published)
    assert on_sundays < sum(1 <= moment / DAY % 7 < 2 for room in busy for moment in room.published)


def test_a_document_lists_the_latest_that_was_published_by_then() -> None:
    room = Newsroom(1.0, [float(number) for number in range(100)])
    assert list(room.listed(50.0)) == [float(number) for number in range(51 - LISTED, 51)]
    assert list(room.since(3.0, 5.0)) == [4.0, 5.0]
    assert list(room.listed(-1.0)) == []
