"""What a feed says about itself: how often to ask, and where to subscribe."""

from datetime import timedelta

import pytest

from news import Feed, Hub, Wishes
from parsers import read_feed

URL = "https://harbour-post.example/feed.xml"
MINUTE = timedelta(minutes=1)
HUB = "https://hub.example/"
SPACES = 'xmlns:syn="http://purl.org/rss/1.0/modules/syndication/" xmlns:a="http://www.w3.org/2005/Atom"'


def feed(text: str) -> Feed:
    return read_feed(text.encode(), URL, "")


def rss(inner: str) -> Feed:
    return feed(f"<rss {SPACES}><channel><title>Post</title>{inner}</channel></rss>")


@pytest.mark.parametrize(
    ("inner", "interval"),
    [
        ("<ttl> 30 </ttl>", 30 * MINUTE),
        ("<syn:updatePeriod> Hourly\n</syn:updatePeriod><syn:updateFrequency>4</syn:updateFrequency>", 15 * MINUTE),
        ("<syn:updatePeriod>daily</syn:updatePeriod>", timedelta(days=1)),
        ("<ttl>15</ttl><syn:updatePeriod>hourly</syn:updatePeriod>", 15 * MINUTE),
        ("<ttl>0</ttl><syn:updatePeriod>weekly</syn:updatePeriod>", timedelta(weeks=1)),
        ("<ttl>99999999999999999999</ttl>", None),
        ("<ttl>100000</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<syn:updatePeriod>hourly</syn:updatePeriod><syn:updateFrequency>3600</syn:updateFrequency>", None),
        ("<syn:updatePeriod>yearly</syn:updatePeriod>", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_interval_is_the_ttl_or_the_update_period_unless_it_is_absurd(
    inner: str, interval: timedelta | None
) -> None:
    assert rss(inner).wishes.interval == interval


def test_hours_and_days_to_skip_are_counted_from_midnight_and_monday() -> None:
    found = rss(
        "<skipHours><hour>24</hour><hour> 1 </hour><hour>99</hour><hour>x</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>sunday</day><day>never</day></skipDays>"
    )
    assert found.wishes == Wishes(None, frozenset({0, 1}), frozenset({5, 6}))


def test_a_feed_that_never_wants_to_be_asked_is_not_believed() -> None:
    days = "".join(f"<day>{day}day</day>" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun"))
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert rss(f"<skipHours>{hours}</skipHours><skipDays>{days}</skipDays>").wishes == Wishes()


def test_a_hub_comes_with_the_address_under_which_it_knows_the_feed() -> None:
    links = f'<a:link rel="hub" href="{HUB}"/><a:link rel="self" href="/own.xml"/>'
    assert rss(links).hub == Hub(HUB, "https://harbour-post.example/own.xml")


def test_a_hub_alone_knows_the_feed_by_its_own_address() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="HUB" href="https://hub.example/"/></feed>'
    assert feed(atom).hub == Hub(HUB, URL)


@pytest.mark.parametrize(
    "links", ["", '<a:link rel="self" href="/own.xml"/>', '<a:link rel="hub" href="javascript:1"/>', "<link>/x</link>"]
)
def test_without_a_hub_that_is_an_address_there_is_none(links: str) -> None:
    assert rss(links).hub is None


def test_a_hub_of_an_item_is_not_the_feeds() -> None:
    assert rss(f'<item><title>x</title><a:link rel="hub" href="{HUB}"/></item>').hub is None


def test_json_feed_names_hubs_of_several_kinds() -> None:
    found = feed(
        '{"feed_url":"/own.json","hubs":[{"type":"rssCloud","url":"https://x.example/"},7,'
        '{"type":"WebSub","url":"https://hub.example/"}],"items":[]}'
    )
    assert found.hub == Hub(HUB, "https://harbour-post.example/own.json")
    assert feed('{"hubs":"none","items":[]}').hub is None
