"""What feeds in the wild do wrong, and what is read all the same."""

import pytest

from news import Feed, FeedError
from parsers import read_feed
from parsers.xml_tree import MAX_BYTES

URL = "https://harbour-post.example/feed.xml"
ONE = "<item><title>One</title><link>https://harbour-post.example/1</link>"
NEXT = "<item><title>Next</title><link>https://harbour-post.example/2</link></item>"


def feed(body: bytes | str, content_type: str = "") -> Feed:
    return read_feed(body if isinstance(body, bytes) else body.encode(), URL, content_type)


def rss(*items: str, declaration: str = "") -> str:
    return f'{declaration}<rss version="2.0"><channel><title>Post</title>{"".join(items)}</channel></rss>'


def title_of(inner: str) -> str:
    return feed(rss(f"<item><title>{inner}</title></item>", NEXT)).entries[0].title


@pytest.mark.parametrize(
    "item",
    [
        ONE + "<description>a <b>c <br> d</description>"
        '<p class=x>e<img src="f" alt="1>2"></p></wrong></item>',
        "<item><title>One<link>https://harbour-post.example/1<pubDate>2026-06-02</pubDate></item>",
        ONE,
        ONE + "<guid isPermaLink=false a=1 a=2>7</guid></item>",
        ONE + "<author>Ann <ann@post.example></author></item>",
        ONE + "<description>" + "<x>" * 5000 + "</item>",
    ],
)  # fmt: skip
def test_a_tag_that_is_wrong_costs_neither_its_item_nor_the_next(item: str) -> None:
    one, two = feed(rss(item, NEXT)).entries
    assert (one.title, one.url) == ("One", "https://harbour-post.example/1")
    assert (two.title, two.url) == ("Next", "https://harbour-post.example/2")


def test_an_atom_link_without_end_takes_nothing_with_it() -> None:
    (entry,) = feed(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A <b>B</b><link href="/1">'
        "<author><name>Ann</name></author><id>7<summary>S</summary></entry></feed>"
    ).entries
    assert (entry.title, entry.url, entry.id) == ("A B", "https://harbour-post.example/1", "7")
    assert (entry.summary, entry.authors) == ("S", ("Ann",))


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("Profit & loss < 5 at AT&T", "Profit & loss < 5 at AT&T"),
        ("It&#146;s &#x93;on&#x94;", "It’s “on”"),
        ("&#xD83D;&#xDE00; &#55357;&#56832; &#xD83D;", "😀 😀"),
        ("<![CDATA[A <![CDATA[B]]> C]]>", "A B C"),
        ("&lt;![CDATA[Wrapped twice]]&gt;", "Wrapped twice"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("a\x0bb\x00c", "abc"),
        ("caf&eacute; &nosuch; &amp;#8217;", "café &nosuch; ’"),
    ],
)
def test_a_headline_keeps_its_words_whatever_was_done_to_them(inner: str, title: str) -> None:
    assert title_of(inner) == title


def test_what_stands_before_and_after_the_feed_is_no_part_of_it() -> None:
    found = feed("<br />\n<b>Warning</b>: <!-- <rss> -->\n" + rss(NEXT) + "<script>if (a < b) {}</script>" + rss(NEXT))
    assert (found.title, len(found.entries)) == ("Post", 1)


def test_a_licence_in_a_comment_of_a_page_makes_it_no_feed() -> None:
    with pytest.raises(FeedError, match="not a feed"):
        feed("<html><body><!-- <rdf:RDF xmlns='http://web.resource.org/cc/'></rdf:RDF> --></body></html>")


def test_entities_of_the_feed_itself_are_filled_in() -> None:
    assert feed('<!DOCTYPE rss [<!ENTITY pub "Caf&#233; Post">]>' + rss("<item/>").replace("Post", "&pub;")).title == (
        "Café Post"
    )


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1"])
def test_unicode_is_seen_whatever_is_declared(charset: str, declared: str) -> None:
    text = rss("<item><title>Café 日本</title></item>", declaration=f'<?xml version="1.0" encoding="{declared}"?>')
    assert feed(text.encode(charset)).entries[0].title == "Café 日本"


@pytest.mark.parametrize(
    ("charset", "content_type", "title"),
    [
        ("cp1252", "", "Café “déjà” vu"),
        ("cp1252", "text/xml; charset=utf-16", "Café “déjà” vu"),
        ("cp1251", "text/xml; charset=win-1251", "Привет"),
        ("cp932", "text/xml; charset=x-sjis", "日本語のニュース"),
    ],
)
def test_older_charsets_are_read_as_labelled_or_as_windows_1252(charset: str, content_type: str, title: str) -> None:
    assert feed(rss(f"<item><title>{title}</title></item>").encode(charset), content_type).entries[0].title == title


def test_a_few_bytes_of_windows_1252_do_not_spoil_a_feed_in_utf_8() -> None:
    body = rss("<item><title>Café @vu@</title></item>").encode().replace(b"@vu@", b"\x93vu\x94")
    assert feed(body).entries[0].title == "Café “vu”"


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><title>" + b"x" * MAX_BYTES,
        b"<rss><channel>" + b"<item/>" * 1_000_000,
        b"<rss><channel><item " + b"".join(b'a%d="" ' % n for n in range(600_000)) + b"/></channel></rss>",
        b'{"items":[' + b"1," * 1_000_001 + b"1]}",
    ],
)  # fmt: skip
def test_what_is_beyond_bounds_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(FeedError) as refused:
        feed(body)
    assert refused.value.reason == "too large"


def test_a_hundred_thousand_name_spaces_are_not_repeated_for_each_headline() -> None:
    spaces = " ".join(f'xmlns:a{n}="b{n}"' for n in range(100_000))
    found = feed(f"<rss {spaces}><channel>{'<item><title>a<b/>c</title></item>' * 2_000}</channel></rss>")
    assert {entry.title for entry in found.entries} == {"ac"}
    assert len(found.entries) == 2_000
