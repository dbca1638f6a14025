"""What is left of an article's way: on both databases."""

from sqlmodel import Session

from news import Entry, Hold, Placement, Reason
from storage.articles import add_aliases, add_article, add_holds
from storage.database import Database
from storage.entries import add_entries, claim_leads, finish_lead
from storage.outbox import claim_deliveries, mark_dead, queue
from storage.traces import (
    Alias,
    Holding,
    aliases_of,
    holds_of,
    listings_at,
    listings_of,
    planned_look,
    postings_of,
)
from tests.storage.conftest import NOW, alert, article, keys


def stored(session: Session, number: int = 1) -> tuple[int, int]:
    return add_article(session, "a", article(f"https://a.example/{number}"), Placement(), [], None, "a.example", NOW)


def listed(session: Session, *urls: str | None) -> list[int]:
    """Entries with these addresses, claimed. Return the ids of their leads."""
    entries = [(keys(number), Entry(None, url, "Title")) for number, url in enumerate(urls, 1)]
    add_entries(session, "a", entries, NOW, baseline=False)
    return [lead.id for lead in claim_leads(session, ["a"], "us", NOW)]


def test_learned_aliases_come_last(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, _ = stored(session)
        add_aliases(session, one, {"a.example/0"}, learned_host="a.example")
        add_aliases(session, one, {"a.example/2", "a.example/1"})
        other, _ = stored(session, 2)
        add_aliases(session, other, {"a.example/9"})
        assert aliases_of(session, one) == (
            Alias("a.example/1"), Alias("a.example/2"), Alias("a.example/0", "a.example"),
        )  # fmt: skip


def test_holds_are_those_of_the_articles_asked_for(with_sources: Database) -> None:
    with with_sources.writing() as session:
        (one, _), (two, _) = stored(session), stored(session, 2)
        add_holds(session, one, [Hold("b", Reason.TOLD), Hold("a", Reason.NO_ROUTE)], NOW)
        add_holds(session, two, [Hold("a", Reason.BACKLOG)], NOW)
    with with_sources.reading() as session:
        assert holds_of(session, [one]) == (
            Holding(one, "a", "no route", NOW), Holding(one, "b", "story already alerted", NOW),
        )  # fmt: skip


def test_messages_are_shown_with_topics_and_what_became_of_them(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, story = stored(session)
        queue(session, story, one, [alert("mail"), alert("chat")], NOW)
        (delivery,) = claim_deliveries(session, ["chat"], "us", NOW)
        mark_dead(session, delivery, "us", "no such room")
    with with_sources.reading() as session:
        mail, chat = postings_of(session, story)
        assert (mail.channel, mail.article_id, mail.topics, mail.occasions) == ("mail", one, ("rafah",), ())
        assert (mail.state, mail.attempts, mail.queued_at) == ("pending", 0, NOW)
        assert (chat.state, chat.attempts, chat.detail) == ("dead", 1, "no such room")
        assert postings_of(session, story + 1) == ()


def test_entries_are_found_by_the_article_that_they_led_to(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, _ = stored(session)
        lead, other = listed(session, "https://a.example/1", "https://a.example/2")
        finish_lead(session, lead, "stored", one)
        finish_lead(session, other, "http 404", None)
    with with_sources.reading() as session:
        (found,) = listings_of(session, one)
        assert (found.source, found.url, found.state, found.result) == ("a", "https://a.example/1", "done", "stored")


def test_entries_are_found_by_their_host_the_newest_first(with_sources: Database) -> None:
    with with_sources.writing() as session:
        listed(
            session, "https://A.example/1", None, "https://b.example/1", "https://a.example/2", "https://a.example/3"
        )
    with with_sources.reading() as session:
        found = [one.url for one in listings_at(session, "a.example", 2)]
        assert found == ["https://a.example/3", "https://a.example/2"]
        assert [one.url for one in listings_at(session, "a.example", 9)][-1] == "https://A.example/1"
        assert listings_at(session, "a_example", 9) == ()


def test_an_article_without_a_planned_look_has_none(with_sources: Database) -> None:
    with with_sources.writing() as session:
        one, _ = stored(session)
        assert planned_look(session, one) is None
