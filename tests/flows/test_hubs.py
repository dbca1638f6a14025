"""What polls have to do with hubs: they learn of them, and watch whether they keep their word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.settings import WebSub
from news import SubscriptionState
from storage.subscriptions import subscription_of, write_subscription
from tests.flows.office import Office
from tests.flows.pages import FERRY, ORCHARD, Story
from tests.flows.site import Answer

HUB = "https://hub.example/"
A_DAY = timedelta(days=1)


@pytest.fixture
def listening(office: Office) -> Office:
    """An office that hubs can reach, with a source whose feed names one."""
    office.websub = WebSub("https://news.example/websub", "127.0.0.1", 8765)
    name_hub(office, HUB)
    return office


def name_hub(office: Office, *links: str, stories: tuple[Story, ...] = (FERRY,)) -> None:
    office.publish("ledger", *stories)
    feed = office.site.routes["/ledger.xml"]
    assert isinstance(feed, Answer)
    rels = ", ".join(f'<{url}>; rel="{rel}"' for url, rel in zip(links, ("hub", "self"), strict=False))
    office.site.routes["/ledger.xml"] = replace(feed, headers={"Link": rels} if links else {})


def offered(office: Office) -> list[tuple[str, str]]:
    return [(hub, topic) for hub, topic in office.rows("select hub, topic from subscription where state != 'leaving'")]


def test_a_hub_that_a_source_names_is_remembered(listening: Office) -> None:
    listening.run()
    assert offered(listening) == [(HUB, listening.site.url("/ledger.xml"))]


def test_without_a_callback_nobody_asks_hubs(office: Office) -> None:
    name_hub(office, HUB)
    office.run()
    assert offered(office) == []


def test_a_key_in_the_address_is_not_told_to_another_sites_hub(listening: Office) -> None:
    listening.site.routes["/ledger.xml?key=geheim"] = listening.site.routes["/ledger.xml"]
    listening.move_source("ledger", url=listening.site.url("/ledger.xml?key=geheim"))
    listening.run()
    assert offered(listening) == []
    name_hub(listening, HUB, listening.site.url("/public.xml"))
    listening.site.routes["/ledger.xml?key=geheim"] = listening.site.routes["/ledger.xml"]
    listening.run()
    assert offered(listening) == [(HUB, listening.site.url("/public.xml"))]


def test_a_hub_that_did_not_push_what_a_poll_finds_is_trusted_no_more(listening: Office) -> None:
    listening.move_source("ledger", fastest=timedelta(minutes=2))
    listening.run()
    with listening.database.writing() as session:
        subscription = subscription_of(session, "ledger")
        assert subscription
        state = SubscriptionState.ACTIVE
        write_subscription(session, replace(subscription, state=state, until=listening.now + 9 * A_DAY))
    name_hub(listening, HUB, stories=(FERRY, ORCHARD))
    listening.later(hours=1)
    listening.run()
    with listening.database.reading() as session:
        found = subscription_of(session, "ledger")
    assert found
    assert found.state is not SubscriptionState.ACTIVE
    assert "a poll found what it had not pushed" in found.detail
