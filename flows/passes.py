"""One pass over a whole desk, for the command line."""

import asyncio
import os
import socket
from pathlib import Path

from flows.environment import prepare
from flows.house import open_house
from flows.pipeline import LEFT_ALONE, whole_pass
from flows.prefect_server import prefect_server, require_server
from flows.progress import Progress
from flows.settings import Desk
from news import Step, Tally, Word


def prefect_pass(desk: Desk, due_only: bool = True) -> Tally:
    """As Prefect flows: on the server of the environment or of a running `wirewatch serve`, else on one of its own.

    Raises DeskError, StorageError, ServerError.
    """
    prepare(desk.state_dir)
    if "PREFECT_API_URL" in os.environ:
        require_server(os.environ["PREFECT_API_URL"])
        return _run_flow(desk, due_only)
    booting = Progress("prefect")
    booting.expect(1)
    with prefect_server(desk.state_dir, _free_port()) as server:
        server.wait()
        booting.done()
        os.environ["PREFECT_API_URL"] = server.api_url
        try:
            return _run_flow(desk, due_only)
        finally:
            del os.environ["PREFECT_API_URL"]


def _run_flow(desk: Desk, due_only: bool) -> Tally:
    from flows.ingest import ingest  # late: importing Prefect takes a second, and reads the environment

    return asyncio.run(ingest(desk.path.absolute(), due_only=due_only))


def plain_pass(desk_path: Path, due_only: bool = True) -> Tally:
    """As plain Python. Raises DeskError, StorageError."""
    return asyncio.run(_plain_pass(desk_path, due_only))


async def _plain_pass(desk_path: Path, due_only: bool) -> Tally:
    async with open_house(desk_path) as house:
        return await whole_pass(house, due_only=due_only)


def no_source_could_be_read(tally: Tally) -> bool:
    """Every source failed now, or is being left alone because it did."""
    failed = tally.of(Step.SOURCE, Word.FAILED) + sum(n for _, _, why, n in tally if why == LEFT_ALONE)
    return 0 < failed == tally.of(Step.SOURCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
