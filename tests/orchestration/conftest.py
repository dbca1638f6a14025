"""A real Prefect server, a real web site, a real inbox: everything here needs server processes."""

import sys
from pathlib import Path

import pytest

from tests.orchestration.terminal import Terminal

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.server)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Prefect home whose database is migrated: to copy it saves each server half of its start."""
    home = tmp_path_factory.mktemp("migrated") / "prefect"
    home.mkdir()
    terminal = Terminal(home.parent, {"PREFECT_HOME": str(home)})
    done = terminal.run_program(sys.executable, "-m", "prefect", "server", "database", "upgrade", "-y")
    assert done.returncode == 0, done.stdout + done.stderr
    return home
