"""Prefect's surroundings. Call `prepare` before anything imports prefect: it reads its settings at import."""

import json
import os
from collections.abc import MutableMapping
from pathlib import Path

import httpx

from news import WirewatchError

SERVER_FILE = "server.json"  # where a running `wirewatch serve` can be reached

_DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",  # nothing about a desk leaves the house
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,fetchers,parsers,storage,alerts",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",  # half a second of start-up for blocks that we do not use
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",  # events are most of what makes its database grow
}


def prepare(state_dir: Path, environ: MutableMapping[str, str] = os.environ) -> None:
    """Give Prefect a home of the desk's own. What the operator set in the environment stays as it is.

    Raises WirewatchError: the home cannot be made.
    """
    environ.setdefault("PREFECT_HOME", str(state_dir / "prefect"))
    _make(Path(environ["PREFECT_HOME"]))  # its server does not make the parents
    for name, value in _DEFAULTS.items():
        environ.setdefault(name, value)
    if "PREFECT_API_URL" not in environ and (address := running_server(state_dir)):
        environ["PREFECT_API_URL"] = address


def _make(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cure = "Cure: free the place, or set PREFECT_HOME to another one."
        raise WirewatchError(f"Prefect's directory, {home}, cannot be made ({error.strerror}). {cure}") from error


def running_server(state_dir: Path) -> str | None:
    """The API address of the Prefect server that a living `wirewatch serve` of this desk started."""
    try:
        address = str(json.loads((state_dir / SERVER_FILE).read_text())["api_url"])
        answer = httpx.get(f"{address}/health", timeout=2, trust_env=False)
    except (OSError, ValueError, KeyError, httpx.HTTPError):
        return None
    return address if answer.is_success else None
