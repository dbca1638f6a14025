"""What hubs, and those who pretend to be one, get to hear."""

import http.client
import logging
import socket
from urllib.parse import urlencode, urlsplit

import pytest

from flows.lease import is_pushed
from flows.push import callback as callback_of
from flows.push import intake as intake_of
from flows.push.callback import CHALLENGE_CHARACTERS
from news import Subscription, SubscriptionState
from storage.database import Database
from tests.flows.push.desk import NOW, TOPIC, PushDesk
from tests.flows.push.hub import PATIENCE, call, intent, signature, until

BODY = b"<rss><channel/></rss>"
RSS = {"Content-Type": "application/rss+xml; charset=utf-8"}


def push(desk: PushDesk, subscription: Subscription, body: bytes = BODY, **headers: str) -> int:
    signed = signature(body, subscription.secret) | RSS | {k.replace("_", "-"): v for k, v in headers.items()}
    return call(desk.callback(subscription), body, signed)[0]


def test_a_hub_that_says_what_we_asked_for_gets_its_challenge_back(desk: PushDesk) -> None:
    desk.offer("https://hub.example/")
    url = desk.callback(desk.subscription())
    assert intent(url, mode="subscribe", topic=TOPIC, challenge="<b>&", lease_seconds="60") == (200, "<b>&")


def test_a_hub_may_write_the_escapes_of_a_topic_in_its_own_way(desk: PushDesk) -> None:
    desk.offer("https://hub.example/", "https://a.example/käse%2Fbrot")
    url, written = desk.callback(desk.subscription()), "https://a.example/k%C3%A4se%2fbrot"
    assert intent(url, mode="subscribe", topic=written, challenge="x") == (200, "x")


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "topic": "https://a.example/another", "challenge": "x"},
        {"mode": "subscribe", "topic": "", "challenge": "x"},
        {"mode": "subscribe", "challenge": "x"},
        {"mode": "subscribe", "topic": TOPIC},
        {"mode": "subscribe", "topic": TOPIC, "challenge": ""},
        {"mode": "subscribe", "topic": TOPIC, "challenge": "x" * (CHALLENGE_CHARACTERS + 1)},
        {"mode": "unsubscribe", "topic": TOPIC, "challenge": "x"},
        {"mode": "denied", "topic": "https://a.example/another"},
        {"mode": "publish", "topic": TOPIC, "challenge": "x"},
        {},
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed_and_changes_nothing(desk: PushDesk, query: dict[str, str]) -> None:
    before = desk.subscribed()
    assert intent(desk.callback(before), **query) == (404, "not asked for")
    assert desk.subscription() == before


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 5000, "a%00b" * 10, "%F0%28%8C" * 10])
def test_an_address_that_we_never_gave_is_not_confirmed(desk: PushDesk, token: str) -> None:
    desk.subscribed()
    assert desk.websub
    url = f"{desk.websub.callback}/{token}"
    assert intent(url, mode="subscribe", topic=TOPIC, challenge="x")[0] == 404
    assert call(url, BODY)[0] == 410


def test_a_hub_that_denies_is_remembered_with_its_reason(any_desk: PushDesk) -> None:
    before = any_desk.subscribed()
    assert intent(any_desk.callback(before), mode="denied", topic=TOPIC, reason="not\0you\n")[0] == 200
    after = any_desk.subscription()
    assert (after.state, after.detail) == (SubscriptionState.REFUSED, "denied: not you ")
    assert not is_pushed(after, NOW)


def test_a_proxy_may_cut_off_the_path_before_the_token(desk: PushDesk) -> None:
    subscription = desk.subscribed()
    assert desk.websub
    base = desk.websub.callback.removesuffix("/websub")
    assert intent(f"{base}/{subscription.token}", mode="subscribe", topic=TOPIC, challenge="x") == (200, "x")


def test_a_signed_push_is_taken_read_and_delivered(any_desk: PushDesk) -> None:
    subscription = any_desk.subscribed()
    any_desk.later(minutes=5)
    assert push(any_desk, subscription) == 202
    until(lambda: any_desk.steps.delivered, "it was delivered")
    assert any_desk.steps.taken == [("a", BODY)]
    assert any_desk.steps.read == ["a"]
    assert any_desk.subscription().pushed_at == any_desk.now


def test_a_push_is_taken_as_a_page_of_its_topic(desk: PushDesk) -> None:
    push(desk, desk.subscribed())
    until(lambda: desk.steps.pages, "it was taken")
    (page,) = desk.steps.pages
    assert (page.url, page.final_url, page.status) == (TOPIC, TOPIC, 200)
    assert (page.content_type, page.fetched_at) == (RSS["Content-Type"], NOW)
    assert (page.etag, page.last_modified, page.moved_to) == (None, None, None)


@pytest.mark.parametrize("method", ["sha1", "sha512"])
def test_hubs_may_sign_by_older_and_by_stronger_methods(desk: PushDesk, method: str) -> None:
    subscription = desk.subscribed()
    assert call(desk.callback(subscription), BODY, signature(BODY, subscription.secret, method))[0] == 202
    until(lambda: desk.steps.taken, "it was taken")


