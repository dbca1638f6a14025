"""Slow servers take nothing from the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from fetchers import Fetcher, Limits
from fetchers.connections import IDLE_HOSTS, IDLE_SECONDS, Warm
from fetchers.manners import MISSES
from news import FetchError
from tests.fetchers.loopback import AGENT, Answer, Asked, Site, answer, hang, page, refused

pytestmark = pytest.mark.anyio
PATIENT = Limits(connect_seconds=60, read_seconds=60, total_seconds=60)


async def drip(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.2)


@pytest.fixture
async def sites(anyio_backend: str) -> AsyncIterator[list[Site]]:
    """Eighty servers: each has a port of its own."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(Site()) for _ in range(80)]


async def all_fetched(fetcher: Fetcher, good: list[Site]) -> list[int]:
    async with asyncio.timeout(30):
        return [one.status for one in await asyncio.gather(*(page(fetcher, site.url()) for site in good))]


async def asked(sites: list[Site]) -> None:
    async with asyncio.timeout(30):
        while not all(site.asked for site in sites):  # noqa: ASYNC110  (servers know no events)
            await asyncio.sleep(0.01)


async def test_sixty_servers_that_hang_or_drip_do_not_delay_twenty_others(sites: list[Site]) -> None:
    slow, good = sites[:60], sites[60:]
    ways: list[Answer] = [hang, drip]
    for number, site in enumerate(sites):
        site.routes["/"] = answer(b"ok") if site in good else ways[number % 2]
    async with Fetcher(AGENT, PATIENT) as fetcher:
        waiting = [asyncio.ensure_future(page(fetcher, site.url())) for site in slow]
        await asked(slow)
        assert await all_fetched(fetcher, good) == [200] * 20
        assert not any(task.done() for task in waiting)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)


async def test_many_pages_of_one_slow_host_hold_no_more_than_its_own_places(sites: list[Site]) -> None:
    slow, *good = sites[:21]
    slow.routes["/"] = hang
    for site in good:
        site.routes["/"] = answer(b"ok")
    async with Fetcher(AGENT, Limits(in_flight=3, per_host=2)) as fetcher:
        waiting = [asyncio.ensure_future(page(fetcher, slow.url())) for _ in range(60)]
        await asked([slow])
        assert await all_fetched(fetcher, good) == [200] * 20
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)


async def test_large_bodies_come_few_at_a_time(sites: list[Site]) -> None:
    sending = most = 0

    async def large(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(1_500_000))
        await writer.drain()
        for _ in range(20):
            writer.write(bytes(100_000))
            await writer.drain()
        writer.close()

    class Watched(asyncio.Semaphore):
        async def acquire(self) -> bool:
            nonlocal sending, most
            await super().acquire()
            sending += 1
            most = max(most, sending)
            return True

        def release(self) -> None:
            nonlocal sending
            sending -= 1
            super().release()

    for site in sites[:10]:
        site.routes["/"] = large
    async with Fetcher(AGENT, Limits(large_at_once=2, total_seconds=60)) as fetcher:
        fetcher._large = Watched(2)
        got = await asyncio.gather(*(page(fetcher, site.url()) for site in sites[:10]))
    assert [len(one.body) for one in got] == [3_500_000] * 10
    assert (most, sending) == (2, 0)


async def test_a_fetch_that_fails_gives_back_its_place_among_the_large(site: Site) -> None:
    async def endless(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(500_000))
            await writer.drain()

    site.routes["/"] = endless
    async with Fetcher(AGENT, Limits(large_at_once=1, raw_bytes=2_000_000)) as fetcher:
        for _ in range(3):
            with pytest.raises(FetchError, match="too large"):
                await page(fetcher, site.url())


def test_connections_are_kept_for_so_many_hosts_only() -> None:
    warm = Warm()
    assert all(warm.keeps(f"host{number}", 0.0) for number in range(IDLE_HOSTS))
    assert warm.keeps("host0", 1.0)
    assert not warm.keeps("another", 1.0)
    assert warm.keeps("another", float(IDLE_SECONDS))
    assert [warm.keeps(f"new{number}", float(IDLE_SECONDS)) for number in range(IDLE_HOSTS)].count(True) == 198


async def test_a_connection_that_is_not_kept_is_closed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fetchers.connections.IDLE_HOSTS", 0)
    left = asyncio.Event()

    async def watch(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"ok", Connection=asked.headers["connection"]))
        await reader.read()  # until the client leaves
        left.set()

    site.routes["/"] = watch
    async with Fetcher(AGENT, Limits()) as fetcher, asyncio.timeout(10):
        assert (await page(fetcher, site.url())).body == b"ok"
        await left.wait()


async def test_a_host_is_not_down_whose_answers_begin_and_drip(sites: list[Site]) -> None:
    site = sites[0]
    dripping = [f"/drip{number}" for number in range(MISSES + 1)]
    site.routes |= dict.fromkeys(dripping, drip) | {"/": answer(b"ok")}
    async with Fetcher(AGENT, Limits(total_seconds=1, per_host=10, pause_seconds=0)) as fetcher:
        ends = [refused(fetcher, site.url(path)) for path in dripping]
        assert {error.reason for error in await asyncio.gather(*ends)} == {"timeout"}
        assert (await page(fetcher, site.url())).body == b"ok"
