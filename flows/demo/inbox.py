"""A mailbox and a webhook sink on loopback: `python -m flows.demo.inbox --dir DIR`.

Each mail becomes DIR/mail/NNNN.eml and each POST DIR/hooks/NNNN.json before the sender is told that it arrived.
Ports are kept in DIR/inbox.json. When both are up, one line of JSON on standard output tells
{"smtp": "127.0.0.1:port", "webhook": "http://127.0.0.1:port/hooks"}. Exit status 2: a remembered port is taken.
`flows.demo.arrivals` reads back what came in.
"""

import json
import socket
import sys
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from flows.demo.addresses import HOST, NotPossibleError, open_again, recall, remember, write_whole
from flows.demo.life import ending, server_options

MAX_BODY_BYTES = 1_000_000  # a webhook message is a few kilobytes; the bound is against accidents


class Drawer:
    """A folder of numbered files, 0001 first. Goes on counting where a former run stopped."""

    def __init__(self, folder: Path, suffix: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._suffix, self._lock = folder, suffix, Lock()
        self._last = max((int(file.stem) for file in folder.glob(f"*{suffix}")), default=0)

    def put(self, data: bytes) -> None:
        """Keep it: the whole file is there when this returns."""
        with self._lock:
            self._last += 1
            write_whole(self._folder / f"{self._last:04}{self._suffix}", data)


class Postman:
    """What aiosmtpd hands each mail to."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        self._drawer.put(envelope.original_content or b"")
        return "250 Kept"


class HookServer(ThreadingHTTPServer):
    """Takes POSTs at any path."""

    daemon_threads = True

    def __init__(self, port: int, drawer: Drawer) -> None:
        super().__init__((HOST, port), HookReception)
        self.drawer = drawer


class HookReception(BaseHTTPRequestHandler):
    """Keeps path, headers and body of a POST, then answers 200."""

    server: HookServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30  # seconds an idle connection keeps its thread

    def do_POST(self) -> None:  # http.server calls it so
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            return self._refuse(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > MAX_BODY_BYTES:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            return self._refuse(HTTPStatus.BAD_REQUEST)
        self.server.drawer.put(self._as_json(body))
        return self._answer(HTTPStatus.OK)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever started the inbox may never read its standard error."""

    def _as_json(self, body: bytes) -> bytes:
        headers = {name.lower(): value for name, value in self.headers.items()}
        hook = {"path": self.path, "headers": headers, "body": body.decode("utf-8", "replace")}
        return json.dumps(hook, ensure_ascii=False, indent=1).encode()

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True  # what is left of the body would be read as the next request
        self._answer(status)

    def _answer(self, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()


def open_mailbox(drawer: Drawer) -> Callable[[int], Controller]:
    """Return what starts the SMTP server at a port. It raises OSError when the port is taken."""

    def open_at(port: int) -> Controller:
        socket.create_server((HOST, port)).close()  # fails at once; the controller would need its five seconds
        controller = Controller(Postman(drawer), hostname=HOST, port=port, ident="wirewatch demo inbox")
        controller.start()
        return controller

    return open_at


def open_inbox(directory: Path) -> tuple[Controller, HookServer]:
    """Listen for mail and hooks; mail is served already. Raises NotPossibleError: a remembered port is taken."""
    file = directory / "inbox.json"
    ports = recall(file)
    hooks = open_again(file, "the webhook", ports.get("webhook"), partial(HookServer, drawer=_hooks(directory)))
    mail = open_again(file, "mail", ports.get("smtp"), open_mailbox(Drawer(directory / "mail", ".eml")))
    remember(file, {"smtp": mail.port, "webhook": hooks.server_port})
    return mail, hooks


def _hooks(directory: Path) -> Drawer:
    return Drawer(directory / "hooks", ".json")


def main(arguments: list[str] | None = None) -> int:
    options = server_options(arguments, "flows.demo.inbox", "Mail and webhooks on loopback.", "mail, hooks and ports")
    ended = ending(until_eof=options.until_eof)
    try:
        mail, hooks = open_inbox(options.dir)
    except NotPossibleError as error:
        print(error, file=sys.stderr)
        return 2
    Thread(target=hooks.serve_forever, daemon=True).start()
    ready = {"smtp": f"{HOST}:{mail.port}", "webhook": f"http://{HOST}:{hooks.server_port}/hooks"}
    print(json.dumps(ready), flush=True)
    ended.wait()
    mail.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
