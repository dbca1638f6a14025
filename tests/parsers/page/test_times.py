"""When a page says that it was published, and which of its places is believed."""

from datetime import UTC, datetime, timedelta

import pytest

from news import Precision
from parsers.page.time.stated import MAX_PLACES, published
from parsers.page.time.times import Times, times_of
from parsers.page.tree import plant

ADDRESS = "https://example.org/news/bridge"


def read(body: str = "", head: str = "", *, url: str = ADDRESS, lang: str = "en-GB") -> Times:
    head = f"<head><title>Bridge opens – Harbour Courier</title>{head}</head>"
    page = f"<html lang='{lang}'>{head}<body>{body}</body></html>"
    return times_of(plant(page, url))


def shown(line: str, **more: str) -> datetime | None:
    """What is read from a line below the headline."""
    body = f"<article><h1>Bridge opens</h1><p>{line}</p><p>{'Ferries will go on. ' * 20}</p></article>"
    return read(body, **more).published_at.value


def json_ld(published: str, modified: str = "") -> str:
    fields = f'"datePublished": "{published}"' + (f', "dateModified": "{modified}"' if modified else "")
    node = f'{{"@type": "NewsArticle", "headline": "Bridge opens", {fields}}}'
    return f'<script type="application/ld+json">{node}</script>'


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


DAY = datetime(2026, 6, 3, tzinfo=UTC)
NOON = datetime(2026, 6, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Published 3 June 2026"),
        ("de", "Veröffentlicht am 3. Juni 2026"),
        ("fr", "Publié le 3 juin 2026"),
        ("es", "3 de junio de 2026"),
        ("pt", "03/06/2026"),
        ("it", "mercoledì 3 giugno 2026"),
        ("nl", "Gepubliceerd op 3 juni 2026"),
        ("pl", "3 czerwca 2026"),
        ("hu", "2026. június 3."),
        ("lt", "2026 m. birželio 3 d."),
        ("lv", "2026. gada 3. jūnijs"),
        ("tr", "3 Haziran 2026"),
        ("ru", "3 июня 2026"),
        ("el", "3 Ιουνίου 2026"),
        ("ar", "٣ يونيو ٢٠٢٦"),
        ("ar", "3 حزيران/يونيو 2026"),
        ("fa", "۱۳ خرداد ۱۴۰۵"),
        ("fa", "۱۴۰۵/۰۳/۱۳"),
        ("he", "3 ביוני 2026"),
        ("hi", "3 जून 2026"),
        ("bn", "৩ জুন ২০২৬"),
        ("th", "3 มิ.ย. 2569"),
        ("th", "3 มิถุนายน 2569"),
        ("vi", "ngày 3 tháng 6 năm 2026"),
        ("id", "3 Juni 2026"),
        ("ja", "令和8年6月3日"),
        ("ja", "2026年6月3日"),
        ("zh", "2026年06月03日"),
        ("ko", "입력 2026.06.03"),
    ],
)
def test_a_day_beside_the_headline_is_read_in_many_languages(lang: str, line: str) -> None:
    times = read(f"<article><h1>Bridge opens</h1><p>{line}</p></article>", lang=lang)
    assert (times.published_at.value, times.precision) == (DAY, Precision.DAY)


def test_what_json_ld_states_is_an_instant_in_the_page_s_own_zone() -> None:
    times = read(head=json_ld("2026-06-03T14:00:00+02:00", "2026-06-03T15:30:00+02:00"))
    assert times.published_at.value == NOON
    assert times.published_at.where == "JSON-LD datePublished"
    assert times.modified_at.value == NOON + timedelta(hours=1, minutes=30)
    assert (times.precision, times.utc_offset) == (Precision.INSTANT, timedelta(hours=2))


@pytest.mark.parametrize("number", ["1709632800", "1709632800000", "1709632800.0", '"1709632800"'])
def test_seconds_since_1970_are_a_time(number: str) -> None:
    node = f'{{"@type": "NewsArticle", "headline": "Bridge opens", "datePublished": {number}}}'
    found = read(head=f'<script type="application/ld+json">{node}</script>')
    assert found.published_at.value == datetime(2024, 3, 5, 10, tzinfo=UTC)


