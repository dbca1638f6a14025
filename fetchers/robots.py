"""What a site's robots.txt allows (RFC 9309), remembered for a day, at most 5,000 rules of it."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from protego import Protego

from fetchers.failures import NoPageError
from fetchers.ledger import Ledger, OwnLedger, RobotsRecord
from fetchers.silences import BELIEVABLE
from news import Access

KEPT = timedelta(hours=24)  # RFC 9309, 2.4: not longer than a day
UNAVAILABLE = timedelta(minutes=10)  # a broken site is asked again soon, but not once for every article
READ_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are read, the rest is ignored
RULES = 5_000  # lines that are for us or for all; Protego makes 1.5 MB of short ones. The rest is ignored
LARGE = 50_000  # characters; parsing fewer takes some 10 ms, and ten times as many must not stop everything else
# Of all sites together, in memory. Protego makes 10 to 40 bytes of each: 100 MB at worst, 40 sites of the longest
# rules or a thousand of the usual few KB.
CHARACTERS = 2_500_000
SITES_REMEMBERED = 1_000  # then those asked about longest ago go; most files are a few KB

RULE_LINE = re.compile(r"\s*(?:allow|disallow|crawl-delay)\s*:", re.IGNORECASE)  # what surely ends a list of agents
AGENT_LINE = re.compile(r"\s*user[-\s]*agent\s*:?", re.IGNORECASE)  # as generously as Protego reads them

# No request was made, and other sources may be allowed to make it.
NOT_ASKED = ("private address", "bad address")
ANOTHER = "-"  # all other agents

Read = Callable[[str, Access], Awaitable[bytes]]


class _Site:
    """What one site said."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()  # a site with twenty new articles is asked once
        self.record: RobotsRecord | None = None
        self.rules = Protego.parse("")
        self.characters = 0


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
            if known.record is None or not self._holds(known.record):
                await self._learn(known, await self._ledger.robots(site) or await self._renew(site, access))
        assert known.record is not None
        if known.record.failure is not None:
            left = max(known.record.until - self._clock(), timedelta())
            raise NoPageError("robots unavailable", known.record.failure, retry_after=left)
        return known.rules

    def _holds(self, record: RobotsRecord) -> bool:
        """Not what a clock wrote that was wrong once, and lies years ahead."""
        return self._clock() < record.until <= self._clock() + BELIEVABLE

    async def _learn(self, known: _Site, record: RobotsRecord) -> None:
        text = record.body or ""
        large, product = len(text) > LARGE, self._product
        known.rules = await asyncio.to_thread(_parsed, text, product) if large else _parsed(text, product)
        known.record, known.characters = replace(record, body=None), len(text)
        while sum(site.characters for site in self._sites.values()) > CHARACTERS and len(self._sites) > 1:
            self._sites.popitem(last=False)

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
            if failure.reason in NOT_ASKED and failure.at in ("", url):
                raise
            return RobotsRecord(None, failure.reason, self._clock() + UNAVAILABLE)
        text = body[:READ_BYTES].decode("utf-8-sig", "replace").replace("\0", "")  # no database keeps a NUL in a text
        few = await asyncio.to_thread(_ours, text, self._product) if len(text) > LARGE else _ours(text, self._product)
        return RobotsRecord(few, None, self._clock() + KEPT)

    def _site(self, name: str) -> _Site:
        if name not in self._sites:
            if len(self._sites) >= SITES_REMEMBERED:
                self._sites.popitem(last=False)
            self._sites[name] = _Site()
        self._sites.move_to_end(name)
        return self._sites[name]


def _says_there_is_none(reason: str) -> bool:
    return reason.startswith("http ") or reason in ("too many redirects", "redirect loop")


def _parsed(text: str, product: str) -> Protego:
    return Protego.parse(_ours(text, product))  # other versions of us may have kept all of it


def _ours(text: str, product: str) -> str:
    """What of a robots.txt may be for us: the groups that name `product` or "*", up to RULES lines of them.

    All other agents get one name and lose their rules: Protego copies each rule to each agent of its group, and
    15,000 agents before 20,000 rules took minutes. A group ends where one surely does, so that none is cut short;
    what exactly is whose rule Protego says.
    """
    return "\n".join(_lines_for(text, product))


def _lines_for(text: str, product: str) -> Iterator[str]:
    ours, in_rules, rules, last = False, True, 0, ""
    for line in text.splitlines():
        if found := AGENT_LINE.match(line):
            agent = _agent(line[found.end() :], product)
            ours, in_rules = agent != ANOTHER or (ours and not in_rules), False
            line = f"User-agent: {agent}"
            if line != last:  # there may be thousands
                yield line
        elif line.strip() and not line.lstrip().startswith("#"):
            in_rules = in_rules or RULE_LINE.match(line) is not None
            if not ours:
                continue
            yield line
            rules += 1
            if rules >= RULES:
                return
        else:
            continue
        last = line


def _agent(said: str, product: str) -> str:
    """Whom a group is for: `product`, "*", nobody ("") or ANOTHER. "wire*watch" has too many spellings to keep."""
    name = said.partition("#")[0].strip().lower()
    bare = name.replace("*", "")
    if bare == product.lower():
        return product
    return ANOTHER if bare else name[:1]
