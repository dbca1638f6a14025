"""One fetch from address to page: redirects by hand, a deadline, and every end under a name."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlencode

import httpx

from fetchers import guard
from fetchers.body import ENCODINGS, inflate, inflate_start, read_raw, read_start
from fetchers.connections import Connections
from fetchers.failures import DETAIL_CHARACTERS, NoPageError, failing_by_name
from fetchers.freshness import max_age
from fetchers.journey import Journey, is_plain
from fetchers.ledger import PATIENCE, Ledger, OwnLedger
from fetchers.limits import Limits
from fetchers.links import read_hub
from fetchers.manners import Manners, host_of
from fetchers.robots import READ_BYTES, Robots
from fetchers.silences import asked_to_wait, read_date, read_retry_after
from news import Access, FetchError, NotModified, Page

REDIRECTS = (301, 302, 303, 307, 308)
KEEPING_METHOD = (307, 308)  # the only ones that may send a form elsewhere
BUSY = (429, 503)  # statuses whose Retry-After speaks for the whole host
USERINFO = re.compile(r"(?<=//)[^/?#]*@")
VALIDATOR_CHARACTERS = 1_000  # an ETag is a few dozen; this much is stored and sent back
FORM = "application/x-www-form-urlencoded"
NOTHING_SPECIAL = Access()
USUAL = Limits()

T = TypeVar("T", Page | NotModified, int, bytes)


def user_agent(contact: str, version: str) -> str:
    """How we introduce ourselves: product, version and where to complain ("https://example.org/bot").

    Raises ValueError: the contact cannot be part of a header.
    """
    if not is_plain(contact) or set("()") & set(contact):
        raise ValueError(f"a contact is printable ASCII without parentheses, not {contact!r}")
    return f"wirewatch/{version} (+{contact})"


class Fetcher:
    """Reads pages from the web; one for a process and its event loop.

    `user_agent` starts with the product that robots.txt files name ("wirewatch/0.1 (+https://...)"). `ledger` is the
    manners' memory that processes share, `silences` what it holds at the start; hosts that need no pause ask it only
    for robots.txt, and once a second who is silent. `ca_file` (PEM) is trusted besides certifi's authorities.
    """

    def __init__(
        self,
        user_agent: str,
        limits: Limits = USUAL,
        *,
        obey_robots: bool = True,
        ledger: Ledger | None = None,
        silences: Mapping[str, datetime] = {},
        ca_file: Path | None = None,
    ) -> None:
        self._user_agent, self._limits, self._obey_robots = user_agent, limits, obey_robots
        self._product = user_agent.partition("/")[0]
        ledger = ledger or OwnLedger()
        self._manners = Manners(limits.per_host, ledger, silences)
        self._robots = Robots(self._product, self._read_robots, ledger)
        self._in_flight = asyncio.Semaphore(limits.in_flight)
        self._large = asyncio.Semaphore(limits.large_at_once)
        self._connections = Connections(limits.in_flight, ca_file)
        self._closing = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._closing.enter_async_context(self._connections)
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
        access: Access = NOTHING_SPECIAL,
        robots: bool = False,
    ) -> Page | NotModified:
        """Read a page, or learn that it did not change since the validators given.

        Of `access`, headers, cookies and login go to the origin of `url` alone, `allow_private` speaks for its host
        alone, user agent and proxy serve for the whole way. `robots` asks for the site's permission at every step.
        Raises FetchError: every other end; `fetchers.failures` lists the reasons.
        """
        validators = {"If-None-Match": _validator(etag), "If-Modified-Since": _validator(last_modified)}
        known = {name: value for name, value in validators.items() if value}
        with _told_of(url):
            journey = self._journey(url, access, validators=known, robots=robots)
            return await self._follow(journey, self._read)

    async def post(self, url: str, form: Mapping[str, str], *, access: Access = NOTHING_SPECIAL) -> int:
        """Send a form, with the same bounds and manners. Gives the status, 2xx.

        Only redirects that keep the method are followed, and none from https to http. Raises FetchError.
        """
        with _told_of(url):
            journey = self._journey(url, access, form=urlencode(form).encode("ascii"))
            return await self._follow(journey, _status)

    def _journey(
        self,
        url: str,
        access: Access,
        *,
        validators: Mapping[str, str] = {},
        robots: bool = False,
        form: bytes | None = None,
    ) -> Journey:
        return Journey(url, guard.checked(url), access, self._limits.total_seconds, validators, robots, form)

    async def _follow(self, journey: Journey, read: "Reader[T]") -> T:
        seen: set[tuple[str, str | None]] = set()
        with journey.placing_failures():
            waited = timedelta()
            for _ in range(self._limits.redirects + 1):
                await self._permit(journey)
                request = self._request(journey)
                step = (str(request.url), request.headers.get("cookie"))  # some sites only want to see their cookie
                if step in seen:
                    raise NoPageError("redirect loop")
                seen.add(step)
                answer = await self._ask(journey, request, read)
                if not isinstance(answer, Redirect):
                    return answer
                waited += answer.wait
                await _wait_for(answer, waited)
                journey.turn_to(answer.target, answer.status)
            raise NoPageError("too many redirects", f"over {self._limits.redirects}")

    async def _permit(self, journey: Journey) -> None:
        """Whether we may go there at all. Raises NoPageError."""
        if not journey.may_be_private:
            guard.refuse_private(journey.here)
            if journey.access.proxy:
                guard.refuse_local_name(journey.here)
        if journey.robots and self._obey_robots:
            await self._ask_robots(journey)

    def _request(self, journey: Journey) -> httpx.Request:
        headers = {"User-Agent": self._user_agent, "Accept": "*/*", "Accept-Encoding": ENCODINGS, **journey.validators}
        if journey.form is not None:
            headers["Content-Type"] = FORM
        limits = self._limits
        # httpx_aiohttp reads "pool" as the time for everything up to a connection that is ready
        timeout = {"timeout": {"pool": limits.connect_seconds, "read": limits.read_seconds}}
        method = "GET" if journey.form is None else "POST"
        request = httpx.Request(method, journey.here, headers=headers, content=journey.form, extensions=timeout)
        journey.dress(request)
        return request

    async def _ask(self, journey: Journey, request: httpx.Request, read: "Reader[T]") -> "T | Redirect":
        """Send one request. Gives where to go on to when the answer is a redirect."""
        host, address = host_of(journey.here), str(request.url)
        # a host that the desk allows to be private is its own: it sets the pace itself
        pause = timedelta() if journey.may_be_private else timedelta(seconds=self._limits.pause_seconds)
        await self._manners.listen()
        self._manners.respect_address(address)
        async with self._manners.turn(host, pause), self._in_flight:
            self._manners.respect(host)  # both may have spoken to others while this one waited for its place
            self._manners.respect_address(address)
            with self._manners.noting(host), failing_by_name():
                answer = await self._exchange(journey, request, read)
            if isinstance(answer, Refusal):
                await self._heed(answer, host, address)  # before anybody else gets this place
                raise NoPageError(f"http {answer.status}", retry_after=answer.wait)
        return answer

    async def _exchange(self, journey: Journey, request: httpx.Request, read: "Reader[T]") -> "T | Redirect | Refusal":
        async with journey.on_the_wire():
            response = await self._connections.ask(request, journey)
            self._manners.answered(host_of(journey.here))  # before its body, which may drip
            try:
                return await self._answer(journey, response, read)
            finally:
                await response.aclose()

    async def _answer(self, journey: Journey, response: httpx.Response, read: "Reader[T]") -> "T | Redirect | Refusal":
        status = response.status_code
        if status in (REDIRECTS if journey.form is None else KEEPING_METHOD) and response.headers.get("location"):
            journey.keep_cookies(response)
            target = _next(journey, response.headers["location"])
            return Redirect(status, target, _retry_after(response) or timedelta())
        if 200 <= status < 300 or (status == 304 and journey.validators):
            return await read(journey, response)
        return Refusal(status, _retry_after(response))

    async def _heed(self, refusal: "Refusal", host: str, address: str) -> None:
        """Leave alone who asks for it: the host when it is busy, else the address."""
        if refusal.wait is None:
            return
        if refusal.status in BUSY:
            await self._manners.leave_alone(host, refusal.wait)
        else:
            await self._manners.leave_address_alone(address, refusal.wait)

    async def _read(self, journey: Journey, response: httpx.Response) -> Page | NotModified:
        headers = _headers(response)
        if response.status_code == 304:
            return _not_modified(journey, headers)
        raw = await read_raw(response, self._limits.raw_bytes, self._large)
        body = inflate(raw, headers.get("content-encoding", ""), self._limits.body_bytes)
        now = datetime.now(UTC)
        return Page(
            url=journey.url,
            final_url=str(journey.here),
            status=response.status_code,
            content_type=headers.get("content-type", ""),
            body=body,
            fetched_at=now,
            etag=_validator(headers.get("etag")),
            last_modified=_validator(headers.get("last-modified")),
            max_age=max_age(headers, now),
            moved_to=journey.moved_to,
            hub=read_hub(response.headers.get_list("link"), journey.here) if "link" in headers else None,
            took=journey.took,
        )

    async def _ask_robots(self, journey: Journey) -> None:
        here, access = journey.here, journey.access
        asking = Access(user_agent=access.user_agent, proxy=access.proxy, allow_private=journey.may_be_private)
        rules = await self._robots.rules(f"{here.scheme}://{here.netloc.decode('ascii')}", asking)
        delay = rules.crawl_delay(self._product)
        if delay is not None:
            self._manners.slow_down(host_of(here), delay)
        if not rules.can_fetch(str(here), self._product):
            raise NoPageError("robots")

    async def _read_robots(self, url: str, access: Access) -> bytes:
        return await self._follow(self._journey(url, access), _start)


@dataclass(frozen=True, slots=True)
class Redirect:
    status: int
    target: httpx.URL
    wait: timedelta  # how long its server wants us to wait before we go there


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    wait: timedelta | None


Reader = Callable[[Journey, httpx.Response], Awaitable[T]]


async def _start(_: Journey, response: httpx.Response) -> bytes:
    """The beginning of a text, however long it is."""
    raw = await read_start(response, READ_BYTES)
    return inflate_start(raw, response.headers.get("content-encoding", ""), READ_BYTES)


async def _status(_: Journey, response: httpx.Response) -> int:
    return response.status_code


async def _wait_for(redirect: Redirect, in_all: timedelta) -> None:
    """A Retry-After on a redirect is for the address it leads to. No place is held meanwhile.

    Patience is that of a fetch: `in_all` is this wait and those of the redirects before it.
    """
    if in_all > PATIENCE:
        raise asked_to_wait(redirect.wait)
    if redirect.wait:
        await asyncio.sleep(redirect.wait.total_seconds())


def _next(journey: Journey, location: str) -> httpx.URL:
    try:
        target = guard.checked(journey.here.join(location))
    except (NoPageError, httpx.InvalidURL, ValueError) as error:
        why = error.detail if isinstance(error, NoPageError) else "redirect to no address"
        failure = NoPageError("bad address", why)
        failure.at = repr(USERINFO.sub("", location)[:80])  # not here: this address was asked
        raise failure from error
    if journey.form is not None and (journey.here.scheme, target.scheme) == ("https", "http"):
        raise NoPageError("bad address", "a form is not sent on from https to http")
    return target


def _headers(response: httpx.Response) -> dict[str, str]:
    """By lower-case name; what is told twice is joined. httpx's own look-ups walk through all of them each time."""
    headers: dict[str, str] = {}
    for key, value in response.headers.raw:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


def _not_modified(journey: Journey, headers: Mapping[str, str]) -> NotModified:
    now = datetime.now(UTC)
    return NotModified(journey.url, now, max_age(headers, now), journey.moved_to, journey.took)


def _retry_after(response: httpx.Response) -> timedelta | None:
    said = response.headers.get_list("retry-after")
    return read_retry_after(said, read_date(response.headers.get("date")), datetime.now(UTC)) if said else None


def _validator(value: str | None) -> str | None:
    """A validator that can be stored and sent back; None for any other."""
    return value if value and len(value) <= VALIDATOR_CHARACTERS and is_plain(value) else None


@contextmanager
def _told_of(url: str) -> Iterator[None]:
    """At the door: a failure becomes an error that names the address asked for, and where it happened."""
    try:
        yield
    except NoPageError as failure:
        where = "" if failure.at in ("", url) else f"at {failure.at}"[:DETAIL_CHARACTERS]
        detail = " ".join(filter(None, (failure.detail, where)))
        url = USERINFO.sub("", url)  # it ends up in logs
        raise FetchError(
            failure.reason, url, detail, retry=failure.may_pass, retry_after=failure.retry_after
        ) from failure