@pytest.mark.parametrize("header", [{}, signature(BODY, "another secret"), {"X-Hub-Signature": "sha256=é"}])
def test_a_push_without_a_right_signature_is_answered_the_same_and_ignored(
    desk: PushDesk, header: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    subscription = desk.subscribed()
    header = {name: value.encode().decode("latin-1") for name, value in header.items()}
    assert call(desk.callback(subscription), BODY, header)[0] == 202
    assert push(desk, subscription, b"the next") == 202
    until(lambda: desk.steps.taken, "the signed one was taken")
    assert desk.steps.taken == [("a", b"the next")]
    assert "source=a step=push outcome='push ignored: signature missing or wrong' count=1" in caplog.text


def test_a_hub_that_signs_wrongly_is_not_relied_on_until_it_signs_rightly(any_desk: PushDesk) -> None:
    subscription = any_desk.subscribed()
    call(any_desk.callback(subscription), BODY)
    quiet = any_desk.subscription()
    assert (quiet.state, quiet.detail) == (SubscriptionState.QUIET, "pushed without a right signature")
    push(any_desk, subscription)
    assert is_pushed(any_desk.subscription(), NOW)


def test_a_push_for_a_subscription_that_ends_is_gone(desk: PushDesk) -> None:
    leaving = desk.subscribed(state=SubscriptionState.LEAVING)
    assert push(desk, leaving) == 410


def test_a_push_for_a_source_that_left_the_desk_is_gone(desk: PushDesk) -> None:
    subscription = desk.subscribed()
    desk.sources.clear()
    assert push(desk, subscription) == 410


def test_a_push_that_is_larger_than_a_page_may_be_is_refused(desk: PushDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback_of, "BODY_BYTES", 1_000)
    subscription = desk.subscribed()
    assert push(desk, subscription, b"x" * 1_000) == 202
    assert push(desk, subscription, b"x" * 1_001) == 413


def test_a_push_that_does_not_say_its_length_is_measured(desk: PushDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback_of, "BODY_BYTES", 1_000)
    where = urlsplit(desk.callback(desk.subscribed()))
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.request("POST", where.path, body=iter([b"x" * 600, b"x" * 600]), encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_push_that_drips_is_cut_off(desk: PushDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback_of, "BODY_SECONDS", 0.05)
    where = urlsplit(desk.callback(desk.subscribed()))
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as dripping:
        dripping.sendall(f"POST {where.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx".encode())
        assert dripping.recv(100).startswith(b"HTTP/1.1 408 ")


def test_a_hub_that_hangs_up_in_the_middle_takes_nobody_with_it(desk: PushDesk) -> None:
    subscription = desk.subscribed()
    where = urlsplit(desk.callback(subscription))
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as hub:
        hub.sendall(f"POST {where.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx".encode())
    assert push(desk, subscription) == 202


def test_pushes_are_put_off_while_too_many_wait(desk: PushDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_of, "WAITING_BYTES", 2 * len(BODY))
    subscription = desk.subscribed()
    desk.steps.may_take.clear()
    assert [push(desk, subscription) for _ in range(3)] == [202, 202, 503]
    desk.steps.may_take.set()
    until(lambda: len(desk.steps.taken) == 2, "both were taken")
    until(lambda: push(desk, subscription) == 202, "there is room again")


def test_a_challenge_comes_back_in_the_first_packet(desk: PushDesk) -> None:
    where = urlsplit(desk.callback(desk.subscribed()))
    query = urlencode({"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "the challenge"})
    for _ in range(20):  # in two packets, it is a matter of luck
        with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as hub:
            hub.sendall(f"GET {where.path}?{query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            assert hub.recv(65_536).endswith(b"\r\n\r\nthe challenge")


def test_hubs_are_put_off_while_the_database_cannot_be_used(desk: PushDesk, caplog: pytest.LogCaptureFixture) -> None:
    subscription = desk.subscribed()
    desk.broken = True
    assert push(desk, subscription) == 503
    assert intent(desk.callback(subscription), mode="subscribe", topic=TOPIC, challenge="x")[0] == 503
    assert "the disk is full" in caplog.text
    desk.broken = False
    assert push(desk, subscription) == 202


def test_an_absurd_length_is_refused(desk: PushDesk) -> None:
    where = urlsplit(desk.callback(desk.subscribed()))
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as hub:
        hub.sendall(f"POST {where.path} HTTP/1.1\r\nHost: x\r\nContent-Length: {'9' * 5000}\r\n\r\n".encode())
        assert hub.recv(100).startswith(b"HTTP/1.1 4")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_not_for_us(desk: PushDesk, method: str) -> None:
    where = urlsplit(desk.callback(desk.subscribed()))
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    connection.request(method, where.path)
    assert connection.getresponse().status == 405
    connection.close()


def test_tokens_and_secrets_are_in_no_log(desk: PushDesk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    subscription = desk.subscribed()
    push(desk, subscription)
    call(desk.callback(subscription), BODY)
    intent(desk.callback(subscription), mode="subscribe", topic=TOPIC, challenge="x")
    until(lambda: desk.steps.delivered, "the push was worked off")
    told = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("flows", "uvicorn")))
    assert "push accepted" in told
    assert subscription.token not in told
    assert subscription.secret not in told


@pytest.mark.parametrize("query", [{}, {"mode": "subscribe", "topic": "https://a.example/another", "challenge": "x"}])
def test_junk_opens_no_transaction_that_writes(
    desk: PushDesk, monkeypatch: pytest.MonkeyPatch, query: dict[str, str]
) -> None:
    known = desk.callback(desk.subscribed())

    def refuse(_database: Database, *, alone: bool = False) -> None:
        raise AssertionError(alone)

    monkeypatch.setattr(Database, "writing", refuse)
    assert intent(known, **query)[0] == 404
    assert intent(known.rpartition("/")[0] + "/" + "x" * 43, **query)[0] == 404
