"""The `deliver` flow: send every message that is due."""

import asyncio
from pathlib import Path

from prefect import flow

from flows.house import House, open_house
from flows.sending import deliver_due
from flows.tasks import run_as_task
from news import Tally


@flow(name="deliver", persist_result=False)
async def deliver(desk: Path) -> Tally:
    """One pass over the outbox: what is new, and what is to be tried again."""
    async with open_house(desk) as house:
        return await run_as_task(_send, "send", house)


async def _send(house: House) -> Tally:
    return await asyncio.to_thread(deliver_due, house)
