import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import FeedError
from parsers import Outline, read_opml, write_opml

FEED = "https://harbour-post.example/rss"


def opml(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    return f'{head}<opml version="1.0"><head><title>Feeds</title></head><body>{body}</body></opml>'.encode()


def test_folders_are_tags_and_a_folder_in_a_folder_is_one_path() -> None:
    found = read_opml(
        opml(
            f'<outline text="A" type="rss" xmlUrl="{FEED}/a"/>'
            '<outline text="News" title="News"><outline text="Africa">'
            f'<outline text="B" type="rss" xmlUrl="{FEED}/b" htmlUrl="https://harbour-post.example/"/>'
            f'</outline><outline text="C" type="rss" xmlUrl="{FEED}/c"/></outline>'
        )
    )
    assert found == (
        Outline("A", f"{FEED}/a"),
        Outline("B", f"{FEED}/b", "https://harbour-post.example/", ("News/Africa",)),
        Outline("C", f"{FEED}/c", None, ("News",)),
    )


def test_a_feed_in_several_folders_is_one_feed_with_all_its_tags() -> None:
    found = read_opml(
        opml(
            f'<outline text="One"><outline text="Post" type="rss" xmlUrl="{FEED}"/></outline>'
            f'<outline text="Two"><outline text="Post" type="rss" xmlUrl="{FEED}/" htmlUrl="https://h.example/"/></outline>'
        )
    )
    assert found == (Outline("Post", FEED, "https://h.example/", ("One", "Two")),)


def test_feeds_that_differ_in_a_parameter_are_two() -> None:
    found = read_opml(opml(f'<outline xmlUrl="{FEED}?src=politics"/><outline xmlUrl="{FEED}?src=sport"/>'))
    assert len(found) == 2


def test_categories_are_tags_too() -> None:
    (one,) = read_opml(opml(f'<outline text="P" xmlUrl="{FEED}" category="/Boston/Weather, harbour,"/>'))
    assert one.tags == ("Boston/Weather", "harbour")


@pytest.mark.parametrize(
    "outline",
    [
        f'<outline title="Post" XMLURL="{FEED}"/>',
        f'<outline text="Post" xmlurl=" {FEED}\n" type="RSS"></outline>',
        f'<outline text="Post" type="rss" url="{FEED}"/>',
        f'<outline text="Post" xmlUrl="feed:{FEED}"/>',
        f'<outline text="Post" xmlUrl="feed://{FEED.removeprefix("https://")}"/>',
        f'<outline fz:quickMode="false" text="Post" xmlUrl="{FEED}"/>',
        f"<outline text='Post' xmlUrl='{FEED}'>",
        f"<OUTLINE text=Post xmlUrl={FEED} />",
    ],
)
def test_what_readers_really_write_is_read(outline: str) -> None:
    (found,) = read_opml(opml(outline))
    assert (found.title, found.url.replace("http://", "https://")) == ("Post", FEED)


@pytest.mark.parametrize(
    ("written", "title", "url"),
    [
        ("Arts &amp; Trade", "Arts & Trade", f"{FEED}?a=1&b=2"),
        ("Arts &amp;amp; Trade", "Arts & Trade", f"{FEED}?a=1&amp;b=2"),
        ("Arts & Trade", "Arts & Trade", f"{FEED}?a=1&b=2"),
    ],
)
def test_ampersands_are_read_however_often_they_were_escaped(written: str, title: str, url: str) -> None:
    escaped = url.replace("&", "&amp;") if "&amp;" in written else url
    (found,) = read_opml(opml(f'<outline text="{written}" type="rss" xmlUrl="{escaped}"/>'))
    assert (found.title, found.url) == (title, f"{FEED}?a=1&b=2")


def test_a_byte_order_mark_and_other_charsets_do_no_harm() -> None:
    body = opml(f'<outline text="Öresund" xmlUrl="{FEED}"/>', "").decode()
    for data in (b"\xef\xbb\xbf" + body.encode(), body.encode("utf-16"), b'<?xml version="1.0" encoding="iso-8859-1"?>'
                 + body.encode("latin-1")):  # fmt: skip
        assert read_opml(data)[0].title == "Öresund"


def test_a_folder_that_is_only_around_its_own_feed_is_no_tag() -> None:
    (found,) = read_opml(
        opml(f'<outline text="Desk"><outline title="Post"><outline title="Post" xmlUrl="{FEED}"/></outline></outline>')
    )
    assert found.tags == ("Desk",)


def test_a_feed_without_a_title_is_called_by_its_address() -> None:
    assert read_opml(opml(f'<outline xmlUrl="{FEED}"/>'))[0].title == FEED


@pytest.mark.parametrize(
    "outline",
    [
        '<outline text="x" xmlUrl=""/>',
        '<outline text="x" xmlUrl="/rss"/>',
        '<outline text="x" xmlUrl="javascript:x"/>',
        '<outline text="x" type="link" url="https://h.example/"/>',
        '<outline pref-name="KEY" value="v"/>',
    ],
)
def test_what_is_no_feed_on_the_web_is_left_out(outline: str) -> None:
    assert [found.url for found in read_opml(opml(outline + f'<outline xmlUrl="{FEED}"/>'))] == [FEED]


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"hello", b"<html><body>Sign in</body></html>", b"<rss><channel/></rss>"]
)
def test_what_is_no_opml_is_refused(body: bytes) -> None:
    with pytest.raises(FeedError) as error:
        read_opml(body)
    assert error.value.reason == "not OPML"


