"""Refused pages are read again: what says more takes the place of what was stored, and is told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from flows.reading import MAX_CLAIMS
from news import RefusalReason
from storage.stories import set_apart
from tests.flows.events import OWN_WORDS, WIRE, revised, watch_quakes
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import FERRY, ORCHARD, Item, Story, article, rss
from tests.flows.refused import BRIEF, DENIED, SHORT, outcomes, reopen, shorter_stub, stub
from tests.flows.site import redirect


def test_a_refused_page_is_read_again_and_alerts_once(any_office: Office) -> None:
    any_office.publish("ledger", BRIEF, page=SHORT)
    any_office.run()
    assert any_office.inbox.mails == []
    any_office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    any_office.later(hours=1)
    assert reopen(any_office) == 1
    any_office.run()
    assert any_office.rows("select text, evidence, page_refused from article") == [("Ferry aground.", "page", None)]
    assert reopen(any_office) == 0
    any_office.run()
    assert len(any_office.inbox.mails) == 1
    assert "Ferry aground." in any_office.inbox.texts[0]


def test_what_was_told_from_the_feeds_words_is_not_told_again_from_the_page(office: Office) -> None:
    office.publish("ledger", FERRY, page=DENIED)
    office.run()
    assert len(office.inbox.mails) == 1
    office.publish("ledger", FERRY, note="A walkout of dockers delayed the rescue.")
    reopen(office)
    office.run()
    assert office.status().alerts == {"ferry": 1, "strike": 1}
    assert office.status().holds == {}
    assert len(office.inbox.mails) == 2
    assert "dockers" in office.inbox.texts[1]
    assert office.rows("select topic from match order by topic") == [("ferry",), ("strike",)]


def test_a_page_that_is_refused_again_leaves_its_article_as_it_was(office: Office) -> None:
    office.publish("ledger", FERRY, page=DENIED)
    office.run()
    office.publish("ledger", FERRY, page=SHORT)
    reopen(office)
    office.run()
    assert outcomes(office) == [("too short", "done", False)]
    assert office.rows("select text, page_refused from article") == [(FERRY.summary, "http 403")]
    assert len(office.inbox.mails) == 1


def test_a_page_that_turns_out_to_be_a_copy_joins_its_story_and_is_not_told(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.publish("courier", Story(FERRY.headline, BRIEF.paragraphs), page=DENIED)
    office.topics = office.topics[:1]
    office.run()
    told = len(office.inbox.mails)
    office.publish("courier", FERRY)
    reopen(office, "courier")
    office.run()
    assert office.rows("select count(distinct story_id) from article") == [(1,)]
    assert len(office.inbox.mails) == told


def test_a_page_that_is_read_days_later_is_compared_with_the_stories_of_its_time(office: Office) -> None:
    """Else a copy of what was told last week would be told as news."""
    office.publish("ledger", FERRY)
    office.site.routes["/courier.xml"] = rss(Item(office.site.url("/courier/1"), "From the harbour", "7", AN_HOUR_AGO))
    office.watch("courier", "/courier.xml")
    office.run()
    told = len(office.inbox.mails)
    office.site.routes["/courier/1"] = article(FERRY, published_at=AN_HOUR_AGO)
    office.later(days=5)
    assert reopen(office, "courier") == 1
    office.run()
    assert office.rows("select count(*), count(distinct story_id), count(copy_of) from article") == [(2, 1, 1)]
    assert len(office.inbox.mails) == told


def test_an_entry_that_gave_nothing_is_read_again_as_if_it_were_new(office: Office) -> None:
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/ledger/1"), guid="7"))
    office.watch("ledger", "/ledger.xml")
    office.run()
    assert office.titles == []
    office.site.routes["/ledger/1"] = article(FERRY, published_at=AN_HOUR_AGO)
    reopen(office)
    office.run()
    assert office.titles == [FERRY.headline]
    assert len(office.inbox.mails) == 1


def test_two_pages_behind_one_wall_that_is_accepted_do_not_become_one_article(office: Office) -> None:
    """Their addresses lead to the same place; what the feed announced tells them apart."""
    office.site.routes["/wall"] = SHORT
    office.publish("ledger", FERRY, ORCHARD, page=redirect("/wall"))
    office.run()
    office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    assert reopen(office) == 2
    office.run()
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])
    assert office.rows("select evidence from article order by evidence") == [("feed",), ("page",)]
    assert ("leads to another article", "done", False) in outcomes(office)


def test_an_article_that_two_entries_share_is_not_replaced_by_less(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One entry's page was read in full since; the other's is a wall that the desk accepts."""
    monkeypatch.setattr("flows.reading._finish_if_known", lambda *_: False)  # both are asked for at once
    office.publish("ledger", FERRY, page=DENIED)
    office.site.routes["/region.xml"] = office.site.routes["/ledger.xml"]
    office.watch("region", "/region.xml", accept=(RefusalReason.TOO_SHORT,))
    office.run()
    assert office.rows("select article_id from entry") == [(1,), (1,)]
    office.publish("ledger", FERRY)
    reopen(office)
    office.run()
    office.publish("ledger", FERRY, page=SHORT)
    assert reopen(office, "region") == 1
    office.run()
    assert office.rows("select text, evidence from article") == [("\n\n".join(FERRY.paragraphs), "page")]
    assert office.rows("select distinct outcome, state, article_id from entry") == [("article", "done", 1)]


