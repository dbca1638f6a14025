"""How often one host is asked: few requests at once, a pause between them, and silence when it asks for it."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import httpx

from fetchers.failures import NO_ANSWER, NoPageError
from fetchers.ledger import LONGEST_PAUSE, PATIENCE, Ledger, OwnLedger
from fetchers.silences import Silences, asked_to_wait

HOSTS_REMEMBERED = 5_000  # then those that nobody asks right now go; a state is under 1 KB
MISSES = 5  # requests in a row that got no answer; then a host is down, and the hundred that wait for it hear so
DOWN_FOR = timedelta(seconds=60)  # then the next one tries
HEAR_SECONDS = 1.0  # between two looks at what others were told: a pause is as long
HEAR_SHARE = 20  # a look at very many silences is taken rarely enough to cost a twentieth of the time
NONE = timedelta()


def host_of(url: httpx.URL) -> str:
    """Who is asked: a name, with its port unless that is the scheme's own. Two ports are two servers."""
    host = url.raw_host.decode("ascii").rstrip(".")  # the same server with and without
    host = f"[{host}]" if ":" in host else host
    return host if url.port is None else f"{host}:{url.port}"


def address_name(address: str) -> str:
    """What the ledger calls an address, whose query may hold a key. No host looks like it."""
    return f"address {blake2b(address.encode(), digest_size=16).hexdigest()}"


class _Host:
    """Who asks one host right now, and who waits for it."""

    def __init__(self, at_once: int) -> None:
        self.free = at_once
        self.queue: deque[asyncio.Future[bool]] = deque()  # whether a place was handed over
        self.pausing: set[asyncio.Future[None]] = set()
        self.guests = 0
        self.crawl_delay = timedelta()
        self.answered_at: float | None = None  # in ticks, as `down_until`
        self.misses = 0  # since then
        self.down_until: float | None = None

    def leave(self) -> None:
        """Give one's place to the next in line."""
        while self.queue:
            place = self.queue.popleft()
            if not place.done():
                place.set_result(True)
                return
        self.free += 1

    def wake_all(self) -> None:
        for place in self.queue:
            if not place.done():
                place.set_result(False)
        self.queue.clear()
        for alarm in self.pausing:
            alarm.cancel()


