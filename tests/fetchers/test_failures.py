"""Servers that fail, each under its name."""

import asyncio
import gzip
import socket
import threading
from pathlib import Path

import pytest

from fetchers import Fetcher, Limits
from tests.fetchers.certificates import self_signed
from tests.fetchers.loopback import AGENT, Asked, Site, answer, hang, page, redirect, refused

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("status", "retry"),
    [(status, False) for status in (400, 401, 403, 404, 410, 451)]
    + [(status, True) for status in (408, 425, 429, 500, 502, 503, 599)],
)
async def test_a_status_tells_whether_to_come_back(site: Site, fetcher: Fetcher, status: int, retry: bool) -> None:
    site.routes["/"] = answer(b"no", status=status)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry, error.retry_after) == (f"http {status}", retry, None)


async def test_a_drip_ends_at_the_deadline(site: Site) -> None:
    async def drip(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1\r\nx\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    site.routes["/"] = drip
    limits = Limits(read_seconds=1, total_seconds=0.3, pause_seconds=0)
    async with Fetcher(AGENT, limits) as fetcher:
        error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("timeout", True)


async def test_silence_ends_at_the_read_timeout(site: Site) -> None:
    site.routes["/"] = hang
    async with Fetcher(AGENT, Limits(read_seconds=0.2, total_seconds=60, pause_seconds=0)) as fetcher:
        async with asyncio.timeout(10):
            error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("timeout", True)


async def test_a_name_server_that_does_not_answer_ends_at_the_connect_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    late = threading.Event()

    def wait(*_: object, **__: object) -> list[object]:
        late.wait(10)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    async with Fetcher(AGENT, Limits(connect_seconds=0.2, total_seconds=60, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, "http://news.example/")
        late.set()
    assert (error.reason, error.retry) == ("timeout", True)


async def test_the_deadline_spans_redirects(site: Site) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(redirect(f"/{int(asked.path[1:]) + 1}"))
        await writer.drain()

    site.routes |= {f"/{n}": slow for n in range(6)}
    async with Fetcher(AGENT, Limits(total_seconds=0.25, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, site.url("/0"))
    assert (error.reason, len(site.asked) < 5) == ("timeout", True)


async def test_waiting_for_a_turn_is_not_the_servers_fault(site: Site) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()

    site.routes["/"] = slow
    async with Fetcher(AGENT, Limits(total_seconds=0.5, per_host=1)) as fetcher:
        got = await asyncio.gather(*(page(fetcher, site.url()) for _ in range(2)))
    assert [one.status for one in got] == [200, 200]


async def test_a_private_host_that_the_desk_allows_is_asked_without_pause(site: Site) -> None:
    site.routes["/"] = answer()
    async with Fetcher(AGENT, Limits(pause_seconds=3600)) as fetcher, asyncio.timeout(60):
        got = [await page(fetcher, site.url()) for _ in range(2)]
    assert [one.status for one in got] == [200, 200]


async def test_a_connection_lost_within_the_body_may_heal(site: Site, fetcher: Fetcher) -> None:
    async def reset(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")
        await writer.drain()

    site.routes["/"] = reset
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("connection", True)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nhi",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9_000))[:-12],
    ],
)
async def test_an_answer_that_makes_no_sense_is_a_lost_connection(site: Site, fetcher: Fetcher, said: bytes) -> None:
    async def babble(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    site.routes["/"] = babble
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("connection", True)


async def test_more_than_was_promised_is_not_read(site: Site, fetcher: Fetcher) -> None:
    async def too_much(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyHTTP/1.1 200 OK\r\n\r\nsmuggled")
        await writer.drain()
        await reader.read()

    site.routes["/"] = too_much
    assert (await page(fetcher, site.url())).body == b"body"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
async def test_a_body_that_is_not_as_declared_is_not_decodable(site: Site, fetcher: Fetcher, encoding: str) -> None:
    site.routes["/"] = answer(b"<html>plain</html>", Content_Encoding=encoding)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("not decodable", False)


async def test_a_closed_port_is_refused(site: Site, fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    error = await refused(fetcher, f"http://127.0.0.1:{port}/")
    assert (error.reason, error.retry) == ("refused", True)


async def test_a_name_without_an_address_is_dns(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    error = await refused(fetcher, "http://nowhere.invalid/")
    assert (error.reason, error.retry) == ("dns", True)


async def test_plain_talk_on_a_tls_port_is_tls(fetcher: Fetcher) -> None:
    def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(status=400))
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        error = await refused(fetcher, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")
    assert (error.reason, error.retry) == ("tls", True)


async def test_a_certificate_that_nobody_vouches_for_is_tls(fetcher: Fetcher, tmp_path: Path) -> None:
    async with Site(self_signed(tmp_path, "localhost")[0]) as site:
        site.routes["/"] = answer()
        error = await refused(fetcher, site.url(host="localhost"))
        assert (error.reason, site.asked) == ("tls", [])


@pytest.mark.parametrize(
    "url", ["", "news", "/feed", "ftp://example.org/", "http:///x", "http://a b/", "http://[::zz]/", "http://x\n/"]
)
async def test_what_is_no_address_is_a_bad_address(fetcher: Fetcher, url: str) -> None:
    error = await refused(fetcher, url)
    assert (error.reason, error.url, error.retry) == ("bad address", url, False)


async def test_a_password_in_an_address_is_refused_and_not_repeated(fetcher: Fetcher) -> None:
    error = await refused(fetcher, "https://desk:hunter2@example.org/feed")
    assert error.reason == "bad address"
    assert "hunter2" not in f"{error} {error.url} {error.detail}"
