"""From sources to entries, against a real server."""

from dataclasses import replace
from typing import Any

import pytest

import parsers
from news import Access, Health, Identity, Pick, SourceKind, Step, Tally, Word
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import BRIDGE, CHOIR, FERRY, LIBRARY, ORCHARD, Item, article, front_page, rss, sitemap
from tests.flows.pages import sitemap_index as index
from tests.flows.site import Answer, Request, Route


def entries(tally: Tally) -> tuple[int, int]:
    """How many were (new, known)."""
    return tally.of(Step.ENTRY, Word.NEW), tally.of(Step.ENTRY, Word.KNOWN)


def conditional(answer: Answer, etag: str, last_modified: str) -> Route:
    """A server that knows what it said last time."""

    def answered(request: Request) -> Answer:
        if request.headers.get("if-none-match") == etag:
            return Answer(status=304)
        return replace(answer, headers={"ETag": etag, "Last-Modified": last_modified})

    return answered


def test_an_entry_is_new_once_and_known_ever_after(office: Office) -> None:
    office.publish("ledger", FERRY, ORCHARD)
    first = office.run()
    office.publish("ledger", FERRY, ORCHARD, LIBRARY)
    second = office.run()
    assert (entries(first), entries(second)) == ((2, 0), (1, 2))
    assert first.of(Step.SOURCE, Word.FETCHED) == second.of(Step.SOURCE, Word.FETCHED) == 1
    assert office.source("ledger").result == "3 entries, 1 new"
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline, LIBRARY.headline])


def test_validators_are_sent_back_and_outlive_a_not_modified(office: Office) -> None:
    office.publish("ledger", FERRY)
    feed = office.site.routes["/ledger.xml"]
    assert isinstance(feed, Answer)
    office.site.routes["/ledger.xml"] = conditional(feed, '"v1"', "Sun, 01 Mar 2026 10:00:00 GMT")
    office.run()
    second, third = office.run(), office.run()
    sent = [r.headers for r in office.site.asked("/ledger.xml")]
    assert [h.get("if-none-match") for h in sent] == [None, '"v1"', '"v1"']
    assert sent[2].get("if-modified-since") == "Sun, 01 Mar 2026 10:00:00 GMT"
    for tally in (second, third):
        assert tally.of(Step.SOURCE, Word.NOT_MODIFIED) == tally.of(Step.SOURCE) == 1
        assert tally.of(Step.ENTRY) == 0
    assert office.source("ledger").result == "not modified"


def test_a_source_that_moved_is_read_whole_and_stays_the_same_source(office: Office) -> None:
    office.publish("ledger", FERRY)
    feed = office.site.routes["/ledger.xml"]
    assert isinstance(feed, Answer)
    office.site.routes["/ledger.xml"] = office.site.routes["/new.xml"] = conditional(feed, '"v1"', "")
    office.run()
    office.move_source("ledger", url=office.site.url("/new.xml"))
    assert entries(office.run()) == (0, 1)
    assert "if-none-match" not in office.site.asked("/new.xml")[0].headers


def test_items_that_share_a_guid_but_not_an_address_are_all_read(office: Office) -> None:
    """Some systems write the guid of the channel into every item."""
    for number, story in enumerate((FERRY, ORCHARD), 1):
        office.site.routes[f"/ledger/{number}"] = article(story)
    both = [Item(office.site.url(f"/ledger/{n}"), "A headline", "the-only-guid") for n in (1, 2)]
    office.site.routes["/ledger.xml"] = rss(*both)
    office.watch("ledger", "/ledger.xml")
    assert entries(office.run()) == (2, 0)
    assert entries(office.run()) == (0, 2)
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])


def test_an_item_that_stands_twice_in_a_feed_is_one_entry(office: Office) -> None:
    office.site.routes["/ledger/1"] = article(FERRY)
    item = Item(office.site.url("/ledger/1"), FERRY.headline, "guid-1")
    office.site.routes["/ledger.xml"] = rss(item, item)
    office.watch("ledger", "/ledger.xml")
    assert entries(office.run()) == (1, 0)


def test_an_entry_without_id_is_known_by_its_address_in_any_guise(office: Office) -> None:
    office.site.routes["/ledger/1"] = article(FERRY)
    office.watch("ledger", "/ledger.xml")
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/ledger/1"), FERRY.headline))
    first = entries(office.run())
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/ledger/1?utm_source=rss"), "Another headline"))
    assert (first, entries(office.run())) == ((1, 0), (0, 1))


def test_entries_without_id_and_link_are_told_apart_by_their_words(office: Office) -> None:
    ticker = [Item(None, story.headline, None, AN_HOUR_AGO, story.summary) for story in (FERRY, ORCHARD)]
    office.site.routes["/ticker.xml"] = rss(*ticker)
    office.watch("ticker", "/ticker.xml")
    assert [entries(office.run()), entries(office.run())] == [(2, 0), (0, 2)]


