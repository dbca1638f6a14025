"""`wirewatch sources test`: what a poll would get, step by step, and nothing stored."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.sources.subject import Subject
from flows.sources.telling import told
from flows.sources.trial import FirstArticle, Trial
from flows.sources.web import Asked
from news import Article, Entry, FetchError, Kind, Precision, Source
from tests.flows.pages import FERRY, front_page, sitemap, sitemap_index
from tests.flows.site import Answer, Request, redirect
from tests.flows.sources.conftest import AN_HOUR_AGO

DAY = f"{AN_HOUR_AGO:%Y-%m-%d %H:%M} UTC"


def lines(screen):
    return [line.strip() for line in screen.splitlines()]


def test_an_address_is_read_without_any_desk(wirewatch, site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    said = lines(wirewatch("sources", "test", site.url("/courier.xml"), "--allow-private"))

    assert f"1. {site.url('/courier.xml')}" in said
    assert f"3 entries, the newest of {DAY}" in said
    assert f"{DAY}  {FERRY.headline}" in said
    assert site.url("/courier/3") in said
    assert list(tmp_path.iterdir()) == []


def test_a_source_of_the_desk_is_read_and_nothing_is_stored(wirewatch, desk):
    said = lines(wirewatch("sources", "test", "Courier"))

    assert "Nothing was stored." in said
    assert [path.name for path in desk.parent.iterdir()] == ["wirewatch.yaml"]


def test_a_database_that_cannot_be_reached_is_not_needed(wirewatch, desk):
    desk.write_text("database: postgresql+psycopg://desk:${DB_PASSWORD}@127.0.0.1:1/news\n" + desk.read_text())

    assert "3 entries" in wirewatch("sources", "test", "Courier")


def test_an_answer_is_told_with_all_that_matters_for_polling(wirewatch, site, desk):
    feed = site.routes["/courier.xml"]
    body = feed.body.replace(b"<channel>", b"<channel><ttl>45</ttl><skipHours><hour>3</hour></skipHours>")
    headers = {"ETag": '"v1"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT", "Cache-Control": "max-age=300"}
    site.routes["/courier.xml"] = replace(feed, body=body, headers=headers)

    said = lines(wirewatch("sources", "test", "Courier"))

    assert 'validators: etag "v1", last modified Mon, 02 Mar 2026 10:00:00 GMT' in said
    assert "stays fresh for: 5 minutes" in said
    assert "wishes: to be asked each 45 minutes; not in the hours 3 (UTC)" in said
    assert f"type: {feed.content_type}" in said
    assert [line for line in said if line.startswith("answer: 200, ") and line.endswith(f" s, {len(body):,} bytes")]
    assert [line for line in said if line.startswith("read as: feed, in ")]


def test_a_hub_is_told(wirewatch, site, desk):
    feed = site.routes["/courier.xml"]
    links = {"Link": '<https://hub.example/>; rel="hub", <https://courier.example/feed>; rel="self"'}
    site.routes["/courier.xml"] = replace(feed, headers=links)

    assert "hub: https://hub.example/ for https://courier.example/feed" in lines(
        wirewatch("sources", "test", "Courier")
    )


def test_the_first_article_is_read_too(wirewatch, site, desk):
    said = lines(wirewatch("sources", "test", "Courier"))

    begin = said.index(f"First article: {site.url('/courier/1')}")
    assert f"title: {FERRY.headline}" in said[begin:]
    assert f"date: {DAY}" in said[begin:]
    assert f"words: {sum(len(paragraph.split()) for paragraph in FERRY.paragraphs)}" in said[begin:]


def test_an_article_that_cannot_be_read_is_told_in_the_feeds_own_words(wirewatch, site, desk):
    del site.routes["/courier/1"]

    said = lines(wirewatch("sources", "test", "Courier"))

    assert "refused: http 404" in said
    assert f"words: {len(FERRY.summary.split())}, from the feed" in said


def test_what_the_desk_accepts_of_a_source_is_accepted_here_too(wirewatch, site, desk):
    site.routes["/courier/1"] = Answer(b"<html><body><article><p>Ferry aground.</p></article></body></html>")
    assert "refused: too short" in wirewatch("sources", "test", "Courier")

    desk.write_text(desk.read_text().replace("    tags:", "    accept: [too short]\n    tags:"))

    said = wirewatch("sources", "test", "Courier")
    assert "refused: " not in said
    assert "words: 2" in said


def test_what_a_page_is_and_a_day_without_a_clock_are_told() -> None:
    entry = Entry("1", "https://courier.example/1")
    asked = Asked("https://courier.example/1", FetchError("timeout", "https://courier.example/1", retry=True), 0.1)
    day = datetime(2026, 3, 1, tzinfo=UTC)
    stub = Article(
        asked.url, "Ferry", "Aground.", published_at=day, published_precision=Precision.DAY, kind=Kind.PAYWALL_STUB
    )
    tried = Subject(Source("Courier", asked.url), None, asked.url)

    said = lines("\n".join(told(Trial((), None, None, FirstArticle(entry, asked, stub, None)), tried)))

    assert "read as: paywall stub" in said
    assert "date: 2026-03-01" in said


def test_a_page_that_robots_may_not_read_is_refused(wirewatch, site, desk):
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /courier/", content_type="text/plain")

    said = lines(wirewatch("sources", "test", "Courier"))

    assert "refused: robots" in said
    assert not site.asked("/courier/1")


def test_a_redirect_for_good_names_the_new_address(wirewatch, site, desk):
    site.routes["/relief.xml"] = replace(redirect("/courier.xml"), status=301)

    said = lines(wirewatch("sources", "test", "Relief"))

    assert f"led to: {site.url('/courier.xml')}" in said
    assert f"moved for good to: {site.url('/courier.xml')}. Cure: write that as `url:`" in said


def test_a_home_page_leads_to_its_feed(wirewatch, site, desk):
    site.routes["/"] = front_page(feeds=[("/gone.xml", "Gone"), ("/courier.xml", "News")])

    said = lines(wirewatch("sources", "test", site.url(), "--allow-private"))

    assert [line for line in said if line.startswith("read as: page that names its feeds, ")]
    assert f"2. {site.url('/gone.xml')}" in said
    assert f"3. {site.url('/courier.xml')}" in said
    assert f"3 entries, the newest of {DAY}" in said


def test_sitemaps_and_their_index_are_recognised(wirewatch, site, desk):
    site.routes["/index.xml"] = sitemap_index(site.url("/news.xml"))
    site.routes["/news.xml"] = sitemap(site.url("/courier/1"))

    said = lines(wirewatch("sources", "test", site.url("/index.xml"), "--allow-private"))

    assert [line.partition(",")[0] for line in said if line.startswith("read as")] == [
        "read as: index of sitemaps",
        "read as: sitemap",
    ]


def test_a_listing_is_read_by_its_selector(wirewatch, site, desk):
    site.routes["/"] = front_page([("/courier/1", FERRY.headline), ("/courier/2", "Short")])

    said = lines(wirewatch("sources", "test", site.url(), "--allow-private", "--selector", "h2 a"))

    assert [line for line in said if line.startswith("read as: listing, ")]
    assert "2 entries, none with a date" in said


@pytest.mark.parametrize(
    ("status", "cure"),
    [
        (401, "give a password: `login:` (here --login) or a header"),
        (404, "the address is wrong or has moved: look with `wirewatch sources discover`"),
        (500, "the server is ill: try again later"),
        (418, "compare with a browser"),
    ],
)
def test_a_refusal_is_told_by_name_with_what_to_do(status, cure, wirewatch, site, desk):
    site.routes["/relief.xml"] = Answer(status=status)

    said = lines(wirewatch("sources", "test", "Relief", code=1))

    assert f"Refused: http {status}: {site.url('/relief.xml')}" in said
    assert f"Cure: {cure}" in said


def test_how_long_a_server_asks_to_wait_is_told(wirewatch, site, desk):
    site.routes["/relief.xml"] = Answer(status=503, headers={"Retry-After": "120"})

    assert "it asks to wait for: 2 minutes" in lines(wirewatch("sources", "test", "Relief", code=1))


def test_a_page_in_the_place_of_a_feed_is_told(wirewatch, site, desk):
    said = lines(wirewatch("sources", "test", site.url("/courier/1"), "--allow-private", "--kind", "feed", code=1))

    assert f"Refused: html instead of feed: {site.url('/courier/1')}" in said
    assert "Cure: a page: look for its feed with `wirewatch sources discover`, or write `kind: listing`" in said


def test_a_private_address_is_refused_unless_it_is_meant(wirewatch, site, desk):
    said = wirewatch("sources", "test", site.url("/courier.xml"), code=1)

    assert "Refused: private address: " in said
    assert "Cure: write `allow_private: true` (here --allow-private) if meant; it counts for its own host" in said
    assert site.requests == []


def guarded(request: Request) -> Answer:
    known = request.headers.get("authorization") == "Basic ZGVzazpwdy0xMQ==" and "k=1" in request.headers.get(
        "cookie", ""
    )
    return Answer(b"<rss version='2.0'><channel/></rss>") if known else Answer(status=401)


def test_a_password_and_a_cookie_may_be_given_and_are_not_shown(wirewatch, site, desk, monkeypatch):
    site.routes["/relief.xml"] = guarded
    monkeypatch.setenv("RELIEF", "desk:pw-11")

    said = wirewatch("sources", "test", "Relief", "--login", "${RELIEF}", "--cookie", "k=1", "--header", "X-A: b")

    assert "0 entries" in said
    assert "pw-11" not in said
    assert site.asked("/relief.xml")[0].headers["x-a"] == "b"


def test_a_secret_of_the_address_is_not_shown(wirewatch, site, desk, monkeypatch):
    desk.write_text(desk.read_text().replace("/relief.xml", "/relief.xml?key=${KEY}"))
    monkeypatch.setenv("KEY", "pw-22")

    said = wirewatch("sources", "test", "Relief", code=1)

    assert site.asked("/relief.xml?key=pw-22")
    assert "http 404" in said
    assert "pw-22" not in said


def test_a_secret_that_is_not_set_is_named(wirewatch, desk):
    desk.write_text(desk.read_text().replace("/relief.xml", "/relief.xml?key=${KEY}"))

    assert "“Relief” needs KEY. Cure: set it, or let KEY_FILE name a file." in wirewatch(
        "sources", "test", "Relief", code=1
    )


def test_words_of_strangers_cannot_steer_the_terminal(wirewatch, site, desk):
    item = {"id": "1", "url": site.url("/courier/1"), "title": "Ferry \x1b[31m sinks"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [item]}
    site.routes["/courier.xml"] = Answer(json.dumps(feed).encode(), content_type="application/feed+json")

    said = wirewatch("sources", "test", "Courier")

    assert "\x1b[31m" not in said
    assert "Ferry" in said


BAD_OPTIONS = {
    ("--login", "desk"): '--login: a login is a user, a colon and a password on one line. Cure: write "user:password".',
    ("--login", "${NOT_SET}"): "--login: `NOT_SET` is not set. Cure: set NOT_SET, or let NOT_SET_FILE name a file",
    ("--proxy", "socks5://a:1"): "--proxy: this is no address of a proxy. Cure: write http://host:port",
    ("--header", "X"): "--header: this has no name. Cure: write NAME:VALUE.",
    ("--header", "X: é"): "--header: a header's value is one line of ASCII",
    ("--header", "Host: a"): "--header: `Host` tells how a request travels, and would break it. Cure: remove it.",
    ("--header", "User-Agent: a"): "--header: `User-Agent` has a key of its own. Cure: write it as --user-agent.",
    ("--header", "Authorization: a", "--login", "a:b"): "--header: `Authorization` stands beside a --login, and only",
    ("--cookie", "a=b;c"): "--cookie: a cookie's value is one line of ASCII without `;`",
    ("--user-agent", "é"): "--user-agent: this is not one line of ASCII",
}


@pytest.mark.parametrize(("option", "told"), BAD_OPTIONS.items(), ids=lambda value: " ".join(value)[:30])
def test_an_option_that_cannot_be_used_is_refused_with_its_cure(option, told, wirewatch, desk):
    assert told in wirewatch("sources", "test", "Relief", *option, code=1)


def test_a_name_that_the_desk_does_not_know_is_answered_with_the_nearest(wirewatch, desk):
    assert "No source of the desk is called “Curier”. Cure: did you mean `Courier`?" in wirewatch(
        "sources", "test", "Curier", code=1
    )


def test_an_address_with_a_password_is_refused(wirewatch, desk):
    said = wirewatch("sources", "test", "https://u:hunter2@a.example/", code=1)

    assert 'an address holds no user or password. Cure: use `--login "user:password"`' in said
    assert "hunter2" not in said


def test_a_broken_desk_matters_only_for_its_own_sources(wirewatch, site, desk):
    desk.write_text("sources: [\n")

    assert "3 entries" in wirewatch("sources", "test", site.url("/courier.xml"), "--allow-private")
    assert "wirewatch.yaml:" in wirewatch("sources", "test", "Courier", code=1)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [("100", "100 seconds"), ("3995", "67 minutes"), ("10000", "3 hours"), ("200000", "2 days")],
)
def test_a_length_of_time_is_told_in_words(seconds, said, wirewatch, site, desk):
    site.routes["/relief.xml"] = Answer(status=503, headers={"Retry-After": seconds})

    assert f"it asks to wait for: {said}" in lines(wirewatch("sources", "test", "Relief", code=1))


def test_a_proxy_that_is_not_there_is_told(wirewatch, desk):
    said = lines(wirewatch("sources", "test", "Relief", "--proxy", "http://127.0.0.1:1", code=1))

    assert "Cure: look whether the proxy runs, and whether `proxy:` (here --proxy) names it" in said


def test_of_two_ways_to_log_in_the_one_that_was_just_said_counts(wirewatch, site, desk):
    desk.write_text(desk.read_text().replace("tags: [Ports, Isles]", 'login: "a:b"'))
    wirewatch("sources", "test", "Courier", "--header", "Authorization: Bearer x")
    assert site.requests[0].headers["authorization"] == "Bearer x"

    desk.write_text(desk.read_text().replace('login: "a:b"', "headers: {authorization: Bearer x}"))
    before = len(site.requests)
    wirewatch("sources", "test", "Courier", "--login", "a:b")
    assert site.requests[before].headers["authorization"] == "Basic YTpi"
