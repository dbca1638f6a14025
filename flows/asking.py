"""Asking the web on behalf of a source."""

from dataclasses import replace
from urllib.parse import urlsplit

from flows.reach import Reach
from news import Access, NotModified, Page, Source


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

    The source's secrets and its leave to be private go to its own site only: what a feed lists was written by others.
    """
    access = access_to(source, url)
    return await reach.fetcher.fetch(url, etag=etag, last_modified=last_modified, access=access, robots=robots)


def access_to(source: Source, url: str) -> Access:
    """How to ask an address on behalf of a source. Secrets that go to its site by https go nowhere without it."""
    if not same_site(source.url, url):
        return source.access.elsewhere
    if _scheme(source.url) == "https" and _scheme(url) != "https":
        return replace(source.access.elsewhere, allow_private=source.access.allow_private)
    return source.access


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses have the same host, or one's host lies below the other's ("www." aside)."""
    a, b = host_of(one), host_of(other)
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _scheme(url: str) -> str:
    return url.partition(":")[0].strip().lower()


def host_of(url: str) -> str:
    """The host, without "www."; "" for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
