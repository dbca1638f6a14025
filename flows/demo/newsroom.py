"""Six outlets on loopback: `python -m flows.demo.newsroom --dir DIR`.

Each outlet has a port of its own. Ports and the time of the first run (the epoch) are kept in DIR/newsroom.json,
so that a second run serves the same bytes at the same addresses. When all are up, one line of JSON on standard
output tells {"outlets": {name: base address}, "epoch": ISO time}. Exit status 2: a remembered port is taken.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from flows.demo.addresses import HOST, NotPossibleError, open_again, recall, remember
from flows.demo.documents import HTML, Document, documents, edition
from flows.demo.life import ending, server_options
from flows.demo.outlets import OUTLETS

NOT_FOUND = b"<!doctype html><html lang=en><title>Not found</title><h1>This page is gone</h1></html>\n"


class OutletServer(ThreadingHTTPServer):
    """One outlet at one port. It listens at once and serves what `documents` holds, by path."""

    daemon_threads = True  # a client that keeps its connection open does not keep the newsroom alive

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), Reception)
        self.documents: Mapping[str, Document] = {}

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}"


class Reception(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the server's documents: 200, 304 or 404."""

    server: OutletServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: without this the second waits for an ACK
    timeout = 30  # seconds an idle connection keeps its thread

    def do_GET(self) -> None:  # http.server calls it so
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever started the newsroom may never read its standard error."""

    def _answer(self) -> None:
        document = self.server.documents.get(self.path.partition("?")[0])
        if document is None:
            return self._send(HTTPStatus.NOT_FOUND, NOT_FOUND, {"Content-Type": HTML})
        validators = {
            "ETag": document.etag,
            "Last-Modified": format_datetime(document.modified_at, usegmt=True),
            "Vary": "Accept-Encoding",
        }
        if knows(self.headers.get("If-None-Match", ""), document.etag):
            return self._send(HTTPStatus.NOT_MODIFIED, None, validators)
        headers = {**validators, "Content-Type": document.content_type}
        if "gzip" not in self.headers.get("Accept-Encoding", ""):
            return self._send(HTTPStatus.OK, document.body, headers)
        packed = gzip.compress(document.body, mtime=0)  # no clock in it: the same bytes each time
        return self._send(HTTPStatus.OK, packed, {**headers, "Content-Encoding": "gzip"})

    def _send(self, status: HTTPStatus, body: bytes | None, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(body)


def knows(if_none_match: str, etag: str) -> bool:
    """Tell whether the client holds this version: the weak comparison of RFC 9110, 8.8.3.2."""
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag.removeprefix("W/") in tags


def open_outlets(directory: Path, now: datetime) -> tuple[dict[str, OutletServer], datetime]:
    """Listen for every outlet and fill its shelves. Returns the servers by outlet, not yet serving, and the epoch.

    Raises NotPossibleError: a remembered port is taken, or the memory is spoilt.
    """
    file = directory / "newsroom.json"
    memory = recall(file)
    ports, epoch = _ports_and_epoch(file, memory, now)
    servers = {outlet.name: open_again(file, outlet.name, ports.get(outlet.name), OutletServer) for outlet in OUTLETS}
    for outlet in OUTLETS:
        server = servers[outlet.name]
        server.documents = documents(edition(outlet, server.base_url, epoch))
    remember(
        file, {"epoch": epoch.isoformat(), "ports": {name: server.server_port for name, server in servers.items()}}
    )
    return servers, epoch


def _ports_and_epoch(file: Path, memory: Mapping[str, Any], now: datetime) -> tuple[dict[str, int], datetime]:
    if not memory:
        return {}, now
    try:
        return dict(memory["ports"]), datetime.fromisoformat(memory["epoch"])
    except (KeyError, TypeError, ValueError) as error:
        raise NotPossibleError(f"{file} is not what a former run wrote. Delete it to start afresh.") from error


def serve(servers: Iterable[OutletServer]) -> None:
    """Serve each in a thread of its own; returns at once."""
    for server in servers:
        Thread(target=server.serve_forever, daemon=True).start()


def main(arguments: list[str] | None = None) -> int:
    options = server_options(arguments, "flows.demo.newsroom", "Six outlets on loopback.", "ports and the epoch")
    ended = ending(until_eof=options.until_eof)
    try:
        servers, epoch = open_outlets(options.dir, datetime.now(UTC).replace(microsecond=0))
    except NotPossibleError as error:
        print(error, file=sys.stderr)
        return 2
    serve(servers.values())
    addresses = {name: server.base_url for name, server in servers.items()}
    print(json.dumps({"outlets": addresses, "epoch": epoch.isoformat()}), flush=True)
    ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
