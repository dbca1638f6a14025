from datetime import UTC, datetime

import pytest

from bench.adapters import extract, match, page_key, read_feed
from news import FeedError, QueryError

PARAGRAPH = (
    "<p>The harbour office said on Monday that the last of the grain ships had left before the storm came in.</p>"
)
PAGE = f"""<html lang="en"><head><title>Grain ships leave | The Quay</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-02-03T10:00:00Z"></head>
<body><article><h1>Grain ships leave</h1>{PARAGRAPH * 6}</article></body></html>"""
FEED = b"""<rss version="2.0"><channel><title>The Quay</title><item><guid>1</guid><title>Grain ships leave</title>
<link>https://quay.example/1</link><pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate></item></channel></rss>"""


def test_extract_gives_what_a_page_says() -> None:
    got = extract(PAGE.encode(), "https://quay.example/news/grain-ships-leave")
    assert got
    assert (got["title"], got["language"]) == ("Grain ships leave", "en")
    assert got["published"] == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert got["text"].count("grain ships") == 6


def test_a_page_whose_address_is_unknown_is_no_front_page() -> None:
    bare = PAGE.replace('<meta property="og:type" content="article">', "").replace("article:published_time", "x")
    assert extract(bare.encode(), "")
    assert extract(bare.encode(), "https://quay.example/") is None


def test_extract_gives_nothing_where_there_is_no_article() -> None:
    assert extract(b"<html><body></body></html>", "https://quay.example/") is None


def test_read_feed_gives_entries_as_plain_values() -> None:
    (entry,) = read_feed(FEED, "https://quay.example/rss", "application/rss+xml")["entries"]
    assert (entry["id"], entry["url"], entry["title"]) == ("1", "https://quay.example/1", "Grain ships leave")
    assert entry["published"] == datetime(2026, 2, 3, 10, tzinfo=UTC)
    with pytest.raises(FeedError):
        read_feed(b"hello", "https://quay.example/rss", "text/plain")


def test_match_gives_spans_and_refuses_with_a_position() -> None:
    assert match("@ships", {"title": "Grain ships leave", "lang": "en"}, {"ships": ["grain ship"]}) == {
        "matched": True,
        "spans": [["title", 0, 11]],
    }
    with pytest.raises(QueryError) as raised:
        match("grain AND", {}, {})
    assert (raised.value.position, bool(raised.value.hint)) == (6, True)


def test_page_key_is_one_for_two_guises() -> None:
    assert page_key("https://www.quay.example/a-long-story?utm_source=x#top") == page_key(
        "http://quay.example/a-long-story"
    )
