"""A desk file in a folder of its own, which is also the working directory: problems begin `wirewatch.yaml:`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from flows.settings import Desk, load_desk

Load = Callable[..., Desk]


@pytest.fixture
def desk_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("wirewatch.yaml")


@pytest.fixture
def load(desk_path: Path) -> Load:
    def load_text(text: str, environ: Mapping[str, str] | None = None) -> Desk:
        desk_path.write_text(text, encoding="utf-8")
        return load_desk(desk_path, environ or {})

    return load_text