class Manners:
    """Hands out turns, host by host; what other processes must know goes through the ledger.

    `silences` are those that hosts asked for earlier. `clock` tells the time (aware UTC), `ticks` counts seconds and is
    never set back; `sleep` waits for seconds.
    """

    def __init__(
        self,
        at_once: int,
        ledger: Ledger | None = None,
        silences: Mapping[str, datetime] = {},
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._at_once = at_once
        self._ledger = ledger or OwnLedger(clock)
        self._clock, self._ticks, self._sleep = clock, ticks, sleep
        self._silences = Silences(silences, clock)
        self._hosts: dict[str, _Host] = {}
        self._hear_at = ticks() + HEAR_SECONDS  # what was known before is in `silences`

    @asynccontextmanager
    async def turn(self, host: str, pause: timedelta) -> AsyncIterator[None]:
        """Wait until this host may be asked; it counts as busy until the block ends.

        The next turn, here or in another process, begins `pause` after this one, or later if the host asked for that.
        Raises NoPageError: "asked to wait" when the host wants to be left alone for now, or others keep it busy;
        "host down" when it gave no answer lately.
        """
        self.respect(host)
        state = self._state(host)
        state.guests += 1
        try:
            await self._take_place(state, host)
            try:
                await self._await_start(state, host, max(pause, state.crawl_delay))
                yield
            finally:
                state.leave()
        finally:
            state.guests -= 1

    def respect(self, name: str) -> None:
        """Raise NoPageError when this host must not be asked yet: "asked to wait", "host down"."""
        self._silences.respect(name)
        state = self._hosts.get(name)
        if state and state.down_until and state.down_until > self._ticks():
            raise NoPageError("host down", f"{state.misses} requests in a row got no answer")

    @contextmanager
    def noting(self, host: str) -> Iterator[None]:
        """See whether the host answers the request in the block, or others meanwhile. If not, it may be down."""
        began = self._ticks()
        try:
            yield
        except NoPageError as failure:
            if failure.reason in NO_ANSWER:
                self._miss(self._state(host), began)
                raise
            self._answered(self._state(host))
            raise
        self._answered(self._state(host))

    def answered(self, host: str) -> None:
        """It lives: no request that is under way counts as a miss, however long the body of its answer takes."""
        self._answered(self._state(host))

    def _answered(self, state: _Host) -> None:
        state.answered_at, state.misses, state.down_until = self._ticks(), 0, None

    def _miss(self, state: _Host, began: float) -> None:
        """Each one more would take a place and the better part of a minute."""
        if state.answered_at and state.answered_at >= began:
            return  # a slow address, not a host that is down
        state.misses += 1
        if state.misses >= MISSES:
            state.down_until = self._ticks() + DOWN_FOR.total_seconds()
            state.wake_all()

    async def leave_alone(self, host: str, length: timedelta) -> None:
        """Let nobody ask this host for so long. Those who wait for it hear of it at once."""
        if length <= NONE:
            return
        until = self._clock() + length
        self._silences.add(host, until)
        self._state(host).wake_all()
        await self._ledger.silence(host, until)

    def respect_address(self, address: str) -> None:
        """Raise NoPageError("asked to wait") when this address must not be asked yet."""
        self._silences.respect(address_name(address))

    async def leave_address_alone(self, address: str, length: timedelta) -> None:
        if length <= NONE:
            return
        name, until = address_name(address), self._clock() + length
        self._silences.add(name, until)
        await self._ledger.silence(name, until)

    async def listen(self) -> None:
        """Hear what other processes were told lately. Once a second at most, whoever is asked."""
        began = self._ticks()
        if began < self._hear_at:
            return
        self._hear_at = began + HEAR_SECONDS  # others need not look meanwhile
        for name, until in (await self._ledger.silences()).items():
            self._silences.add(name, until)
        now = self._ticks()
        self._hear_at = now + max(HEAR_SECONDS, HEAR_SHARE * (now - began))

    def slow_down(self, host: str, seconds: float) -> None:
        """Make the pause of a host longer, never shorter, within bounds."""
        state, most = self._state(host), LONGEST_PAUSE.total_seconds()
        if seconds > 0:  # it may be "nan"
            state.crawl_delay = max(state.crawl_delay, timedelta(seconds=min(seconds, most)))

    async def _take_place(self, state: _Host, host: str) -> None:
        while not state.free:
            if await self._queue(state):
                return
            self.respect(host)  # it spoke
        state.free -= 1

    async def _queue(self, state: _Host) -> bool:
        """Stand in line. Gives whether a place was handed over."""
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        state.queue.append(place)
        try:
            return await place
        except asyncio.CancelledError:
            if not place.cancelled() and place.result():
                state.leave()
            raise

    async def _await_start(self, state: _Host, host: str, pause: timedelta) -> None:
        if not pause:
            return
        wait = await self._ledger.reserve(host, pause) - self._clock()
        if wait > PATIENCE:
            raise asked_to_wait(wait)
        if wait > pause:
            await self._hear(host)  # so long may be a silence: that is told at once, not slept through
        if wait > NONE:
            await self._rest(state, wait)
            await self._hear(host)
        self.respect(host)

    async def _rest(self, state: _Host, length: timedelta) -> None:
        """Wait; shorter if the host asks for silence meanwhile."""
        alarm = asyncio.ensure_future(self._sleep(length.total_seconds()))
        state.pausing.add(alarm)
        try:
            await asyncio.wait([alarm])
        finally:
            state.pausing.discard(alarm)
            alarm.cancel()

    async def _hear(self, host: str) -> None:
        """Other processes may have been asked for silence meanwhile. Raises NoPageError("asked to wait")."""
        until = await self._ledger.silent_until(host)
        if until is not None:
            self._silences.add(host, until)
        self.respect(host)

    def _state(self, host: str) -> _Host:
        if host not in self._hosts:
            if len(self._hosts) >= HOSTS_REMEMBERED:
                self._hosts = {name: state for name, state in self._hosts.items() if state.guests or state.misses}
            self._hosts[host] = _Host(self._at_once)
        return self._hosts[host]
