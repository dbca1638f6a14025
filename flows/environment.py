"""Prefect's surroundings. Call `prepare` before anything imports prefect: it reads its settings at import."""

import json
import os
from collections.abc import MutableMapping
from pathlib import Path

from flows.presence import is_gone
from flows.probe import answers
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
    make_directory(Path(environ["PREFECT_HOME"]))  # its server does not make the parents
    for name, value in _DEFAULTS.items():
        environ.setdefault(name, value)
    if "PREFECT_API_URL" not in environ and (address := running_server(state_dir)):
        environ["PREFECT_API_URL"] = address


def make_directory(home: Path) -> None:
    """Raises WirewatchError: it cannot be made."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cure = "Cure: free the place, or set PREFECT_HOME if that is the one."
        raise WirewatchError(f"The directory {home} cannot be made ({error.strerror}). {cure}") from error


def running_server(state_dir: Path) -> str | None:
    """The API address of the Prefect server that a living `wirewatch serve` of this desk started."""
    try:
        noted = json.loads((state_dir / SERVER_FILE).read_text())
        address, owner = str(noted["api_url"]), str(noted["owner"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if is_gone(owner) or not answers(f"{address}/health") else address
