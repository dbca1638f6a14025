"""One event, one alert; and what is too old to be told when a desk first looks."""

from dataclasses import replace
from datetime import timedelta

from news import Step, Tally, Topic, Word
from tests.flows.office import AN_HOUR_AGO, FERRY_TOPIC, NOW, ROSE_TOPIC, STRIKE_TOPIC, Office
from tests.flows.pages import BRIDGE, FERRY, ORCHARD, STRIKE, article
from tests.flows.site import Answer

OUTLETS = {"ledger": "The Tidewater Ledger", "courier": "Ostby Courier", "echo": "Island Echo"}


def held(tally: Tally) -> dict[str, int]:
    """Alerts that were held in a pass, by reason."""
    return {detail: count for step, word, detail, count in tally if (step, word) == (Step.ALERT, Word.HELD)}


def told(tally: Tally) -> int:
    return tally.of(Step.ALERT, Word.ALERTED)


def test_three_copies_of_a_wire_text_are_one_story_and_one_alert(any_office: Office) -> None:
    for name, outlet in OUTLETS.items():
        any_office.publish(name, FERRY, outlet=outlet)
    tally = any_office.run()
    assert (tally.of(Step.ARTICLE, Word.STORED), tally.of(Step.ARTICLE, Word.COPY)) == (1, 2)
    assert (told(tally), held(tally)) == (1, {"story already alerted": 2})
    (message,) = any_office.inbox.texts
    (first,) = any_office.rows("select outlet from article where copy_of is null")
    others = set(OUTLETS.values()) - set(first)
    assert "Also in: " in message
    assert all(outlet in message for outlet in others)
    assert any_office.status().stories == 1


def test_a_copy_under_another_headline_is_still_a_copy(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.publish("courier", replace(FERRY, headline="Rescue in the dark"), outlet="Ostby Courier")
    tally = office.run()
    assert (tally.of(Step.ARTICLE, Word.COPY), len(office.inbox.mails)) == (1, 1)


def test_a_copy_that_arrives_in_a_later_pass_is_not_told_again(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.run()
    office.later(hours=2)
    office.publish("courier", FERRY, outlet="Ostby Courier", published_at=NOW)
    tally = office.run()
    assert tally.of(Step.ARTICLE, Word.COPY) == 1
    assert (told(tally), held(tally)) == (0, {"story already alerted": 1})
    assert len(office.inbox.mails) == 1


def test_a_topic_that_only_the_later_copy_fires_is_told_alone(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.run()
    office.later(hours=2)
    note = "One of the passengers, a gardener, lost a prize-winning rose in the water."
    office.publish("courier", FERRY, outlet="Ostby Courier", published_at=NOW, note=note)
    tally = office.run()
    assert tally.of(Step.ARTICLE, Word.COPY) == 1
    assert (told(tally), held(tally)) == (1, {"story already alerted": 1})
    assert [subject.partition(":")[0].strip("\u2066\u2069") for subject in office.inbox.subjects] == [
        "Ferries",
        "Roses",
    ]
    assert "Told before under: Ferries" in office.inbox.texts[1]


def test_a_copy_teaches_nothing_of_its_site(office: Office) -> None:
    """Agencies' reports say the same everywhere."""
    office.publish("ledger", FERRY)
    office.run()
    taught = office.rows("select recent from repetition")
    office.publish("courier", FERRY, outlet="Ostby Courier", note="One of the passengers lost a rose in the water.")
    assert office.run().of(Step.ARTICLE, Word.COPY) == 1
    assert office.rows("select recent from repetition") == taught


def test_the_same_text_after_days_is_news_again(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.run()
    office.later(hours=73)
    office.publish("courier", FERRY, outlet="Ostby Courier", published_at=office.now)
    assert told(office.run()) == 1
    assert len(office.inbox.mails) == 2


def test_a_new_desk_tells_what_is_new_and_holds_what_is_old(office: Office) -> None:
    office.publish("ledger", STRIKE, published_at=NOW - timedelta(days=3))
    office.publish("courier", FERRY, published_at=AN_HOUR_AGO)
    tally = office.run()
    assert (told(tally), held(tally)) == (1, {"older than alert_backlog": 1})
    assert "Ferries" in office.inbox.subjects[0]
    assert office.status().holds == {"older than alert_backlog": 1}


def test_after_the_baseline_an_article_is_told_however_old_it_says_it_is(office: Office) -> None:
    office.publish("ledger", BRIDGE)
    office.run()
    office.later(minutes=15)
    office.publish("ledger", BRIDGE, STRIKE, published_at=NOW - timedelta(days=30))
    assert told(office.run()) == 1


def test_what_was_held_as_old_is_not_told_by_the_next_pass(office: Office) -> None:
    office.publish("ledger", STRIKE, published_at=NOW - timedelta(days=3))
    office.run()
    office.later(minutes=15)
    assert told(office.run()) == 0
    assert office.inbox.mails == []


def test_the_backlog_is_each_sources_own(office: Office) -> None:
    office.publish("ledger", STRIKE, published_at=NOW - timedelta(days=3))
    office.move_source("ledger", alert_backlog=timedelta(days=7))
    assert told(office.run()) == 1


def test_an_undated_article_is_held_on_the_first_pass_and_told_on_the_next(office: Office) -> None:
    office.publish("ledger", STRIKE, published_at=None)
    assert held(office.run()) == {"older than alert_backlog": 1}
    office.publish("ledger", STRIKE, FERRY, published_at=None)
    assert told(office.run()) == 1


def test_the_baseline_is_that_of_listing_not_of_reading(office: Office) -> None:
    """An old page that is down on the first pass is no news when it comes back."""
    long_ago = NOW - timedelta(days=3)
    office.publish("ledger", STRIKE, published_at=long_ago, page=Answer(b"oops", 500))
    office.run()
    office.later(minutes=2)
    office.site.routes["/ledger/1"] = article(STRIKE, published_at=long_ago)
    assert held(office.run()) == {"older than alert_backlog": 1}


def test_a_source_that_fails_at_first_still_gets_its_baseline(office: Office) -> None:
    office.watch("ledger", "/ledger.xml")
    office.run()
    office.later(hours=1)
    office.publish("ledger", STRIKE, published_at=NOW - timedelta(days=3))
    assert held(office.run()) == {"older than alert_backlog": 1}


def test_a_match_that_no_route_takes_is_held_by_that_name(office: Office) -> None:
    office.routes = (replace(office.routes[0], topics=("rose",)),)
    office.publish("ledger", FERRY)
    assert held(office.run()) == {"no route": 1}


def test_several_topics_of_one_story_are_one_message(office: Office) -> None:
    office.publish("ledger", ORCHARD, note="Dockers threw a rose to the ferry.")
    office.topics = (FERRY_TOPIC, STRIKE_TOPIC, ROSE_TOPIC, Topic("moon", "Moon", "moon"))
    tally = office.run()
    assert told(tally) == 3
    (subject,) = office.inbox.subjects
    assert all(words in subject for words in ("Ferries", "Strikes", "+1"))
    assert "Moon" not in office.inbox.texts[0]
