from datetime import UTC, datetime

import pytest

from news import FeedError
from parsers import read_listing
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
