"""From entries to articles: the page, else the feed's own words, each once."""

import sys
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from flows import shelving
from flows.parsing import Parsing
from flows.reading import MAX_ATTEMPTS
from news import Lead, Problem, Step, Word
from tests.flows.office import AN_HOUR_AGO, Office
from tests.flows.pages import BAKERY, BRIDGE, FERRY, ORCHARD, Item, Story, article, front_page, rss
from tests.flows.parsing_work import die
from tests.flows.site import Answer, redirect

FEED_WORDS = "From the feed's summary: "
TITLE_ONLY = "Matched in the title only: "


def pages_and_articles(office: Office) -> list[tuple[str, str, str, int]]:
    """What one pass counted under these two steps."""
    return [(s, w, d, n) for s, w, d, n in office.run() if s in (Step.PAGE, Step.ARTICLE)]


def test_an_article_is_stored_as_its_page_tells_it(office: Office) -> None:
    office.publish("ledger", FERRY)
    assert pages_and_articles(office) == [("pages", "fetched", "", 1), ("articles", "stored", "", 1)]
    columns = "url, title, text, outlet, source, language, evidence"
    (row,) = office.rows(f"select {columns} from article")
    url, text = office.site.url("/ledger/1"), "\n\n".join(FERRY.paragraphs)
    assert row == (url, FERRY.headline, text, "The Tidewater Ledger", "ledger", "en", "page")
    (message,) = office.inbox.texts
    assert url in message
    assert FEED_WORDS not in message


def test_an_article_whose_page_is_gone_is_told_in_the_feeds_own_words(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"gone", 404))
    assert pages_and_articles(office) == [
        ("pages", "failed", "http 404", 1),
        ("articles", "stored", "from the feed's own words", 1),
    ]
    assert office.rows("select text, evidence from article") == [(FERRY.summary, "feed")]
    assert FEED_WORDS in office.inbox.texts[0]


def test_an_entry_of_a_headline_alone_says_so_when_its_page_is_gone(office: Office) -> None:
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/gone"), FERRY.headline, "1", AN_HOUR_AGO))
    office.watch("ledger", "/ledger.xml")
    office.run()
    assert office.rows("select text, evidence from article") == [("", "title")]
    assert TITLE_ONLY in office.inbox.texts[0]


NO_ARTICLES = [
    Answer(b"%PDF-1.7", content_type="application/pdf"),
    Answer(b"<html><body></body></html>"),
    Answer(b"<html><body><article><p>Sorry.</p></article></body></html>"),
    Answer(b"<div>" * 1_000 + b"A long enough sentence at the very bottom of a page that is only depth."),
    Answer(b'{"error": "none"}', content_type="application/json"),
]


@pytest.mark.parametrize("page", NO_ARTICLES, ids=["pdf", "empty", "short", "deep", "json"])
def test_a_page_that_is_no_article_is_replaced_by_the_feeds_own_words(office: Office, page: Answer) -> None:
    office.publish("ledger", FERRY, page=page)
    assert pages_and_articles(office) == [
        ("pages", "fetched", "", 1),
        ("articles", "stored", "from the feed's own words", 1),
    ]
    assert FEED_WORDS in office.inbox.texts[0]


def test_a_page_that_fails_for_a_while_is_read_when_it_is_back(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"oops", 500))
    assert pages_and_articles(office) == [("pages", "tried again later", "http 500", 1)]
    assert office.source("ledger").waiting == 1
    office.publish("ledger", FERRY)
    office.later(seconds=119)
    assert pages_and_articles(office) == []
    office.later(seconds=1)
    assert pages_and_articles(office) == [("pages", "fetched", "", 1), ("articles", "stored", "", 1)]
    assert office.rows("select evidence from article") == [("page",)]
    assert office.source("ledger").waiting == 0


def test_a_page_that_keeps_failing_is_told_in_the_feeds_own_words(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"oops", 500))
    for _ in range(MAX_ATTEMPTS - 1):
        assert pages_and_articles(office) == [("pages", "tried again later", "http 500", 1)]
        office.later(minutes=10)
    assert pages_and_articles(office) == [
        ("pages", "failed", "http 500", 1),
        ("articles", "stored", "from the feed's own words", 1),
    ]
    assert len(office.inbox.mails) == 1


