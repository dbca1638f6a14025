from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from news import Hub, Source, StorageError, Subscription, SubscriptionState
from storage.database import Database
from storage.sources import sync_sources
from storage.subscriptions import (
    ADDRESS_CHARACTERS,
    CHANGE_PAUSE,
    forget_subscription,
    leave_gone,
    mark_missed,
    offer,
    pending_subscriptions,
    subscription_at,
    subscription_of,
    write_subscription,
)
from tests.storage.conftest import NOW

HUB = Hub("https://hub.example/", "https://a.example/feed")
OTHER = Hub("https://other.example/", "https://a.example/feed")
BOTH = ["a", "b"]
DAY = timedelta(days=1)


def offered(database: Database, source: str = "a", hub: Hub | None = HUB, now=NOW) -> Subscription:
    with database.writing() as session:
        offer(session, source, hub, now)
    return found(database, source)


def found(database: Database, source: str = "a") -> Subscription:
    with database.reading() as session:
        subscription = subscription_of(session, source)
    assert subscription
    return subscription


def made(database: Database, source: str = "a", **values: object) -> Subscription:
    subscription = replace(offered(database, source), **values)
    with database.writing() as session:
        write_subscription(session, subscription)
    return subscription


def pending(database: Database, now=NOW, names=BOTH) -> list[str]:
    with database.writing() as session:
        return [subscription.source for subscription in pending_subscriptions(session, names, now)]


def test_a_hub_that_is_named_begins_a_subscription(with_sources: Database) -> None:
    subscription = offered(with_sources)
    assert (subscription.source, subscription.hub, subscription.topic) == ("a", HUB.url, HUB.topic)
    assert (subscription.state, subscription.until) == (SubscriptionState.ASKED, None)


def test_a_hub_that_is_named_again_changes_nothing(with_sources: Database) -> None:
    first = offered(with_sources)
    assert offered(with_sources, now=NOW + DAY) == first


@pytest.mark.parametrize("hub", [OTHER, Hub(HUB.url, "https://a.example/new-feed")])
def test_another_hub_or_topic_begins_anew_under_another_token(with_sources: Database, hub: Hub) -> None:
    first = made(with_sources, state=SubscriptionState.ACTIVE, until=NOW + DAY, pushed_at=NOW)
    second = offered(with_sources, hub=hub, now=NOW + CHANGE_PAUSE)
    assert (second.hub, second.topic, second.state) == (hub.url, hub.topic, SubscriptionState.ASKED)
    assert (second.until, second.pushed_at) == (None, None)
    assert second.token != first.token
    assert second.secret != first.secret
    with with_sources.reading() as session:
        assert subscription_at(session, first.token) is None


def test_a_site_that_names_another_hub_each_time_is_followed_once_an_hour(with_sources: Database) -> None:
    first = offered(with_sources)
    assert offered(with_sources, hub=OTHER, now=NOW + CHANGE_PAUSE - timedelta(seconds=1)) == first
    assert offered(with_sources, hub=None, now=NOW + CHANGE_PAUSE - timedelta(seconds=1)) == first


def test_a_hub_that_is_named_no_more_is_left_and_may_be_named_again(with_sources: Database) -> None:
    first = made(with_sources, state=SubscriptionState.ACTIVE, until=NOW + DAY)
    leaving = offered(with_sources, hub=None, now=NOW + CHANGE_PAUSE)
    assert (leaving.state, leaving.until, leaving.token) == (SubscriptionState.LEAVING, None, first.token)
    again = offered(with_sources, now=NOW + 2 * CHANGE_PAUSE)
    assert again.state is SubscriptionState.ASKED
    assert again.token != first.token


def test_no_hub_where_there_was_none_is_nothing(with_sources: Database) -> None:
    with with_sources.writing() as session:
        offer(session, "a", None, NOW)
        assert subscription_of(session, "a") is None


@pytest.mark.parametrize(
    "hub",
    [
        Hub("https://hub.example/\0", HUB.topic),
        Hub(HUB.url, "https://a.example/\ud800"),
        Hub(HUB.url, "https://a.example/" + "x" * ADDRESS_CHARACTERS),
    ],
)
def test_an_address_that_no_hub_can_have_is_none(with_sources: Database, hub: Hub) -> None:
    with with_sources.writing() as session:
        offer(session, "a", hub, NOW)
        assert subscription_of(session, "a") is None


def test_a_subscription_comes_back_as_it_was_written(with_sources: Database) -> None:
    written = made(
        with_sources,
        state=SubscriptionState.QUIET,
        asked_at=NOW - DAY,
        until=NOW + DAY,
        pushed_at=NOW - DAY / 2,
        detail="said by a hub",
    )
    assert found(with_sources) == written
    with with_sources.reading() as session:
        assert subscription_at(session, written.token) == written
        assert subscription_of(session, "b") is None


