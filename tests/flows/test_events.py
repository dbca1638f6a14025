"""An event that many report is one story and one alert; what becomes of it is told as a change."""

from dataclasses import replace
from datetime import timedelta

from news import Step, Topic, Word
from tests.flows.events import (
    ELSEWHERE,
    OWN_WORDS,
    STRIKE_ON_A_HOUSE,
    THIRD_WORDS,
    WIRE,
    pages_later,
    revised,
    watch_quakes,
)
from tests.flows.looks import live
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import Story, article


def test_an_event_that_two_report_in_their_own_words_is_told_once(any_office: Office) -> None:
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE)
    any_office.run()
    pages_later(any_office, "courier", OWN_WORDS, hours=2)
    assert len(any_office.inbox.mails) == 1
    assert any_office.rows("select distinct story_id from article") == [(1,)]
    assert any_office.rows("select reason from hold") == [("story already alerted",)]


def test_another_event_of_the_same_kind_is_told_too(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    pages_later(office, "courier", ELSEWHERE, hours=2)
    assert len(office.inbox.mails) == 2
    assert len(office.rows("select distinct story_id from article")) == 2


def test_the_same_few_words_under_another_headline_prove_no_event(office: Office) -> None:
    """A wall, or what a site says above each of its live pages."""
    watch_quakes(office)
    words = ("Governor Malik Osman spoke in Qarasu after the quake. To read on, take out a subscription.",)
    office.publish("ledger", Story("Live: earthquake in the Tarim highlands", words))
    office.run()
    pages_later(office, "courier", Story("Opinion: wood is better than mud-brick", words), hours=2)
    assert len(office.inbox.mails) == 2
    assert len(office.rows("select distinct story_id from article")) == 2


def test_a_figure_that_an_outlet_revises_is_told_as_a_change(any_office: Office) -> None:
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE)
    any_office.run()
    pages_later(any_office, "courier", revised(WIRE, ("50", "75")), hours=3)
    assert len(any_office.inbox.mails) == 2
    assert any_office.inbox.subjects[1].startswith("Update: ")
    assert "50 → 75" in any_office.inbox.texts[1]


def test_a_figure_that_two_outlets_revise_alike_is_told_once(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    pages_later(office, "courier", revised(WIRE, ("50", "75")), hours=3)
    pages_later(office, "echo", revised(WIRE, ("50", "75"), ("counted forty", "registered forty")), hours=1)
    assert len(office.inbox.mails) == 2


def test_an_older_text_that_comes_in_late_changes_nothing(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", revised(WIRE, ("50", "75")))
    office.run()
    office.later(hours=1)
    office.publish("courier", WIRE, outlet="Courier", published_at=AN_HOUR_AGO - timedelta(hours=2))
    office.run()
    assert len(office.inbox.mails) == 1
    assert office.rows("select distinct story_id from article") == [(1,)]


def test_a_copy_without_changes_is_not_followed(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    for name in ("courier", "echo", "herald", "globe"):
        pages_later(office, name, replace(WIRE, headline=f"{WIRE.headline} - {name}"), hours=1)
    assert len(office.inbox.mails) == 1
    assert office.rows("select count(*) from article where likeness = 'copy'") == [(4,)]


def test_three_outlets_with_words_of_their_own_are_told_as_a_spread(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    pages_later(office, "courier", OWN_WORDS, hours=1)
    assert len(office.inbox.mails) == 1
    pages_later(office, "echo", THIRD_WORDS, hours=1)
    assert len(office.inbox.mails) == 2
    assert "3 outlets" in office.inbox.subjects[1]


def test_outlets_of_one_owner_count_once(office: Office) -> None:
    watch_quakes(office)
    for name, story in (("ledger", WIRE), ("courier", OWN_WORDS), ("echo", THIRD_WORDS)):
        office.publish(name, story, outlet=name.title())
        office.move_source(name, owner="Tidewater Media")
        office.run()
        office.later(hours=1)
    assert office.rows("select distinct story_id from article") == [(1,)]
    assert len(office.inbox.mails) == 1


def test_what_reports_an_event_is_stored_with_the_reason(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    pages_later(office, "courier", OWN_WORDS, hours=2)
    ((placed,),) = office.rows("select placed from article where id = 2")
    assert "same event" in placed
    assert "qarasu" in placed.casefold()


def test_the_page_that_changes_is_a_revision_and_a_change(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW)
    office.run()
    office.later(minutes=40)
    office.publish("ledger", revised(WIRE, ("50", "75")), published_at=NOW)
    tally = office.run()
    assert tally.of(Step.LOOK, Word.CHANGED) == 1
    assert office.rows("select title from revision") == [(WIRE.headline,)]
    assert [subject.partition(":")[0] for subject in office.inbox.subjects] == ["Earthquakes", "Update"]


def test_a_live_blog_does_not_make_one_story_of_what_it_reports(any_office: Office) -> None:
    """It is told as what it reports first; each of its other events is told for itself."""
    any_office.topics = (Topic("hurt", "Casualties", "killed OR kills OR frightened"),)
    whole = Story(
        "World news live: quake in the Tarim highlands, strike on Rafah",
        (*WIRE.paragraphs, *STRIKE_ON_A_HOUSE.paragraphs, *ELSEWHERE.paragraphs),
    )
    any_office.publish("ledger", whole, page=live(article(whole, published_at=AN_HOUR_AGO)))
    any_office.run()
    for name, story in (("courier", STRIKE_ON_A_HOUSE), ("echo", ELSEWHERE)):
        pages_later(any_office, name, story, hours=1)
    assert any_office.rows("select story_id from article order by id") == [(1,), (2,), (3,)]
    assert len(any_office.inbox.mails) == 3


def test_a_live_blog_belongs_to_the_story_that_it_follows(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    office.later(hours=1)
    blog = Story("Tarim quake live: rescuers reach Qarasu", OWN_WORDS.paragraphs + THIRD_WORDS.paragraphs)
    office.publish("courier", blog, page=live(article(blog, outlet="Courier", published_at=office.now)))
    office.run()
    assert office.rows("select kind, story_id from article order by id") == [("article", 1), ("live blog", 1)]
    assert len(office.inbox.mails) == 1
