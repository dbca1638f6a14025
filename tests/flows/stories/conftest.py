from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.stories.shelf import Command, Shelf, make_shelf, runner


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = make_shelf(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def wirewatch(shelf: Shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on a screen of 100 columns without colour, and answers with what it printed on either stream."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        exit_code = runner(shelf.path)(*words)
        out, err = capsys.readouterr()
        assert exit_code == code, out + err
        return out + err

    return run
