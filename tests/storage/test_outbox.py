from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from news import Delivery, Notice, Placement
from storage.articles import add_article
from storage.database import Database
from storage.outbox import (
    BATCH,
    LEASE,
    claim_deliveries,
    delivery_key,
    give_back,
    mark_dead,
    mark_retry,
    mark_sent,
    queue,
    queue_notice,
)
from storage.overview import status
from tests.storage.conftest import NOW, REPORT, alert, article


def queued(database: Database, *channels: str, outlet: str = "A") -> tuple[int, int]:
    with database.writing() as session:
        stored, story = add_article(session, "a", article(outlet=outlet), Placement(), [], NOW)
        queue(session, story, stored, [alert(channel) for channel in channels], NOW)
    return stored, story


def claim(database: Database, now=NOW, owner: str = "me", channels=("mail", "chat")) -> list[Delivery]:
    with database.writing() as session:
        return claim_deliveries(session, channels, owner, now)


def test_a_message_is_claimed_whole_and_once(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    assert (delivery.channel, delivery.report, delivery.attempt) == ("mail", REPORT, 1)
    assert claim(with_sources, owner="you") == []


def test_the_same_thing_cannot_be_queued_twice_for_a_channel(with_sources: Database) -> None:
    stored, story = queued(with_sources, "mail")
    with pytest.raises(IntegrityError), with_sources.writing() as session:
        queue(session, story, stored, [alert("mail")], NOW)


def test_a_key_tells_story_topics_and_channel_apart() -> None:
    keys = [
        delivery_key(1, ["a", "b"], "c"),
        delivery_key(1, ["a"], "c"),
        delivery_key(2, ["a"], "c"),
        delivery_key(1, ["a"], "d"),
    ]
    assert len(set(keys)) == 4
    assert delivery_key(1, ["b", "a"], "c") == keys[0]


def test_a_sent_message_is_never_claimed_again(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    with with_sources.writing() as session:
        assert mark_sent(session, delivery, NOW, "250")
    assert claim(with_sources, NOW + 2 * LEASE) == []


def test_a_message_that_arrived_is_marked_once_whoever_holds_its_lease(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (first,) = claim(with_sources)
    claim(with_sources, NOW + LEASE, "you")
    with with_sources.writing() as session:
        assert mark_sent(session, first, NOW, "late, but it arrived")
        assert not mark_sent(session, first, NOW, "again")
    assert claim(with_sources, NOW + 3 * LEASE) == []


def test_a_message_whose_sender_died_is_claimed_again_after_its_lease(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (first,) = claim(with_sources)
    (second,) = claim(with_sources, NOW + LEASE, "you")
    assert (second.key, second.attempt) == (first.key, 2)
    with with_sources.writing() as session:
        assert not mark_retry(session, first, "me", NOW, "too late: the lease was lost")


def test_a_message_to_be_tried_again_waits_and_a_dead_one_is_kept(with_sources: Database) -> None:
    queued(with_sources, "mail", "chat")
    mail, chat = claim(with_sources)
    with with_sources.writing() as session:
        mark_retry(session, mail, "me", NOW + timedelta(minutes=1), "connection refused")
        mark_dead(session, chat, "me", "404")
    assert claim(with_sources) == []
    assert [d.key for d in claim(with_sources, NOW + timedelta(minutes=1))] == [mail.key]
    with with_sources.reading() as session:
        found = status(session, ["mail", "chat"])
    assert found.deliveries == {"dead": 1, "pending": 1}
    assert {(p.name, p.detail) for p in found.problems} == {
        ("chat", "given up: 404"),
        ("mail", "being tried again: connection refused"),
    }


def test_giving_back_does_not_count_as_an_attempt(with_sources: Database) -> None:
    queued(with_sources, "mail")
    (delivery,) = claim(with_sources)
    with with_sources.writing() as session:
        give_back(session, delivery, "me")
    (again,) = claim(with_sources)
    assert again.attempt == 1


def test_a_message_to_a_channel_that_left_the_desk_waits(with_sources: Database) -> None:
    queued(with_sources, "mail")
    assert claim(with_sources, channels=("chat",)) == []
    assert len(claim(with_sources)) == 1


def test_a_batch_is_bounded_and_in_order(with_sources: Database) -> None:
    for _ in range(BATCH + 1):
        queued(with_sources, "mail")
    ids = [delivery.id for delivery in claim(with_sources)]
    assert len(ids) == BATCH
    assert ids == sorted(ids)


def test_the_first_attempt_freezes_which_other_outlets_carry_the_story(with_sources: Database) -> None:
    stored, story = queued(with_sources, "mail")
    with with_sources.writing() as session:
        add_article(session, "b", article(outlet="B"), Placement(story, stored), [], NOW)
        add_article(session, "b", article(outlet=None), Placement(story, stored), [], NOW)
    (first,) = claim(with_sources)
    with with_sources.writing() as session:
        add_article(session, "b", article(outlet="C"), Placement(story, stored), [], NOW)
    (second,) = claim(with_sources, NOW + LEASE)
    assert first.report.also_in == second.report.also_in == ("B", "b")


NOTICE = Notice("2 sources broke", (("Broke", ("a: gone", "b: timed out")), ("Recovered", ("c",))))


def test_a_notice_travels_like_a_report(with_sources: Database) -> None:
    queued(with_sources, "mail")
    with with_sources.writing() as session:
        assert queue_notice(session, "health 1", "mail", NOTICE, NOW)
    report, notice = claim(with_sources)
    assert (report.report, notice.report) == (REPORT, NOTICE)
    assert (notice.channel, notice.attempt) == ("mail", 1)
    (again, _) = sorted(claim(with_sources, NOW + LEASE, "you"), key=lambda delivery: -delivery.id)
    assert (again.key, again.report) == (notice.key, NOTICE)
    with with_sources.writing() as session:
        assert mark_sent(session, again, NOW, "250")


def test_a_notice_is_queued_once_for_a_channel(with_sources: Database) -> None:
    with with_sources.writing() as session:
        assert queue_notice(session, "health 1", "mail", NOTICE, NOW)
        assert not queue_notice(session, "health 1", "mail", NOTICE, NOW)
        assert queue_notice(session, "health 1", "chat", NOTICE, NOW)
        assert queue_notice(session, "health 2", "mail", NOTICE, NOW)
    assert len(claim(with_sources)) == 3
