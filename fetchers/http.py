"""One fetch from address to page: redirects by hand, a deadline, and every end under a name."""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from yarl import URL

from fetchers import guard
from fetchers.body import ENCODINGS, inflate, read_raw
from fetchers.failures import DETAIL_CHARACTERS, NoPageError, failing_by_name
from fetchers.manners import Manners, read_retry_after
from fetchers.robots import Robots
from news import FetchError, NotModified, Page

REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)  # statuses whose Retry-After speaks for the whole host
HEADER_BYTES = 65_536  # aiohttp's own 8,190 is less than some sites' content-security-policy
IDLE_SECONDS = 15  # how long a connection is kept for the next page of the same host
USERINFO = re.compile(r"(?<=//)[^/?#]*@")
VALIDATOR_CHARACTERS = 1_000  # an ETag is a few dozen; this much is stored and sent back

# The transport passes an address on as text only; here it goes past it, to `_as_written`.
WRITTEN: ContextVar[str] = ContextVar("WRITTEN")


def user_agent(contact: str, version: str) -> str:
    """How we introduce ourselves: product, version and where to complain ("https://example.org/bot").

    Raises ValueError: the contact cannot be part of a header.
    """
    if not _is_plain(contact) or set("()") & set(contact):
        raise ValueError(f"a contact is printable ASCII without parentheses, not {contact!r}")
    return f"wirewatch/{version} (+{contact})"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one fetch, and of all fetches together."""

    connect_seconds: float = 10  # name, connection and TLS
    read_seconds: float = 20  # silence between two reads
    total_seconds: float = 45  # a fetch with its redirects; waiting for a host's turn does not count
    raw_bytes: int = 8_000_000  # on the wire
    body_bytes: int = 8_000_000  # after decompression; a feed of some 19,000 items
    redirects: int = 5
    in_flight: int = 50
    per_host: int = 2
    pause_seconds: float = 1.0  # between two starts at one host


@dataclass(slots=True)
class _Journey:
    """One fetch on its way. `here` moves with each redirect; `cookies` last as long as the journey."""

    start: httpx.URL
    here: httpx.URL
    left_seconds: float
    headers: Mapping[str, str]
    validators: Mapping[str, str]
    allow_private: bool = False
    robots: bool = False
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    @property
    def may_be_private(self) -> bool:
        """The permission is for the host that the desk names, not for wherever that host points."""
        return self.allow_private and self.here.host == self.start.host

    @property
    def at_home(self) -> bool:
        """Whether `here` may see what the desk tells the origin it names; its TLS twin may."""
        start, here = self.start, self.here
        same = (here.scheme, here.netloc) == (start.scheme, start.netloc)
        return same or (start.scheme, here.scheme, here.netloc) == ("http", "https", start.netloc)

    @asynccontextmanager
    async def on_the_wire(self) -> AsyncIterator[None]:
        """Spend what is left of the time. Raises TimeoutError when it is gone."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(self.left_seconds):
                yield
        finally:
            self.left_seconds -= time.monotonic() - started


