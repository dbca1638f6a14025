"""Every kind of feed, and every place where its makers put what belongs to an entry."""

import gzip
from datetime import UTC, datetime

import pytest

from news import Entry, Feed
from parsers import read_feed

URL = "https://harbour-post.example/feed.xml"
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
ATOM = "http://www.w3.org/2005/Atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def feed(text: str) -> Feed:
    return read_feed(text.encode(), URL, "")


def item(inner: str, spaces: str = "") -> Entry:
    return feed(f"<rss {spaces}><channel><title>Post</title><item>{inner}</item></channel></rss>").entries[0]


def entry(inner: str, space: str = ATOM) -> Entry:
    return feed(f'<feed xmlns="{space}" xml:base="https://b.example/a/"><entry>{inner}</entry></feed>').entries[0]


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><title>Post</title><item><title>One</title><link>/1</link></item></channel></rss>",
        "<RSS><CHANNEL><TITLE>Post</TITLE><ITEM><TITLE>One</TITLE><LINK>/1</LINK></ITEM></CHANNEL></RSS>",
        "<rss xmlns='http://own.example/#'><channel><title>Post</title><item><title>One</title><link>/1</link></item>"
        "</channel></rss>",
        f"<rss xmlns='{ATOM}'><channel><title>Post</title><item><title>One</title><link rel='self' href='/x'/>"
        "<link>/1</link></item></channel></rss>",
        f"<r:RDF xmlns:r='{RDF}' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>Post</title></channel>"
        "<item><title>One</title><link>/1</link></item></r:RDF>",
        "<Channel xmlns='http://purl.org/net/rss1.1#'><title>Post</title><items><item><title>One</title><link>/1</link>"
        "</item></items></Channel>",
        f"<a:feed xmlns:a='{ATOM}'><a:title>Post</a:title><a:entry><a:title>One</a:title><a:link href='/1'/></a:entry>"
        "</a:feed>",
        "<feed xmlns='http://purl.org/atom/ns#'><title>Post</title><entry><title>One</title>"
        "<link rel='alternate' href='/1'/></entry></feed>",
        "<feed xmlns='own:'><title>Post</title><entry><title>One</title><link href='/1'/></entry></feed>",
        "<CHANNEL HREF='/'><TITLE>Post</TITLE><ITEM HREF='/1'><TITLE>One</TITLE></ITEM></CHANNEL>",
        f"<rss xmlns:a='{ATOM}'><channel><title>Post</title><item><a:title>One</a:title><a:link href='/1'/></item>"
        "</channel></rss>",
        '{"title":"Post","items":[null,{"title":"One","external_url":"/1"}]}',
    ],
)  # fmt: skip
def test_every_kind_of_feed_gives_title_and_address(text: str) -> None:
    found = feed(text)
    assert (found.title, [(e.title, e.url) for e in found.entries]) == (
        "Post",
        [("One", "https://harbour-post.example/1")],
    )


def test_a_feed_that_is_served_as_a_packed_file_is_read() -> None:
    packed = gzip.compress(b"<rss><channel><title>Post</title></channel></rss>")
    assert read_feed(packed, URL, "application/gzip").title == "Post"


@pytest.mark.parametrize(
    "guid",
    ['<guid isPermaLink="false">{0}</guid>', '<guid ispermalink="False">{0}</guid>', "<id>{0}</id>"],
)
def test_an_id_that_denies_to_be_an_address_is_none(guid: str) -> None:
    found = item(guid.format("https://harbour-post.example/7"))
    assert (found.id, found.url) == ("https://harbour-post.example/7", None)


def test_a_guid_is_the_address_where_there_is_no_link() -> None:
    assert item("<guid>https://harbour-post.example/7</guid>").url == "https://harbour-post.example/7"
    assert item("<guid>/7</guid>").url is None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "tag:b.example,2026:1", "https://[bad/", "mailto:a@b.example"])
def test_what_cannot_be_fetched_is_no_address(link: str) -> None:
    assert item(f"<link>{link}</link>").url is None
    assert entry(f'<link href="{link}"/>').url is None


def test_a_link_may_be_broken_into_lines_and_hold_spaces() -> None:
    assert item("<link>\n  https://b.example/a b\n    /c\n</link>").url == "https://b.example/a%20b/c"


@pytest.mark.parametrize("link", ["HTTPS://b.example/a/c", "//b.example/a/c", " https://b.example/a/c\t", "c", "/a/c"])
def test_addresses_become_whole_and_their_scheme_small(link: str) -> None:
    assert entry(f'<link href="{link}"/>').url == "https://b.example/a/c"