def test_what_was_told_of_a_story_holds_for_the_one_that_it_becomes_part_of(any_office: Office) -> None:
    any_office.publish("ledger", FERRY, published_at=NOW - timedelta(days=2))  # held: older than the backlog
    any_office.publish("courier", Story("Passengers ashore before sunrise", ("",)), page=DENIED)
    any_office.run()
    assert any_office.status().stories == 2
    any_office.publish("courier", FERRY, outlet="Ostby Courier")
    reopen(any_office, "courier")
    any_office.run()
    any_office.publish("gazette", FERRY, outlet="Isle Gazette")
    any_office.run()
    assert len(any_office.inbox.mails) == 1
    found = any_office.status()
    assert (found.alerts, found.stories, found.copies) == ({"ferry": 1}, 1, 2)


def test_a_page_that_stands_elsewhere_too_makes_both_one_story(office: Office) -> None:
    office.publish("ledger", FERRY, published_at=NOW - timedelta(days=2))
    office.publish("courier", Story("Passengers ashore before sunrise", ("",)), page=DENIED)
    office.run()
    office.publish("courier", FERRY, page=redirect("/ledger/1"))
    reopen(office, "courier")
    office.run()
    office.publish("gazette", FERRY, outlet="Isle Gazette")
    office.run()
    assert office.rows("select result from entry where source = 'courier'") == [("known",)]
    assert (len(office.inbox.mails), office.status().stories) == (1, 1)


def test_an_original_that_is_read_again_is_no_copy_of_its_copies(office: Office) -> None:
    office.site.routes["/ledger/1"] = DENIED
    whole = Item(office.site.url("/ledger/1"), FERRY.headline, "1", AN_HOUR_AGO, " ".join(FERRY.paragraphs))
    office.site.routes["/ledger.xml"] = rss(whole)
    office.watch("ledger", "/ledger.xml")
    office.run()
    office.publish("courier", FERRY, outlet="Ostby Courier")
    office.run()
    office.site.routes["/ledger/1"] = article(FERRY, published_at=AN_HOUR_AGO)
    reopen(office)
    office.run()
    assert office.rows("select id, copy_of, evidence from article order by id") == [(1, None, "page"), (2, 1, "page")]
    assert (office.status().stories, len(office.inbox.mails)) == (1, 1)


def test_a_report_that_is_read_whole_later_joins_the_story_of_its_event(any_office: Office) -> None:
    """Until then it was a headline: what it is like is asked of others, and not of what it was itself."""
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE)
    any_office.publish("courier", Story("Qarasu: tremor", ("",)), page=DENIED)
    any_office.run()
    assert any_office.status().stories == 2
    any_office.publish("courier", replace(OWN_WORDS, headline="Qarasu: tremor"), outlet="Ostby Courier")
    reopen(any_office, "courier")
    any_office.run()
    assert any_office.status().stories == 1
    assert len(any_office.inbox.mails) == 2


def test_a_page_that_revises_a_story_it_was_told_apart_from_stays_and_changes_neither(any_office: Office) -> None:
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE)
    any_office.publish("courier", Story("Tremor reported", ("",)), page=DENIED)
    any_office.run()
    assert len(any_office.inbox.mails) == 2
    with any_office.database.writing(alone=True) as session:
        set_apart(session, 1, 2, NOW)
    any_office.publish("courier", revised(WIRE, ("50", "75")), outlet="Ostby Courier", published_at=NOW)
    reopen(any_office, "courier")
    any_office.run()
    assert any_office.rows("select outlet, copy_of from article order by story_id")[0][1] is None
    assert any_office.status().stories == 2
    assert len(any_office.inbox.mails) == 2


def test_a_stub_is_kept_to_be_read_again_and_what_is_new_in_the_whole_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the desk has a login since."""
    office.publish("ledger", FERRY, note="A walkout of dockers delayed the rescue.")
    with monkeypatch.context() as patched:
        patched.setattr("flows.reading.read_article", stub)
        office.run()
    assert outcomes(office) == [("paywall stub", "done", False)]
    assert reopen(office) == 1
    office.run()
    assert outcomes(office) == [("article", "done", True)]
    assert office.rows("select kind, evidence, page_refused from article") == [("article", "page", None)]
    assert office.status().alerts == {"ferry": 1, "strike": 1}
    assert len(office.inbox.mails) == 2


def test_a_stub_that_is_a_stub_again_stays_as_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.publish("ledger", Story(FERRY.headline, ("",)))
    monkeypatch.setattr("flows.reading.read_article", stub)
    office.run()
    monkeypatch.setattr("flows.reading.read_article", shorter_stub)
    reopen(office)
    office.run()
    assert office.rows("select text from article") == [("The night ferry ran aground.",)]
    assert outcomes(office) == [("paywall stub", "done", False)]


def test_a_stub_takes_the_place_of_a_headline(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.publish("ledger", Story(FERRY.headline, ("",)), page=DENIED)
    office.run()
    monkeypatch.setattr("flows.reading.read_article", stub)
    office.publish("ledger", Story(FERRY.headline, ("",)))
    reopen(office)
    office.run()
    assert office.rows("select text, kind from article") == [("The night ferry ran aground.", "paywall stub")]


def test_a_page_that_is_given_up_when_it_is_read_again_keeps_its_article(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a case that nobody thought of")

    office.publish("ledger", FERRY, page=DENIED)
    office.run()
    reopen(office)
    with office.database.writing() as session:
        session.connection().execute(text(f"update entry set attempts = {2 * MAX_CLAIMS}"))
    monkeypatch.setattr("flows.reading.shelve", fail)
    office.run()
    assert outcomes(office) == [("kept failing", "done", False)]
    assert office.rows("select article_id, sign from entry") == [(1, "internal error: RuntimeError")]
    assert reopen(office) == 1