def test_a_home_page_leads_to_its_feed_which_is_then_asked_by_itself(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/"] = front_page([("/x", "A headline that a feed makes needless")], [("/ledger.xml", "News")])
    office.sources.clear()
    office.watch("ledger", "/")
    assert entries(office.run()) == (1, 0)
    office.publish("ledger", FERRY, ORCHARD)
    assert entries(office.run()) == (1, 1)
    assert len(office.site.asked("/")) == 1
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])


def test_a_home_page_is_asked_again_when_its_feed_is_gone(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/"] = front_page(feeds=[("/ledger.xml", "News")])
    office.sources.clear()
    office.watch("ledger", "/")
    office.run()
    office.site.routes["/new.xml"] = office.site.routes.pop("/ledger.xml")
    office.site.routes["/"] = front_page(feeds=[("/new.xml", "News")])
    for _ in range(4):
        tally = office.run()
    assert entries(tally) == (0, 1)
    assert office.memory("ledger").address == office.site.url("/new.xml")


def test_of_several_feeds_of_a_home_page_one_is_enough(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.site.routes["/"] = front_page(feeds=[("/gone.xml", "Old"), ("/ledger.xml", "RSS"), ("/atom.xml", "Atom")])
    office.sources.clear()
    office.watch("ledger", "/")
    assert entries(office.run()) == (1, 0)
    assert len(office.site.asked("/gone.xml")) == 1
    assert office.site.asked("/atom.xml") == []


@pytest.mark.parametrize("kind", [SourceKind.SITEMAP, SourceKind.AUTO])
def test_every_sitemap_of_an_index_is_read(office: Office, kind: SourceKind) -> None:
    for number, story in enumerate((FERRY, ORCHARD, LIBRARY), 1):
        office.site.routes[f"/{number}"] = article(story)
    url = office.site.url
    office.site.routes |= {
        "/index.xml": index(url("/a.xml"), url("/b.xml")),
        "/a.xml": sitemap(url("/1"), url("/2")),
        "/b.xml": sitemap(url("/3"), url("/1")),
    }
    office.watch("ledger", "/index.xml", kind=kind)
    assert entries(office.run()) == (3, 0)
    assert len(office.titles) == 3


def test_a_broken_sitemap_of_an_index_does_not_hide_the_others(office: Office) -> None:
    office.site.routes["/1"] = article(FERRY)
    url = office.site.url
    office.site.routes |= {
        "/index.xml": index(url("/inner.xml"), url("/gone.xml"), url("/good.xml")),
        "/inner.xml": index(url("/gone-too.xml")),
        "/good.xml": sitemap(url("/1")),
    }
    office.watch("ledger", "/index.xml", kind=SourceKind.SITEMAP)
    tally = office.run()
    assert (tally.of(Step.SOURCE, Word.FETCHED), entries(tally)) == (1, (1, 0))


def test_an_index_whose_sitemaps_all_fail_has_failed(office: Office) -> None:
    office.site.routes["/index.xml"] = index(office.site.url("/gone.xml"))
    office.watch("ledger", "/index.xml", kind=SourceKind.SITEMAP)
    assert list(office.run()) == [(Step.SOURCE, Word.FAILED, "http 404", 1)]


def test_a_listing_is_read_by_its_headlines(office: Office) -> None:
    office.site.routes |= {"/1": article(FERRY), "/2": article(ORCHARD)}
    office.site.routes["/front"] = front_page([("/1", FERRY.headline), ("/2", ORCHARD.headline)])
    office.watch("ledger", "/front")
    assert entries(office.run()) == (2, 0)
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])


WEB_FAILURES: list[tuple[Route, str]] = [
    (Answer(b"no", 404), "http 404"),
    (Answer(b"oops", 500), "http 500"),
    (Answer(b"Our feed has moved to paper."), "no links"),
    (Answer(b'{"version": "https://jsonfeed.org/version/1.1"}'), "not a feed"),
]


@pytest.mark.parametrize(("route", "reason"), WEB_FAILURES, ids=[reason for _, reason in WEB_FAILURES])
def test_a_source_that_fails_says_why_and_stops_no_other(office: Office, route: Route, reason: str) -> None:
    office.site.routes["/bad.xml"] = route
    office.watch("bad", "/bad.xml", kind=SourceKind.FEED if reason == "not a feed" else SourceKind.LISTING)
    office.publish("good", FERRY)
    tally = office.run()
    assert (Step.SOURCE, Word.FAILED, reason, 1) in list(tally)
    assert tally.of(Step.SOURCE, Word.FETCHED) == 1
    assert office.titles == [FERRY.headline]
    bad = office.source("bad")
    assert bad.result is not None
    assert bad.result.startswith(f"{reason}: {office.site.url('/bad.xml')}")
    assert (bad.failures, bad.fetched_at, bad.good_at) == (1, NOW, None)


