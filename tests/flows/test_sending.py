"""Messages on their way: a real mail server and a real webhook."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from flows.sending import FIRST_RETRY, LONGEST_RETRY, MAX_ATTEMPTS, retry_pause
from news import Channel, Problem, Route, Step, Word
from tests.flows.office import NOW, Office
from tests.flows.pages import FERRY, STRIKE
from tests.flows.site import Answer


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken, so that nobody else gets it, and refuses connections."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        yield server.getsockname()[1]


@pytest.fixture
def ferry_office(office: Office) -> Office:
    """Mail and a webhook, and one story that goes to both."""
    office.add_hook()
    office.site.routes["/hook"] = Answer()
    office.publish("ledger", FERRY)
    return office


def hook_keys(office: Office) -> list[str]:
    return [request.headers["idempotency-key"] for request in office.site.asked("/hook")]


def state_of(office: Office, channel: str) -> tuple[str, int]:
    """A channel's one delivery: its state and how often it was tried."""
    (row,) = office.rows(f"select state, attempts from delivery where channel = '{channel}'")
    return row[0], row[1]


def test_mail_and_webhook_carry_their_keys_and_say_the_same(ferry_office: Office) -> None:
    tally = ferry_office.run()
    assert tally.of(Step.DELIVERY, Word.SENT) == tally.of(Step.DELIVERY) == 2
    stored = dict(ferry_office.rows("select channel, key from delivery"))
    assert (ferry_office.inbox.keys, hook_keys(ferry_office)) == ([stored["mail"]], [stored["hook"]])
    (posted,) = ferry_office.site.asked("/hook")
    assert FERRY.headline in posted.json["title"]
    assert FERRY.headline in ferry_office.inbox.subjects[0]
    assert ferry_office.status().deliveries == {"sent": 2}


def test_what_was_sent_is_not_sent_by_the_next_pass(ferry_office: Office) -> None:
    ferry_office.run()
    ferry_office.later(days=1)
    assert ferry_office.run().of(Step.DELIVERY) == 0
    assert (len(ferry_office.inbox.mails), len(hook_keys(ferry_office))) == (1, 1)


def test_a_refused_channel_is_tried_later_and_holds_up_no_other(ferry_office: Office, closed_port: int) -> None:
    ferry_office.channels = (
        Channel("mail", f"mailto://127.0.0.1:{closed_port}?mode=insecure&from=a@example.org&to=b@example.org"),
        ferry_office.channels[1],
    )
    tally = ferry_office.run()
    assert (tally.of(Step.DELIVERY, Word.SENT), tally.of(Step.DELIVERY, Word.LATER)) == (1, 1)
    assert state_of(ferry_office, "hook") == ("sent", 1)
    problems = ferry_office.status().problems
    assert problems == (Problem("delivery", "mail", "being tried again: connection refused", 1),)
    ferry_office.channels = (Channel("mail", ferry_office.inbox.url), ferry_office.channels[1])
    ferry_office.later(seconds=FIRST_RETRY.total_seconds() / 2 - 1)
    assert ferry_office.run().of(Step.DELIVERY) == 0
    ferry_office.later(seconds=FIRST_RETRY.total_seconds() / 2 + 1)
    assert ferry_office.run().of(Step.DELIVERY, Word.SENT) == 1
    assert ferry_office.inbox.keys == [key for (key,) in ferry_office.rows("select key from delivery where id = 1")]
    assert len(hook_keys(ferry_office)) == 1


def test_every_attempt_carries_the_same_key_and_words(ferry_office: Office) -> None:
    ferry_office.site.routes["/hook"] = Answer(status=503)
    for _ in range(3):
        ferry_office.run()
        ferry_office.later(hours=1)
    posted = ferry_office.site.asked("/hook")
    assert len(posted) == 3
    assert len(set(hook_keys(ferry_office))) == 1
    assert len({request.body for request in posted}) == 1
    assert len(ferry_office.inbox.mails) == 1