def test_what_a_hub_says_is_kept_in_one_line_of_some_length(with_sources: Database) -> None:
    made(with_sources, detail="no\0\n" + "o" * 1_000)
    assert found(with_sources).detail.startswith("no  ooo")
    assert len(found(with_sources).detail) == 200


def test_what_was_never_asked_comes_before_what_waits(with_sources: Database) -> None:
    made(with_sources, "a", until=NOW - DAY)
    offered(with_sources, "b")
    assert pending(with_sources) == ["b", "a"]


def test_a_pause_is_waited_for(with_sources: Database) -> None:
    made(with_sources, until=NOW + timedelta(minutes=10))
    assert pending(with_sources) == []
    assert pending(with_sources, NOW + timedelta(minutes=10)) == ["a"]


def test_a_lease_may_be_renewed_in_its_last_day(with_sources: Database) -> None:
    made(with_sources, "a", state=SubscriptionState.ACTIVE, until=NOW + 2 * DAY)
    made(with_sources, "b", state=SubscriptionState.ACTIVE, until=NOW + 3 * DAY)
    assert pending(with_sources) == []
    assert pending(with_sources, NOW + DAY) == ["a"]
    assert pending(with_sources, NOW + 2 * DAY) == ["a", "b"]


def test_one_that_missed_news_may_be_asked_at_any_time(with_sources: Database) -> None:
    made(with_sources, "a", state=SubscriptionState.QUIET, until=NOW + 30 * DAY)
    assert pending(with_sources) == ["a"]


def test_a_refusal_waits_to_its_end(with_sources: Database) -> None:
    made(with_sources, state=SubscriptionState.REFUSED, until=NOW + DAY)
    assert pending(with_sources, NOW + DAY / 2) == []


def test_only_the_named_sources_are_pending_and_all_that_leave(with_sources: Database) -> None:
    offered(with_sources, "a")
    assert pending(with_sources, names=["b"]) == []
    made(with_sources, "a", state=SubscriptionState.LEAVING)
    assert pending(with_sources, names=["b"]) == ["a"]


def change_without_waiting(database: Database, token: str) -> None:
    with database.writing() as session:
        session.connection().execute(text("SET LOCAL lock_timeout = '10ms'"))
        subscription_at(session, token, change=True)


@pytest.mark.server
def test_two_who_look_at_once_do_not_ask_the_same_hub(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as database:
        with database.writing() as session:
            sync_sources(session, [Source("a", "https://a.example/feed")], NOW)
            offer(session, "a", HUB, NOW)
        with database.writing() as one:
            assert len(pending_subscriptions(one, BOTH, NOW)) == 1
            assert pending(database) == []


@pytest.mark.server
def test_who_changes_a_subscription_has_it_alone(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as database:
        with database.writing() as session:
            sync_sources(session, [Source("a", "https://a.example/feed")], NOW)
        before = offered(database)
        with database.writing() as one:
            assert subscription_at(one, before.token, change=True) == before
            assert found(database) == before  # to read it is no change
            with pytest.raises(StorageError, match="lock timeout"):
                change_without_waiting(database, before.token)


def test_a_subscription_that_is_forgotten_is_gone(with_sources: Database) -> None:
    before = offered(with_sources)
    with with_sources.writing() as session:
        forget_subscription(session, before.token)
        assert subscription_of(session, "a") is None


def test_the_subscription_of_a_source_that_left_the_desk_is_left_once(with_sources: Database) -> None:
    made(with_sources, "a", state=SubscriptionState.ACTIVE, until=NOW + DAY)
    made(with_sources, "b", state=SubscriptionState.ACTIVE, until=NOW + DAY)
    with with_sources.writing() as session:
        sync_sources(session, [Source("b", "https://b.example/feed")], NOW)
        assert [leave_gone(session, NOW), leave_gone(session, NOW)] == [1, 0]
    assert (found(with_sources, "a").state, found(with_sources, "a").until) == (SubscriptionState.LEAVING, None)
    assert found(with_sources, "b").state is SubscriptionState.ACTIVE


def test_a_hub_that_missed_news_is_quiet_and_no_other(with_sources: Database) -> None:
    before = made(with_sources, "a", state=SubscriptionState.ACTIVE, until=NOW + DAY)
    other = made(with_sources, "b", state=SubscriptionState.ASKED)
    with with_sources.writing() as session:
        mark_missed(session, "a", "a poll found more")
        mark_missed(session, "b", "a poll found more")
    assert found(with_sources, "a") == replace(before, state=SubscriptionState.QUIET, detail="a poll found more")
    assert found(with_sources, "b") == other
