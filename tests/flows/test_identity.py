"""Addresses that lie: one address for many articles swallows none of them."""

import threading
from datetime import timedelta

from flows.asking import same_site
from flows.judging import MAX_PARTIAL
from flows.reading import MAX_CLAIMS
from news import Access, Step, Word
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import BRIDGE, CHOIR, FERRY, LIBRARY, STRIKE, Item, Story, article, rss
from tests.flows.site import XML, Answer, redirect

WALL = Story(
    "Subscribe to read on", ("This text is for those who pay for it. " * 8, "One month is free of charge. " * 6)
)


def sitemap(office: Office, kind: str, *paths: str) -> Answer:
    """A sitemap of pages (kind "url"), or an index of sitemaps (kind "sitemap")."""
    root = "urlset" if kind == "url" else "sitemapindex"
    parts = "".join(f"<{kind}><loc>{office.site.url(path)}</loc></{kind}>" for path in paths)
    text = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</{root}>'
    return Answer(text.encode(), content_type=XML)


def test_articles_whose_pages_name_their_section_as_canonical_are_told_apart(office: Office) -> None:
    office.publish("ledger", FERRY, STRIKE, canonical=office.site.url("/ledger/"))
    office.run()
    assert office.titles == sorted([FERRY.headline, STRIKE.headline])
    assert office.status().alerts == {"ferry": 1, "strike": 1}
    assert office.rows("select distinct evidence from article") == [("page",)]


def test_articles_behind_one_wall_are_told_from_their_feed(office: Office) -> None:
    office.publish("ledger", LIBRARY, FERRY, STRIKE, page=redirect("/subscribe"))
    office.site.routes["/subscribe"] = article(WALL)
    office.run()
    assert len(office.titles) == 3
    # whichever came first is taken for the wall's own text; no later one is taken for that
    assert len(set(office.titles) & {LIBRARY.headline, FERRY.headline, STRIKE.headline}) >= 2


