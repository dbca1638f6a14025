import gzip
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from news import Entry, FeedError, Pointer, SourceKind
from parsers import inflate, read_sitemap, read_source, sitemap
from tests.parsers.pages import page

URL = "https://harbour-post.example/sitemap.xml"
NEWS = b"""<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://harbour-post.example/local/bridge </loc><lastmod>2026-03-05T12:00:00Z</lastmod>
<news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-05T10:30+01:00</news:publication_date>
<news:title>Bridge &amp; ferry</news:title></news:news></url>
<url><loc>https://harbour-post.example/about</loc></url></urlset>"""
INDEX = (
    b"<sitemapindex><sitemap><loc>/news.xml</loc></sitemap><sitemap><loc>javascript:1</loc></sitemap></sitemapindex>"
)


def test_news_entries_keep_title_date_and_language() -> None:
    news, plain = read_sitemap(NEWS, URL, "").entries
    assert (news.title, news.language, news.url) == (
        "Bridge & ferry",
        "en",
        "https://harbour-post.example/local/bridge",
    )
    assert news.published_at == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    assert news.updated_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert (plain.title, plain.published_at) == ("", None)


def test_an_index_points_to_its_sitemaps() -> None:
    assert read_sitemap(INDEX, URL, "").elsewhere == (
        Pointer("https://harbour-post.example/news.xml", SourceKind.SITEMAP),
    )


def test_a_zipped_sitemap_is_read_under_auto_too() -> None:
    assert len(read_source(SourceKind.AUTO, page(gzip.compress(NEWS), "application/x-gzip", URL)).entries) == 2


def test_a_sitemap_that_inflates_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "MAX_INFLATED", 10_000)
    with pytest.raises(FeedError, match="too large"):
        read_sitemap(gzip.compress(NEWS + b" " * 1_000_000), URL, "")


@pytest.mark.parametrize("body", [b"", b"\x1f\x8bjunk", b"<rss><channel/></rss>"])
def test_what_is_no_sitemap_is_said_so(body: bytes) -> None:
    with pytest.raises(FeedError):
        read_sitemap(body, URL, "")


@pytest.mark.parametrize("body", [b" " * (inflate.MAX_INFLATED + 1), b"<urlset>" + b"<url/>" * 900_000])
def test_a_sitemap_beyond_bounds_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(FeedError) as refused:
        read_sitemap(body, URL, "")
    assert refused.value.reason == "too large"


def test_an_address_whose_end_tag_is_missing_costs_no_other() -> None:
    body = b"<urlset><url><loc>/one<lastmod>2026-03-05</lastmod></url><url><loc>/two?a=1&b=2</loc></urlset>"
    assert [entry.url for entry in read_sitemap(body, URL, "").entries] == [
        "https://harbour-post.example/one",
        "https://harbour-post.example/two?a=1&b=2",
    ]


def test_a_file_of_several_gzip_members_is_read_whole() -> None:
    text = f"<urlset><url><loc>{URL}1</loc></url><url><loc>{URL}2</loc></url></urlset>".encode()
    packed = gzip.compress(text[:40]) + gzip.compress(text[40:]) + b"\0" * 100
    assert len(read_sitemap(packed, URL, "").entries) == 2


def test_a_packed_file_that_was_cut_off_is_refused() -> None:
    packed = gzip.compress(f"<urlset><url><loc>{URL}1</loc></url></urlset>".encode())
    with pytest.raises(FeedError, match="broken gzip"):
        read_sitemap(packed[:-12], URL, "")


def urlset(*dates: str) -> bytes:
    """Addresses 0, 1, 2 … with these dates."""
    rows = (f"<url><loc>/{n}</loc><lastmod>{date}</lastmod></url>" for n, date in enumerate(dates))
    return f"<urlset>{''.join(rows)}</urlset>".encode()


def numbers(found: Iterable[Entry | Pointer]) -> list[int]:
    return [int((one.url or "").rpartition("/")[2]) for one in found]


def test_of_an_archive_the_newest_are_taken_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_ENTRIES", 3)
    body = urlset("2026-01-01", "2026-03-03", "", "2026-03-01", "2026-03-02")
    assert numbers(read_sitemap(body, URL, "").entries) == [1, 3, 4]


def test_of_an_archive_without_dates_both_ends_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_ENTRIES", 4)
    assert numbers(read_sitemap(urlset(*[""] * 9), URL, "").entries) == [0, 1, 7, 8]


def test_of_an_index_the_newest_sitemaps_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_POINTERS", 1)
    body = urlset("2026-01-01", "2026-03-03").replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")
    assert numbers(read_sitemap(body, URL, "").elsewhere) == [1]


def test_the_largest_sitemap_that_news_may_have_is_taken_whole() -> None:
    assert len(read_sitemap(urlset(*[""] * 1_000), URL, "").entries) == 1_000
    assert len(read_sitemap(urlset(*[""] * 5_001), URL, "").entries) == 5_000
