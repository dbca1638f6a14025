"""Asking the web on behalf of a source."""

from urllib.parse import urlsplit

from flows.house import House
from news import NotModified, Page, Source


async def ask(
    house: House,
    source: Source,
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    robots: bool = False,
) -> Page | NotModified:
    """Fetch an address that a source is, or that it listed. Raises FetchError.

    The source's headers (they may hold a password) and its leave to be private go to its own site only: what a
    feed lists was written by others.
    """
    own = same_site(source.url, url)
    return await house.fetcher.fetch(
        url,
        etag=etag,
        last_modified=last_modified,
        headers=source.headers if own else {},
        allow_private=source.allow_private and own,
        robots=robots,
    )


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses have the same host, or one's host lies below the other's ("www." aside)."""
    a, b = _host(one), _host(other)
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