def test_of_thousands_of_dates_in_meta_elements_only_the_first_are_looked_at() -> None:
    heads = [meta(f"publish-date-{i}", "2024-03-05T10:00:00Z") for i in range(5_000)]
    tree = plant(f"<html><head>{''.join(heads)}</head><body></body></html>", ADDRESS)
    assert len(published(tree, month_first=False)) == MAX_PLACES


def test_midnight_as_written_is_a_day_and_stays_that_day() -> None:
    times = read(head=meta("article:published_time", "2026-06-03T00:00:00+09:00"))
    assert (times.published_at.value, times.precision) == (DAY, Precision.DAY)


def test_a_clock_without_zone_takes_that_of_a_stamp_that_shows_the_same() -> None:
    head = json_ld("2026-06-03 14:00") + meta("og:updated_time", "2026-06-03T14:00:20+02:00")
    times = read(head=head)
    assert (times.published_at.value, times.utc_offset) == (NOON, timedelta(hours=2))


def test_a_clock_shown_beside_one_in_utc_tells_the_zone() -> None:
    times = read("<h1>Bridge opens</h1><p>3/6/2026 22:41</p>", json_ld("2026-06-04T02:41:00Z"))
    assert times.published_at.value == datetime(2026, 6, 4, 2, 41, tzinfo=UTC)
    assert times.utc_offset == timedelta(hours=-4)


def test_a_change_hours_later_tells_no_zone() -> None:
    times = read(head=json_ld("2026-06-03 12:00", "2026-06-03T15:00:00Z"))
    assert (times.published_at.value, times.utc_offset) == (NOON, None)


def test_a_zone_named_beside_the_clock_is_the_page_s_own() -> None:
    times = read("<h1>Bridge opens</h1><p>Posted June 3, 2026 8:00 AM EDT</p>", lang="en-US")
    assert (times.published_at.value, times.utc_offset) == (NOON, timedelta(hours=-4))


def test_of_two_clocks_in_one_element_the_first_counts() -> None:
    time = "<time datetime='2026-05-07T14:00:00+02:00' data-time='1778155200' data-date='2026'>7 May 2026</time>"
    times = read(f"<article><h1>Bridge opens</h1><p>{time}</p><p>{'Ferries will go on. ' * 20}</p></article>")
    assert (times.published_at.value, times.utc_offset) == (datetime(2026, 5, 7, 12, tzinfo=UTC), timedelta(hours=2))


def test_two_places_against_one_decide_and_the_third_is_noticed() -> None:
    body = "<h1>Bridge opens</h1><p class='posted-on'>3 June 2026 12:00</p>"
    times = read(body, json_ld("2024-01-05T09:00:00Z") + meta("date", "June 3, 2026"))
    assert times.published_at.value == NOON
    assert ("JSON-LD datePublished", "2024-01-05 09:00:00+00:00") in times.published_at.others


def test_a_date_called_an_update_is_no_date_of_publication() -> None:
    body = "<h1>Bridge opens</h1><p>Published: 3 June 2026</p><p>Updated: 9 June 2026</p>"
    times = read(body)
    assert times.published_at.value == DAY
    assert times.modified_at.value == datetime(2026, 6, 9, tzinfo=UTC)


def test_a_stamp_that_repeats_the_last_change_yields_to_an_earlier_one() -> None:
    head = json_ld("2026-06-03T12:00:00Z", "2026-06-05T08:00:00Z") + meta(
        "article:published_time", "2026-06-05T08:00:00Z"
    )
    assert read("<h1>Bridge opens</h1><time datetime='2026-06-05T08:00:00Z'></time>", head).published_at.value == NOON


def test_the_last_change_stands_in_where_nothing_else_is_told() -> None:
    times = read(head=meta("article:modified_time", "2026-06-03T12:00:00Z"))
    assert times.published_at.value == NOON
    assert times.published_at.where == "meta article:modified_time"


