import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.extraction import FAST, OURS, report

AGGREGATE = """
def aggregate(scores):
    values = [score["F1"] for score in scores if "F1" in score]
    return {"F1": sum(values) / len(values) if values else None}
"""
TRUTH = (
    {"id": "a", "set": "aeb", "kind": "article", "lang": "en", "body": "x"},
    {"id": "b", "set": "fundus", "kind": "article", "lang": "ja", "body": "x"},
    {"id": "c", "set": "wcxb-list", "kind": "list"},
)


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delitem(sys.modules, "evaluate", raising=False)
    monkeypatch.setattr("sys.path", [*sys.path])
    (tmp_path / "evaluate.py").write_text(AGGREGATE)
    (tmp_path / "truth.jsonl").write_text("".join(json.dumps(row) + "\n" for row in TRUTH))
    return tmp_path


def saved(kit: Path, name: str, f1: float, cpu: float, **more: Any) -> None:
    def row(truth: dict[str, Any]) -> dict[str, Any]:
        score = {"rejected": 1.0} if truth["kind"] == "list" else {"F1": f1}
        return {"id": truth["id"], "res": {"text": "x"}, "err": None, "cpu": cpu, "score": score} | more

    (kit / f"{name}.jsonl").write_text("".join(json.dumps(row(dict(truth))) + "\n" for truth in TRUTH))


def lines(said: str) -> dict[str, list[str]]:
    """The cells of each line by its name."""
    return {line[:26].strip(): line[26:].split() for line in said.splitlines()[2:]}


def test_each_figure_stands_beside_its_goal_and_the_peers(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(kit, OURS, 0.98, 0.010)
    saved(kit, FAST, 0.90, 0.020)
    assert report(kit, kit)
    table = lines(capsys.readouterr().out)
    assert table["body F1, scrapinghub"] == ["0.975", "0.980", "0.900"]
    assert table["body F1, ja"] == ["0.95", "0.980", "0.900"]
    assert table["pages per CPU s, to fast"] == ["1.5", "2.000", "1.000"]
    assert table["list pages refused"] == ["0.9", "1.000", "1.000"]


def test_a_goal_that_is_missed_is_marked_and_told(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(kit, OURS, 0.97, 0.010)
    assert not report(kit, kit)
    assert lines(capsys.readouterr().out)["body F1, scrapinghub"] == ["0.975", "0.970*"]


def test_a_refused_article_counts_and_an_error_is_none(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved(kit, OURS, 0.98, 0.010, res=None)
    saved(kit, FAST, 0.98, 0.010, res=None, err="boom")
    assert not report(kit, kit)
    table = lines(capsys.readouterr().out)
    assert table["articles refused"] == ["0.01", "1.000*", "0.000"]
    assert table["errors"] == ["0", "0.000", "1.000"]
