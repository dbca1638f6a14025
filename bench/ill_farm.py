"""A farm on many hosts, whose faults are dealt so that what it counts can be believed."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.farm import Farm

# Those that take long, on hosts of their own: the farm never counts a hung request out, and an abandoned dripping one
# late, so that its count of requests at once is right only for the other hosts.
LINGERING = ("hang", "drip")
# What a reader can make sense of in spite of the fault; it stays to the end.
READABLE = ("301", "302", "308", "badxml", "ctype", "latin1", "noetag", "always200")
# What hides a feed; it is healed before the last polls, and then everything must come.
HIDING = (
    "500", "502", "503ra", "429", "404", "410", "403", "loop", "reset", "short", "html", "bomb", "big", "redirpriv",
)  # fmt: skip
DRIP_SECONDS = 0.05  # between two bytes: a feed would take an hour; an abandoned one is noticed that soon
ENTRIES = 20  # that a document lists, from the start on
LATENCY, JITTER = 20, 30  # milliseconds: with none, hardly two requests are ever at one host at once


class IllFarm:
    """`rate` of the feeds are ill, of all 23 kinds in equal parts."""

    def __init__(self, script: Path, *, feeds: int, ports: int, rate: float, retry_after: int) -> None:
        self._feeds, self._ports = feeds, ports
        kinds = len(LINGERING + READABLE + HIDING)
        self._lingering = round(feeds * rate / kinds * len(LINGERING))
        self.farm = Farm(
            script, feeds=feeds, entries=ENTRIES, ports=ports, faults=",".join(READABLE + HIDING),
            fault_rate=rate * (1 - len(LINGERING) / kinds), retry_after=retry_after, drip=DRIP_SECONDS,
            latency=LATENCY, jitter=JITTER, prebuild=True,
        )  # fmt: skip
        self.faults: dict[int, str] = {}

    def deal(self) -> None:
        """Let feeds hang and drip, host by host from the first on, until there are as many as of the other kinds."""
        self.faults = self.farm.faults()
        by_host = sorted(range(self._feeds), key=lambda feed: feed % self._ports)
        for number, feed in enumerate(by_host[: self._lingering]):
            self._set(feed, LINGERING[number % len(LINGERING)])
        for feed in by_host[self._lingering :]:
            if self.farm.port_of(feed) in self.slow_ports:
                self._set(feed, None)  # the rest of a slow host is well: its own slots delay it, not its faults

    def heal(self) -> None:
        """End every fault that hides a feed. JSON that was cut short is no JSON; XML can be mended."""
        for feed, kind in list(self.faults.items()):
            if kind not in READABLE or (kind in ("badxml", "latin1") and feed % 10 == 9):
                self._set(feed, None)

    @property
    def slow_ports(self) -> frozenset[int]:
        hosts = -(-self._lingering // -(-self._feeds // self._ports))
        return frozenset(range(self.farm.port, self.farm.port + hosts))

    def peak(self, stats: Mapping[str, Mapping[str, int]], *, slow: bool) -> int:
        """The most requests at once at any one host, of the slow ones or of the others."""
        peaks: Sequence[int] = [
            peak for port, peak in stats["peak_port"].items() if (int(port) in self.slow_ports) is slow
        ]
        return max(peaks, default=0)

    def _set(self, feed: int, kind: str | None) -> None:
        if self.faults.get(feed) == kind:
            return
        self.farm.set_fault(feed, kind)
        if kind:
            self.faults[feed] = kind
        else:
            del self.faults[feed]
