"""Work that comes in batches, some at a time, while more of it may still arrive."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from flows.progress import Progress
from news import Tally

GATHERING = 1.0  # seconds that what arrives is waited for to be more: a small batch costs as much as a full one

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Supply:
    """Where more items come from while we work: a task that ends, and the sign that it brought some."""

    task: "asyncio.Task[Tally] | None" = None
    arrivals: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def has_ended(self) -> bool:
        return self.task is None or self.task.done()

    async def more(self, running: "Collection[asyncio.Task[Tally]]") -> None:
        """Wait until a batch ends, or more arrives and a moment passes for others to come with it, or none will."""
        arrived = asyncio.create_task(self.arrivals.wait())
        try:
            if signs := {*running, *(() if self.has_ended else (self.task, arrived))}:
                await asyncio.wait(signs, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrived.cancel()
        if self.task:
            await asyncio.wait({self.task}, timeout=GATHERING)


async def run_batches(
    claim: Callable[[Iterable[T]], Awaitable[list[T]]],
    run: Callable[[list[T], Progress], Awaitable[Tally]],
    progress: Progress,
    room: int,
    supply: Supply | None = None,
) -> Tally:
    """Claim and run batches until there is nothing left: the next as soon as no more than `room` items are in hand.

    So a few items that take long hold up no batch after theirs. `claim` is told what the batches that still run
    consist of.
    """
    batches: dict[asyncio.Task[Tally], list[T]] = {}
    supply = supply or Supply()
    try:
        async with asyncio.TaskGroup() as group:
            while True:
                ended, running = supply.has_ended, [task for task in batches if not task.done()]
                if batch := await claim([item for task in running for item in batches[task]]):
                    progress.expect(len(batch))
                    batches[group.create_task(_run(run, batch, progress))] = batch
                    await progress.until(room)
                elif running or not ended:
                    await supply.more(running)
                else:
                    break
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None  # as if there had been no group
    return sum((task.result() for task in batches), Tally())


async def _run(run: Callable[[list[T], Progress], Awaitable[Tally]], batch: list[T], progress: Progress) -> Tally:
    return await run(batch, progress)
