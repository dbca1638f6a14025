"""One pass over a whole desk, for the command line."""

import asyncio
import os
import socket
from pathlib import Path

from flows.environment import prepare
from flows.house import open_house
from flows.pipeline import whole_pass
from flows.prefect_server import prefect_server, require_server
from flows.progress import Progress
from flows.settings import Desk
from news import Alone, Pick, Step, Tally, Word
from storage.database import Database


def prefect_pass(desk: Desk, pick: Pick = Pick.WELL) -> Tally:
    """As Prefect flows: on the server of the environment or of a running `wirewatch serve`, else on one of its own.

    Raises DeskError, StorageError, ServerError.
    """
    Database(desk.database_url).close()  # that it cannot be used is better said here, in one line, than by Prefect
    prepare(desk.state_dir)
    if "PREFECT_API_URL" in os.environ:
        require_server(os.environ["PREFECT_API_URL"])
        return _run_flow(desk, pick)
    booting = Progress("prefect")
    booting.expect(1)
    with prefect_server(desk.state_dir, _free_port()) as server:
        server.wait()
        booting.done()
        os.environ["PREFECT_API_URL"] = server.api_url
        try:
            return _run_flow(desk, pick)
        finally:
            del os.environ["PREFECT_API_URL"]


def _run_flow(desk: Desk, pick: Pick) -> Tally:
    from flows.ingest import ingest  # late: importing Prefect takes a second, and reads the environment

    return asyncio.run(ingest(desk.path.absolute(), pick=pick))


def plain_pass(desk_path: Path, pick: Pick = Pick.WELL) -> Tally:
    """As plain Python. Raises DeskError, StorageError."""
    return asyncio.run(_plain_pass(desk_path, pick))


async def _plain_pass(desk_path: Path, pick: Pick) -> Tally:
    async with open_house(desk_path) as house:
        return await whole_pass(house, pick=pick)


def no_source_could_be_read(tally: Tally) -> bool:
    """Every source that is to be polled failed now, or is being left alone because it did."""
    paused, ill = (sum(n for _, _, why, n in tally if why == word) for word in (Alone.PAUSED, Alone.AFTER_ERRORS))
    return 0 < tally.of(Step.SOURCE, Word.FAILED) + ill == tally.of(Step.SOURCE) - paused


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
