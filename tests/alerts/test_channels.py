"""Sending, against receivers that are really there."""

import asyncio
import logging
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

import pytest
from apprise.decorators import notify
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram

from alerts.channels import check_channel, send
from news import Attempt, Message, Outcome
from tests.alerts.conftest import Mailbox, SilentMailServer, WebSink, mail_url

MESSAGE = Message(
    "Ports: Dockers walk out",
    "Dockers *walk out*\n\nhttps://example.org/1",
    "Dockers **walk out**\n\n[example.org](<https://example.org/1>)",
    '<h3>Dockers <mark>walk out</mark></h3>\n<p><a href="https://example.org/1">https://example.org/1</a></p>',
)
SECRET = "s3cr3t-t0ken"


def test_a_webhook_gets_the_text_and_the_key(web: WebSink) -> None:
    assert send(web.url("200"), MESSAGE, "delivery-7") == Attempt(Outcome.OK)
    (request,) = web.received
    assert request.headers["Idempotency-Key"] == "delivery-7"
    assert (request.json["title"], request.json["message"]) == (MESSAGE.subject, MESSAGE.text)


@pytest.mark.parametrize("scheme", ["form", "xml"])
def test_the_other_plain_webhooks_get_the_key_too(web: WebSink, scheme: str) -> None:
    assert send(web.url("200", scheme), MESSAGE, "delivery-7").outcome is Outcome.OK
    (request,) = web.received
    assert request.headers["Idempotency-Key"] == "delivery-7"
    assert "Dockers" in request.body.decode()


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_service_gets_the_form_that_it_wants(web: WebSink, form: str) -> None:
    send(web.url("200", "form", f"&format={form}"), MESSAGE, "1")
    assert parse_qs(web.received[0].body.decode())["message"] == [getattr(MESSAGE, form)]


def test_a_mail_arrives_with_its_marks_its_link_and_its_key(mailbox: Mailbox) -> None:
    assert send(mailbox.url, MESSAGE, "delivery-7") == Attempt(Outcome.OK)
    (mail,) = mailbox.mails
    assert mail["Subject"] == MESSAGE.subject
    assert mail["X-Wirewatch-Delivery"] == "delivery-7"
    plain, html = (part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart())
    assert isinstance(plain, bytes)
    assert b"https://example.org/1" in plain
    assert isinstance(html, bytes)
    assert b"<mark>walk out</mark>" in html


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
def test_an_answer_that_will_not_change_is_permanent(web: WebSink, status: int) -> None:
    assert send(web.url(str(status)), MESSAGE, "1") == Attempt(Outcome.PERMANENT, f"http {status}")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_an_answer_that_may_change_is_transient(web: WebSink, status: int) -> None:
    assert send(web.url(str(status)), MESSAGE, "1") == Attempt(Outcome.TRANSIENT, f"http {status}")


@pytest.mark.parametrize("option", ["", "&redirect=yes"])
def test_a_redirect_is_a_failure_even_if_the_address_asks_for_it(web: WebSink, option: str) -> None:
    assert send(web.url("302", options=option), MESSAGE, "1") == Attempt(Outcome.PERMANENT, "http 302")
    assert len(web.received) == 1


def test_a_receiver_that_does_not_answer_in_time_may_have_got_it(web: WebSink) -> None:
    url = web.url("slow").replace("rto=5", "rto=0.2")
    assert send(url, MESSAGE, "1") == Attempt(Outcome.UNKNOWN, "no answer in time")
    assert len(web.received) == 1


def test_a_receiver_that_breaks_the_connection_may_have_got_it(web: WebSink) -> None:
    assert send(web.url("reset"), MESSAGE, "1") == Attempt(Outcome.UNKNOWN, "connection lost")
    assert len(web.received) == 1