def test_the_date_in_the_masthead_and_those_of_other_stories_and_comments_are_passed_over() -> None:
    body = (
        "<header class='masthead'><p>Sunday, 22 November 2026</p><ul>"
        + "<li><a>Section</a></li>" * 30
        + "</ul></header>"
        "<main><h1>Bridge opens</h1><div class='related'><p>1 May 2026</p></div><p>By Ann Lee, 3 June 2026</p></main>"
        "<div class='comments'><p>5 June 2026</p></div>"
    )
    assert read(body).published_at.value == DAY


def test_a_day_in_a_sentence_is_no_date_of_publication() -> None:
    body = f"<h1>Bridge opens</h1><p>{'The works took long. ' * 8}They began on 4 May 2019 and {'went on. ' * 20}</p>"
    assert read(body).published_at.value is None


def test_a_place_before_a_day_opens_a_press_release() -> None:
    assert shown("BERLIN, 3 June 2026 – " + "The bridge is open. " * 20) == DAY


def test_the_address_tells_the_day_and_the_month_tells_which_date_is_meant() -> None:
    assert read(url="https://example.org/2026/06/03/bridge").published_at.value == DAY
    assert read(url="https://example.org/news/23-06-2026").published_at.value == DAY + timedelta(days=20)
    body = "<h1>Bridge opens</h1><p class='date'>1 March 2026</p><p>3 June 2026</p>"
    assert read(body, url="https://example.org/2026/06/bridge").published_at.value == DAY


@pytest.mark.parametrize("place", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "2026-06"])
def test_what_templates_write_for_nothing_is_nothing(place: str) -> None:
    assert read(head=json_ld(place)).published_at.value is None


def test_a_placeholder_far_ahead_of_all_other_places_is_dropped() -> None:
    head = json_ld("2099-12-31T00:00:00Z", "2026-06-03T15:00:00Z")
    assert read("<h1>Bridge opens</h1><p>3 June 2026</p>", head).published_at.value == DAY


def test_a_time_said_in_words_like_hours_ago_gives_nothing() -> None:
    assert shown("3 hours ago") is None


def test_numbers_alone_are_read_in_the_order_of_the_page_s_country() -> None:
    march = datetime(2026, 3, 6, tzinfo=UTC)
    assert shown("03/06/2026", lang="en-US", url="https://example.com/bridge") == march
    assert shown("03/06/2026", lang="en-GB", url="https://example.com/bridge") == DAY
    assert shown("03/06/2026", lang="de", url="https://example.com/bridge") == DAY


def test_numbers_that_agree_with_a_sure_date_of_the_page_are_read_like_it() -> None:
    times = read("<h1>Bridge opens</h1><p>Published June 3, 2026</p>", meta("date", "03-06-2026"), lang="en-US")
    assert (times.published_at.value, times.published_at.others) == (DAY, ())


def test_data_in_scripts_are_looked_at_when_nothing_better_is_there() -> None:
    script = '<script>window.page = {"article": {"publishedAt": "2026-06-03T12:00:00Z"}}</script>'
    times = read("<h1>Bridge opens</h1>" + script)
    assert (times.published_at.value, times.published_at.where) == (NOON, "script data")


def test_a_list_of_dates_in_scripts_is_of_other_articles() -> None:
    data = ",".join(f'{{"publishedAt": "2026-06-{day:02}T12:00:00Z"}}' for day in range(1, 9))
    assert read(f"<h1>Bridge opens</h1><script>x = [{data}]</script>").published_at.value is None


def test_an_element_with_a_date_for_machines_is_read_by_it() -> None:
    body = "<h1>Bridge opens</h1><time datetime='2026-06-03T12:00:00Z'>yesterday</time>"
    times = read(body)
    assert (times.published_at.value, times.published_at.where) == (NOON, "<time> after the headline")


def test_a_page_without_dates_has_none() -> None:
    times = read("<h1>Bridge opens</h1><p>Nothing to see.</p>")
    assert (times.published_at.value, times.modified_at.value, times.utc_offset) == (None, None, None)


def test_an_empty_page_has_none() -> None:
    assert times_of(plant("", ADDRESS)).published_at.value is None