def test_a_source_that_says_nothing_times_out(office: Office) -> None:
    office.site.routes["/slow.xml"] = office.site.silence
    office.watch("slow", "/slow.xml")
    assert list(office.run()) == [(Step.SOURCE, Word.FAILED, "timeout", 1)]


def test_a_private_address_is_refused_unless_the_desk_allows_it(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.move_source("ledger", access=Access())
    assert list(office.run()) == [(Step.SOURCE, Word.FAILED, "private address", 1)]
    assert office.site.requests == []


def test_a_source_that_fails_is_left_alone_twice_as_long_each_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.random", lambda: 0.5)  # no jitter
    office.site.routes["/bad.xml"] = Answer(b"no", 404)
    office.watch("bad", "/bad.xml")
    asked = []
    for _ in range(16):  # minutes
        office.run_due()
        asked.append(len(office.site.asked("/bad.xml")))
        office.later(minutes=1)
    assert [minute for minute, (a, b) in enumerate(zip([0, *asked], asked, strict=False)) if b > a] == [0, 1, 3, 7, 15]


def test_one_good_answer_ends_the_pause(office: Office) -> None:
    office.site.routes["/ledger.xml"] = Answer(b"no", 404)
    office.watch("ledger", "/ledger.xml")
    office.run()
    office.run()
    assert office.source("ledger").failures == 2
    office.publish("ledger", FERRY)
    office.run()
    found = office.source("ledger")
    assert (found.failures, found.good_at, found.result) == (0, NOW, "1 entries, 1 new")
    assert office.run_due().of(Step.SOURCE) == 1


def test_a_server_that_asks_to_be_left_alone_is(office: Office) -> None:
    office.site.routes["/busy.xml"] = Answer(b"later", 503, headers={"Retry-After": "600"})
    office.watch("busy", "/busy.xml")
    office.run_due()
    office.later(seconds=599)
    (row,) = office.run_due()
    assert row == (Step.SOURCE, Word.LATER, "asked to wait", 1)
    office.later(seconds=1)
    assert office.run_due().of(Step.SOURCE, Word.FAILED) == 1


def test_nothing_overrides_what_a_server_asked_for(office: Office) -> None:
    office.site.routes["/busy.xml"] = Answer(b"later", 429, headers={"Retry-After": "600"})
    office.watch("busy", "/busy.xml")
    office.run()
    (row,) = office.run(Pick.ALL)
    assert row == (Step.SOURCE, Word.LATER, "asked to wait", 1)
    assert len(office.site.asked("/busy.xml")) == 1


def test_an_error_of_our_own_is_counted_and_stops_no_other_source(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = parsers.settle

    def settle(identity: Identity, keys: Any, known: Any, *, baseline: bool) -> Any:
        if len(keys) == 2:
            raise RuntimeError("a case that nobody thought of")
        return honest(identity, keys, known, baseline=baseline)

    monkeypatch.setattr("flows.polling.settle", settle)
    office.publish("odd", CHOIR, FERRY)
    office.publish("good", BRIDGE)
    tally = office.run()
    assert (Step.SOURCE, Word.FAILED, "internal error", 1) in list(tally)
    assert office.titles == [BRIDGE.headline]
    found = office.memory("odd")
    assert found.health is Health.BROKEN
    assert found.result == "internal error: odd (RuntimeError('a case that nobody thought of'))"
    monkeypatch.setattr("flows.polling.settle", honest)
    office.run()
    assert office.titles == sorted([BRIDGE.headline, CHOIR.headline, FERRY.headline])


def test_one_odd_entry_does_not_hide_the_rest_of_its_feed(any_office: Office) -> None:
    """JSON can spell what no database takes: NUL and half of a surrogate pair."""
    items = ", ".join(
        f'{{"id": "{n}", "url": "{any_office.site.url(f"/{n}")}", "title": "{title}", "content_text": "{words}"}}'
        for n, title, words in ((1, "Odd \\ud800", "A word \\u0000 and half \\udfff a face"), (2, "Good", "Fine words"))
    )
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "Odd", "items": [{items}]}}'
    any_office.site.routes |= {"/odd.json": Answer(feed.encode()), "/2": article(FERRY)}
    any_office.watch("odd", "/odd.json")
    tally = any_office.run()
    assert entries(tally) == (2, 0)
    assert tally.of(Step.ARTICLE, Word.STORED) == 2