def test_a_channel_that_refuses_gets_its_messages_when_it_is_mended_within_a_day(ferry_office: Office) -> None:
    """A password that expired for an hour costs no alert."""
    ferry_office.site.routes["/hook"] = Answer(status=401)
    assert (Step.DELIVERY, Word.LATER, "http 401", 1) in list(ferry_office.run())
    assert ferry_office.status().problems == (Problem("delivery", "hook", "being tried again: http 401", 1),)
    ferry_office.site.routes["/hook"] = Answer()
    ferry_office.later(hours=1)
    assert (Step.DELIVERY, Word.SENT, "", 1) in list(ferry_office.run())


def test_a_channel_that_does_not_exist_is_given_up_after_about_a_day_kept_and_shown(ferry_office: Office) -> None:
    ferry_office.site.routes["/hook"] = Answer(status=404)
    ferry_office.run()
    for _ in range(MAX_ATTEMPTS):
        ferry_office.later(hours=1)
        ferry_office.run()
    assert state_of(ferry_office, "hook") == ("dead", MAX_ATTEMPTS)
    assert ferry_office.status().problems == (Problem("delivery", "hook", "given up: http 404", 1),)
    assert ferry_office.status().deliveries == {"dead": 1, "sent": 1}


def test_a_channel_that_never_recovers_is_given_up_after_about_a_day(ferry_office: Office) -> None:
    ferry_office.site.routes["/hook"] = Answer(status=503)
    ferry_office.sources, started = [], ferry_office.now
    ferry_office.publish("ledger", FERRY)
    ferry_office.run()
    ferry_office.sources = []  # nothing more to read: the passes below are about the outbox
    while state_of(ferry_office, "hook")[0] == "pending":
        ferry_office.later(minutes=30)
        ferry_office.run()
    assert state_of(ferry_office, "hook") == ("dead", MAX_ATTEMPTS)
    assert timedelta(hours=18) < ferry_office.now - started < timedelta(hours=36)


def test_a_message_to_a_channel_that_left_the_desk_waits_for_it(ferry_office: Office) -> None:
    both = ferry_office.channels
    ferry_office.channels = both[:1]
    ferry_office.run()
    assert state_of(ferry_office, "hook") == ("pending", 0)
    ferry_office.channels = both
    ferry_office.later(days=3)
    ferry_office.run()
    assert state_of(ferry_office, "hook") == ("sent", 1)
    assert len(ferry_office.inbox.mails) == 1


def test_messages_of_one_channel_keep_their_order(office: Office) -> None:
    channels, office.channels = office.channels, ()
    office.publish("ledger", STRIKE)
    office.run()
    office.publish("ledger", STRIKE, FERRY)
    office.run()
    office.channels = channels
    office.run()
    assert ["Strikes" in office.inbox.subjects[0], "Ferries" in office.inbox.subjects[1]] == [True, True]


def test_routes_send_each_topic_to_its_channels(ferry_office: Office) -> None:
    ferry_office.publish("ledger", FERRY, STRIKE)
    ferry_office.routes = (Route(to=("mail",), topics=("ferry",)), Route(to=("hook",), topics=("strike", "ferry")))
    ferry_office.run()
    assert len(ferry_office.inbox.mails) == 1
    assert len(hook_keys(ferry_office)) == 2


def test_a_message_outlives_a_change_of_its_topic(ferry_office: Office) -> None:
    """What is told was frozen when it was queued."""
    ferry_office.site.routes["/hook"] = Answer(status=503)
    ferry_office.run()
    ferry_office.topics, ferry_office.sources, ferry_office.routes = (), [], ()
    ferry_office.site.routes["/hook"] = Answer()
    ferry_office.later(hours=1)
    assert ferry_office.run().of(Step.DELIVERY, Word.SENT) == 1


def test_the_pause_between_attempts_doubles_within_bounds() -> None:
    assert [retry_pause(n, 0.0) for n in (1, 2, 3)] == [FIRST_RETRY / 2, FIRST_RETRY, FIRST_RETRY * 2]
    assert retry_pause(1, 0.999) < FIRST_RETRY
    assert retry_pause(1_000, 0.999) <= LONGEST_RETRY
    assert NOW + retry_pause(1_000, 0.0) == NOW + LONGEST_RETRY / 2