class Fetcher:
    """Reads pages from the web; one for a process and its event loop.

    `user_agent` starts with the product that robots.txt files name ("wirewatch/0.1 (+https://...)").
    """

    def __init__(self, user_agent: str, limits: Limits = Limits(), *, obey_robots: bool = True) -> None:
        self._user_agent, self._limits, self._obey_robots = user_agent, limits, obey_robots
        self._product = user_agent.partition("/")[0]
        self._manners = Manners(limits.per_host)
        self._robots = Robots(self._product, self._read_robots)
        self._in_flight = asyncio.Semaphore(limits.in_flight)
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        # Two pools: a connection opened with permission to be private is never reused without it.
        verified = httpx.create_ssl_context(trust_env=False)
        guarded, unguarded = _transport(self._limits, verified, guard.public_socket), _transport(self._limits, verified)
        self._guarded = await self._closing.enter_async_context(guarded)
        self._open = await self._closing.enter_async_context(unguarded)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._closing.aclose()

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] = {},
        allow_private: bool = False,
        robots: bool = False,
    ) -> Page | NotModified:
        """Read a page, or learn that it did not change since the validators given.

        `headers` go to the origin of `url` alone, and `allow_private` speaks for its host alone: both end
        where a redirect leads elsewhere. `robots` asks for the site's permission at every step.
        Raises FetchError: every other end; `fetchers.failures` lists the reasons.
        """
        validators = {"If-None-Match": _validator(etag), "If-Modified-Since": _validator(last_modified)}
        known = {name: value for name, value in validators.items() if value}
        journey = None
        try:
            start = guard.checked(url)
            journey = _Journey(start, start, self._limits.total_seconds, headers, known, allow_private, robots)
            return await self._travel(url, journey)
        except NoPageError as failure:
            raise _told(failure, url, str(journey.here) if journey else url) from failure

    async def _travel(self, url: str, journey: _Journey) -> Page | NotModified:
        seen: set[tuple[str, str | None]] = set()
        for _ in range(self._limits.redirects + 1):
            if not journey.may_be_private:
                guard.refuse_private(journey.here)
            if journey.robots and self._obey_robots:
                await self._ask_robots(journey)
            request = self._request(journey)
            step = (str(request.url), request.headers.get("cookie"))  # some sites only want to see their cookie
            if step in seen:
                raise NoPageError("redirect loop")
            seen.add(step)
            answer = await self._ask(url, journey, request)
            if not isinstance(answer, httpx.URL):
                return answer
            journey.here = answer
        raise NoPageError("too many redirects", f"over {self._limits.redirects}")

    async def _ask(self, url: str, journey: _Journey, request: httpx.Request) -> Page | NotModified | httpx.URL:
        """Send one request. Gives the address to go on to when the answer is a redirect."""
        transport = self._open if journey.may_be_private else self._guarded
        # a host that the desk allows to be private is its own: it sets the pace itself
        pause = 0.0 if journey.may_be_private else self._limits.pause_seconds
        async with self._manners.turn(request.url.host, pause), self._in_flight:
            with failing_by_name():
                async with journey.on_the_wire():
                    WRITTEN.set(str(request.url))
                    response = await transport.handle_async_request(request)
                    try:
                        return await self._read(url, journey, response)
                    finally:
                        await response.aclose()

    async def _read(self, url: str, journey: _Journey, response: httpx.Response) -> Page | NotModified | httpx.URL:
        status, headers = response.status_code, response.headers
        if status in REDIRECTS and headers.get("location"):
            if _is_plain("".join(headers.get_list("set-cookie"))):
                journey.cookies.extract_cookies(response)
            return _next(journey.here, headers["location"])
        if status == 304 and journey.validators:
            return NotModified(url, datetime.now(UTC))
        if not 200 <= status < 300:
            raise self._refusal(journey.here.host, response)
        raw = await read_raw(response, self._limits.raw_bytes)
        body = inflate(raw, headers.get("content-encoding", ""), self._limits.body_bytes)
        return Page(
            url=url,
            final_url=str(journey.here),
            status=status,
            content_type=headers.get("content-type", ""),
            body=body,
            fetched_at=datetime.now(UTC),
            etag=_validator(headers.get("etag")),
            last_modified=_validator(headers.get("last-modified")),
        )

    def _refusal(self, host: str, response: httpx.Response) -> NoPageError:
        wait = read_retry_after(response.headers.get("retry-after"), datetime.now(UTC))
        if wait is not None and response.status_code in BUSY:
            self._manners.leave_alone(host, wait)
        return NoPageError(f"http {response.status_code}", retry_after=wait)

    def _request(self, journey: _Journey) -> httpx.Request:
        headers = httpx.Headers({"User-Agent": self._user_agent, "Accept": "*/*"})
        if journey.at_home:
            headers.update(journey.headers)
        headers.update({**journey.validators, "Accept-Encoding": ENCODINGS})
        limits = self._limits
        # httpx_aiohttp reads "pool" as the time for everything up to a connection that is ready
        timeout = {"pool": limits.connect_seconds, "read": limits.read_seconds}
        request = httpx.Request("GET", journey.here, headers=headers, extensions={"timeout": timeout})
        journey.cookies.set_cookie_header(request)
        return request

    async def _ask_robots(self, journey: _Journey) -> None:
        here = journey.here
        site = f"{here.scheme}://{here.netloc.decode('ascii')}"
        rules = await self._robots.rules(site, allow_private=journey.may_be_private)
        delay = rules.crawl_delay(self._product)
        if delay is not None:
            self._manners.slow_down(here.host, delay)
        if not rules.can_fetch(str(here), self._product):
            raise NoPageError("robots")

    async def _read_robots(self, url: str, allow_private: bool) -> bytes:
        start = guard.checked(url)
        journey = _Journey(start, start, self._limits.total_seconds, {}, {}, allow_private)
        page = await self._travel(url, journey)
        assert isinstance(page, Page)  # no validators were sent
        return page.body


def _transport(
    limits: Limits, verified: ssl.SSLContext, socket_factory: aiohttp.SocketFactoryType | None = None
) -> AiohttpTransport:
    """httpx on aiohttp's connections: no proxies and certificates from the environment, no cookies kept."""
    connector = aiohttp.TCPConnector(
        ssl=verified,
        limit=limits.in_flight,
        keepalive_timeout=IDLE_SECONDS,
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
    return AiohttpTransport(verify=verified, trust_env=False, client=session)


async def _as_written(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep the escapes of an address: aiohttp turns "%2F" in a query into "/", and signatures no longer fit."""
    request.url = URL(WRITTEN.get(), encoded=True)
    return await send(request)


def _next(here: httpx.URL, location: str) -> httpx.URL:
    try:
        return guard.checked(here.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise NoPageError("bad address", f"redirect to {location[:80]!r}") from error


def _validator(value: str | None) -> str | None:
    """A validator that can be stored and sent back; None for any other."""
    return value if value and len(value) <= VALIDATOR_CHARACTERS and _is_plain(value) else None


def _is_plain(value: str) -> bool:
    """Whether a header can carry this."""
    return value.isascii() and value.isprintable()


def _told(failure: NoPageError, url: str, here: str) -> FetchError:
    where = "" if here == url else f"at {here}"[:DETAIL_CHARACTERS]
    detail = " ".join(filter(None, (failure.detail, where)))
    url = USERINFO.sub("", url)  # it ends up in logs
    return FetchError(failure.reason, url, detail, retry=failure.may_pass, retry_after=failure.retry_after)
