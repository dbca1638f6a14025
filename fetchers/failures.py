"""The closed list of words under which a fetch fails, and which word an exception gets."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import aiohttp
import httpx

PASSING = frozenset(
    {"timeout", "dns", "refused", "tls", "connection", "robots unavailable", "asked to wait", "host down"}
)
NO_ANSWER = ("timeout", "dns")  # what takes long to fail
LASTING = frozenset(
    {"too large", "too many redirects", "redirect loop", "private address", "bad address", "robots", "not decodable"}
)
PASSING_STATUS = re.compile(r"http (408|425|429|5\d\d)")
DETAIL_CHARACTERS = 200  # a line of a log

# What httpx, its aiohttp transport (which lets some of aiohttp's own through), the sockets below
# (OSError, TimeoutError) and the codecs of host names and headers (ValueError) raise for a server's doing.
TROUBLE = (httpx.HTTPError, httpx.InvalidURL, aiohttp.ClientError, OSError, ValueError)


class PrivateAddressError(OSError):
    """A connection was about to be opened to an address that is not public."""


class NoPageError(Exception):
    """A fetch that ended without a page; becomes a `news.FetchError` at the door.

    `reason` is one of PASSING, LASTING or "http NNN"; `at` is the address where it happened, once that is known.
    """

    def __init__(self, reason: str, detail: str = "", *, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason, self.detail, self.retry_after = reason, detail[:DETAIL_CHARACTERS], retry_after
        self.at = ""

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed later."""
        return self.reason in PASSING or PASSING_STATUS.fullmatch(self.reason) is not None


@contextmanager
def failing_by_name() -> Iterator[None]:
    """Turn whatever a server, a resolver or a bad address makes the libraries raise into a NoPageError."""
    try:
        yield
    except TROUBLE as error:
        raise named(error) from error


def named(error: Exception) -> NoPageError:
    """The word for an exception.

    The transport renames aiohttp's exceptions loosely (a dropped connection becomes a ConnectTimeout),
    so what it renamed decides.
    """
    cause = error.__cause__ if isinstance(error, httpx.HTTPError) and error.__cause__ else error
    if isinstance(cause, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return NoPageError("connection", f"the proxy: {cause}")
    if isinstance(cause, aiohttp.ClientConnectorError):
        cause = _below(cause)
    return NoPageError(_word(cause), str(cause) or type(cause).__name__)


def _below(error: aiohttp.ClientConnectorError) -> BaseException:
    told = error.os_error
    return told if isinstance(told, PrivateAddressError | ConnectionRefusedError | ssl.SSLError) else error


def _word(cause: BaseException) -> str:
    match cause:
        case PrivateAddressError():
            return "private address"
        case TimeoutError() | httpx.TimeoutException():
            return "timeout"
        case ssl.SSLError() | aiohttp.ClientSSLError():
            return "tls"
        case aiohttp.ClientConnectorDNSError() | socket.gaierror():
            return "dns"
        case ConnectionRefusedError():
            return "refused"
        case OSError() | aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError() | aiohttp.ClientResponseError():
            return "connection"
        case ValueError() | httpx.InvalidURL() | httpx.UnsupportedProtocol() | aiohttp.NonHttpUrlClientError():
            return "bad address"
    return "connection"
