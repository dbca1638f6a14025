"""What a site's robots.txt allows (RFC 9309), remembered for a day."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from protego import Protego

from fetchers.failures import NoPageError
from fetchers.ledger import Ledger, OwnLedger, RobotsRecord
from news import Access

KEPT = timedelta(hours=24)  # RFC 9309, 2.4: not longer than a day
UNAVAILABLE = timedelta(minutes=10)  # a broken site is asked again soon, but not once for every article
READ_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read, the rest is ignored
SITES_REMEMBERED = 1_000  # then those asked about longest ago go; most files are a few KB

AGENT_LINE = re.compile(r"\s*user[-\s]*agent\s*:?", re.IGNORECASE)  # as generously as Protego reads them

Read = Callable[[str, Access], Awaitable[bytes]]


class _Site:
    """What one site said."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()  # a site with twenty new articles is asked once
        self.record: RobotsRecord | None = None
        self.rules = Protego.parse("")


class Robots:
    """Reads and remembers robots.txt, for other processes too by the ledger.

    `product` is the name that sites know us by. `read(url, access)` gives the body or raises NoPageError; `clock`
    tells the time (aware UTC).
    """

    def __init__(
        self,
        product: str,
        read: Read,
        ledger: Ledger | None = None,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._product, self._read, self._clock = product, read, clock
        self._ledger = ledger or OwnLedger(clock)
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def rules(self, site: str, access: Access) -> Protego:
        """The rules of a site ("https://example.org").

        A site without the file (4xx, endless redirects) allows everything. Raises
        NoPageError("robots unavailable"): it could not be read, which forbids everything for the time being.
        """
        known = self._site(site)
        async with known.lock:
            if known.record is None or known.record.until <= self._clock():
                known.record = await self._ledger.robots(site) or await self._renew(site, access)
                known.rules = Protego.parse(_merge_others(known.record.body or "", self._product))
        if known.record.failure is not None:
            left = max(known.record.until - self._clock(), timedelta())
            raise NoPageError("robots unavailable", known.record.failure, retry_after=left)
        return known.rules

    async def _renew(self, site: str, access: Access) -> RobotsRecord:
        record = await self._ask(f"{site}/robots.txt", access)
        await self._ledger.keep_robots(site, record)
        return record

    async def _ask(self, url: str, access: Access) -> RobotsRecord:
        try:
            body = await self._read(url, access)
        except NoPageError as failure:
            if failure.reason == "asked to wait":
                raise  # we did not ask
            if failure.may_pass:
                wait = max(UNAVAILABLE, failure.retry_after or UNAVAILABLE)
                return RobotsRecord(None, failure.reason, self._clock() + wait)
            if _says_there_is_none(failure.reason):
                return RobotsRecord(None, None, self._clock() + KEPT)
            raise
        text = body[:READ_BYTES].decode("utf-8-sig", "replace").replace("\0", "")  # no database keeps a NUL in a text
        return RobotsRecord(text, None, self._clock() + KEPT)

    def _site(self, name: str) -> _Site:
        if name not in self._sites:
            if len(self._sites) >= SITES_REMEMBERED:
                self._sites.popitem(last=False)
            self._sites[name] = _Site()
        self._sites.move_to_end(name)
        return self._sites[name]


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
