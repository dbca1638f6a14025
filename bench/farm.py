"""A synthetic news web (newsfarm) as a process beside us, and the truth that it tells."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import URLError
from urllib.request import urlopen

START_SECONDS = 120  # 2,000 feeds are rendered before it listens
ANSWER_SECONDS = 120  # it answers us in turn with everything else that it is asked
LONGEST_LIFE_SECONDS = 7200  # nothing stays behind if we are killed
ARTICLE = re.compile(r"/article/(\d+)/(\d+)/")

Item = tuple[int, int]  # number of the feed, number of the entry within it; both stand in the article's address


@dataclass(frozen=True, slots=True)
class Crop:
    """What came of a harvest, compared with the truth. Items are (feed, entry)."""

    wanted: int
    stored: int
    lost: frozenset[Item]
    doubled: int  # stored more often than once
    foreign: frozenset[Item]  # never published

    @property
    def is_exact(self) -> bool:
        return not (self.lost or self.doubled or self.foreign)


class Farm:
    """Newsfarm on loopback, from `with` to the end of it. `options` are its own, without the dashes."""

    def __init__(self, script: Path, **options: float | str | bool) -> None:
        self._script = script
        self._options: dict[str, float | str | bool] = options
        self._feeds, self._ports = int(options["feeds"]), int(options.get("ports", 1))
        self.port = 0

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("terminated"))  # else the farm would outlive us
        self.port = free_ports(self._ports)
        words = [sys.executable, str(self._script), "--port", str(self.port)]
        for name, value in ({"max_seconds": LONGEST_LIFE_SECONDS} | self._options).items():
            dashed = f"--{name.replace('_', '-')}"
            words += [dashed] if value is True else [dashed, str(value)] if value is not False else []
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        try:
            self._wait()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.stats()
            except URLError as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{self._script} did not start: {error}") from error
                time.sleep(0.1)
            else:
                return

    def urls(self) -> list[str]:
        """The addresses of all feeds, by number."""
        return self._ask("urls").decode().split()

    def stats(self, *, reset: bool = False) -> dict[str, Any]:
        return self._told("stats?reset=1" if reset else "stats")

    def publish(self, first: int | None = None, last: int | None = None) -> None:
        """One new entry in every feed, or in those from `first` to `last`."""
        self._told("publish?n=1" + (f"&feeds={first}-{last}" if first is not None else ""))

    def set_fault(self, feed: int, kind: str | None) -> None:
        self._told(f"fault?i={feed}&kind={kind or 'none'}")

    def fault(self, feed: int) -> str | None:
        return str(fault) if (fault := self._told(f"truth/{feed}")["fault"]) else None

    def faults(self) -> dict[int, str]:
        """The kind of fault of each feed that has one."""
        return {feed: kind for feed in range(self._feeds) if (kind := self.fault(feed))}

    def truth(self) -> frozenset[Item]:
        """Every item that was ever published: those of a feed are numbered from 1 without a hole."""
        return frozenset((feed, number) for feed in range(self._feeds) for number in range(1, self._latest(feed) + 1))

    def port_of(self, feed: int) -> int:
        return self.port + feed % self._ports

    def _latest(self, feed: int) -> int:
        return int(self._told(f"truth/{feed}")["entries"][0]["n"])

    def _told(self, path: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._ask(path))
        return told

    def _ask(self, path: str) -> bytes:
        with urlopen(f"http://127.0.0.1:{self.port}/_ctl/{path}", timeout=ANSWER_SECONDS) as answer:
            body: bytes = answer.read()
        return body


def compared(urls: Iterable[str], truth: Collection[Item], also: Collection[Item] = ()) -> Crop:
    """Compare the addresses of what was stored, each as often as it was stored, with the truth.

    What `also` was published may be stored or not.
    """
    found = [item_of(url) for url in urls]
    distinct = frozenset(found)
    foreign = distinct - frozenset(truth) - frozenset(also)
    return Crop(len(truth), len(found), frozenset(truth) - distinct, len(found) - len(distinct), foreign)


def item_of(url: str) -> Item:
    """Which item an address belongs to; (-1, -1) where it belongs to none."""
    place = ARTICLE.search(url)
    return (int(place[1]), int(place[2])) if place else (-1, -1)


def free_ports(count: int) -> int:
    """The first of `count` ports in a row that are free now."""
    for _ in range(100):
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
        if port + count < 65_536 and all(_is_free(port + more) for more in range(count)):
            return port
    raise SystemExit(f"there are no {count} free ports in a row on this machine")


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
