"""One newsroom for all that only read it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.flows.demo.process import start


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a running newsroom said when it was ready."""
    with start("flows.demo.newsroom", tmp_path_factory.mktemp("newsroom")) as (_, ready):
        yield ready


@pytest.fixture(scope="session")
def outlets(newsroom: dict[str, Any]) -> dict[str, str]:
    """Base addresses by outlet."""
    found: dict[str, str] = newsroom["outlets"]
    return found
