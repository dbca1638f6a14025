"""Looking names up: once for all who ask, for a short while, and never in the way of anything else."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import aiohttp
import pytest
from aiohttp.abc import ResolveResult

from fetchers.names import FAILED_SECONDS, FRESH_SECONDS, MOST_NAMES, Found, Names
from tests.fetchers.loopback import Site, answer

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30


class NameServer:
    """Knows what a test tells it. A silent name's answer waits until the test lets go."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.silent: dict[str, threading.Event] = {}
        self.asked: list[str] = []
        self.families: list[int] = []
        self.threads: set[threading.Thread] = set()

    def __call__(self, host: str, family: int) -> Found:
        self.asked.append(host)
        self.families.append(family)
        self.threads.add(threading.current_thread())
        if host in self.silent:
            self.silent[host].wait(PATIENCE_SECONDS)
        if host not in self.addresses:
            return socket.gaierror(socket.EAI_NONAME, "no such name")
        number = self.addresses[host]
        return (ResolveResult(hostname=host, host=number, port=0, family=socket.AF_INET, proto=6, flags=0),)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[NameServer]:
    names = NameServer()
    with ExitStack() as held:
        names.silent = {f"silent{n}.example": threading.Event() for n in range(5)}
        for event in names.silent.values():
            held.callback(event.set)
        yield names


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def numbers(names: Names, host: str, port: int = 80) -> list[tuple[str, int]]:
    return [(one["host"], one["port"]) for one in await names.resolve(host, port)]


async def settled(server: NameServer) -> None:
    """Wait until every lookup has given its answer."""
    for thread in server.threads:
        await asyncio.to_thread(thread.join, PATIENCE_SECONDS)
        assert not thread.is_alive()
    await asyncio.sleep(0)  # what the threads left for the loop
    await asyncio.sleep(0)  # who waited for that


async def test_a_name_is_asked_for_once_while_its_answer_is_fresh(server: NameServer, clock: Clock) -> None:
    server.addresses["a.example"] = "192.0.2.1"
    names = Names(look_up=server, clock=clock)
    assert await numbers(names, "a.example", 80) == [("192.0.2.1", 80)]
    assert await numbers(names, "A.Example", 443) == [("192.0.2.1", 443)]
    server.addresses["a.example"] = "192.0.2.2"
    clock.now += FRESH_SECONDS - 0.001
    assert await numbers(names, "a.example") == [("192.0.2.1", 80)]
    clock.now += 0.001
    assert await numbers(names, "a.example") == [("192.0.2.2", 80)]
    assert server.asked == ["a.example"] * 2


async def test_the_families_of_addresses_are_kept_apart(server: NameServer) -> None:
    server.addresses["a.example"] = "192.0.2.1"
    names = Names(look_up=server)
    for family in (socket.AF_INET, socket.AF_UNSPEC, socket.AF_INET):
        await names.resolve("a.example", 80, family)
    assert server.families == [socket.AF_INET, socket.AF_UNSPEC]


async def test_a_name_that_is_not_known_is_asked_for_again_soon(server: NameServer, clock: Clock) -> None:
    names = Names(look_up=server, clock=clock)
    for _ in range(2):
        with pytest.raises(socket.gaierror, match="no such name"):
            await names.resolve("new.example")
    assert server.asked == ["new.example"]
    server.addresses["new.example"] = "192.0.2.1"
    clock.now += FAILED_SECONDS
    assert await numbers(names, "new.example") == [("192.0.2.1", 80)]


async def test_each_who_asks_gets_an_error_of_their_own(server: NameServer) -> None:
    names = Names(look_up=server)
    first, second = await asyncio.gather(*(names.resolve("new.example") for _ in range(2)), return_exceptions=True)
    assert isinstance(first, socket.gaierror)
    assert isinstance(second, socket.gaierror)
    assert first is not second
    assert first.errno == second.errno == socket.EAI_NONAME


async def test_many_who_ask_at_once_share_one_lookup(server: NameServer) -> None:
    server.addresses["a.example"] = "192.0.2.1"
    names = Names(look_up=server)
    found = await asyncio.gather(*(numbers(names, "a.example", port) for port in range(1, 21)))
    assert found == [[("192.0.2.1", port)] for port in range(1, 21)]
    assert server.asked == ["a.example"]