def test_a_list_without_feeds_is_empty() -> None:
    assert read_opml(opml("")) == ()


def test_folders_deeper_than_readers_make_them_are_cut_off() -> None:
    def nested(depth: int) -> bytes:
        return opml('<outline text="f">' * depth + f'<outline xmlUrl="{FEED}"/>' + "</outline>" * depth)

    assert read_opml(nested(30))[0].tags == ("/".join("f" * 20),)
    assert read_opml(nested(5_000)) == ()
    assert FEED in write_opml([Outline("Post", FEED, None, ("f/" * 5_000,))], "Deep")


letters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="&/\ufffe\uffff")
words = st.text(letters, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
tags = st.lists(st.lists(words, min_size=1, max_size=3).map("/".join), unique=True, max_size=3).map(tuple)
outlines = st.lists(
    st.tuples(words, tags, st.booleans()), max_size=8
).map(
    lambda rows: [
        Outline(title, f"https://h{i}.example/rss?a=1&b={i}", f"https://h{i}.example/" if site else None, tags)
        for i, (title, tags, site) in enumerate(rows)
    ]
)  # fmt: skip


@given(outlines, words)
def test_what_is_written_is_read_again(outlines: list[Outline], title: str) -> None:
    found = read_opml(write_opml(outlines, title).encode())
    assert sorted(found, key=lambda each: each.url) == sorted(outlines, key=lambda each: each.url)


def test_what_xml_cannot_say_is_not_written() -> None:
    written = write_opml([Outline('a\x00b\ud800<&">', FEED)], "t\x0b")
    assert read_opml(written.encode())[0].title == 'ab<&">'


def test_each_tag_is_a_folder_with_the_feed_in_it() -> None:
    written = write_opml([Outline("Post", FEED, None, ("News/Africa", "Trade, ships"))], "Desk")
    assert [line.strip() for line in written.splitlines()[4:-2]] == [
        '<outline text="News" title="News">',
        '<outline text="Africa" title="Africa">',
        f'<outline type="rss" text="Post" title="Post" xmlUrl="{FEED}" category="/News/Africa,/Trade%2C ships"/>',
        "</outline>",
        "</outline>",
        '<outline text="Trade, ships" title="Trade, ships">',
        f'<outline type="rss" text="Post" title="Post" xmlUrl="{FEED}" category="/News/Africa,/Trade%2C ships"/>',
        "</outline>",
    ]
