"""A Retry-After is a floor: nobody is asked before it has run out."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from fetchers import Fetcher, Limits, OwnLedger
from news import FetchError
from tests.fetchers.loopback import AGENT, LOCAL, QUICK, STRANGE, Asked, Site, answer, page, redirect, refused

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("status", [429, 503])
async def test_a_host_that_asks_to_wait_is_left_alone(site: Site, fetcher: Fetcher, status: int) -> None:
    site.routes |= {"/": answer(status=status, Retry_After="120"), "/other": answer()}
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry_after) == (f"http {status}", timedelta(seconds=120))
    error = await refused(fetcher, site.url("/other"))
    assert (error.reason, error.retry, site.paths()) == ("asked to wait", True, ["/"])
    assert error.retry_after is not None
    assert timedelta(seconds=110) < error.retry_after <= timedelta(seconds=120)


@pytest.mark.parametrize("status", [403, 404, 500, 502])
async def test_an_address_that_asks_to_wait_is_left_alone_and_its_host_is_not(
    site: Site, fetcher: Fetcher, status: int
) -> None:
    site.routes |= {"/": answer(status=status, Retry_After="120"), "/other": answer()}
    assert (await refused(fetcher, site.url())).retry_after == timedelta(seconds=120)
    assert (await refused(fetcher, site.url())).reason == "asked to wait"
    assert (await page(fetcher, site.url("/other"))).status == 200
    assert site.paths() == ["/", "/other"]


async def test_a_wish_of_no_time_is_none(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(status=503, Retry_After="0")
    for _ in range(2):
        error = await refused(fetcher, site.url())
        assert (error.reason, error.retry_after) == ("http 503", timedelta())


async def test_another_port_is_another_server(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(status=429, Retry_After="120")
    await refused(fetcher, site.url())
    async with Site() as other:
        other.routes["/"] = answer(b"ok")
        assert (await page(fetcher, other.url())).body == b"ok"


async def test_a_redirect_to_a_host_that_wants_silence_is_not_followed(site: Site, fetcher: Fetcher) -> None:
    async with Site() as other:
        site.routes["/"] = answer(status=429, Retry_After="120")
        await refused(fetcher, site.url())
        other.routes["/"] = redirect(site.url("/other"))
        assert (await refused(fetcher, other.url())).reason == "asked to wait"
    assert site.paths() == ["/"]


async def test_a_redirect_may_ask_for_patience(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {
        "/never": redirect("/there", Retry_After="3600"),
        "/now": redirect("/there", Retry_After="0"),
        "/soon": redirect("/there", Retry_After="1"),
        "/there": answer(b"ok"),
    }
    error = await refused(fetcher, site.url("/never"))
    assert (error.reason, error.retry_after, site.paths()) == ("asked to wait", timedelta(hours=1), ["/never"])
    assert (await page(fetcher, site.url("/now"))).body == b"ok"
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await page(fetcher, site.url("/soon"))).body == b"ok"
    assert loop.time() - began >= 1


async def test_those_who_wait_for_a_host_hear_at_once_that_it_wants_silence(site: Site) -> None:
    async def busy(asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = fetcher._manners._hosts[f"127.0.0.1:{site.port}"]
        while len(host.queue) < 3:  # noqa: ASYNC110  (manners know no events)
            await asyncio.sleep(0.01)
        writer.write(answer(status=429, Retry_After="120"))
        await writer.drain()

    site.routes["/"] = busy
    async with Fetcher(AGENT, QUICK) as fetcher:
        errors = await asyncio.gather(*(refused(fetcher, site.url()) for _ in range(5)))
    assert sorted(error.reason for error in errors) == ["asked to wait"] * 3 + ["http 429"] * 2


async def test_a_silence_is_known_to_the_next_process(site: Site) -> None:
    site.routes["/"] = answer(status=429, Retry_After="120")
    shared = OwnLedger()
    async with Fetcher(AGENT, QUICK, ledger=shared) as one:
        await refused(one, site.url())
    host = f"127.0.0.1:{site.port}"
    until = await shared.silent_until(host)
    assert until is not None
    async with Fetcher(AGENT, QUICK, ledger=shared, silences={host: until}) as other:
        assert (await refused(other, site.url())).reason == "asked to wait"
    assert len(site.asked) == 1


async def test_a_public_host_hears_of_it_from_the_ledger_alone() -> None:
    shared = OwnLedger()
    await shared.silence("news.example", datetime.now(UTC) + timedelta(days=3))
    async with Fetcher(AGENT, ledger=shared) as fetcher:
        for address in ("http://news.example/", "https://NEWS.example:443/", "http://news.example.:80/x"):
            error = await refused(fetcher, address, STRANGE)
            assert error.reason == "asked to wait"
            assert error.retry_after is not None
            assert error.retry_after > timedelta(days=2)


async def test_a_ledger_that_is_slow_to_write_loses_no_wish(site: Site) -> None:
    class Slow(OwnLedger):
        async def silence(self, host: str, until: datetime) -> None:
            await asyncio.sleep(0.4)  # longer than the fetch may last
            await super().silence(host, until)

    site.routes["/"] = answer(status=429, Retry_After="120")
    async with Fetcher(AGENT, Limits(total_seconds=0.3), ledger=Slow()) as fetcher:
        error = await refused(fetcher, site.url())
    assert (error.reason, error.retry_after) == ("http 429", timedelta(seconds=120))


async def test_robots_txt_that_asks_to_wait_keeps_us_from_the_page(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/robots.txt": answer(status=503, Retry_After="3600"), "/": answer()}
    for _ in range(2):
        error = await refused(fetcher, site.url(), LOCAL, robots=True)
        assert (error.reason, error.retry) == ("robots unavailable", True)
        assert error.retry_after is not None
        assert error.retry_after > timedelta(minutes=59)
    assert site.paths() == ["/robots.txt"]


async def test_an_address_that_asks_to_wait_is_known_to_the_next_process(site: Site) -> None:
    site.routes |= {"/?key=hunter2": answer(status=403, Retry_After="120"), "/": answer()}
    shared = OwnLedger()
    async with Fetcher(AGENT, QUICK, ledger=shared) as one:
        await refused(one, site.url("/?key=hunter2"))
    known = await shared.silences()
    assert "hunter2" not in str(known)
    async with Fetcher(AGENT, QUICK, ledger=shared, silences=known) as other:
        assert (await refused(other, site.url("/?key=hunter2"))).reason == "asked to wait"
        assert (await page(other, site.url())).status == 200
    assert site.paths() == ["/?key=hunter2", "/"]


async def test_a_host_without_pause_is_left_alone_by_processes_that_run_already(site: Site) -> None:
    site.routes |= {"/": answer(status=429, Retry_After="120"), "/other": answer()}
    shared = OwnLedger()
    async with Fetcher(AGENT, QUICK, ledger=shared) as one, Fetcher(AGENT, QUICK, ledger=shared) as other:
        await page(other, site.url("/other"))
        await refused(one, site.url())
        with pytest.raises(FetchError, match="asked to wait"):
            await asked_until_refused(other, site.url("/other"))


async def asked_until_refused(fetcher: Fetcher, url: str) -> None:
    async with asyncio.timeout(10):
        while await page(fetcher, url):  # noqa: ASYNC110  (it looks once a second, and tells nobody)
            await asyncio.sleep(0.05)


async def test_redirects_together_ask_for_no_more_patience_than_one(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {
        "/": redirect("/second", Retry_After="1"),
        "/second": redirect("/third", Retry_After="60"),
        "/third": answer(),
    }
    error = await refused(fetcher, site.url())
    assert (error.reason, error.retry_after, site.paths()) == ("asked to wait", timedelta(seconds=60), ["/", "/second"])
