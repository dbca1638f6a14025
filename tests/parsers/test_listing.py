import sys
from datetime import UTC, datetime
from types import FrameType

import pytest
from bs4 import BeautifulSoup

from news import FeedError
from parsers import read_listing
from parsers.listing import listing_of
from tests.parsers.pages import saved

URL = "https://harbour-post.example/"


def test_headlines_are_told_from_menus_and_other_sites() -> None:
    found = read_listing(saved("front.html"), URL, "text/html")
    assert [(e.title, e.url) for e in found.entries] == [
        ("Harbour bridge closes", "https://harbour-post.example/local/bridge-closes?utm_source=front"),
        ("Ferries will run at night from Monday on", "https://harbour-post.example/local/ferries-at-night"),
    ]


def test_a_teasers_own_time_is_its_date() -> None:
    one, two = read_listing(saved("front.html"), URL, "text/html").entries
    assert (one.published_at, two.published_at) == (datetime(2026, 3, 5, 8, 30, tzinfo=UTC), None)


def test_a_selector_names_the_links_or_what_they_stand_in() -> None:
    for selector in (".card > a", "div.card:nth-of-type(2)"):
        found = read_listing(saved("front.html"), URL, "text/html", selector)
        assert found.entries[0].title == "Ferries will run at night from Monday on"


@pytest.mark.parametrize(
    ("body", "selector"),
    [("<p>no links</p>", None), ("<a href=/x>Go</a>", None), ("<a href=/x>Go</a>", "a["), ("<a href=/x>Go</a>", "h9")],
)
def test_a_page_without_links_is_said_so(body: str, selector: str | None) -> None:
    with pytest.raises(FeedError):
        read_listing(body.encode(), URL, "text/html", selector)


HEADLINE = '<a href="/local/{0}">Harbour news number {0}</a>'


def listed(html: str, selector: str | None = None) -> list[tuple[str, str]]:
    found = read_listing(html.encode(), URL, "text/html", selector).entries
    return [(entry.title, (entry.url or "").removeprefix(URL)) for entry in found]


def test_a_selector_may_name_what_stands_in_the_link() -> None:
    html = '<a href="/a"><span class="t">Alpha</span></a><a href="/b"><b>Beta</b></a><span class="t">Gamma</span>'
    assert listed(html, ".t") == [("Alpha", "a")]


def test_a_link_that_is_named_twice_is_listed_once() -> None:
    assert listed('<div class="x"><div class="x"><a href="/a">Alpha</a></div></div>', ".x") == [("Alpha", "a")]


def test_the_heading_in_a_link_is_its_title_and_scripts_are_not() -> None:
    html = (
        '<a href="/a"><script>var x = "not words of a headline";</script><p>Local</p><h3>Bridge closes</h3></a>'
        '<a href="/b">Ferries will<!-- soon --> run <i>at night</i> from Monday</a>'
    )
    assert listed(html) == [("Bridge closes", "a"), ("Ferries will run at night from Monday", "b")]


def test_headers_of_articles_hold_headlines_and_the_header_of_the_page_does_not() -> None:
    html = (
        f"<header>{HEADLINE.format(1)}</header><article><header>{HEADLINE.format(2)}</header></article>"
        f"<footer><article><header>{HEADLINE.format(3)}</header></article></footer>"
    )
    assert listed(html) == [("Harbour news number 2", "local/2")]


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<div><time datetime=2026-03-05>5 March</time><div><h2>{0}</h2></div></div>", 5),
        ("<div><h2>{0}</h2><p><time>2026-03-05</time></div>", 5),
        ("<div><time datetime=2026-03-04></time><div><time datetime=2026-03-05></time>{0}</div></div>", 5),
        ("<div>{0}<time datetime=2026-03-05></time><time datetime=2026-03-04></time></div>", None),
        ("<main>{0}<time datetime=2026-03-05></time></main>", None),
        ("<div><time datetime=2026-03-05></time><p><b><i><u>{0}</u></i></b></p></div>", None),
        ("<time datetime=2026-03-05></time><div>{0}</div>", None),
        ("<div>{0}</div><div><time datetime=2026-03-05></time></div>", None),
    ],
)
def test_a_date_belongs_to_the_nearest_teaser_that_has_one(html: str, day: int | None) -> None:
    (entry,) = read_listing(html.format(HEADLINE.format(1)).encode(), URL, "text/html").entries
    assert entry.published_at == (datetime(2026, 3, day, tzinfo=UTC) if day else None)


def work(html: str, selector: str | None) -> int:
    """How many calls it takes to find the links of a page."""
    soup, calls = BeautifulSoup(html, "lxml", multi_valued_attributes=None), 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        listing_of(soup, URL, selector)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("selector", [None, "div"])
@pytest.mark.parametrize(
    ("before", "each"),
    [
        ("<div>" * 390, HEADLINE),
        ("", '<div><a href="/local/{0}">Harbour news number {0}<p>'),
        ("<div><time>", HEADLINE + "<b>x</b>"),
        ("<div>", HEADLINE + "<time>2026-03-05</time>"),
    ],
)
def test_twice_the_page_is_twice_the_work_however_it_nests(before: str, each: str, selector: str | None) -> None:
    def page(links: int) -> str:
        return before + "".join(each.format(n) for n in range(links))

    assert work(page(480), selector) < 2.5 * work(page(240), selector)


def test_a_title_without_end_is_cut_off() -> None:
    ((title, _),) = listed(f'<a href="/a">{"Harbour news " * 10_000}</a>')
    assert len(title) < 1_100
