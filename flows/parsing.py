"""Parsing where a hostile document stalls nothing: in processes with bounds on time and memory.

Bounds, no sandbox: the workers run as the same user.

A worker is a plain subprocess at the end of a socket. Of what was measured that is the cheapest (0.4 ms of CPU
for a call with 50 KB there and 20 entries back; executors, or threads around pipes: 0.5 to 0.7). It belongs to
no event loop, and does not run our main module again as those of multiprocessing do.
"""

import asyncio
import json
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
from asyncio import AbstractEventLoop, Semaphore
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar, cast

from flows.parse_worker import ANSWER, CALL, CRASHED, LIMITS, READY, TOO_LONG, Answer, ParseLimits
from news import ParsingError, WirewatchError

MOST_WORKERS = 4  # parsing feeds and pages fills no more; each takes 30 MB, 150 with the language model
# What an interpreter needs to start. The rest stays here: it holds secrets, and parsing needs none.
KEPT = re.compile(r"PYTHON\w*|LC_\w+|LANG|LD_\w+|DYLD_\w+|PATH|TZ")

T = TypeVar("T")


class CannotStartError(WirewatchError):
    """No worker could be started. It says nothing about the document, which may be tried again later."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"parsing cannot start ({why}). Cure: see that this machine has memory, files and processes left."
        )


class Parsing:
    """A pool of worker processes, each parsing one document at a time.

    They are started when there is work, replaced when a document kills them, and end with this process.
    One pool serves any number of event loops, one after another. Close it in the end.
    """

    def __init__(self, workers: int | None = None, limits: ParseLimits = LIMITS) -> None:
        self._workers = workers or min(os.cpu_count() or 1, MOST_WORKERS)
        self._limits = limits
        self._turns: dict[AbstractEventLoop, Semaphore] = {}
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def run(self, work: Callable[..., T], *arguments: object) -> T:
        """Call `work`, a function of a module, with arguments that can be pickled; give what it returns.

        Raises the WirewatchError that it raises, with its attributes. Raises ParsingError: it took more than
        the limits, ended its process, or raised anything else, which is a defect (the note has the traceback).
        Raises CannotStartError: this machine has no worker for it now.
        """
        call = pickle.dumps((work, arguments), pickle.HIGHEST_PROTOCOL)
        async with self._turn():
            try:
                value, error = await self._ask(call)
            except _KilledError:  # from outside, as when memory runs short: this document need not be why
                value, error = await self._ask(call)
        if error:
            raise error
        return cast("T", value)

    def close(self) -> None:
        """End all workers. What still runs fails with RuntimeError; so does what comes later."""
        self._closed = True
        while self._idle:
            self._idle.pop().end()
        for worker in self._busy:
            worker.process.kill()  # `run` sees it and does the rest

    def _turn(self) -> Semaphore:
        """As many turns as workers. A semaphore belongs to the loop that first waited for it."""
        loop = asyncio.get_running_loop()
        if loop not in self._turns:
            self._turns = {old: turns for old, turns in self._turns.items() if not old.is_closed()}
            self._turns[loop] = Semaphore(self._workers)
        return self._turns[loop]

    async def _ask(self, call: bytes) -> Answer:
        worker = self._take()
        last = True
        try:
            async with asyncio.timeout(self._limits.wall_seconds):
                answer, last = await worker.ask(call)
                return answer
        except TimeoutError:
            if not worker.ready:
                raise CannotStartError(f"it took over {self._limits.wall_seconds:g} s") from None
            raise ParsingError(TOO_LONG, f"over {self._limits.wall_seconds:g} s") from None
        except (EOFError, ConnectionError):
            raise self._why(worker) from None
        finally:
            self._give_back(worker, last)

    def _take(self) -> "_Worker":
        """An idle worker that still lives, else a new one."""
        if self._closed:
            raise RuntimeError("parsing is closed")
        while self._idle:
            worker = self._idle.pop()
            if worker.process.poll() is None:
                break
            worker.end()
        else:
            worker = self._begin()
        self._busy.add(worker)
        return worker

    def _begin(self) -> "_Worker":
        try:
            return _Worker(self._limits)
        except OSError as error:
            raise CannotStartError(error.strerror or str(error)) from error

    def _give_back(self, worker: "_Worker", last: bool) -> None:
        self._busy.discard(worker)
        if last or self._closed:
            worker.end()
        else:
            self._idle.append(worker)

    def _why(self, worker: "_Worker") -> WirewatchError | RuntimeError:
        if self._closed:
            return RuntimeError("parsing was closed")
        code = worker.process.wait()
        said = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        if not worker.ready:
            return CannotStartError(said)
        if code == -signal.SIGKILL:
            return _KilledError(CRASHED, said)
        if code == -signal.SIGXCPU:
            return ParsingError(TOO_LONG, f"over {self._limits.cpu_seconds:g} s of CPU")
        return ParsingError(CRASHED, said)


class _KilledError(ParsingError):
    """The worker was killed by somebody else: on Linux, most often by the kernel when memory runs out."""


class _Worker:
    """One process and the socket to it."""

    def __init__(self, limits: ParseLimits) -> None:
        self.ready = False
        self._socket, other = socket.socketpair()
        self._socket.setblocking(False)
        with other:
            try:
                self.process = _started(other.fileno(), limits)
            except OSError:
                self._socket.close()
                raise

    async def ask(self, call: bytes) -> tuple[Answer, bool]:
        """One call's answer, and whether it is the last. Raises EOFError, ConnectionError: the process ended."""
        loop = asyncio.get_running_loop()
        try:
            if not self.ready:
                await self._read(len(READY))
                self.ready = True
            await loop.sock_sendall(self._socket, CALL.pack(len(call)) + call)
            size, last = ANSWER.unpack(await self._read(ANSWER.size))
            answer: Answer = pickle.loads(await self._read(size))  # noqa: S301  # our own worker wrote it
            return answer, last
        finally:
            # at once when cancelled: the number of a closed socket may be given to another
            loop.remove_reader(self._socket)
            loop.remove_writer(self._socket)

    async def _read(self, size: int) -> bytearray:
        loop, data = asyncio.get_running_loop(), bytearray(size)
        left = memoryview(data)
        while left:
            got = await loop.sock_recv_into(self._socket, left)
            if not got:
                raise EOFError
            left = left[got:]
        return data

    def end(self) -> None:
        """It holds nothing that is worth a farewell."""
        self.process.kill()
        self.process.wait()
        self._socket.close()


def _started(socket_number: int, limits: ParseLimits) -> "subprocess.Popen[bytes]":
    """Raises OSError: no memory, process or file is left."""
    return subprocess.Popen(
        # what libraries find odd about documents is no news for the terminal
        [sys.executable, "-P", "-W", "ignore", "-m", "flows.parse_worker", json.dumps(asdict(limits))],
        stdin=socket_number,
        stdout=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,  # Ctrl-C in the terminal is for us alone, from its first moment on
    )


def _environment() -> dict[str, str]:
    """Modules come from where ours came from; numpy does not start a thread for each core."""
    kept = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
    paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
    return {**kept, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
