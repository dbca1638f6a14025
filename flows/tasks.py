"""How our work becomes a Prefect task run."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from news import Tally


async def run_as_task(work: Callable[..., Awaitable[Tally]], name: str, *values: object) -> Tally:
    """Run `work(*values)` as one task run of the current flow run.

    The values are quoted and the cache is off: otherwise Prefect searches them for futures and hashes them.
    """
    run: Any = task(name=name, cache_policy=NO_CACHE, persist_result=False)(work)
    return cast(Tally, await run(*map(quote, values)))
