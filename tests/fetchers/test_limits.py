"""Bounds of one fetch and of many at once."""

import asyncio
import tracemalloc
import zlib

import pytest

from fetchers import Fetcher, Limits, user_agent
from tests.fetchers.loopback import AGENT, QUICK, Asked, Site, answer, hang, page, refused

pytestmark = pytest.mark.anyio


async def test_a_body_that_says_it_is_too_large_is_not_read(site: Site, fetcher: Fetcher) -> None:
    async def boast(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
        await reader.read()  # a client that waits for the body runs into its own timeout

    site.routes["/"] = boast
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry) == ("too large", False)


async def test_an_endless_body_ends_at_the_cap(site: Site) -> None:
    sent = 0

    async def flood(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(50_000))
            await writer.drain()
            sent += 50_000

    site.routes["/"] = flood
    async with Fetcher(AGENT, Limits(raw_bytes=1_000_000, pause_seconds=0)) as fetcher:
        error = await refused(fetcher, site.url())
    assert error.reason == "too large"
    assert sent < 20_000_000  # the rest of it are the kernel's buffers


async def test_a_bomb_costs_no_more_than_the_cap(site: Site, fetcher: Fetcher) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(200)), packer.flush()])
    assert len(bomb) < 300_000
    site.routes["/"] = answer(bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        error = await refused(fetcher, site.url())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (error.reason, error.retry) == ("too large", False)
    assert peak < 3 * QUICK.body_bytes  # the body, once more while it grows, and change


async def test_a_host_is_asked_for_two_pages_at_a_time(site: Site, fetcher: Fetcher) -> None:
    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(answer(b"ok"))
        await writer.drain()

    site.routes["/"] = slow
    await asyncio.gather(*(page(fetcher, site.url()) for _ in range(8)))
    assert (len(site.asked), site.most_busy) == (8, 2)


async def test_a_cancelled_fetch_stays_cancelled_and_frees_its_place(site: Site) -> None:
    site.routes |= {"/hang": hang, "/": answer(b"ok")}
    async with Fetcher(AGENT, Limits(in_flight=1, per_host=1, pause_seconds=0)) as fetcher:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await page(fetcher, site.url("/hang"))
        assert (await page(fetcher, site.url())).body == b"ok"


async def test_a_connection_serves_the_next_page_of_its_host(site: Site, fetcher: Fetcher) -> None:
    peers = set()

    async def keep(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            peers.add(writer.get_extra_info("peername"))
            writer.write(answer(b"ok"))
            await writer.drain()
            await reader.readuntil(b"\r\n\r\n")

    site.routes["/"] = keep
    for _ in range(3):
        await page(fetcher, site.url())
    assert len(peers) == 1


def test_we_are_introduced_with_a_place_to_complain() -> None:
    assert user_agent("https://example.org/bot", "0.1") == "wirewatch/0.1 (+https://example.org/bot)"


@pytest.mark.parametrize("contact", ["https://example.org/\r\nX: y", "redação", "a)b"])
def test_a_contact_that_breaks_the_header_is_refused(contact: str) -> None:
    with pytest.raises(ValueError, match="printable ASCII"):
        user_agent(contact, "0.1")
