"""Names to addresses, on threads of their own: a name server that hangs holds up nobody but who asks it.

aiohttp's own resolver uses asyncio's default threads, of which there are six on two cores. Thirty names whose
servers are silent would keep all else that runs there, the database too, waiting for half a minute.
"""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable
from threading import Thread

from aiohttp.abc import AbstractResolver, ResolveResult

FRESH_SECONDS = 60  # the system does not tell how long a name may be kept; those of big sites say 20 to 300
FAILED_SECONDS = 10  # long enough for the pages of one poll, short enough for a slip
MOST_NAMES = 10_000  # some 5 MB; two for each of 5,000 sources
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
_AS_NUMBERS = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV

Key = tuple[str, int]  # name and address family
Found = tuple[ResolveResult, ...] | OSError | UnicodeError


def system_addresses(host: str, family: int) -> Found:
    """What the system says, which may take it half a minute."""
    try:
        infos = socket.getaddrinfo(host, 0, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        return tuple(
            ResolveResult(
                hostname=host,
                host=socket.getnameinfo(address, _AS_NUMBERS)[0],  # with the zone that a link-local address needs
                port=0,
                family=kind,
                proto=protocol,
                flags=_NUMERIC,
            )
            for kind, _, protocol, _, address in infos
        )
    except (OSError, UnicodeError) as error:
        return error.with_traceback(None)  # it is remembered; the frames need not be


class Names(AbstractResolver):
    """Looks names up with the system's resolver, and remembers for a short while what it said.

    For one event loop. Give it to connectors as `resolver`, with their own cache off; whoever made it closes it.
    Whether an address is public is not asked here but at the socket, which sees what is really connected to.
    """

    def __init__(
        self,
        *,
        threads: int = 32,
        deadline_seconds: float = 8,  # the system asks a second time after 5, and a connection has 10
        look_up: Callable[[str, int], Found] = system_addresses,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """After the deadline those who wait are told; the lookup goes on, and later ones may find its answer."""
        self._deadline_seconds, self._look_up, self._clock = deadline_seconds, look_up, clock
        self._turns = asyncio.Semaphore(threads)
        self._known: dict[Key, tuple[float, Found]] = {}  # with the moment up to which it is good, oldest first
        self._asked: dict[Key, tuple[asyncio.Task[Found], float]] = {}  # under way, and their deadlines

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name, at least one.

        Raises OSError: it has none, or there was no answer in time. Raises UnicodeError: it cannot be a name.
        """
        key = (host.lower(), int(family))
        until, found = self._known.get(key, (0.0, None))
        if found is None or until <= self._clock():
            found = await self._ask(key)
        if isinstance(found, OSError | UnicodeError):
            raise type(found)(*found.args)  # a new one for each: tracebacks would pile up on it
        return [{**address, "hostname": host, "port": port} for address in found]

    async def close(self) -> None:
        """Forget everything. Lookups under way end by themselves, on threads that do not hold up the exit."""
        asked = [task for task, _ in self._asked.values()]
        for task in asked:
            task.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        self._known.clear()

    async def _ask(self, key: Key) -> Found:
        """Wait for the one lookup of this name that is under way, until its deadline."""
        if key not in self._asked:
            deadline = asyncio.get_running_loop().time() + self._deadline_seconds
            self._asked[key] = asyncio.create_task(self._answer(key)), deadline
        task, deadline = self._asked[key]
        try:
            async with asyncio.timeout_at(deadline):
                return await asyncio.shield(task)
        except TimeoutError:
            return socket.gaierror(socket.EAI_AGAIN, f"no answer in {self._deadline_seconds:g} s")

    async def _answer(self, key: Key) -> Found:
        try:
            async with self._turns:
                found = await self._on_a_thread(key)
        finally:
            del self._asked[key]
        self._remember(key, found)
        return found

    def _on_a_thread(self, key: Key) -> asyncio.Future[Found]:
        """No pool of threads: a program waits for those when it ends, and a lookup may take half a minute."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Found] = loop.create_future()

        def look_up() -> None:
            found = self._look_up(*key)
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(_settle, answer, found)

        Thread(target=look_up, name=f"name {key[0]}", daemon=True).start()
        return answer

    def _remember(self, key: Key, found: Found) -> None:
        self._known.pop(key, None)
        if len(self._known) >= MOST_NAMES:
            del self._known[next(iter(self._known))]
        self._known[key] = (self._clock() + (FRESH_SECONDS if isinstance(found, tuple) else FAILED_SECONDS), found)


def _settle(answer: "asyncio.Future[Found]", found: Found) -> None:
    if not answer.done():
        answer.set_result(found)
