"""httpx on aiohttp's connections: guarded or not, through a proxy or not, and never too many of them open."""

import ssl
import time
from collections import OrderedDict
from contextlib import AsyncExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from fetchers import guard
from fetchers.failures import NoPageError
from fetchers.journey import Journey, basic, is_plain
from fetchers.manners import host_of
from fetchers.names import Names
from news import WirewatchError

HEADER_BYTES = 65_536  # aiohttp's own 8,190 is less than some sites' content-security-policy
IDLE_SECONDS = 15  # how long a connection is kept for the next page of the same host
IDLE_HOSTS = 200  # with two connections each, and 200 in flight, below the usual 1,024 open files

# The transport passes an address on as text only; here it goes past it, to `_as_written`.
WRITTEN: ContextVar[str] = ContextVar("WRITTEN")


class Connections:
    """Opens and keeps connections. `ca_file` holds authorities that are trusted besides certifi's.

    certifi's rather than the system's: they come with the install, pinned, and are the same on every machine and in
    images that have none; what a company adds is then its own choice, in sight. The environment is not read.
    """

    def __init__(self, at_once: int, ca_file: Path | None) -> None:
        self._at_once, self._ca_file = at_once, ca_file
        self._closing = AsyncExitStack()
        self._warm = Warm()

    async def __aenter__(self) -> Self:
        self._verified = verified(self._ca_file)
        self._names = Names()
        self._closing.push_async_callback(self._names.close)
        # Two pools: a connection opened with permission to be private is never reused without it.
        self._guarded = await self._pool(guard.public_socket)
        self._open = await self._pool(None)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._closing.aclose()

    async def ask(self, request: httpx.Request, journey: Journey) -> httpx.Response:
        """Send a request and read the head of the answer; its body is still to be read, or closed."""
        if not self._warm.keeps(host_of(journey.here), time.monotonic()):
            request.headers["Connection"] = "close"
        WRITTEN.set(str(request.url))
        return await self._transport(request, journey).handle_async_request(request)

    def _transport(self, request: httpx.Request, journey: Journey) -> AiohttpTransport:
        if journey.access.proxy:
            return self._through(read_proxy(journey.access.proxy), request)
        return self._open if journey.may_be_private else self._guarded

    def _through(self, proxy: "Proxy", request: httpx.Request) -> AiohttpTransport:
        """The proxy may be private; what it connects to is beyond our sight. It needs no pool of its own."""
        told = {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {}
        if request.url.scheme == "http":
            request.headers.update(told)  # else they go to the proxy alone, with CONNECT
        through = httpx.Proxy(proxy.url, headers=told | {"User-Agent": request.headers["user-agent"]})
        return AiohttpTransport(verify=self._verified, trust_env=False, client=self._open.client, proxy=through)

    async def _pool(self, socket_factory: aiohttp.SocketFactoryType | None) -> AiohttpTransport:
        connector = aiohttp.TCPConnector(
            ssl=self._verified,
            limit=self._at_once,
            keepalive_timeout=IDLE_SECONDS,
            resolver=self._names,
            use_dns_cache=False,  # it has its own
            socket_factory=socket_factory,
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            middlewares=[_as_written],
            auto_decompress=False,
            trust_env=False,
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
        )
        transport = AiohttpTransport(verify=self._verified, trust_env=False, client=session)
        return await self._closing.enter_async_context(transport)


class Warm:
    """Which hosts' connections may be kept: those asked lately, up to IDLE_HOSTS of them. Times are in seconds."""

    def __init__(self) -> None:
        self._asked: OrderedDict[str, float] = OrderedDict()

    def keeps(self, host: str, now: float) -> bool:
        asked = self._asked
        while asked and next(iter(asked.values())) <= now - IDLE_SECONDS:
            asked.popitem(last=False)
        if host not in asked and len(asked) >= IDLE_HOSTS:
            return False
        asked[host] = now
        asked.move_to_end(host)
        return True


@dataclass(frozen=True, slots=True)
class Proxy:
    url: str
    authorization: str | None


def read_proxy(address: str) -> Proxy:
    """Read "http://[user:password@]host:port".

    Raises NoPageError("bad address"), without repeating it: it is nothing of that kind.
    """
    try:
        url = httpx.URL(address)
        host = url.host
    except (httpx.InvalidURL, ValueError) as error:
        raise NoPageError("bad address", "the proxy of this source is no address") from error
    named = ":" in host or guard.HOST.fullmatch(url.raw_host.decode("ascii"))
    if url.scheme != "http" or not named or not is_plain(address):
        raise NoPageError("bad address", "the proxy of this source must look like http://host:port")
    authorization = basic(url.username, url.password) if url.userinfo else None
    return Proxy(f"http://{url.netloc.decode('ascii')}", authorization)


def verified(ca_file: Path | None) -> ssl.SSLContext:
    """Raises WirewatchError: the file holds no certificates."""
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is None:
        return context
    try:
        context.load_verify_locations(cafile=ca_file)
    except OSError as error:  # ssl.SSLError is one
        raise WirewatchError(f"{ca_file}: no certificates to trust ({error}); it must be a PEM file") from error
    return context


async def _as_written(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep the escapes of an address: aiohttp turns "%2F" in a query into "/", and signatures no longer fit."""
    request.url = URL(WRITTEN.get(), encoded=True)
    return await send(request)
