"""The command as a person has it: a directory and a home of their own, and nothing of the test's environment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

DEADLINE_SECONDS = 180  # a start takes 5-15 s alone; a busy machine gets its time
PATIENCE_SECONDS = 0.1  # between two looks at a condition

Found = TypeVar("Found")


def wait_for(what: str, look: Callable[[], Found | None]) -> Found:
    """Look until something true is found. Fails with the words of what was awaited."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(PATIENCE_SECONDS)
    return found


def _pids() -> list[int]:
    return [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]


def _environment(pid: int) -> bytes:
    """Empty for one that ended, also when its parent has not yet asked how."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""


@dataclass(frozen=True)
class Running:
    """A command that runs on, as the leader of its own process group."""

    process: "subprocess.Popen[bytes]"
    screen: Path

    @property
    def said(self) -> str:
        """Everything it wrote so far, errors too."""
        return self.screen.read_text()

    def wait_until_said(self, words: str) -> None:
        def look() -> bool:
            if words in self.said:
                return True
            assert self.process.poll() is None, f"it ended ({self.process.returncode}) and said:\n{self.said}"
            return False

        wait_for(f"{words!r} on the screen", look)

    def send(self, number: int) -> None:
        """To the whole group, as a terminal does."""
        os.killpg(self.process.pid, number)

    def end(self, number: int) -> int:
        """Send the signal and return the exit code."""
        self.send(number)
        return self.process.wait(DEADLINE_SECONDS)


@dataclass(frozen=True)
class Terminal:
    directory: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        return self.directory / "home"

    def run(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        """`wirewatch WORDS`, to its end."""
        return self.run_program(sys.executable, "-m", "flows.cli", *words)

    def run_program(self, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            words, cwd=self.directory, env=self._environ(), text=True, capture_output=True, timeout=DEADLINE_SECONDS
        )

    @contextmanager
    def running(self, *words: str | Path) -> Iterator[Running]:
        """`wirewatch WORDS` while the block lasts; nothing of it survives the block."""
        screen = self.directory / "screen.log"
        with screen.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "flows.cli", *words],
                cwd=self.directory,
                env=self._environ(),
                stdout=file,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            yield Running(process, screen)
        finally:
            self.kill_all()
            process.wait(DEADLINE_SECONDS)

    def pids(self) -> list[int]:
        """Every living process that was started from here, however deep: each has our home in its environment."""
        mark = f"HOME={self.home}".encode()
        return [pid for pid in _pids() if mark in _environment(pid).split(b"\0")]

    def kill_all(self) -> None:
        """kill -9 to whatever was started from here."""
        for pid in self.pids():
            _kill(pid)

    def _environ(self) -> dict[str, str]:
        self.home.mkdir(parents=True, exist_ok=True)
        here = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8", "COLUMNS": "120"}
        return here | self.environ


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
