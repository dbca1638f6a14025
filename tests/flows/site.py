"""A web server on loopback: news sites that a test can change while they are read, and a sink for webhooks."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """One request as it came. Header names are lower case."""

    method: str
    path: str  # with the query
    headers: dict[str, str]
    body: bytes = b""

    @property
    def json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.body)
        return fields


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    content_type: str = HTML
    headers: dict[str, str] = field(default_factory=dict)


Route = Answer | Callable[[Request], Answer]


def redirect(to: str) -> Answer:
    return Answer(status=302, headers={"Location": to})


class Site(ThreadingHTTPServer):
    """Answers by `routes`, anything else with 404. `watch` sees each request before it is answered."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.watch: Callable[[Request], None] = lambda _: None
        self.closing = threading.Event()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def url(self, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.server_port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, in the order they came."""
        return [request for request in self.requests if request.path == path]

    def answer(self, request: Request) -> Answer:
        with self._lock:  # one after the other, so that "the third page" is one page
            self.requests.append(request)
            self.watch(request)
        route = self.routes.get(request.path, Answer(b"nothing here", 404))
        return route if isinstance(route, Answer) else route(request)

    def silence(self, _request: Request) -> Answer:
        """A route that says nothing until the server closes."""
        self.closing.wait()
        return Answer()

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # a client that left or was killed is no error
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.answer(Request(self.command, self.path, headers, body))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_POST = do_GET  # noqa: N815  # what webhooks send

    def log_message(self, format: str, *args: object) -> None:
        """The suite's output is for failures."""


@contextmanager
def running_site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.closing.set()
        server.shutdown()
        thread.join()