def test_the_html_form_of_an_atom_entry_is_preferred_under_all_spellings_of_alternate() -> None:
    links = (
        '<link rel="self" href="self"/><link type="application/pdf" href="p.pdf"/>'
        '<link rel="http://www.iana.org/assignments/relation/alternate" type="text/html" href="p.html"/>'
    )
    assert entry(links).url == "https://b.example/a/p.html"


def test_an_entry_whose_content_is_elsewhere_has_that_address() -> None:
    assert entry('<content type="text/html" src="c.html"/>').url == "https://b.example/a/c.html"


def test_a_base_that_is_no_address_is_ignored() -> None:
    assert entry('<link xml:base="http://[bad" href="c.html"/>').url == "https://b.example/a/c.html"


@pytest.mark.parametrize(
    ("construct", "html"),
    [
        ('<content type="html">&lt;p&gt;a &amp;amp; b&lt;/p&gt;</content>', "<p>a &amp; b</p>"),
        ("<content>a &lt; b</content>", "a &lt; b"),
        ("<content>&lt;p&gt;said to be text&lt;/p&gt;</content>", "<p>said to be text</p>"),
        (
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
            '<h:p title="1 &gt; &quot;">a<h:br/>b</h:p></h:div></content>',
            '<div><p title="1 &gt; &quot;">a<br>b</p></div>',
        ),
        ('<content type="application/octet-stream">PHA+YTwvcD4=</content>', "<p>a</p>"),
        ('<content type="application/octet-stream">Not at all.</content>', "Not at all."),
        ('<content type="image/png">iVBORw0KGgo=</content>', ""),
    ],
)  # fmt: skip
def test_all_forms_of_atom_text_become_html(construct: str, html: str) -> None:
    assert entry(construct).content == html


def test_old_atom_may_be_in_base64() -> None:
    assert entry('<title mode="base64">\n T25lIDxiPnR3bzwvYj4= </title>', "http://purl.org/atom/ns#").title == "One two"


def test_prefixes_are_known_by_their_addresses_else_by_themselves() -> None:
    inner = "<{0}:encoded>Long</{0}:encoded><dc:creator>Ann</dc:creator>"
    own = 'xmlns:c="https://purl.org/rss/1.0/modules/content" xmlns:dc="http://slip.example/"'
    for found in (item(inner.format("c"), own), item(inner.format("content"))):
        assert (found.content, found.authors) == ("Long", ("Ann",))


def test_a_field_of_an_unknown_extension_is_not_taken_for_the_entrys_own() -> None:
    found = item("<x:title>Not this</x:title><title>This</title><x:link>/no</x:link>", 'xmlns:x="http://x.example/"')
    assert (found.title, found.url) == ("This", None)


@pytest.mark.parametrize("name", ["pubDate", "dc:date", "dcterms:issued", "prism:publicationDate", "published", "date"])
def test_the_date_may_have_many_names(name: str) -> None:
    spaces = (
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"'
    )
    assert item(f"<pubDate>soon</pubDate><{name}>2026-06-02T12:00:00Z</{name}>", spaces).published_at == NOON


def test_the_date_of_a_change_is_no_date_of_publication() -> None:
    found = entry("<updated>2026-06-02T12:00:00Z</updated>")
    assert (found.published_at, found.updated_at) == (None, NOON)


def test_what_a_film_is_about_is_its_summary() -> None:
    media = '<m:group xmlns:m="http://search.yahoo.com/mrss/"><m:description>Ships</m:description></m:group>'
    assert entry(f"<title>Film</title>{media}").summary == item(f"<title>Film</title>{media}").summary == "Ships"


@pytest.mark.parametrize("written", ["a@b.example (Ann Lee)", "Ann Lee &lt;a@b.example&gt;", "<name>Ann Lee</name>"])
def test_an_author_is_a_name_without_mailbox(written: str) -> None:
    assert item(f"<author>{written}</author>").authors == ("Ann Lee",)


def test_plain_text_of_a_json_feed_becomes_html_and_people_are_named_once() -> None:
    found = feed(
        '{"items":[{"id":1.5,"content_text":"a < b","authors":[{"name":"Ann"},{"name":"Ann"},7]},'
        '{"id":2,"author":"Bob","url":"javascript:1","external_url":"/x","title":"half \\ud83d"}]}'
    )
    one, two = found.entries
    assert (one.id, one.content, one.authors) == ("1.5", "a &lt; b", ("Ann", "7"))
    assert (two.id, two.url, two.authors, two.title) == ("2", "https://harbour-post.example/x", ("Bob",), "half \ufffd")
