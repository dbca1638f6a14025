"""What an answer tells besides its words: where the source moved, how fresh it is, its hub, how long it took."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from fetchers import Fetcher, Limits
from fetchers.journey import Journey
from news import Hub, NotModified
from tests.fetchers.loopback import AGENT, LOCAL, STRANGE, Asked, Site, answer, page, redirect

pytestmark = pytest.mark.anyio
FEED = "https://a.example/feed"


@pytest.mark.parametrize(
    ("start", "turns", "moved_to"),
    [
        (FEED, [], None),
        (FEED, [(301, "https://b.example/feed")], "https://b.example/feed"),
        (FEED, [(308, "https://b.example/1"), (301, "https://b.example/2")], "https://b.example/2"),
        (FEED, [(301, "https://b.example/1"), (302, "https://b.example/2")], "https://b.example/1"),
        (FEED, [(302, "https://b.example/1"), (301, "https://b.example/2")], None),
        (FEED, [(307, "https://b.example/1")], None),
        (FEED, [(301, "https://b.example/1"), (303, "https://b.example/2"), (301, "https://b.example/3")],
            "https://b.example/1"),
        (FEED, [(301, "https://a.example/")], None),
        (FEED, [(301, "https://b.example")], None),
        (FEED, [(301, "https://b.example/1"), (301, "https://b.example/")], None),
        (FEED, [(301, "http://a.example/feed")], None),
        (FEED, [(301, "https://b.example/1"), (301, "http://b.example/1")], "https://b.example/1"),
        (FEED, [(301, FEED)], None),
        ("http://a.example/feed", [(301, FEED)], FEED),
        ("http://a.example/", [(301, "https://a.example/")], "https://a.example/"),
    ],
)  # fmt: skip
def test_only_permanent_redirects_move_a_source(start: str, turns: list[tuple[int, str]], moved_to: str | None) -> None:
    journey = Journey(start, httpx.URL(start), STRANGE, 1)
    for status, target in turns:
        journey.turn_to(httpx.URL(target), status)
    assert journey.moved_to == moved_to


@pytest.mark.parametrize(("status", "moves"), [(301, True), (302, False), (303, False), (307, False), (308, True)])
async def test_a_page_tells_where_it_moved(site: Site, fetcher: Fetcher, status: int, moves: bool) -> None:
    site.routes |= {"/old": redirect("/new#top", status), "/new": answer()}
    got = await page(fetcher, site.url("/old"))
    assert (got.final_url, got.moved_to) == (site.url("/new"), site.url("/new") if moves else None)


async def test_an_unchanged_page_tells_where_it_moved_and_how_fresh_it_is(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/old": redirect("/new", 301), "/new": answer(status=304, Cache_Control="max-age=60")}
    got = await fetcher.fetch(site.url("/old"), etag='"a"', access=LOCAL)
    assert isinstance(got, NotModified)
    assert (got.url, got.moved_to, got.max_age) == (site.url("/old"), site.url("/new"), timedelta(minutes=1))
    assert got.took > timedelta()


async def test_a_page_tells_how_fresh_it_is_and_its_hub(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(Cache_Control="max-age=600", Age="60", Link="<https://hub.example/>; rel=hub")
    got = await page(fetcher, site.url())
    assert (got.max_age, got.hub) == (timedelta(minutes=9), Hub("https://hub.example/", site.url()))


async def test_the_time_a_page_took_is_without_waiting_for_turns(site: Site) -> None:
    waits = timedelta(seconds=0.4)

    async def slow(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(waits.total_seconds())
        writer.write(answer())
        await writer.drain()

    site.routes["/"] = slow
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with Fetcher(AGENT, Limits(per_host=1)) as fetcher:
        first, second = await asyncio.gather(*(page(fetcher, site.url()) for _ in range(2)))
    in_all = timedelta(seconds=loop.time() - began)
    assert min(first.took, second.took) >= waits
    assert first.took + second.took <= in_all  # one after the other