def test_two_addresses_that_lead_to_one_page_are_one_article(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes |= {
        "/short": redirect("/ledger/1"),
        "/again.xml": rss(Item(office.site.url("/short"), FERRY.headline, "again-1", AN_HOUR_AGO)),
    }
    office.watch("again", "/again.xml")
    tally = office.run()
    assert office.titles == [FERRY.headline]
    assert tally.of(Step.ARTICLE, Word.KNOWN) + tally.of(Step.PAGE, Word.KNOWN) == 1


def test_a_first_pass_that_missed_a_part_is_not_over(office: Office) -> None:
    """Else all that the missing part holds would be told as news when it comes back."""
    office.site.routes |= {
        "/index.xml": sitemap(office, "sitemap", "/new.xml", "/old.xml"),
        "/new.xml": sitemap(office, "url", "/a"),
        "/a": article(LIBRARY, published_at=AN_HOUR_AGO),
        "/b": article(FERRY, published_at=NOW - timedelta(days=400)),
    }
    office.watch("index", "/index.xml")
    tally = office.run()
    assert tally.of(Step.SOURCE, Word.FETCHED) == 1
    assert "missed 1: http 404" in (office.source("index").result or "")
    assert [problem.name for problem in office.status().problems] == ["index"]
    office.site.routes["/old.xml"] = sitemap(office, "url", "/b")
    office.run()
    assert office.status().holds == {"older than alert_backlog": 1}
    assert office.status().alerts == {}
    assert office.status().problems == ()


def test_a_part_that_never_comes_does_not_keep_the_first_pass_open_for_ever(office: Office) -> None:
    office.site.routes |= {
        "/index.xml": sitemap(office, "sitemap", "/new.xml", "/gone.xml"),
        "/new.xml": sitemap(office, "url", "/x"),
    }
    office.watch("index", "/index.xml")
    for _ in range(MAX_PARTIAL + 1):
        office.run()
    assert office.rows("select baseline from source") == [(0,)]


def test_a_page_that_takes_the_process_down_is_told_from_its_feed_in_the_end(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/ledger/1"] = Answer(status=500)
    office.run()
    with office.database.writing() as session:  # as if each attempt had ended with the process
        session.connection().exec_driver_sql(f"update entry set attempts = {MAX_CLAIMS}")
    office.site.requests.clear()
    office.later(hours=12)
    office.run()
    assert office.site.asked("/ledger/1") == []
    assert office.titles == [FERRY.headline]
    assert office.status().alerts == {"ferry": 1}


def test_a_source_s_headers_and_leave_to_be_private_end_at_its_own_site(office: Office) -> None:
    """What a feed lists was written by others: it must not point our secrets, or us, to somebody else's machine."""
    elsewhere = office.site.url("/inner").replace("127.0.0.1", "localhost")
    office.site.routes |= {
        "/feed.xml": rss(
            Item(office.site.url("/own"), BRIDGE.headline, "1", AN_HOUR_AGO),
            Item(elsewhere, CHOIR.headline, "2", AN_HOUR_AGO, CHOIR.summary),
        ),
        "/own": article(BRIDGE),
        "/inner": article(CHOIR),
    }
    office.watch("feed", "/feed.xml", access=Access(headers={"X-Key": "geheim"}, allow_private=True))
    tally = office.run()
    assert [request.headers.get("x-key") for request in office.site.asked("/own")] == ["geheim"]
    assert office.site.asked("/inner") == []
    assert (Step.PAGE, Word.FAILED, "private address", 1) in list(tally)


def test_a_site_is_a_host_with_what_lies_below_it() -> None:
    assert same_site("https://www.quay.example/feed", "https://quay.example/1")
    assert same_site("https://feeds.quay.example/", "http://quay.example:8080/1")
    assert not same_site("https://quay.example/", "https://notquay.example/")
    assert not same_site("https://a.quay.example/", "https://b.quay.example/")
    assert not same_site("https://quay.example/", "https://[broken/")


def test_a_slow_channel_delays_no_other(office: Office) -> None:
    """The webhook never answers; the mail arrives while it is waited for."""
    office.add_hook()
    office.publish("ledger", FERRY)
    mailed, seen = threading.Event(), []
    office.inbox.arrived = mailed.set

    def slow(_request: object) -> Answer:
        seen.append(mailed.wait(30))
        return Answer()

    office.site.routes["/hook"] = slow
    office.channels = office.channels[::-1]  # the slow one first
    office.run()
    assert seen == [True]


def test_a_first_pass_that_failed_before_it_missed_a_part_is_not_over_either(office: Office) -> None:
    office.watch("index", "/index.xml")
    for _ in range(MAX_PARTIAL + 1):
        office.run()
    office.site.routes |= {
        "/index.xml": sitemap(office, "sitemap", "/new.xml", "/old.xml"),
        "/new.xml": sitemap(office, "url", "/a"),
        "/a": article(LIBRARY, published_at=AN_HOUR_AGO),
        "/b": article(FERRY, published_at=NOW - timedelta(days=90)),
    }
    office.run()
    office.site.routes["/old.xml"] = sitemap(office, "url", "/b")
    office.run()
    assert office.status().holds == {"older than alert_backlog": 1}


def test_one_page_under_two_short_addresses_is_told_once_though_the_feed_has_its_own_headline(office: Office) -> None:
    office.site.routes["/real"] = article(FERRY, published_at=AN_HOUR_AGO)
    for name in ("one", "two"):
        office.site.routes |= {
            f"/go/{name}": redirect("/real"),
            f"/{name}.xml": rss(Item(office.site.url(f"/go/{name}"), "Ferry aground, passengers brought ashore", name)),
        }
        office.watch(name, f"/{name}.xml", alert_backlog=timedelta(days=9))
    office.run()
    assert office.titles == [FERRY.headline]
    assert len(office.inbox.mails) == 1
