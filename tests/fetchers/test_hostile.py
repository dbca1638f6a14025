"""Servers that mean harm: whatever they say, a fetch ends under its name, in time and within bounds."""

import asyncio
import gzip
import zlib
from collections.abc import Callable

import pytest

from fetchers import Fetcher, Limits
from tests.fetchers.loopback import AGENT, QUICK, Asked, Site, answer, page, redirect, refused

pytestmark = pytest.mark.anyio
OK = b"HTTP/1.1 200 OK\r\n"


def saying(said: bytes) -> Callable[..., object]:
    """A server that says these bytes, whatever it is asked, and hangs up."""

    async def say(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(said)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    return say


def repeating(start: bytes, again: bytes) -> Callable[..., object]:
    """A server that says one thing, then another for ever."""

    async def flood(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(0.001)

    return flood


@pytest.mark.parametrize(
    "said",
    [
        b"<html>as in HTTP/0.9</html>",
        b"HTTP/2 200 OK\r\n\r\nok",
        b"HTTP/1.1 0 OK\r\n\r\nok",
        OK + b"Content-Length: -5\r\n\r\nhello",
        OK + b"Content-Length: +5\r\n\r\nhello",
        OK + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nhello",
        OK + b"Content-Length: 50\r\n\r\nhello",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 18 + b"\r\nhello",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nhello",
        OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n" + b"T: x\r\n" * 10_000 + b"\r\n",
        OK + b"X: a\0b\r\n\r\nok",
        OK + b"X: y\r\n" * 100_000 + b"\r\nok",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000,
    ],
)
async def test_an_answer_that_breaks_the_protocol_is_a_lost_connection(
    site: Site, fetcher: Fetcher, said: bytes
) -> None:
    site.routes["/"] = saying(said)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("connection", True)
    assert len(error.detail) <= 400


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.0 200 OK\r\n\r\nok",
        b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
        OK + b"X: folded\r\n line\r\nContent-Length: 2\r\n\r\nok",
        OK + b"Content-Type: text/html; \xff\r\nETag: \xe9\r\nContent-Length: 2\r\n\r\nok",
        OK + b"Transfer-Encoding: chunked\r\n\r\n2;" + b"x" * 50_000 + b"\r\nok\r\n0\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nok",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 50 + OK + b"Content-Length: 2\r\n\r\nok",
    ],
)
async def test_an_answer_that_bends_the_protocol_is_read(site: Site, fetcher: Fetcher, said: bytes) -> None:
    site.routes["/"] = saying(said)
    assert (await page(fetcher, site.url())).body == b"ok"


@pytest.mark.parametrize("status", [99, 101, 304, 999])
async def test_a_strange_status_is_named(site: Site, fetcher: Fetcher, status: int) -> None:
    site.routes["/"] = saying(b"HTTP/1.1 %03d Strange\r\n\r\n" % status)
    assert (await refused(fetcher, site.url())).reason == f"http {status}"


@pytest.mark.parametrize(
    ("start", "again"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (OK + b"X: ", b"y"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x")[:10], b"\0"),
    ],
)
async def test_what_comes_bit_by_bit_ends_at_the_deadline(site: Site, start: bytes, again: bytes) -> None:
    site.routes["/"] = repeating(start, again)
    async with Fetcher(AGENT, Limits(read_seconds=60, total_seconds=0.3)) as fetcher, asyncio.timeout(30):
        assert (await refused(fetcher, site.url())).reason == "timeout"


@pytest.mark.parametrize("line", [b"X: y\r\n", b"X: " + b"y" * 60_000 + b"\r\n"])
async def test_endless_headers_end_the_fetch(site: Site, fetcher: Fetcher, line: bytes) -> None:
    site.routes["/"] = repeating(OK, line * 20)
    assert (await refused(fetcher, site.url())).reason == "connection"


async def test_a_head_of_many_long_cookies_is_not_carried_on(site: Site, fetcher: Fetcher) -> None:
    cookies = b"".join(b"Set-Cookie: c%d=%s\r\n" % (number, b"y" * 4_000) for number in range(100))
    site.routes |= {"/a": b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n" + cookies + b"\r\n"}
    site.routes["/b"] = answer(b"ok")
    assert (await page(fetcher, site.url("/a", host="localhost"))).body == b"ok"
    assert "cookie" not in site.asked[1].headers


async def test_a_site_that_always_wants_another_cookie_back_comes_to_an_end(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = lambda _: redirect("/", Set_Cookie=f"n={len(site.asked)}")
    error = await refused(fetcher, site.url(host="localhost"))
    assert (error.reason, len(site.asked)) == ("too many redirects", QUICK.redirects + 1)


def deflated(layers: int) -> bytes:
    raw = bytes(100_000)
    for _ in range(layers):
        raw = gzip.compress(raw)
    return raw


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("gzip, gzip", deflated(2)),
        ("gzip,deflate", zlib.compress(deflated(1))),
        ("br", b"\x0b\x02\x80hello\x03"),
        ("zstd", b"\x28\xb5\x2f\xfd"),
        ("gzip;q=1", deflated(1)),
    ],
)
async def test_an_encoding_that_nobody_asked_for_is_not_decoded(
    site: Site, fetcher: Fetcher, encoding: str, raw: bytes
) -> None:
    site.routes["/"] = answer(raw, Content_Encoding=encoding)
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("not decodable", False)


async def test_two_headers_of_an_encoding_are_two_encodings(site: Site, fetcher: Fetcher) -> None:
    raw = deflated(2)
    twice = b"Content-Encoding: gzip\r\n" * 2
    site.routes["/"] = saying(OK + twice + b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
    assert (await refused(fetcher, site.url())).reason == "not decodable"


@pytest.mark.parametrize("tail", [b"garbage", bytes(512), b"\x1f", b"\x1f\x8b"[:1] * 9])
async def test_what_stands_behind_a_compressed_body_is_not_read(site: Site, fetcher: Fetcher, tail: bytes) -> None:
    site.routes["/"] = answer(gzip.compress(b"news") + tail, Content_Encoding="gzip")
    assert (await page(fetcher, site.url())).body == b"news"


@pytest.mark.parametrize(
    ("name", "values", "field"),
    [("Content-Type", ("text/xml", "text/html"), "text/xml, text/html"), ("ETag", ('"a"', '"b"'), '"a", "b"')],
)
async def test_headers_told_twice_are_joined(
    site: Site, fetcher: Fetcher, name: str, values: tuple[str, str], field: str
) -> None:
    lines = "".join(f"{name}: {value}\r\n" for value in values).encode()
    site.routes["/"] = saying(OK + lines + b"Content-Length: 2\r\n\r\nok")
    got = await page(fetcher, site.url())
    assert field in (got.content_type, got.etag)
