"""Real receivers on loopback: web servers and mail servers that answer as they are told."""

import asyncio
import json
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.body)
        return fields


class WebSink(ThreadingHTTPServer):
    """Answers /NNN with that status and all else with 200; /slow never, /reset by breaking off; /302 leads to /200."""

    daemon_threads = True
    request_queue_size = 64  # the concurrency test knocks 16 times at once

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), _Answer)

    def url(self, path: str, scheme: str = "json", options: str = "") -> str:
        return f"{scheme}://127.0.0.1:{self.server_port}/{path}?rto=5&cto=5{options}"


class _Answer(BaseHTTPRequestHandler):
    server: WebSink

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.received.append(Received(self.path, dict(self.headers.items()), body))
        word = self.path.split("?")[0].strip("/").split("/")[0]
        if word == "slow":
            self.server.closing.wait()
        elif word == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            self._status(int(word) if word.isdigit() else 200)

    do_GET = do_POST  # noqa: N815  # what a followed redirect would turn into

    def _status(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def finish(self) -> None:
        if self.connection.fileno() != -1:  # not after a reset
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        """The suite's output is for failures."""


@pytest.fixture
def web() -> Iterator[WebSink]:
    with WebSink() as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.01,))
        thread.start()
        yield sink
        sink.closing.set()
        sink.shutdown()
        thread.join()


@dataclass
class Mailbox:
    """A mail server that takes what comes, or refuses every recipient with `refusal`."""

    refusal: str = ""
    mails: list[Mail] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return mail_url(self.port)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # likewise
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


def mail_url(port: int, seconds: float = 5) -> str:
    return f"mailto://127.0.0.1:{port}?mode=insecure&from=desk@example.org&to=editor@example.org&cto={seconds}"


class _AnyPort(Controller):
    """Listens where there is room."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]  # the base class would knock at port 0
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    controller = _AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def mute_port() -> Iterator[int]:
    """A port that takes connections and never says a word: nobody picks up behind the kernel's queue."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken, so that nobody else gets it, and refuses connections."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        yield server.getsockname()[1]


class _TakesMailSilently(socketserver.StreamRequestHandler):
    """Speaks SMTP until the mail is in, and then never says that it has it."""

    server: "SilentMailServer"

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
            elif line == b".\r\n":
                self.server.got_mail.set()
                self.server.closing.wait()
                return
            elif not self.server.in_mail(line):
                self.wfile.write(b"250 OK\r\n")


class SilentMailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.got_mail, self.closing = threading.Event(), threading.Event()
        super().__init__(("127.0.0.1", 0), _TakesMailSilently)

    def in_mail(self, line: bytes) -> bool:
        return line[:4].upper() not in (b"EHLO", b"HELO", b"MAIL", b"RCPT")


@pytest.fixture
def silent_mail() -> Iterator[SilentMailServer]:
    with SilentMailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()
