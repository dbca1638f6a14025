"""One fetch on its way from address to address: what it may carry where, and what is left of its time."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from fetchers.failures import NoPageError
from news import Access

PERMANENT = (301, 308)
OURS = frozenset({"accept-encoding", "if-none-match", "if-modified-since"})  # what they say decides how we read
COOKIE_CHARACTERS = 16_000  # of one answer; most servers refuse a request with more than 8,000


def is_plain(value: str) -> bool:
    """Whether a header can carry this."""
    return value.isascii() and value.isprintable()


@dataclass(slots=True)
class Journey:
    """`here` moves with each redirect; cookies that servers set last as long as the journey. `form`: sent by POST."""

    url: str  # as it was asked for
    start: httpx.URL
    access: Access
    total_seconds: float
    validators: Mapping[str, str] = field(default_factory=dict)
    robots: bool = False
    form: bytes | None = None
    here: httpx.URL = field(init=False)
    _spent_seconds: float = 0.0
    _began: float | None = None  # what is under way, on a clock that never goes back
    _cookies: httpx.Cookies | None = None
    _moved: httpx.URL | None = None
    _moves: bool = True  # every redirect until now was permanent

    def __post_init__(self) -> None:
        self.here = self.start

    @property
    def may_be_private(self) -> bool:
        """The permission is for the host that the desk names, not for wherever that host points."""
        return self.access.allow_private and self.here.host == self.start.host

    @property
    def at_home(self) -> bool:
        """Whether `here` may see what the desk tells the origin it names; its TLS twin may."""
        start, here = self.start, self.here
        same = (here.scheme, here.netloc) == (start.scheme, start.netloc)
        return same or (start.scheme, here.scheme, here.netloc) == ("http", "https", start.netloc)

    @property
    def moved_to(self) -> str | None:
        """Where permanent redirects alone led. A front page is no such place, unless it was asked for."""
        if self._moved is None or (_is_front(self._moved) and not _is_front(self.start)):
            return None
        return str(self._moved) if self._moved != self.start else None

    @property
    def took(self) -> timedelta:
        """The time spent on the wire until now."""
        under_way = 0.0 if self._began is None else time.monotonic() - self._began
        return timedelta(seconds=self._spent_seconds + under_way)

    def turn_to(self, target: httpx.URL, status: int) -> None:
        downgrade = (self.here.scheme, target.scheme) == ("https", "http")
        self._moves = self._moves and status in PERMANENT and not downgrade
        if self._moves:
            self._moved = target
        self.here = target

    def keep_cookies(self, response: httpx.Response) -> None:
        said = "".join(response.headers.get_list("set-cookie"))
        if is_plain(said) and len(said) <= COOKIE_CHARACTERS:
            self._cookies = self._cookies or httpx.Cookies()
            self._cookies.extract_cookies(response)

    def dress(self, request: httpx.Request) -> None:
        """Put on the request what this address may see.

        Raises NoPageError("bad address"): the desk's words cannot be part of a request. They are not repeated.
        """
        access = self.access
        if access.user_agent:
            request.headers["User-Agent"] = _sendable("user_agent", access.user_agent)
        if self.at_home and access.login:
            request.headers["Authorization"] = basic(*access.login)
        if self.at_home:
            for name, value in access.headers.items():
                if name.lower() not in OURS:
                    request.headers[_sendable("name of a header", name)] = _sendable(f"header {name}", value)
        self._put_cookies(request)

    def _put_cookies(self, request: httpx.Request) -> None:
        """The desk's cookies, and those that were set on the way: of one name, the newer."""
        ours = self.access.cookies if self.at_home else {}
        if self._cookies is not None:
            self._cookies.set_cookie_header(request)
        if ours:
            theirs = request.headers.get("cookie", "").split("; ")
            pairs = {name: f"{name}={_sendable(f'cookie {name}', value)}" for name, value in ours.items()}
            pairs |= {pair.partition("=")[0]: pair for pair in theirs if pair}
            request.headers["Cookie"] = "; ".join(pairs.values())

    @contextmanager
    def placing_failures(self) -> Iterator[None]:
        """Note on a failure where it happened."""
        try:
            yield
        except NoPageError as failure:
            failure.at = failure.at or str(self.here)
            raise

    @asynccontextmanager
    async def on_the_wire(self) -> AsyncIterator[None]:
        """Spend what is left of the time. Raises TimeoutError when it is gone."""
        self._began = time.monotonic()
        try:
            async with asyncio.timeout(self.total_seconds - self._spent_seconds):
                yield
        finally:
            self._spent_seconds += time.monotonic() - self._began
            self._began = None


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _sendable(what: str, value: str) -> str:
    if not is_plain(value):
        raise NoPageError("bad address", f"the {what} of this source holds characters that cannot be sent")
    return value


def _is_front(url: httpx.URL) -> bool:
    return url.raw_path == b"/"
