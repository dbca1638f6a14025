"""A hub is asked, verifies, is asked again in time, says no, or is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.lease import LEASE_ASKED, is_pushed
from flows.push import subscriptions
from flows.push.subscriptions import ASKS_AT_A_TIME, ask_form
from news import Subscription, SubscriptionState
from storage.subscriptions import write_subscription
from tests.flows.push.desk import NOW, TOPIC, PushDesk, source
from tests.flows.push.hub import Hub, until


def active(desk: PushDesk, name: str = "a") -> bool:
    return desk.subscription(name).state is SubscriptionState.ACTIVE


def subscribe(desk: PushDesk, hub: Hub) -> None:
    desk.offer(hub.url)
    desk.keep()
    until(lambda: active(desk), "the hub verified")


def test_a_hub_that_is_named_is_asked_and_verifies(any_desk: PushDesk, hub: Hub) -> None:
    any_desk.offer(hub.url)
    any_desk.keep()
    until(lambda: hub.verdicts, "the hub came to verify")
    assert hub.verdicts == [(200, "a text of the hub")]
    subscription = any_desk.subscription()
    assert (subscription.state, subscription.until) == (SubscriptionState.ACTIVE, NOW + timedelta(days=10))
    assert is_pushed(subscription, NOW)


def test_a_hub_is_told_what_websub_asks_for_and_nothing_of_the_sources_secrets(desk: PushDesk, hub: Hub) -> None:
    subscribe(desk, hub)
    subscription, (ask,) = desk.subscription(), hub.asks
    assert ask == {
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.callback": desk.callback(subscription),
        "hub.secret": subscription.secret,
        "hub.lease_seconds": str(int(LEASE_ASKED.total_seconds())),
        "hub.verify": "async",
    }
    assert "x-key" not in hub.site.asked("/hub")[0].headers


def test_each_source_has_a_token_and_a_secret_that_nobody_can_guess(desk: PushDesk, hub: Hub) -> None:
    desk.sources.append(source("b"))
    desk.move_in()
    desk.offer(hub.url)
    desk.offer(hub.url, source="b")
    a, b = desk.subscription("a"), desk.subscription("b")
    assert len({a.token, a.secret, b.token, b.secret}) == 4
    assert min(map(len, (a.token, a.secret, b.token, b.secret))) >= 43  # 256 bits in base 64


def test_a_hub_that_was_asked_is_left_to_answer(desk: PushDesk, hub: Hub) -> None:
    hub.verifies = False
    desk.offer(hub.url)
    desk.keep()
    desk.keep()
    assert len(hub.asks) == 1
    desk.later(minutes=10)
    desk.keep()
    assert len(hub.asks) == 2
    assert not is_pushed(desk.subscription(), desk.now)


def test_a_lease_is_renewed_under_the_same_address_before_it_ends(any_desk: PushDesk, hub: Hub) -> None:
    subscribe(any_desk, hub)
    any_desk.later(days=9)
    any_desk.keep()
    until(lambda: any_desk.subscription().until == NOW + timedelta(days=19), "the lease was renewed")
    first, second = hub.asks
    assert first == second


def test_a_hub_that_grants_less_is_asked_again_sooner(desk: PushDesk, hub: Hub) -> None:
    hub.lease_seconds = "3600"
    subscribe(desk, hub)
    desk.later(minutes=29)
    desk.keep()
    assert len(hub.asks) == 1
    desk.later(minutes=1)
    desk.keep()
    assert len(hub.asks) == 2


def test_a_hub_that_says_nothing_of_a_lease_is_taken_at_our_word(desk: PushDesk, hub: Hub) -> None:
    hub.lease_seconds = ""
    subscribe(desk, hub)
    assert desk.subscription().until == NOW + LEASE_ASKED


def test_a_hub_that_refuses_is_asked_again_after_a_week(desk: PushDesk, hub: Hub) -> None:
    hub.status = 404
    desk.offer(hub.url)
    desk.keep()
    subscription = desk.subscription()
    assert (subscription.state, subscription.detail) == (SubscriptionState.REFUSED, "http 404")
    hub.status = 202
    desk.later(days=6)
    desk.keep()
    assert len(hub.asks) == 1
    desk.later(days=1)
    desk.keep()
    until(lambda: active(desk), "the hub verified")


def test_a_hub_that_is_busy_is_asked_again_soon(desk: PushDesk, hub: Hub) -> None:
    hub.status = 500
    desk.offer(hub.url)
    desk.keep()
    subscription = desk.subscription()
    assert (subscription.state, subscription.detail) == (SubscriptionState.ASKED, "http 500")
    hub.status = 202
    desk.later(minutes=10)
    desk.keep()
    until(lambda: active(desk), "the hub verified")
    assert desk.subscription().detail == ""


def test_a_hub_at_a_private_address_is_not_asked_unless_the_source_may(desk: PushDesk, hub: Hub) -> None:
    desk.sources[:] = [source("a", allow_private=False)]
    desk.offer(hub.url)
    desk.keep()
    assert hub.asks == []
    assert (desk.subscription().state, desk.subscription().detail) == (SubscriptionState.REFUSED, "private address")


def test_leave_to_be_private_is_for_hubs_on_the_sources_own_host(desk: PushDesk, hub: Hub) -> None:
    desk.sources[:] = [replace(source("a"), url="https://a.example/feed")]
    desk.offer(hub.url)
    desk.keep()
    assert hub.asks == []
    assert (desk.subscription().state, desk.subscription().detail) == (SubscriptionState.REFUSED, "private address")


def test_a_source_that_left_the_desk_takes_its_leave_to_be_private_with_it(any_desk: PushDesk, hub: Hub) -> None:
    any_desk.sources.append(source("b"))
    any_desk.move_in()
    any_desk.offer(hub.url, source="b")
    any_desk.keep()
    until(lambda: active(any_desk, "b"), "the hub verified")
    del any_desk.sources[1]
    any_desk.move_in()
    any_desk.keep()
    assert [ask["hub.mode"] for ask in hub.asks] == ["subscribe"]
    assert any_desk.find("b") is None


def test_a_hub_that_is_no_longer_named_is_left_and_the_hub_may_confirm(any_desk: PushDesk, hub: Hub) -> None:
    subscribe(any_desk, hub)
    before = any_desk.subscription()
    with any_desk.database.writing() as session:
        write_subscription(session, replace(before, state=SubscriptionState.LEAVING, until=None))
    any_desk.keep()
    until(lambda: any_desk.find() is None, "the goodbye was confirmed")
    until(lambda: len(hub.verdicts) == 2, "the hub heard of it")
    assert hub.asks[1]["hub.mode"] == "unsubscribe"
    assert hub.verdicts[1] == (200, "a text of the hub")


def test_a_source_that_names_another_hub_gets_another_token_there(desk: PushDesk, hub: Hub) -> None:
    subscribe(desk, hub)
    before = desk.subscription()
    other = Hub(hub.site, "/other-hub")
    desk.later(hours=2)
    desk.offer(other.url)
    desk.keep()
    until(lambda: active(desk), "the other hub verified")
    assert len(other.asks) == 1
    assert desk.subscription().token != before.token


def test_one_hub_that_is_not_there_stops_no_other(desk: PushDesk, hub: Hub) -> None:
    desk.sources.append(source("b"))
    desk.move_in()
    desk.offer("http://127.0.0.1:1/hub")
    desk.offer(hub.url, source="b")
    desk.keep()
    until(lambda: active(desk, "b"), "the hub that is there verified")
    assert desk.subscription("a").detail


def test_a_mistake_of_ours_over_one_hub_stops_no_other(
    desk: PushDesk, hub: Hub, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def form(subscription: Subscription, callback: str) -> dict[str, str]:
        if subscription.source == "a":
            raise ZeroDivisionError
        return ask_form(subscription, callback)

    monkeypatch.setattr(subscriptions, "ask_form", form)
    desk.sources.append(source("b"))
    desk.move_in()
    desk.offer(hub.url)
    desk.offer(hub.url, source="b")
    desk.keep()
    until(lambda: active(desk, "b"), "the other hub verified")
    assert [(r.getMessage(), r.exc_info and r.exc_info[0]) for r in caplog.records if r.levelname == "ERROR"] == [
        ("source=a step=subscribe", ZeroDivisionError)
    ]


def test_only_some_are_asked_at_a_time_and_the_rest_soon_after(desk: PushDesk, hub: Hub) -> None:
    hub.verifies = False
    names = [f"s{number}" for number in range(ASKS_AT_A_TIME + 2)]
    desk.sources += map(source, names)
    desk.move_in()
    for name in names:
        desk.offer(hub.url, f"https://{name}.example/feed", name)
    desk.keep()
    assert len(hub.asks) == ASKS_AT_A_TIME
    desk.keep()
    assert {ask["hub.topic"] for ask in hub.asks} == {f"https://{name}.example/feed" for name in names}
    assert len(hub.asks) == len(names)


def test_only_the_named_sources_are_kept(desk: PushDesk, hub: Hub) -> None:
    desk.offer(hub.url)
    desk.keep("another")
    assert hub.asks == []


def test_a_desk_without_an_address_for_hubs_asks_none(desk: PushDesk, hub: Hub) -> None:
    desk.offer(hub.url)
    desk.websub = None
    desk.keep()
    assert hub.asks == []
