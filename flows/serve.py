"""`wirewatch serve`: the desk on its schedules, seen and steered in the Prefect UI."""

import asyncio
import os
from collections.abc import Callable
from contextlib import nullcontext

from flows.passes import plain_pass
from flows.prefect_server import PrefectServer, prefect_server
from flows.push.server import push_server
from flows.settings import Desk
from news import Pick, Tally


def serve_desk(desk: Desk, port: int, say: Callable[[str], None], show: Callable[[Tally], None]) -> None:
    """Serve until interrupted. Uses the server at PREFECT_API_URL, or starts its own on loopback.

    The first pass is plain Python and runs while the server boots.
    """
    given = os.environ.get("PREFECT_API_URL")
    state_dir = desk.state_dir
    with push_server(desk), nullcontext() if given else prefect_server(state_dir, port, announce=True) as server:
        say(
            f"Prefect's server is at {given}"
            if given
            else "Prefect's server is starting; the first pass runs meanwhile."
        )
        show(plain_pass(desk.path, Pick.DUE))  # a restart asks nobody sooner than it would have been
        if isinstance(server, PrefectServer):
            server.wait()
            os.environ["PREFECT_API_URL"] = server.api_url
        _serve_schedules(desk, say)


def _serve_schedules(desk: Desk, say: Callable[[str], None]) -> None:
    # imported late: it takes two seconds, and reads the address of the server that has just started
    from flows.deployments import deployments, keep_switches, recover_runs
    from flows.runner import run_schedules

    made = asyncio.run(deployments(desk))
    asyncio.run(keep_switches(made))
    crashed, dropped = asyncio.run(recover_runs([deployment.name for deployment in made]))
    if crashed or dropped:
        say(f"Recovered: {crashed} runs had been cut off, {dropped} were missed.")
    say(f"Serving {len(made)} deployments: {', '.join(d.name for d in made)}. Ctrl-C ends.")
    say(f"Prefect UI: {os.environ['PREFECT_API_URL'].removesuffix('/api')}")
    run_schedules(made)
