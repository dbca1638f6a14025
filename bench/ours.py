"""wirewatch as a contestant: the whole polling path with storage, no page read. bench/contestant.py drives it."""

import asyncio
import json
import sys
from pathlib import Path

from bench.desk import desk_of, house_of
from fetchers import Limits
from flows.pipeline import poll_sources
from news import Pick


async def take_part() -> None:
    print("imported", flush=True)
    task = json.loads(sys.stdin.readline())
    desk = desk_of(task["urls"], Path(task["database"]))
    async with house_of(desk, Limits(**task["limits"])) as house:
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            await poll_sources(house, house.sources, pick=Pick.ALL)
            print("done", flush=True)


if __name__ == "__main__":
    asyncio.run(take_part())