def test_a_page_is_not_asked_for_sooner_than_its_server_wishes(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"slow down", 429, headers={"Retry-After": "1800"}))
    office.run()
    office.later(seconds=1799)
    office.run()
    assert len(office.site.asked("/ledger/1")) == 1
    office.later(seconds=1)
    office.run()
    assert len(office.site.asked("/ledger/1")) == 2


def test_a_page_that_robots_may_not_read_is_not_asked_for(office: Office) -> None:
    office.site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /ledger/\n", content_type="text/plain")
    office.publish("ledger", FERRY)
    assert pages_and_articles(office)[0] == ("pages", "failed", "robots", 1)
    assert office.site.asked("/ledger/1") == []
    assert FEED_WORDS in office.inbox.texts[0]


def test_an_entry_without_link_is_told_in_the_feeds_own_words(office: Office) -> None:
    office.site.routes["/ticker.xml"] = rss(Item(None, FERRY.headline, "7", AN_HOUR_AGO, FERRY.summary))
    office.watch("ticker", "/ticker.xml")
    assert pages_and_articles(office) == [
        ("pages", "failed", "no link", 1),
        ("articles", "stored", "from the feed's own words", 1),
    ]
    assert len(office.inbox.mails) == 1


def test_two_entries_without_link_are_two_articles(office: Office) -> None:
    items = [Item(None, story.headline, None, AN_HOUR_AGO, story.summary) for story in (FERRY, ORCHARD)]
    office.site.routes["/ticker.xml"] = rss(*items)
    office.watch("ticker", "/ticker.xml")
    office.run()
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])


def test_an_entry_of_which_nothing_can_be_had_fails_with_its_reason(office: Office) -> None:
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/gone"), guid="7"))
    office.watch("ledger", "/ledger.xml")
    assert pages_and_articles(office) == [("pages", "failed", "http 404", 1), ("articles", "failed", "http 404", 1)]
    assert office.status().problems == (Problem("entry", "ledger", "not readable: http 404", 1),)
    assert pages_and_articles(office) == []


def test_a_page_that_two_sources_list_at_once_is_one_article(any_office: Office) -> None:
    any_office.publish("ledger", FERRY)
    any_office.site.routes["/region.xml"] = any_office.site.routes["/ledger.xml"]
    any_office.watch("region", "/region.xml")
    tally = any_office.run()
    assert tally.of(Step.ENTRY, Word.NEW) == 2
    assert tally.of(Step.ARTICLE, Word.STORED) == 1
    assert tally.of(Step.ARTICLE, Word.KNOWN) + tally.of(Step.PAGE, Word.KNOWN) == 1
    assert any_office.rows("select state, article_id from entry") == [("done", 1)] * 2
    assert len(any_office.inbox.mails) == 1


def test_a_page_that_is_known_already_is_not_fetched_again(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.run()
    link = office.site.url("/ledger/1?utm_campaign=region")
    office.site.routes["/region.xml"] = rss(Item(link, "A headline of their own", "r-1", AN_HOUR_AGO))
    office.watch("region", "/region.xml")
    assert pages_and_articles(office) == [("pages", "known", "", 1)]
    assert len(office.site.asked("/ledger/1")) == 1


def test_an_article_is_known_under_every_address_of_its_redirects(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/go/77"] = redirect("/ledger/1")
    office.site.routes["/links.xml"] = rss(Item(office.site.url("/go/77"), "Ferry", "l-1", AN_HOUR_AGO))
    office.watch("links", "/links.xml")
    office.run()
    assert office.titles == [FERRY.headline]
    keys = [key.partition("/")[2] for (key,) in office.rows("select key from alias order by key")]
    assert keys == ["go/77", "ledger/1"]


def test_an_article_is_known_under_the_address_that_it_calls_its_own(office: Office) -> None:
    office.publish("ledger", FERRY, canonical="/story/night-ferry")
    office.run()
    office.site.routes["/story/night-ferry"] = office.site.routes["/ledger/1"]
    office.site.routes["/region.xml"] = rss(Item(office.site.url("/story/night-ferry"), "Ferry", "r-1"))
    office.watch("region", "/region.xml")
    assert pages_and_articles(office) == [("pages", "known", "", 1)]


def test_dead_links_that_lead_to_the_front_page_stay_articles_of_their_own(office: Office) -> None:
    office.publish("ledger", FERRY, ORCHARD, page=redirect("/"))
    office.site.routes["/"] = front_page([("/3", BRIDGE.headline), ("/4", BAKERY.headline)])
    office.run()
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])
    assert office.rows("select distinct evidence from article") == [("feed",)]


