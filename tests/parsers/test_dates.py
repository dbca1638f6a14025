from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.calendars import plain
from parsers.dates import MAX_DATES, date_in_address, dates_in, read_date

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
DAY = datetime(2026, 6, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-03T12:00:00Z",
        "2026-06-03T14:00+02:00",
        "2026-06-03 12:00",
        "20260603T120000Z",
        "Wed, 03 Jun 2026 14:00:00 +0200",
        "Wed, 3 Jun 26 08:00:00 EDT",
        "Wed,03 Jun 2026 14:00 CEST",
        "Wednesday, June 3, 2026 8:00 AM EDT",
        "Wed Jun  3 12:00:00 UTC 2026",
        "3 June 2026 at 12:00",
        "3. Juni 2026, 12:00 Uhr",
        "3 juin 2026 à 12:00",
        "3 de junio de 2026, 12:00",
        "3 июня 2026 г. 12:00",
        "03.06.2026 12:00",
        "03.06.2026, 14:00 MESZ",
        "2026年6月3日 12:00",
        "Wed, 03 Jun 2026 21:00:00 GMT+9",
        "20260603120000",
        "2026-06-03T12Z",
        "2026-6-3 12:00",
        "Wed Jun 03 14:00:00 +0200 2026",
        "6/3/2026 12:00:00 PM",
        "2026年6月3日 下午12:00",
        "2026. 6. 3. 오후 12:00",
        "الأربعاء, 03 يونيو 2026 15:00:00 +0300",
        "יום ד, 3 ביוני 2026 12:00",
        "3 Ιουνίου 2026 12:00",
        "बुध, 03 जून 2026 17:30:00 +0530",
        "3 جون 2026 12:00",
        "ke, 03 kesä 2026 12:00",
        "Сер, 03 Чер 2026 12:00",
        "3 มิ.ย. 2569 12:00 น.",
        "٣ يونيو ٢٠٢٦ 12:00",
        "3 حزيران/يونيو 2026، 12:00",
        "۱۳ خرداد ۱۴۰۵ 12:00",
        "Thứ tư, 03/06/2026, 19:00 (GMT+7)",
        "2026. június 3. 12:00",
        "2026 m. birželio 3 d. 12:00",
        "3 juni 2026, kl. 12.00",
        "2026年06月03日 星期三 12:00",
        "令和8年6月3日 12:00",
        "1780488000",
        "1780488000.123",
        "1780488000000",
    ],
)  # fmt: skip
def test_many_spellings_of_one_instant(text: str) -> None:
    assert read_date(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-03",
        "3/6/2026",
        "June 3rd, 2026",
        "2026-154",
        "2026-W23-3",
        "3. června 2026",
        "2026년 6월 3일",
        "3 มิ.ย. 69",
        "วันที่ 3 มิถุนายน 2569",
        "3 حزيران 2026",
        "۱۴۰۵/۰۳/۱۳",
        "ngày 3 tháng 6 năm 2026",
        "2026. gada 3. jūnijs",
        "2026ko ekainaren 3a",
        "3 Jun ’26",
        "Vol. F1 Jun 3, 2026",
    ],
)
def test_a_day_is_its_midnight(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "soon",
        "0001-01-01T00:00:00Z",
        "2026-13-45",
        "99",
        "3 Foo 2026",
        "2026-06-03T25:00:00Z",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "0000-00-00 00:00:00",
        "Mon, 30 Nov -0001 00:00:00 +0000",
        "{{ date }}",
        "now",
        "12:30",
        "9999-12-31T23:59:59-23:00",
    ],
)
def test_what_is_no_date_gives_none(text: str | None) -> None:
    assert read_date(text) is None


def test_american_order_is_read_when_asked_for_or_when_it_must_be() -> None:
    assert read_date("6/3/2026", day_first=False) == DAY
    assert read_date("6/23/2026") == datetime(2026, 6, 23, tzinfo=UTC)
    assert read_date("03/06/2026 12:00 PM") == NOON


def test_the_common_forms_are_read_as_their_rarer_spellings_are() -> None:
    for common, rare in (
        ("Wed, 03 Jun 2026 14:00:00 +0200", "Wed , 03 Jun 2026 14:00:00 +0200"),
        ("3 Jun 2026 14:00:00 -0130", "3 June 2026 14:00:00 -01:30"),
        ("2026-06-03T14:00:00.123+02:00", "2026-06-03 14:00:00,123 +0200"),
        ("2026-06-03 14:00:00", "2026-06-03 14:00:00 UTC"),
    ):
        assert read_date(common) == read_date(rare) is not None


def test_an_address_tells_its_day() -> None:
    assert date_in_address("/2026/06/03/bridge") == DAY
    assert date_in_address("/2026/jun/03/bridge") == DAY
    assert date_in_address("/story/12345678/bridge") is None


@given(st.text(max_size=60))
def test_any_text_gives_aware_utc_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is UTC


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - Hypothesis wants them naive
def test_iso_comes_back_as_it_was(at: datetime) -> None:
    at = at.replace(microsecond=0, tzinfo=UTC)
    assert read_date(at.isoformat()) == at


def test_the_persian_leap_day_is_the_day_before_the_new_year() -> None:
    assert read_date("۳۰ اسفند ۱۴۰۳") == datetime(2025, 3, 20, tzinfo=UTC)
    assert read_date("۱ فروردین ۱۴۰۴") == datetime(2025, 3, 21, tzinfo=UTC)


def test_an_islamic_year_is_not_taken_for_a_persian_one() -> None:
    assert read_date("١٤٤٧/٠٣/١٣") is None


def test_dates_of_other_orders_are_read_from_addresses() -> None:
    assert date_in_address("/energy/2026/06/260603-bridge/") == DAY
    assert date_in_address("/news/23-06-2026") == datetime(2026, 6, 23, tzinfo=UTC)
    assert date_in_address("/news/03-06-2026") is None  # the third of June, or the sixth of March


def test_all_dates_of_a_text_come_in_its_order_with_a_clock_on_either_side() -> None:
    text = "Posted 8:53 PM EDT, June 2, 2026 | updated 03.06.2026 12:00 | see 04/05/2026"
    found = dates_in(text)
    assert [f"{read.clock:%d.%m. %H:%M}" for read in found] == ["02.06. 20:53", "03.06. 12:00", "04.05. 00:00"]
    assert [read.swapped and f"{read.swapped:%d.%m.}" for read in found] == [None, None, "05.04."]
    assert text[found[1].start : found[1].end] == "03.06.2026 12:00"


def test_a_date_is_found_in_a_text_without_blanks() -> None:
    assert [str(read.clock.date()) for read in dates_in(f"{'字' * 60}2026年6月3日{'字' * 60}")] == ["2026-06-03"]


def test_a_table_of_dates_is_read_to_a_bound() -> None:
    assert 0 < len(dates_in("3.6.2026 " * 5000)) <= 2 * MAX_DATES


@given(st.text(max_size=200))
def test_any_text_made_plain_has_dates_within_it(text: str) -> None:
    text = plain(text)
    assert all(0 <= read.start < read.end <= len(text) for read in dates_in(text))