async def test_silent_names_hold_up_neither_other_names_nor_other_threads(server: NameServer) -> None:
    server.addresses["a.example"] = "192.0.2.1"
    names = Names(threads=6, look_up=server, deadline_seconds=PATIENCE_SECONDS)
    waiting = [asyncio.create_task(names.resolve(host)) for host in server.silent]
    assert await numbers(names, "a.example") == [("192.0.2.1", 80)]
    assert await asyncio.to_thread(lambda: "the database") == "the database"
    assert not any(task.done() for task in waiting)
    await names.close()
    await asyncio.wait(waiting)


async def test_no_more_lookups_run_than_there_are_threads(server: NameServer) -> None:
    server.addresses = dict.fromkeys(("a.example", *server.silent), "192.0.2.1")
    names = Names(threads=5, look_up=server, deadline_seconds=PATIENCE_SECONDS)
    waiting = [asyncio.create_task(names.resolve(host)) for host in (*server.silent, "a.example")]
    for _ in range(10):
        await asyncio.sleep(0)
    assert "a.example" not in server.asked
    server.silent["silent3.example"].set()
    await waiting[-1]
    assert server.asked[-1] == "a.example"
    for event in server.silent.values():
        event.set()
    await asyncio.gather(*waiting)


async def test_a_silent_name_fails_in_time_and_at_once_for_who_comes_later(server: NameServer) -> None:
    names = Names(look_up=server, deadline_seconds=0.05)
    for _ in range(3):
        with pytest.raises(socket.gaierror, match=r"no answer in 0\.05 s") as failure:
            await names.resolve("silent0.example")
        assert failure.value.errno == socket.EAI_AGAIN
    assert server.asked == ["silent0.example"]


async def test_an_answer_that_came_late_is_there_for_the_next(server: NameServer) -> None:
    server.addresses["silent0.example"] = "192.0.2.1"
    names = Names(look_up=server, deadline_seconds=0.05)
    with pytest.raises(socket.gaierror):
        await names.resolve("silent0.example")
    server.silent["silent0.example"].set()
    await settled(server)
    assert await numbers(names, "silent0.example") == [("192.0.2.1", 80)]
    assert server.asked == ["silent0.example"]


async def test_one_who_gives_up_does_not_take_the_answer_from_the_others(server: NameServer) -> None:
    server.addresses["silent0.example"] = "192.0.2.1"
    names = Names(look_up=server, deadline_seconds=PATIENCE_SECONDS)
    impatient, patient = (asyncio.create_task(numbers(names, "silent0.example")) for _ in range(2))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    server.silent["silent0.example"].set()
    assert await patient == [("192.0.2.1", 80)]


async def test_only_so_many_names_are_remembered(server: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fetchers.names.MOST_NAMES", 2)
    assert MOST_NAMES > 5_000
    names = Names(look_up=server)
    for host in ("a.example", "b.example", "c.example", "c.example", "b.example", "a.example"):
        with pytest.raises(OSError, match="no such name"):
            await names.resolve(host)
    assert server.asked == ["a.example", "b.example", "c.example", "a.example"]


async def test_what_cannot_be_a_name_is_refused() -> None:
    for strange in ("a" * 64 + ".example", "a..example"):
        with pytest.raises(UnicodeError):
            await Names().resolve(strange)


async def test_the_system_knows_this_machine_and_not_the_invalid() -> None:
    names = Names(deadline_seconds=PATIENCE_SECONDS)
    assert ("127.0.0.1", 80) in await numbers(names, "localhost")
    with pytest.raises(OSError, match=r".") as failure:
        await names.resolve("nowhere.invalid")
    assert isinstance(failure.value, socket.gaierror)


async def test_a_connector_connects_to_what_it_is_told(site: Site, server: NameServer) -> None:
    site.routes["/"] = answer(b"hello")
    server.addresses["a.example"] = "127.0.0.1"
    names = Names(look_up=server)
    connector = aiohttp.TCPConnector(resolver=names, use_dns_cache=False)
    async with aiohttp.ClientSession(connector=connector) as session:
        async with session.get(f"http://a.example:{site.port}/") as response:
            assert await response.read() == b"hello"
        with pytest.raises(aiohttp.ClientConnectorDNSError):
            await session.get(f"http://b.example:{site.port}/")
    await names.close()


SLOW = """
import asyncio, time
from fetchers.names import Names

async def main():
    names = Names(deadline_seconds=0.1, look_up=lambda host, family: time.sleep(10_000))
    try:
        await names.resolve("silent.example")
    except OSError as error:
        print(error)
    await names.close()

asyncio.run(main())
"""


def test_a_lookup_that_never_ends_does_not_hold_up_the_exit() -> None:
    done = subprocess.run([sys.executable, "-c", SLOW], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no answer" in done.stdout
