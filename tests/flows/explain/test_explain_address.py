"""`wirewatch explain` of an address under which no article is stored."""

import json
from datetime import UTC, datetime, timedelta

from news import Entry, Keys, PageOutcome
from storage.entries import add_entries, claim_leads, finish_lead, postpone_lead
from tests.flows.stories.shelf import NOON, Command, Shelf, one_event

URL = "https://www.ledger.example/harbour"


def listed(shelf: Shelf, url: str = URL, source: str = "ledger", result: str = "") -> int:
    """List an entry and claim it; with a result its page gave no article. Return the id of its lead."""
    with shelf.database.writing() as session:
        add_entries(session, source, [(Keys(len(url), None, None), Entry(None, url, "Harbour"))], NOON, baseline=False)
        (lead,) = claim_leads(session, [source], "us", NOON)
        if result:
            finish_lead(session, lead.id, result, None, PageOutcome(result, "Accept all cookies"))
    return lead.id


def test_an_address_that_nobody_listed_names_the_sources_of_its_site(shelf: Shelf, wirewatch: Command) -> None:
    said = wirewatch("explain", URL, code=1)
    assert said.startswith(
        f"No article is stored under this address\n  {URL}\n  Its page key: ledger.example/harbour\n"
    )
    assert "No source listed it. Of its site the desk has ledger" in said
    assert "Cure: wirewatch sources test ledger shows what it lists now" in said


def test_an_address_of_an_unknown_site_leads_to_discovery(shelf: Shelf, wirewatch: Command) -> None:
    said = " ".join(wirewatch("explain", "https://gazette.example/1", code=1).split())
    assert "No source listed it, and the desk has none of its site" in said
    assert "wirewatch sources discover https://gazette.example/1 looks for a feed that lists it" in said


def test_an_entry_that_waits_says_when_it_is_tried_next_and_what_stood_in_the_way(
    shelf: Shelf, wirewatch: Command
) -> None:
    lead = listed(shelf)
    with shelf.database.writing() as session:
        postpone_lead(session, lead, "timeout", datetime.now(UTC) + timedelta(minutes=90))
    said = " ".join(wirewatch("explain", "https://ledger.example/harbour?utm_source=x", code=1).split())
    assert (
        "ledger listed it on 2026-03-01 12:00 UTC: it waits to be read after 1 attempt (timeout); next try in 1 h"
        in said
    )
    assert "Cure: wirewatch run" in said


def test_a_page_that_was_refused_says_why_by_what_sign_and_how_to_read_it_again(
    shelf: Shelf, wirewatch: Command
) -> None:
    listed(shelf, result="consent wall")
    said = " ".join(wirewatch("explain", URL, code=1).split())
    assert "its page gave no article: consent wall (Accept all cookies)" in said
    assert f"wirewatch parse {URL} --explain" in said
    assert "wirewatch sources reread ledger" in said


def test_an_entry_of_another_page_of_the_site_is_not_taken_for_it(shelf: Shelf, wirewatch: Command) -> None:
    listed(shelf, "https://www.ledger.example/harbour-2", result="consent wall")
    assert "No source listed it." in wirewatch("explain", URL, code=1)


def test_an_entry_that_led_to_an_article_leads_there(shelf: Shelf, wirewatch: Command) -> None:
    one_event(shelf)
    lead = listed(shelf, source="echo")
    with shelf.database.writing() as session:
        finish_lead(session, lead, "known", 1)
    said = " ".join(wirewatch("explain", URL).split())
    assert said.startswith("Article 1: ")
    assert "that of an entry which led to it, with the page key: ledger.example/harbour" in said
    assert "Also listed by echo" in said


def test_what_is_known_of_an_address_is_there_for_machines(shelf: Shelf, wirewatch: Command) -> None:
    listed(shelf, result="consent wall")
    found = json.loads(wirewatch("explain", URL, "--json", code=1))
    assert found["stored"] is False
    assert found["page_key"] == "ledger.example/harbour"
    assert found["sources_of_this_site"] == ["ledger"]
    assert [(one["source"], one["outcome"]) for one in found["listed"]] == [("ledger", "consent wall")]
