"""A small real web server on the loopback, in the test's own event loop, that misbehaves on demand."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from fetchers import Fetcher, Limits
from news import Access, FetchError, Page
from tests.fetchers.listener import Listener

AGENT = "wirewatch/0.1 (+https://example.org/bot)"
# Small bounds: a test that should not wait fails soon. No pause, since nobody is bothered.
QUICK = Limits(connect_seconds=2, read_seconds=2, total_seconds=3, pause_seconds=0)
LOCAL = Access(allow_private=True)
STRANGE = Access()  # no leave to be private
REASONS = {200: "OK", 302: "Found", 304: "Not Modified"}


@dataclass(frozen=True)
class Asked:
    """One request as it came. Header names are lower case."""

    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


# Bytes to send; a function (asked) that makes them; or a script, async (asked, reader, writer), that sends them.
Answer = bytes | Callable[..., Any]


def answer(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole response; `Content_Type="..."` becomes Content-Type."""
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Status')}"]
    named = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines += [f"{name}: {value}" for name, value in named.items() if value]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(to: str, status: int = 302, **headers: str) -> bytes:
    return answer(b"", status, Location=to, **headers)


class Site(Listener):
    """Serves `routes`; anything else is a 404. Bytes leave the connection open, a script closes it."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self.routes: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.busy = self.most_busy = 0
        self._tls = tls

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._once(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client left
        finally:
            writer.transport.abort()

    async def _once(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.rstrip().split("\r\n")
        headers = {k.lower(): v for k, v in (line.split(": ", 1) for line in rest)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(first.split(" ")[1], headers, first.split(" ")[0], body)
        self.asked.append(asked)
        self.busy += 1
        self.most_busy = max(self.most_busy, self.busy)
        try:
            return await self._say(asked, reader, writer)
        finally:
            self.busy -= 1

    async def _say(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        said = self.routes.get(asked.path, answer(status=404))
        if not isinstance(said, bytes):
            if asyncio.iscoroutinefunction(said):
                await said(asked, reader, writer)
                return False
            said = said(asked)
        writer.write(said)
        await writer.drain()
        return True


async def refused(fetcher: Fetcher, url: str, access: Access = LOCAL, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url, access=access, **options)
    return caught.value


async def page(fetcher: Fetcher, url: str, access: Access = LOCAL, **options: Any) -> Page:
    got = await fetcher.fetch(url, access=access, **options)
    assert isinstance(got, Page)
    return got


async def hang(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()  # until the client gives up
