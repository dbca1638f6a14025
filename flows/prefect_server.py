"""The embedded Prefect server: a process of its own, on loopback, with the desk's own database."""

import fcntl
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO

from flows.environment import SERVER_FILE, make_directory
from flows.presence import this_process
from flows.probe import answers
from news import WirewatchError

HOST = "127.0.0.1"
READY_SECONDS = 300  # first start on a busy machine: its own migrations alone took 90 s
TURN_SECONDS = 120  # a one-off pass of another process ends first
STOP_SECONDS = 20  # it stops in 2-6 s


class ServerError(WirewatchError):
    """The Prefect server did not start."""


class PrefectServer:
    """A running server process. Begins to boot at once; `wait` until it answers."""

    def __init__(self, state_dir: Path, port: int, *, announce: bool) -> None:
        """`announce`: others of this desk may use it, told by a note beside it. Raises ServerError: port taken."""
        _refuse_taken(port)
        self._announce = announce
        self.api_url = f"http://{HOST}:{port}/api"
        self._log = state_dir / "prefect-server.log"
        self._file = state_dir / SERVER_FILE
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, "server", "start", "--host", HOST, "--port", str(port)],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.PIPE,  # held open as long as we live, however we end
                env=os.environ | {"PREFECT_API_URL": self.api_url, "PREFECT_LOGGING_LEVEL": "INFO"},
                start_new_session=True,  # Ctrl-C reaches us first; we stop it when our own work has ended
            )

    def wait(self, seconds: float = READY_SECONDS) -> None:
        """Return when it answers. Raises ServerError with the end of its log when it ends or takes too long."""
        deadline = time.monotonic() + seconds
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"Prefect's server did not start. Its log, {self._log}, ends:\n{self._log_end()}")
            time.sleep(0.2)
        if self._announce:
            self._file.write_text(json.dumps({"api_url": self.api_url, "owner": this_process()}))

    def stop(self) -> None:
        if self._announce:
            self._file.unlink(missing_ok=True)
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            return False  # whoever answers on that port is somebody else
        return answers(f"{self.api_url}/ready")

    def _log_end(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])


def _refuse_taken(port: int) -> None:
    """Ask before: a stranger's server on the port would answer for ours while ours still boots."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            cure = "Cure: stop the program that listens there, or choose another port with --port."
            raise ServerError(f"Port {port} of {HOST} cannot be used ({why}). {cure}") from error


def require_server(api_url: str) -> None:
    """Raises ServerError: no server answers at the address that the environment gives."""
    if not answers(f"{api_url.rstrip('/')}/health", well=False):
        cure = "Cure: start it, or unset the variable."
        raise ServerError(f"No Prefect server answers at PREFECT_API_URL, {api_url}. {cure}")


@contextmanager
def prefect_server(state_dir: Path, port: int, *, announce: bool = False) -> Iterator[PrefectServer]:
    """A server of the desk's own while the block runs: one at a time, since two would migrate one database.

    Raises ServerError: another one of this desk is up and does not end in time.
    """
    make_directory(state_dir)
    with _alone(state_dir / "prefect-server.lock"):
        server = PrefectServer(state_dir, port, announce=announce)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    deadline = time.monotonic() + TURN_SECONDS
    with file.open("w") as lock:
        while not _locked(lock):
            if time.monotonic() > deadline:
                raise ServerError(
                    "Another wirewatch of this desk is using its Prefect server. "
                    "Cure: wait until it has ended, or stop it; `run --no-prefect` needs no server."
                )
            time.sleep(0.2)
        yield


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _be_prefect() -> None:
    """Become `prefect` with our own arguments, but end when standard input does: then our parent is dead.

    A server left by a killed parent would keep the port, and the next start would take it for one that is served.
    """
    Thread(target=_end_with_parent, daemon=True).start()
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(1)  # at once: the next start wants the port, and the database is used to crashes


if __name__ == "__main__":
    _be_prefect()
