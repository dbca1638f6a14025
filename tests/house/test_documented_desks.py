"""The desk files that the documents show are desk files."""

import re
from pathlib import Path

import pytest
import yaml

from flows.settings import load_desk

ROOT = Path(__file__).parents[2]
SECRETS = {
    "DESK_MAIL": "mailto://user:secret@example.org",
    "DESK_CHAT": "json://example.org/hook",
    "DB_PASSWORD": "x",
    "RELIEF_PASSWORD": "x",
}


def shown() -> list[tuple[str, str]]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    blocks = [
        (page.name, block) for page in pages for block in re.findall(r"```yaml\n(.*?)```", page.read_text(), re.DOTALL)
    ]
    return [(name, block) for name, block in blocks if "sources" in (yaml.safe_load(block) or {})]


@pytest.mark.parametrize(("page", "text"), shown(), ids=[name for name, _ in shown()])
def test_a_documented_desk_loads(page: str, text: str, tmp_path: Path) -> None:
    desk = tmp_path / "wirewatch.yaml"
    desk.write_text(text)
    assert load_desk(desk, SECRETS).sources


def test_the_readme_shows_a_desk() -> None:
    assert "README.md" in {name for name, _ in shown()}
