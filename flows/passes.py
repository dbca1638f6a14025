"""One pass over a whole desk, for the command line."""

import asyncio
import os
import socket
from pathlib import Path

from flows.environment import prepare
from flows.house import open_house
from flows.pipeline import whole_pass
from flows.prefect_server import prefect_server
from flows.progress import Progress
from flows.settings import Desk
from news import Tally


def prefect_pass(desk: Desk) -> Tally:
    """As Prefect flows: on the server of the environment or of a running `wirewatch serve`, else on one of its own.

    Raises DeskError, StorageError, ServerError.
    """
    prepare(desk.state_dir)
    if "PREFECT_API_URL" in os.environ:
        return _run_flow(desk)
    booting = Progress("prefect")
    booting.expect(1)
    with prefect_server(desk.state_dir, _free_port()) as server:
        server.wait()
        booting.done()
        os.environ["PREFECT_API_URL"] = server.api_url
        try:
            return _run_flow(desk)
        finally:
            del os.environ["PREFECT_API_URL"]


def _run_flow(desk: Desk) -> Tally:
    from flows.ingest import ingest  # late: importing Prefect takes a second, and reads the environment

    return asyncio.run(ingest(desk.path, due_only=False))


def plain_pass(desk_path: Path) -> Tally:
    """As plain Python. Raises DeskError, StorageError."""
    return asyncio.run(_plain_pass(desk_path))


async def _plain_pass(desk_path: Path) -> Tally:
    async with open_house(desk_path) as house:
        return await whole_pass(house)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
