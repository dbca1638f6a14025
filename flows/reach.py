"""What it takes to ask and to read: a house has it, and so has a command that only looks."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from news import Access, NotModified, Page

T = TypeVar("T")


class Fetching(Protocol):
    """fetchers.Fetcher, or what stands in for it."""

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = ...,
        last_modified: str | None = ...,
        access: Access = ...,
        robots: bool = ...,
    ) -> Page | NotModified: ...


class Reading(Protocol):
    """flows.parsing.Parsing, or what stands in for it."""

    async def run(self, work: Callable[..., T], *arguments: object) -> T: ...


class Reach(Protocol):
    @property
    def fetcher(self) -> Fetching: ...

    @property
    def parsing(self) -> Reading: ...
