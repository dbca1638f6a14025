"""What the outlets list: whole, valid, dated before the epoch."""

import json
from collections import Counter
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup
from lxml import etree

from flows.demo.outlets import DELTA_DISPATCH, LAKESIDE_CHRONICLE, OUTLETS
from flows.demo.pieces import pieces_of
from flows.demo.truth import ARTICLES, GONE, MATCHES, SILENT, TOTAL
from tests.flows.demo.reader import ATOM, get, listed, places

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_each_outlet_lists_as_many_articles_as_the_truth_says(outlets: dict[str, str]) -> None:
    counts = Counter(place.outlet for place in places(outlets))

    assert counts == ARTICLES
    assert counts.total() == TOTAL >= 32


def test_every_place_of_the_truth_is_listed(outlets: dict[str, str]) -> None:
    assert {*MATCHES, *SILENT, *GONE} <= set(places(outlets))


def test_only_the_gone_pages_are_gone(outlets: dict[str, str]) -> None:
    statuses = {place: get(url).status for place, url in places(outlets).items()}

    assert {place for place, status in statuses.items() if status == 404} == GONE
    assert {status for place, status in statuses.items() if place not in GONE} == {200}


def test_the_rss_feeds_have_what_rss_asks_for(outlets: dict[str, str]) -> None:
    for outlet in (outlet for outlet in OUTLETS if outlet.form == "rss"):
        answer = get(outlets[outlet.name] + outlet.feed_path)
        channel = etree.fromstring(answer.body).find("channel")
        assert channel is not None
        assert answer.headers["Content-Type"].startswith("application/rss+xml")
        assert [channel.findtext(tag) for tag in ("title", "language")] == [outlet.name, outlet.language]
        for item in channel.iterfind("item"):
            assert all(item.findtext(tag) for tag in ("title", "link", "guid", "pubDate", "description"))


def test_the_atom_feed_has_what_atom_asks_for(outlets: dict[str, str]) -> None:
    feed = etree.fromstring(get(outlets["The Harbour Courier"] + "/feeds/all.atom").body)
    entries = feed.findall(f"{ATOM}entry")

    for element in chain([feed], entries):
        assert all(element.findtext(f"{ATOM}{tag}") for tag in ("id", "title", "updated"))
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_the_json_feed_has_what_json_feed_asks_for(outlets: dict[str, str]) -> None:
    answer = get(outlets["Meridian Post"] + "/feed.json")
    feed: dict[str, Any] = json.loads(answer.body)

    assert answer.headers["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["id"] and item["content_text"] for item in feed["items"])


def test_the_news_sitemap_names_and_dates_each_article(outlets: dict[str, str]) -> None:
    urlset = etree.fromstring(get(outlets[DELTA_DISPATCH.name] + "/sitemap-news.xml").body)

    for url in urlset.iterfind(f"{SITEMAP}url"):
        news = url.find(f"{NEWS}news")
        assert news is not None
        assert news.findtext(f"{NEWS}title")
        assert news.findtext(f"{NEWS}publication/{NEWS}language") == "en"


def test_the_dispatch_has_no_feed_but_its_sitemap(outlets: dict[str, str]) -> None:
    home = BeautifulSoup(get(outlets[DELTA_DISPATCH.name] + "/").body, "lxml")

    assert home.select("link[rel=alternate]") == []


def test_the_chronicle_is_found_by_its_home_page(outlets: dict[str, str]) -> None:
    base_url = outlets[LAKESIDE_CHRONICLE.name]
    home = BeautifulSoup(get(base_url + LAKESIDE_CHRONICLE.source_path).body, "lxml")

    assert [link["href"] for link in home.select("link[rel=alternate]")] == [LAKESIDE_CHRONICLE.feed_path]
    assert listed(LAKESIDE_CHRONICLE, base_url)


def test_everything_was_published_before_the_epoch_and_most_of_it_within_a_day(newsroom: dict[str, Any]) -> None:
    epoch = datetime.fromisoformat(newsroom["epoch"])
    ages = [epoch - published_at for published_at in _published(newsroom["outlets"])]
    old = [age for age in ages if age > timedelta(hours=20)]

    assert len(ages) == TOTAL
    assert min(ages) > timedelta(0)
    assert 4 <= len(old) <= 8
    assert max(old) < timedelta(days=6)


def test_each_article_has_the_length_of_a_news_report() -> None:
    for piece in chain.from_iterable(pieces_of(outlet) for outlet in OUTLETS):
        words = sum(len(block.text.split()) for block in piece.blocks if block.kind == "paragraph")
        assert 200 <= words <= 450, piece.slug


def _published(outlets: dict[str, str]) -> list[datetime]:
    """The dates of all four kinds, from the feeds themselves."""
    rss = [get(outlets[outlet.name] + outlet.feed_path).body for outlet in OUTLETS if outlet.form == "rss"]
    atom = etree.fromstring(get(outlets["The Harbour Courier"] + "/feeds/all.atom").body)
    sitemap = etree.fromstring(get(outlets["Delta Dispatch"] + "/sitemap-news.xml").body)
    items = json.loads(get(outlets["Meridian Post"] + "/feed.json").body)["items"]
    iso = [
        *(element.text for element in atom.iter(f"{ATOM}published")),
        *(element.text for element in sitemap.iter(f"{NEWS}publication_date")),
        *(item["date_published"] for item in items),
    ]
    rfc822 = [str(date.text) for body in rss for date in etree.fromstring(body).iter("pubDate")]
    return [*(datetime.fromisoformat(str(date)) for date in iso), *(parsedate_to_datetime(date) for date in rfc822)]
