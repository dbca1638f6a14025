"""What a site's robots.txt allows (RFC 9309), remembered for a day."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from protego import Protego

from fetchers.failures import NoPageError

KEPT_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not longer than a day
UNAVAILABLE_SECONDS = 600.0  # a broken site is asked again soon, but not once for every article
READ_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read, the rest is ignored
SITES_REMEMBERED = 1_000  # then those past their day go; most files are a few KB

AGENT_LINE = re.compile(r"\s*user[-\s]*agent\s*:?", re.IGNORECASE)  # as generously as Protego reads them

Read = Callable[[str, bool], Awaitable[bytes]]


class _Record:
    """What one site said. `until` is in seconds of the clock."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()  # a site with twenty new articles is asked once
        self.answer: Protego | NoPageError = Protego.parse("")
        self.until = float("-inf")


class Robots:
    """Reads and remembers robots.txt.

    `product` is the name that sites know us by. `read(url, allow_private)` gives the body or raises
    NoPageError; `clock` counts seconds and never goes back.
    """

    def __init__(self, product: str, read: Read, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._product, self._read, self._clock = product, read, clock
        self._records: dict[str, _Record] = {}

    async def rules(self, site: str, *, allow_private: bool) -> Protego:
        """The rules of a site ("https://example.org").

        A site without the file (4xx, endless redirects) allows everything. Raises
        NoPageError("robots unavailable"): it could not be read, which forbids everything for the time being.
        """
        record = self._record(site)
        async with record.lock:
            if record.until <= self._clock():
                record.answer, seconds = await self._ask(f"{site}/robots.txt", allow_private)
                record.until = self._clock() + seconds
        if isinstance(record.answer, NoPageError):
            left = timedelta(seconds=record.until - self._clock())
            raise NoPageError("robots unavailable", record.answer.reason, retry_after=left)
        return record.answer

    async def _ask(self, url: str, allow_private: bool) -> tuple[Protego | NoPageError, float]:
        try:
            body = await self._read(url, allow_private)
        except NoPageError as failure:
            if failure.may_pass:
                return failure, UNAVAILABLE_SECONDS
            if _says_there_is_none(failure.reason):
                return Protego.parse(""), KEPT_SECONDS
            raise
        text = body[:READ_BYTES].decode("utf-8-sig", "replace")
        return Protego.parse(_merge_others(text, self._product)), KEPT_SECONDS

    def _record(self, site: str) -> _Record:
        if site not in self._records:
            if len(self._records) >= SITES_REMEMBERED:
                now = self._clock()
                self._records = {name: record for name, record in self._records.items() if record.until > now}
            self._records[site] = _Record()
        return self._records[site]


def _says_there_is_none(reason: str) -> bool:
    return reason.startswith("http ") or reason in ("too many redirects", "redirect loop")


def _merge_others(text: str, product: str) -> str:
    """Give all agents but ours and "*" one name.

    Protego copies each rule to each agent of its group: 15,000 agents before 20,000 rules took minutes.
    """
    return "\n".join("User-agent: -" if _names_another(line, product) else line for line in text.splitlines())


def _names_another(line: str, product: str) -> bool:
    found = AGENT_LINE.match(line)
    if found is None:
        return False
    agent = line[found.end() :].partition("#")[0].replace("*", "").strip()
    return agent.lower() not in ("", product.lower())