@pytest.mark.parametrize("kind", ["json", "mail"])
def test_a_refused_connection_is_transient(closed_port: int, kind: str) -> None:
    url = f"json://127.0.0.1:{closed_port}/" if kind == "json" else mail_url(closed_port)
    assert send(url, MESSAGE, "1") == Attempt(Outcome.TRANSIENT, "connection refused")


@pytest.mark.parametrize("url", ["json://nowhere.invalid/", "mailto://nowhere.invalid?from=a@b.org&to=c@d.org"])
def test_an_unknown_host_is_transient(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_such_name(*_: object, **__: object) -> None:  # a real one would ask a name server beyond loopback
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    assert send(url, MESSAGE, "1") == Attempt(Outcome.TRANSIENT, "host name not found")


@pytest.mark.parametrize(
    ("refusal", "attempt"),
    [
        ("452 4.2.2 mailbox full", Attempt(Outcome.TRANSIENT, "smtp 452")),
        ("550 5.1.1 no such user", Attempt(Outcome.PERMANENT, "smtp 550")),
    ],
)
def test_a_mail_refusal_keeps_its_code(mailbox: Mailbox, refusal: str, attempt: Attempt) -> None:
    mailbox.refusal = refusal
    assert send(mailbox.url, MESSAGE, "1") == attempt
    assert mailbox.mails == []


def test_a_mail_server_that_never_greets_has_not_got_it(mute_port: int) -> None:
    assert send(mail_url(mute_port, seconds=0.2), MESSAGE, "1") == Attempt(Outcome.TRANSIENT, "no answer in time")


def test_a_mail_server_that_falls_silent_after_the_mail_may_have_got_it(silent_mail: SilentMailServer) -> None:
    attempt = send(mail_url(silent_mail.server_address[1], seconds=0.2), MESSAGE, "1")
    assert attempt == Attempt(Outcome.UNKNOWN, "no answer in time")
    assert silent_mail.got_mail.is_set()


def test_an_address_that_no_service_reads_is_permanent() -> None:
    assert send("nosuch://host", MESSAGE, "1") == Attempt(Outcome.PERMANENT, "channel address not usable")


def test_a_receiver_cannot_choose_the_reason_by_what_it_or_the_article_says(web: WebSink) -> None:
    sly = Message("error=404.", "Failed to send, error=404.", "error=404.", "error=404.")
    assert send(web.url("503"), sly, "1") == Attempt(Outcome.TRANSIENT, "http 503")
    assert send(web.url("slow").replace("rto=5", "rto=0.2"), sly, "1").outcome is Outcome.UNKNOWN


def test_a_service_that_fails_without_a_word_is_tried_again() -> None:
    @notify(on="mumble")  # type: ignore[no-untyped-call, untyped-decorator]
    def mumble(body: str, *_: object, **__: object) -> bool:
        logging.getLogger("apprise").debug("Payload: %s", body)  # as most services of Apprise do
        return False

    sly = Message("s", "error=404.", "error=404.", "error=404.")
    assert send("mumble://", sly, "1") == Attempt(Outcome.TRANSIENT, "the service gave no reason")


@pytest.mark.parametrize("wait", ["0", "-3", "nan", "inf"])
def test_a_wait_that_makes_no_sense_is_replaced(web: WebSink, wait: str) -> None:
    assert send(web.url("200").replace("rto=5", f"rto={wait}"), MESSAGE, "1").outcome is Outcome.OK


def test_a_message_longer_than_the_service_takes_is_split(web: WebSink) -> None:
    words = " ".join(f"word{number}" for number in range(6_000))
    long = Message(MESSAGE.subject, words, words, words)
    assert send(web.url("200"), long, "1").outcome is Outcome.OK
    parts = [request.json["message"] for request in web.received]
    assert all(len(part) <= 32_768 for part in parts)
    assert " ".join(parts).split() == words.split()


def test_the_parts_of_a_long_mail_follow_each_other_without_a_pause(mailbox: Mailbox) -> None:
    words = "word " * 8_000
    started = time.monotonic()
    assert send(mailbox.url + "&format=text", Message("s", words, words, words), "1").outcome is Outcome.OK
    assert len(mailbox.mails) == 2
    assert time.monotonic() - started < 5  # Apprise would wait 5.5 seconds between two mails


def test_telegram_gets_only_tags_that_it_knows(web: WebSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifyTelegram, "notify_url", f"http://127.0.0.1:{web.server_port}/bot")
    assert send("tgram://123456789:abcdefg_hijklmnop/4711", MESSAGE, "1").outcome is Outcome.OK
    said = web.received[0].json
    assert said["parse_mode"] == "HTML"
    assert "Dockers <b>walk out</b>" in said["text"]
    assert set(re.findall(r"</?(\w+)", said["text"])) == {"a", "b"}


def test_slack_gets_its_own_dialect(web: WebSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotifySlack, "webhook_url", f"http://127.0.0.1:{web.server_port}/hook")
    send("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", MESSAGE, "1")
    said = web.received[0].json["attachments"][0]["text"]
    assert said == "Dockers *walk out*\n\n<https://example.org/1|example.org>"


def test_sends_at_the_same_time_keep_their_reasons_apart(web: WebSink) -> None:
    statuses = [200, 404, 500, 302, 429, 200, 401, 503] * 8
    with ThreadPoolExecutor(16) as pool:
        attempts = list(pool.map(lambda status: send(web.url(str(status)), MESSAGE, "1"), statuses))
    assert [a.detail for a in attempts] == ["" if status == 200 else f"http {status}" for status in statuses]


def test_what_the_caller_is_handling_is_not_taken_for_the_reason(web: WebSink) -> None:
    try:
        raise ConnectionRefusedError
    except ConnectionRefusedError:
        attempt = send("nosuch://host", MESSAGE, "1"), send(web.url("reset"), MESSAGE, "1")
    assert [a.detail for a in attempt] == ["channel address not usable", "connection lost"]


def test_sending_works_inside_a_running_event_loop(web: WebSink) -> None:
    async def inside() -> Attempt:
        return await asyncio.to_thread(send, web.url("200"), MESSAGE, "1")

    assert asyncio.run(inside()).outcome is Outcome.OK


def test_no_secret_reaches_the_log_or_the_reason(web: WebSink, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    attempts = [
        send(web.url(path, options=f"&+Authorization={SECRET}").replace("://", f"://desk:{SECRET}@"), MESSAGE, "1")
        for path in ("200", f"404/{SECRET}", f"reset/{SECRET}")
    ]
    assert [a.outcome for a in attempts] == [Outcome.OK, Outcome.PERMANENT, Outcome.UNKNOWN]
    assert check_channel(f"tgram://{SECRET}") is not None
    seen = caplog.text + "".join(a.detail for a in attempts)
    assert SECRET not in seen
    assert MESSAGE.subject not in seen


@pytest.mark.parametrize(
    "url",
    [
        "json://desk.example.org/hook",
        "mailto://mail.example.org?from=desk@example.org&to=editor@example.org",
        "ntfy://desk-alerts",
        "tgram://123456789:abcdefg_hijklmnop/4711",
        "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    ],
)
def test_a_usable_address_has_no_problem(url: str) -> None:
    assert check_channel(url) is None


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "begins with a service"),
        (SECRET, "begins with a service"),
        (f"nosuch://{SECRET}", "no service is known"),
        (f"tgram://{SECRET}", "Telegram cannot read the rest"),
        (f"mailto://mail.example.org?from=desk@example.org&to={SECRET}", "names nobody"),
        (f"windows://{SECRET}", "package that is not installed"),
    ],
)
def test_a_problem_is_told_without_the_address(url: str, problem: str) -> None:
    told = check_channel(url)
    assert told is not None
    assert problem in told
    assert SECRET not in told
