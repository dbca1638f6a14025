"""What arrives late, stale or from sources that are new to the desk: told for what it is, once."""

from datetime import timedelta

from news import Step, Topic, Word
from tests.flows.events import OWN_WORDS, THIRD_WORDS, WIRE, pages_later, revised, watch_quakes
from tests.flows.office import AN_HOUR_AGO, NOW, ROSE_TOPIC, Office
from tests.flows.pages import Story

SEVENTY_FIVE = revised(WIRE, ("50", "75"))


def follow_ups(office: Office) -> list[str]:
    return [said for (said,) in office.rows("select occasion from alert where occasion <> 'first' order by occasion")]


def test_an_outlet_that_prints_what_was_replaced_meanwhile_changes_nothing(any_office: Office) -> None:
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE, published_at=NOW)
    any_office.run()
    any_office.later(minutes=40)
    any_office.publish("ledger", SEVENTY_FIVE, published_at=NOW)
    any_office.run()
    assert follow_ups(any_office) == ["figure changed: 75"]
    pages_later(any_office, "courier", WIRE, minutes=30)
    assert follow_ups(any_office) == ["figure changed: 75"]
    assert any_office.rows("select distinct story_id from article") == [(1,)]


def test_a_figure_of_in_between_that_comes_in_late_changes_nothing(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW)
    office.run()
    pages_later(office, "courier", SEVENTY_FIVE, hours=4)
    office.publish("echo", revised(WIRE, ("50", "60")), outlet="Echo", published_at=NOW + timedelta(hours=2))
    office.run()
    assert follow_ups(office) == ["figure changed: 75"]


def test_a_change_is_told_against_the_latest_state_of_its_text(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW)
    office.run()
    pages_later(office, "courier", SEVENTY_FIVE, hours=4)
    pages_later(office, "echo", revised(WIRE, ("50", "80")), hours=1)
    assert "75 → 80" in office.inbox.texts[-1]


def test_a_copy_of_what_another_outlet_has_revised_meanwhile_changes_nothing(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW)
    office.run()
    pages_later(office, "courier", SEVENTY_FIVE, hours=4)
    pages_later(office, "echo", WIRE, hours=1)
    assert follow_ups(office) == ["figure changed: 75"]
    told = office.rows("select likeness, copy_of from article order by id")
    assert told == [(None, None), ("revision", 1), ("copy", 1)]


def test_a_copy_that_is_read_before_its_original_is_told_and_the_original_is_not(office: Office) -> None:
    watch_quakes(office)
    office.publish("courier", WIRE, outlet="Courier", published_at=NOW)
    office.run()
    office.publish("ledger", WIRE, outlet="Ledger", published_at=NOW - timedelta(hours=3))
    office.run()
    assert len(office.inbox.mails) == 1
    assert office.rows("select outlet, copy_of from article order by id") == [("Courier", None), ("Ledger", 1)]


def test_a_report_that_came_out_before_what_was_told_joins_it(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW)
    office.run()
    office.publish("courier", OWN_WORDS, outlet="Courier", published_at=NOW - timedelta(hours=5))
    office.run()
    assert office.rows("select distinct story_id from article") == [(1,)]
    assert len(office.inbox.mails) == 1


def test_a_revision_that_drops_the_words_of_a_topic_is_followed_under_it(office: Office) -> None:
    office.topics = (Topic("osman", "The governor", "Osman"),)
    office.publish("ledger", WIRE)
    office.run()
    pages_later(office, "courier", revised(SEVENTY_FIVE, ("Malik Osman", "who asked for calm")), hours=3)
    assert follow_ups(office) == ["figure changed: 75"]
    assert office.inbox.subjects[1].startswith("Update: ")


def test_a_topic_that_left_the_desk_is_followed_no_more(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    office.topics = (ROSE_TOPIC,)
    pages_later(office, "courier", SEVENTY_FIVE, hours=1)
    pages_later(office, "echo", OWN_WORDS, hours=1)
    pages_later(office, "globe", THIRD_WORDS, hours=1)
    assert len(office.inbox.mails) == 1


def test_follow_ups_are_counted_by_what_they_tell(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE)
    office.run()
    office.later(hours=1)
    office.publish("courier", SEVENTY_FIVE, outlet="Courier", published_at=office.now)
    tally = office.run()
    assert [(word, why, count) for step, word, why, count in tally if step is Step.ALERT] == [
        (Word.FOLLOWED, "figure changed", 1),
        (Word.HELD, "story already alerted", 1),
    ]


def test_sources_that_had_a_story_before_it_was_told_are_no_news_of_it(any_office: Office) -> None:
    """A desk that starts reads one schedule after the other."""
    watch_quakes(any_office)
    any_office.publish("ledger", WIRE)
    any_office.run()
    for name, story in (("courier", OWN_WORDS), ("echo", THIRD_WORDS)):
        any_office.later(minutes=5)
        any_office.publish(name, story, outlet=name.title(), published_at=AN_HOUR_AGO)
        any_office.run()
    assert any_office.rows("select distinct story_id from article") == [(1,)]
    assert len(any_office.inbox.mails) == 1
    assert follow_ups(any_office) == ["more outlets: 3"]  # noted, so that nobody tells it later


def test_what_is_old_when_a_source_is_new_changes_nothing_that_was_told(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", WIRE, published_at=NOW - timedelta(hours=60))
    office.move_source("ledger", alert_backlog=timedelta(days=7))
    office.run()
    office.publish("courier", SEVENTY_FIVE, outlet="Courier", published_at=NOW - timedelta(hours=50))
    office.run()
    assert office.rows("select likeness from article order by id") == [(None,), ("revision",)]
    assert len(office.inbox.mails) == 1


def test_articles_without_text_are_one_story_by_their_headlines(office: Office) -> None:
    watch_quakes(office)
    office.publish("ledger", Story(WIRE.headline, ("",)))
    office.run()
    pages_later(office, "courier", Story(WIRE.headline, ("",)), hours=1)
    assert len(office.rows("select id from article")) == 2
    assert len(office.inbox.mails) == 1
