"""The inbox: what was sent can be read back, whole and in order."""

import json
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from flows.demo.arrivals import read_hooks, read_mail
from flows.demo.inbox import MAX_BODY_BYTES
from tests.flows.demo.process import DEADLINE_SECONDS, start

INBOX = "flows.demo.inbox"


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[dict[str, str]]:
    with start(INBOX, tmp_path) as (_, ready):
        yield ready


def mail(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Wirewatch <desk@example.org>"
    message["To"] = "Editor <editor@example.org>, night@example.org"
    message["X-Wirewatch-Delivery"] = "key-7"
    message.set_content("رفح: أربعون شاحنة\n.a line that begins with a dot\n")
    message.add_alternative("<p>رفح: <mark>أربعون</mark> شاحنة</p>", subtype="html")
    return message


def send(ready: dict[str, str], message: EmailMessage) -> None:
    host, _, port = ready["smtp"].partition(":")
    with smtplib.SMTP(host, int(port), timeout=DEADLINE_SECONDS) as client:
        client.send_message(message)


def post(ready: dict[str, str], body: bytes) -> int:
    request = Request(ready["webhook"] + "/desk?x=1", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=DEADLINE_SECONDS) as answer:
        return int(answer.status)


def test_a_mail_is_read_back_as_it_was_sent(inbox: dict[str, str], tmp_path: Path) -> None:
    send(inbox, mail("معبر رفح: إعادة الفتح"))

    (arrived,) = read_mail(tmp_path)

    assert arrived.subject == "معبر رفح: إعادة الفتح"
    assert arrived.sender == "Wirewatch <desk@example.org>"
    assert arrived.to == ("editor@example.org", "night@example.org")
    assert arrived.text.splitlines() == ["رفح: أربعون شاحنة", ".a line that begins with a dot"]
    assert arrived.html.strip() == "<p>رفح: <mark>أربعون</mark> شاحنة</p>"
    assert arrived.headers["x-wirewatch-delivery"] == "key-7"


def test_a_plain_mail_has_no_html(inbox: dict[str, str], tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Plain", "a@example.org", "b@example.org"
    message.set_content("only words")
    send(inbox, message)

    (arrived,) = read_mail(tmp_path)

    assert (arrived.text.strip(), arrived.html) == ("only words", "")


def test_a_hook_is_read_back_as_it_was_sent(inbox: dict[str, str], tmp_path: Path) -> None:
    body = json.dumps({"title": "رفح", "n": 1}, ensure_ascii=False)

    assert post(inbox, body.encode()) == 200

    (hook,) = read_hooks(tmp_path)
    assert (hook.path, hook.body) == ("/hooks/desk?x=1", body)
    assert hook.headers["content-type"] == "application/json"


def test_what_is_on_its_way_in_is_not_read(inbox: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "hooks" / ".0001.json.draft").write_text("{")
    (tmp_path / "mail" / ".0001.eml.draft").write_text("Subj")

    assert (read_hooks(tmp_path), read_mail(tmp_path)) == ([], [])


def test_an_inbox_that_was_never_opened_is_empty(tmp_path: Path) -> None:
    assert (read_hooks(tmp_path), read_mail(tmp_path)) == ([], [])


def test_a_second_run_keeps_addresses_and_goes_on_counting(tmp_path: Path) -> None:
    with start(INBOX, tmp_path) as (_, first):
        send(first, mail("one"))
        post(first, b"1")
    with start(INBOX, tmp_path) as (_, second):
        send(second, mail("two"))
        send(second, mail("three"))
        post(second, b"2")

    assert second == first
    assert [arrived.subject for arrived in read_mail(tmp_path)] == ["one", "two", "three"]
    assert [hook.body for hook in read_hooks(tmp_path)] == ["1", "2"]
    assert sorted(file.name for file in (tmp_path / "mail").iterdir()) == ["0001.eml", "0002.eml", "0003.eml"]


@pytest.mark.parametrize(("length", "status"), [(None, 411), ("many", 411), (str(MAX_BODY_BYTES + 1), 413)])
def test_a_hook_without_a_sane_length_is_refused(
    inbox: dict[str, str], tmp_path: Path, length: str | None, status: int
) -> None:
    connection = HTTPConnection(inbox["webhook"].split("/")[2], timeout=DEADLINE_SECONDS)
    connection.putrequest("POST", "/hooks")
    if length is not None:
        connection.putheader("Content-Length", length)
    connection.endheaders()

    answer = connection.getresponse()
    connection.close()

    assert answer.status == status
    assert read_hooks(tmp_path) == []


@pytest.mark.parametrize("which", ["smtp", "webhook"])
def test_a_remembered_port_that_is_taken_is_named(tmp_path: Path, which: str) -> None:
    with start(INBOX, tmp_path):
        port = json.loads((tmp_path / "inbox.json").read_text())[which]

    with socket.create_server(("127.0.0.1", port)), start(INBOX, tmp_path) as (process, nothing):
        _, complaint = process.communicate(timeout=DEADLINE_SECONDS)

    assert (nothing, process.returncode) == ({}, 2)
    assert f"Port {port}" in complaint
    assert "Traceback" not in complaint
