from datetime import UTC, datetime

import pytest

from news import Feed, FeedError, Pointer, SourceKind
from parsers import read_feed, read_source
from tests.parsers.pages import page, saved

URL = "https://harbour-post.example/feed.xml"


def feed(body: bytes | str, content_type: str = "") -> Feed:
    return read_feed(body if isinstance(body, bytes) else body.encode(), URL, content_type)


def test_rss_is_read_with_its_names_dates_and_both_texts() -> None:
    found = feed(saved("news.rss"))
    assert (found.title, found.language) == ("Harbour Post", "en-GB")
    one, two = found.entries
    assert (one.id, one.url) == ("post-17", "https://harbour-post.example/local/bridge?a=1&b=2")
    assert one.title == "Bridge & ferry: what changes"
    assert one.published_at == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    assert (one.summary, one.content) == ("Short <i>words</i>.", "<p>Long words.</p>")
    assert (two.url, two.authors) == ("https://harbour-post.example/local/ferry", ("Tom O'Neill",))


def test_an_unreadable_date_is_none_and_never_now() -> None:
    assert feed(saved("news.rss")).entries[1].published_at is None


def test_atom_is_read_with_its_base_and_all_forms_of_text() -> None:
    found = feed(saved("news.atom"))
    (entry,) = found.entries
    assert (found.title, found.language) == ("Hafen Post", "de")
    assert (entry.id, entry.url) == ("tag:hafenpost.example,2026:1", "https://hafenpost.example/blog/1.html")
    assert entry.title == "Brücke gesperrt"
    assert entry.summary == "Kurz &amp; gut: a &lt; b"
    assert entry.published_at == datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
    assert entry.updated_at == datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_rdf_items_beside_the_channel_are_found() -> None:
    found = feed(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>Old</title></channel>'
        '<item rdf:about="urn:1"><title>One</title><link>https://harbour-post.example/1</link></item></rdf:RDF>'
    )
    assert (found.title, found.entries[0].id, found.entries[0].title) == ("Old", "urn:1", "One")


def test_json_feed_is_read() -> None:
    found = feed(
        '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":7,"url":"/a","title":"A","date_published":"2026-03-05T10:00:00Z"}]}'
    )
    (entry,) = found.entries
    assert (entry.id, entry.url, entry.published_at) == (
        "7",
        "https://harbour-post.example/a",
        datetime(2026, 3, 5, 10, tzinfo=UTC),
    )


def test_a_broken_feed_loses_no_words() -> None:
    found = feed(saved("broken.rss"))
    assert found.title == "Profit & loss at AT&T today"
    assert [e.title for e in found.entries] == ["One & two", "Three… &unknown; four"]
    assert found.entries[0].url == "https://harbour-post.example/?p=1&q=2"


def test_an_entity_bomb_stays_small_and_reads_no_file() -> None:
    bomb = "<!DOCTYPE rss [<!ENTITY a 'boom'><!ENTITY b '&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    found = feed(bomb + "<rss><channel><title>&a; &b; &f;</title></channel></rss>")
    assert found.title == "boom &b; &f;"


@pytest.mark.parametrize("body", ["", "words", "<html><body><p>x</p></body></html>", "{", '{"a": 1}', "{" * 100_000])
def test_what_is_no_feed_is_said_so(body: str) -> None:
    with pytest.raises(FeedError):
        feed(body)


def test_a_source_is_recognised_by_its_body_not_its_header() -> None:
    for name in ("news.rss", "news.atom"):
        assert read_source(SourceKind.AUTO, page(saved(name), "text/html")).entries


def test_a_home_page_points_to_its_feeds_but_not_to_its_comments() -> None:
    found = read_source(SourceKind.AUTO, page(saved("front.html"), url="https://harbour-post.example/"))
    assert found.title == "The Harbour Post"
    assert found.elsewhere == (Pointer("https://harbour-post.example/feed.xml", SourceKind.FEED),)
