import ast
import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import parsers
from news import FeedError, SourceKind
from parsers import FEED_REASONS, read_source
from tests.parsers.pages import page

NOW = page("").fetched_at
HOME = "https://harbour-post.example/"
HEADLINES = "".join(f'<h2><a href="/local/{n}">Harbour news number {n}</a></h2>' for n in range(3))


def rss(items: str, channel: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{channel}{items}</channel></rss>'


def item(date: str, more: str = "") -> str:
    return f"<item><title>Bridge closes</title><link>{HOME}bridge</link><pubDate>{date}</pubDate>{more}</item>"


def refused(kind: SourceKind, body: str | bytes, url: str = HOME) -> str:
    with pytest.raises(FeedError) as error:
        read_source(kind, page(body, url=url))
    assert error.value.reason in FEED_REASONS
    return error.value.reason


def test_a_date_that_is_still_to_come_becomes_when_it_was_read() -> None:
    (entry,) = read_source(SourceKind.FEED, page(rss(item("Tue, 05 Mar 2030 08:00:00 GMT")))).entries
    assert (entry.published_at, entry.ahead) == (NOW, True)
    assert entry.promised_at == datetime(2030, 3, 5, 8, tzinfo=UTC)


def test_a_date_that_has_come_stays() -> None:
    (entry,) = read_source(SourceKind.FEED, page(rss(item("Thu, 05 Mar 2026 12:00:00 GMT")))).entries
    assert (entry.published_at, entry.ahead, entry.promised_at) == (NOW, False, None)


def test_an_update_that_is_still_to_come_leaves_the_date_as_it_is() -> None:
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{HOME}a</loc><lastmod>2030-01-01</lastmod><n:news><n:title>A</n:title>"
        "<n:publication_date>2026-03-01</n:publication_date></n:news></url></urlset>"
    )
    (entry,) = read_source(SourceKind.AUTO, page(sitemap)).entries
    assert (entry.published_at, entry.updated_at, entry.ahead) == (datetime(2026, 3, 1, tzinfo=UTC), NOW, False)


def test_an_entry_whose_time_has_come_is_recognised_by_its_words() -> None:
    early = page(rss(item("Thu, 05 Mar 2026 12:02:00 GMT")))
    late = replace(early, fetched_at=NOW + timedelta(minutes=5))
    one, other = (read_source(SourceKind.FEED, each).entries for each in (early, late))
    assert (one[0].ahead, other[0].ahead) == (True, False)
    assert parsers.keys_of(one) == parsers.keys_of(other)


def test_entries_have_their_documents_language_unless_they_say_otherwise() -> None:
    dc = '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">fr</dc:language>'
    feed = rss(item("", dc) + item(""), "<language>nl</language>")
    assert [entry.language for entry in read_source(SourceKind.FEED, page(feed)).entries] == ["fr", "nl"]


@pytest.mark.parametrize("kind", list(SourceKind))
@pytest.mark.parametrize("body", ["", " \r\n\t"])
def test_an_empty_answer_is_said_to_be_empty(kind: SourceKind, body: str) -> None:
    assert refused(kind, body) == "empty"


@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP])
def test_a_page_where_a_feed_should_be_is_said_to_be_one(kind: SourceKind) -> None:
    html = f"<!DOCTYPE html><html><body>{HEADLINES}<script src='https://www.google.com/recaptcha/api.js'></script>"
    assert refused(kind, html + "<p>" + "Words of an ordinary page. " * 80) == "html instead of feed"
    assert refused(kind, "hello") in ("not a feed", "not a sitemap")


WALLS = [
    "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
    "<html><title>harbour-post.example</title><body><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
    "<html><body><h1>Security check</h1><div class='g-recaptcha'></div></body></html>",
    "<html><body><p>We value your privacy. Please give your consent to go on reading.</p></body></html>",
]


@pytest.mark.parametrize("wall", WALLS)
@pytest.mark.parametrize("kind", [SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING, SourceKind.AUTO])
def test_a_wall_asks_for_a_human(kind: SourceKind, wall: str) -> None:
    assert refused(kind, wall) == "asks for a human"


def test_a_redirect_to_a_consent_page_asks_for_a_human() -> None:
    led = replace(page(HEADLINES), url=HOME, final_url="https://consent.harbour-post.example/?back=home")
    with pytest.raises(FeedError, match="asks for a human"):
        read_source(SourceKind.AUTO, led)


def test_headlines_beside_the_scripts_of_a_guard_are_headlines() -> None:
    html = f"<html><body><script>window._pxAppId='x'; consent()</script>{HEADLINES}</body></html>"
    assert len(read_source(SourceKind.AUTO, page(html, url=HOME)).entries) == 3


def test_a_page_that_names_feeds_gives_where_they_are() -> None:
    html = f"<html><head><title>Post</title><link rel=alternate type=application/rss+xml href=/rss></head>{HEADLINES}"
    feed = read_source(SourceKind.AUTO, page(html, url=HOME))
    assert (feed.title, feed.entries, [each.url for each in feed.elsewhere]) == ("Post", (), [f"{HOME}rss"])


def test_a_page_that_only_links_to_a_feed_gives_its_headlines_too() -> None:
    feed = read_source(SourceKind.AUTO, page(f'<html>{HEADLINES}<a href="/rss.xml">RSS</a>', url=HOME))
    assert (len(feed.entries), [each.url for each in feed.elsewhere]) == (3, [f"{HOME}rss.xml"])


def test_a_page_without_feeds_gives_its_headlines() -> None:
    feed = read_source(SourceKind.AUTO, page(f"<html>{HEADLINES}", url=HOME))
    assert (len(feed.entries), feed.elsewhere) == (3, ())


def test_a_selector_makes_a_listing_of_a_page_that_names_feeds() -> None:
    html = f"<html><head><link rel=alternate type=application/rss+xml href=/rss></head>{HEADLINES}"
    assert len(read_source(SourceKind.AUTO, page(html, url=HOME), "h2").entries) == 3


def test_the_sitemaps_of_an_index_come_the_newest_first() -> None:
    index = "".join(
        f"<sitemap><loc>{HOME}{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("posts-1", "2020-01-01"), ("posts-2", "2026-03-05"), ("posts-3", "2026-03-04"))
    )
    feed = read_source(SourceKind.SITEMAP, page(f"<sitemapindex>{index}</sitemapindex>"))
    assert [each.url for each in feed.elsewhere] == [f"{HOME}posts-{n}.xml" for n in (2, 3, 1)]


def test_every_reason_of_this_room_is_in_the_list() -> None:
    said = set()
    for path in Path(parsers.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FeedError":
                said |= {each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)}
    assert said <= set(FEED_REASONS)
    assert said


@pytest.mark.parametrize("kind", [SourceKind.AUTO, SourceKind.FEED])
def test_a_feed_that_comes_packed_is_read(kind: SourceKind) -> None:
    body = gzip.compress(b"<rss><channel><item><title>A title</title><guid>1</guid></item></channel></rss>")
    assert [entry.title for entry in read_source(kind, page(body, url=HOME)).entries] == ["A title"]