def test_dead_links_that_lead_to_a_front_page_with_an_essay_are_never_one_address(office: Office) -> None:
    """A front page may pass for an article; its address must not make later articles known."""
    office.publish("ledger", FERRY, ORCHARD, page=redirect("/"))
    office.site.routes["/"] = article(BRIDGE)
    office.run()
    assert [row[0] for row in office.rows("select count(*) from article")] == [2]


WATCHED = "The night ferry that ran aground"


@pytest.mark.parametrize("beside", [{"beside": WATCHED}, {"caption": WATCHED}], ids=["boxes", "caption"])
def test_a_watched_word_beside_the_text_is_no_match(office: Office, beside: dict[str, Any]) -> None:
    office.publish("ledger", ORCHARD, **beside)
    tally = office.run()
    assert WATCHED.encode() in article(ORCHARD, **beside).body
    assert (tally.of(Step.TOPIC, Word.UNMATCHED), tally.of(Step.TOPIC, Word.MATCHED)) == (1, 0)
    assert office.inbox.mails == []


def test_a_watched_word_in_the_last_paragraph_is_a_match(office: Office) -> None:
    """The same page with the words in its text: what the test above would miss if matching were broken."""
    office.publish("ledger", ORCHARD, note=f"{WATCHED} had brought the candles.")
    office.run()
    (message,) = office.inbox.texts
    assert "**ferry**" in message or "<mark>ferry</mark>" in message


def test_the_desks_word_on_a_language_counts_before_the_pages(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.move_source("ledger", language="nb")
    office.run()
    assert office.rows("select language from article") == [("nb",)]


def test_what_the_page_does_not_tell_is_taken_from_the_feed(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/ledger/1"] = article(FERRY, published_at=None)
    office.run()
    assert "2026-03-01 11:00 UTC" in office.inbox.texts[0]


def test_an_error_of_our_own_stops_no_other_page_and_is_mended_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = shelving.shelve

    def shelve(lead: Lead, *rest: Any) -> None:
        if str(lead.entry.url).endswith("/1"):
            raise RuntimeError("a case that nobody thought of")
        honest(lead, *rest)

    monkeypatch.setattr("flows.reading.shelve", shelve)
    office.publish("ledger", FERRY, ORCHARD)
    assert pages_and_articles(office) == [
        ("pages", "fetched", "", 1),
        ("pages", "failed", "internal error", 1),
        ("articles", "stored", "", 1),
    ]
    (problem,) = office.status().problems
    assert problem.detail == "to be tried again: internal error: RuntimeError"
    monkeypatch.setattr("flows.reading.shelve", honest)
    office.later(minutes=2)
    office.run()
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])


def test_a_page_that_cannot_be_parsed_within_bounds_leaves_the_feeds_own_words(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.reading.read_article", die)
    office.publish("ledger", FERRY)
    assert pages_and_articles(office) == [
        ("pages", "fetched", "", 1),
        ("articles", "stored", "from the feed's own words", 1),
    ]
    assert office.status().alerts == {"ferry": 1}


def test_a_machine_that_cannot_parse_blames_neither_source_nor_page(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish("ledger", FERRY)
    healthy = office.parsing
    with monkeypatch.context() as patched, closing(Parsing()) as office.parsing:
        patched.setattr(sys, "executable", "/bin/false")
        assert list(office.run()) == [(Step.SOURCE, Word.LATER, "parsing cannot start", 1)]
    assert office.memory("ledger").failures == 0
    office.parsing = healthy
    office.later(minutes=1)
    assert pages_and_articles(office) == [("pages", "fetched", "", 1), ("articles", "stored", "", 1)]


def test_a_story_is_read_after_its_source_left_the_desk_and_came_back(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"oops", 500))
    office.run()
    office.publish("ledger", FERRY)
    sources, office.sources = office.sources, []
    office.now += timedelta(days=1)
    office.run()
    assert office.titles == []
    office.sources = sources
    office.run()
    assert office.titles == [FERRY.headline]


def test_a_short_text_under_another_headline_is_not_taken_for_a_copy(office: Office) -> None:
    office.publish("ledger", FERRY, ORCHARD, Story("Juice dearer from autumn on", ORCHARD.paragraphs[:1]))
    tally = office.run()
    assert (tally.of(Step.ARTICLE, Word.STORED), tally.of(Step.ARTICLE, Word.COPY)) == (3, 0)
    assert office.status().stories == 3
