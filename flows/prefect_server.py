"""The embedded Prefect server: a process of its own, on loopback, with the desk's own database."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.environment import SERVER_FILE
from news import WirewatchError

READY_SECONDS = 300  # first start on a busy machine: its own migrations alone took 90 s
STOP_SECONDS = 20  # it stops in 2-6 s


class ServerError(WirewatchError):
    """The Prefect server did not start."""


class PrefectServer:
    """A running server process. Begins to boot at once; `wait` until it answers."""

    def __init__(self, state_dir: Path, port: int) -> None:
        self.api_url = f"http://127.0.0.1:{port}/api"
        self._log = state_dir / "prefect-server.log"
        self._file = state_dir / SERVER_FILE
        state_dir.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)],
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
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
        self._file.write_text(json.dumps({"api_url": self.api_url, "pid": self._process.pid}))

    def stop(self) -> None:
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
        try:
            return httpx.get(f"{self.api_url}/ready", timeout=2, trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _log_end(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-15:])


@contextmanager
def prefect_server(state_dir: Path, port: int) -> Iterator[PrefectServer]:
    server = PrefectServer(state_dir, port)
    try:
        yield server
    finally:
        server.stop()
