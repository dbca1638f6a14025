"""Asking the web on behalf of a source."""

from dataclasses import replace
from urllib.parse import urlsplit

from flows.reach import Reach
from news import Access, NotModified, Page, Source

USUAL_PORTS = {"http": 80, "https": 443}


async def ask(
    reach: Reach,
    source: Source,
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    robots: bool = False,
) -> Page | NotModified:
    """Fetch an address that a source is, or that it listed. Raises FetchError.

    The source's secrets go to its own site only, its leave to be private to its own server: what a feed lists was
    written by others.
    """
    access = access_to(source, url)
    return await reach.fetcher.fetch(url, etag=etag, last_modified=last_modified, access=access, robots=robots)


def access_to(source: Source, url: str) -> Access:
    """How to ask an address on behalf of a source. Secrets that go to its site by https go nowhere without it."""
    private = source.access.allow_private and same_server(source.url, url)
    if not same_site(source.url, url) or (_scheme(source.url) == "https" and _scheme(url) != "https"):
        return replace(source.access.elsewhere, allow_private=private)
    return replace(source.access, allow_private=private)


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses have the same host ("www." aside), or one's host lies below the other's.

    Never by "www." alone: below "www.gov.uk" there is nobody, below "gov.uk" there is everybody. Numbers have nothing
    below them.
    """
    a, b = _full_host(one), _full_host(other)
    short, long = sorted((a, b), key=len)
    if not a or not b or a == b or _is_number(a) or _is_number(b):
        return bool(a) and a == b
    return "." in short and long.endswith(f".{short}")


def same_server(one: str, other: str) -> bool:
    """Tell whether two addresses have the same host and port; the usual ports of http and https count as one."""
    return bool(_full_host(one)) and (_full_host(one), _port(one)) == (_full_host(other), _port(other))


def same_host(one: str, other: str) -> bool:
    """Tell whether two addresses have the very same host."""
    return bool(_full_host(one)) and _full_host(one) == _full_host(other)


def host_of(url: str) -> str:
    """The host, without "www."; "" for what is no address."""
    return _full_host(url).removeprefix("www.")


def _full_host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    """IPv6, or IPv4 however spelled: names do not end in digits (RFC 3696)."""
    last = host.rpartition(".")[2]
    return ":" in host or last.isdecimal() or last.startswith("0x")


def _port(url: str) -> int | None:
    """None for the usual one of its scheme, -1 for none at all."""
    try:
        port = urlsplit(url.strip()).port
    except ValueError:
        return -1
    return None if port == USUAL_PORTS.get(_scheme(url)) else port


def _scheme(url: str) -> str:
    return url.partition(":")[0].strip().lower()
