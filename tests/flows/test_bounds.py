"""Bounds that are hit have names, and large sources leave room for small ones."""

from dataclasses import replace

import pytest

from flows.polling import without_queries
from flows.progress import watched_by
from flows.reading import MAX_CLAIMS
from flows.sending import MAX_ATTEMPTS
from flows.telling import latest
from news import Step, Word
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import BRIDGE, CHOIR, FERRY, Item, article, rss
from tests.flows.site import Answer, Request


def test_a_feed_of_thousands_is_taken_in_parts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.polling.MOST_AT_ONCE", 2)
    items = [Item(None, f"Headline {n}", f"id-{n}", AN_HOUR_AGO, "Words of some length.") for n in range(5)]
    office.site.routes["/all.xml"] = replace(rss(*items), headers={"ETag": '"same"'})
    office.watch("all", "/all.xml")
    assert list(office.run())[1:3] == [
        (Step.ENTRY, Word.NEW, "", 2),
        (Step.ENTRY, Word.LATER, "too many at once", 3),
    ]
    assert office.rows("select etag, baseline from source") == [(None, 1)]
    office.run()
    office.run()
    assert len(office.titles) == 5
    assert office.rows("select etag, baseline from source") == [('"same"', 0)]


def test_a_long_queue_of_one_source_keeps_no_other_waiting(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.pipeline.BATCH_OF_LEADS", 2)
    monkeypatch.setattr("flows.pipeline.LEADS_IN_HAND", 2)
    office.publish("large", *(replace(CHOIR, headline=f"Choir {n}") for n in range(20)), page=Answer(status=500))
    office.publish("small", FERRY, page=Answer(status=500))
    office.run()
    office.later(hours=1)
    office.site.requests.clear()
    office.run()
    pages = [r.path for r in office.site.requests if r.path.startswith(("/large/", "/small/"))]
    assert len(pages) == 21
    assert pages.index("/small/1") < 4  # it is among the first that are taken


def test_the_later_of_two_dates_tells_whether_an_article_is_old(office: Office) -> None:
    """Pages state wrong dates: a template's, a neighbour's. The feed said that it is new."""
    office.publish("ledger", FERRY)
    office.site.routes["/ledger/1"] = article(FERRY, published_at=NOW.replace(year=2019))
    office.run()
    assert office.status().alerts == {"ferry": 1}
    assert latest(None, NOW) == NOW
    assert latest(None, None) is None


def test_a_key_in_a_source_s_address_is_not_stored_or_shown(office: Office) -> None:
    office.watch("paid", "/feed.xml?key=geheim")
    office.site.routes["/feed.xml?key=geheim"] = Answer(status=403)
    office.run()
    assert "http 403" in (office.source("paid").result or "")
    assert "geheim" not in str(office.rows("select * from source"))
    assert without_queries("http 404: HTTPS://a.example/x?y=1#z (why)") == "http 404: HTTPS://a.example/x (why)"


def test_a_key_in_the_path_is_shown_as_the_desk_writes_it(office: Office) -> None:
    office.watch("paid", "/geheim/feed.xml", shown="https://paid.example/${KEY}/feed.xml")
    office.run()
    assert office.source("paid").result == "http 404: https://paid.example/${KEY}/feed.xml"
    assert "geheim" not in str(office.rows("select * from source"))


def test_an_entry_without_link_does_not_tell_the_address_of_its_source(office: Office) -> None:
    office.site.routes["/feed.xml?key=geheim"] = rss(Item(None, FERRY.headline, "1", AN_HOUR_AGO, FERRY.summary))
    office.watch("paid", "/feed.xml?key=geheim")
    office.run()
    (text,) = office.inbox.texts
    assert FERRY.headline in text
    assert "geheim" not in text


def test_what_a_page_says_is_bounded(office: Office) -> None:
    office.publish("ledger", replace(BRIDGE, headline="Bridge " * 500))
    office.run()
    assert office.rows("select length(title) from article") == [(1_000,)]
    assert MAX_ATTEMPTS > 24


def test_a_pass_ends_after_its_time_and_the_next_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.pipeline.BATCH_OF_LEADS", 1)
    monkeypatch.setattr("flows.pipeline.LEADS_IN_HAND", 1)

    def slow(_request: Request) -> Answer:
        office.later(minutes=20)
        return article(CHOIR)

    office.publish("ledger", CHOIR, replace(CHOIR, headline="Another"), page=slow)
    office.run()
    assert len(office.titles) == 1
    office.run()
    assert office.source("ledger").waiting == 0


def test_a_receiver_that_never_ends_is_left_behind(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.sending.SEND_SECONDS", 0.2)
    office.add_hook()
    office.site.routes["/hook"] = office.site.silence
    office.publish("ledger", FERRY)
    assert (Step.DELIVERY, Word.LATER, "no answer in time", 1) in list(office.run())


def test_whoever_watches_is_told_of_every_kind_of_work(office: Office) -> None:
    office.publish("ledger", FERRY)
    told: dict[str, tuple[int, int]] = {}
    with watched_by(lambda what, done, known: told.update({what: (done, known)})):
        office.run()
    assert told == {"sources": (1, 1), "pages": (1, 1), "messages": (1, 1)}


def test_an_article_that_can_never_be_stored_is_given_up_and_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("flows.placing.add_article", broken)
    office.publish("ledger", FERRY)
    for _ in range(2 * MAX_CLAIMS + 1):
        office.run()
        office.later(days=1)
    assert [p.detail for p in office.status().problems] == ["not readable: internal error: RuntimeError"]
