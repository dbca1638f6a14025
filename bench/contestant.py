"""A program that is measured: it polls a list of feeds whenever it is told to.

It is a process of its own, so that each starts alike and nobody pays for another's imports. It says `imported`, is told
its task as one line of JSON, says `ready`, and answers each `poll` with `done`. The programs are `bench/ours.py` and
those in `bench/peers/`.
"""

import json
import os
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.usage import Usage, usage


@dataclass(frozen=True, slots=True)
class Entrant:
    """What takes part: its command, its part of the task, and where it keeps the addresses of what it stored."""

    name: str
    command: Sequence[str]
    task: dict[str, Any]
    query: str  # one column: the addresses, from `news.db` in its folder


class Contestant:
    """An entrant at work, from `with` to the end of it."""

    def __init__(self, entrant: Entrant, urls: Sequence[str], folder: Path) -> None:
        self._entrant, self.urls, self._folder = entrant, urls, folder

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        with ExitStack() as starting:
            started = subprocess.Popen(self._entrant.command, stdin=pipe, stdout=pipe, text=True)
            self._process = starting.enter_context(started)  # the end of its input is its end, and is waited for
            self._expect("imported")
            self.imported = self.usage()
            task = {"urls": self.urls, "database": str(self._folder / "news.db")} | self._entrant.task
            self._tell(json.dumps(task), "ready")
            self.ready = self.usage()
            self._closing = starting.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def usage(self) -> Usage:
        return usage(self._process.pid)

    def poll(self) -> float:
        """Poll every feed once. Gives the CPU seconds that it took, its children's included."""
        before = self.usage().cpu_seconds
        self._tell("poll", "done")
        return self.usage().cpu_seconds - before

    def stored(self) -> list[str]:
        """The addresses of all that it stored, each as often as it did."""
        with closing(sqlite3.connect(self._folder / "news.db")) as database:
            return [url or "" for (url,) in database.execute(self._entrant.query)]

    def _tell(self, line: str, expected: str) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it ended: what it said instead is told
            os.write(self._process.stdin.fileno(), f"{line}\n".encode())  # unbuffered: nothing is left to flush
        self._expect(expected)

    def _expect(self, word: str) -> None:
        assert self._process.stdout
        said = self._process.stdout.readline().strip()
        if said != word:
            raise SystemExit(f"{self._entrant.name} said {said!r} in place of {word!r}; see above for its own words")
