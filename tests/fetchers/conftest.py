from collections.abc import AsyncIterator

import pytest

from fetchers import Fetcher
from tests.fetchers.loopback import AGENT, QUICK, Site


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def site(anyio_backend: str) -> AsyncIterator[Site]:
    async with Site() as server:
        yield server


@pytest.fixture
async def fetcher(anyio_backend: str) -> AsyncIterator[Fetcher]:
    async with Fetcher(AGENT, QUICK) as one:
        yield one
