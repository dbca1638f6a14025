import gzip
import json
import sys
from pathlib import Path

import pytest

from bench import languages
from bench.languages import SAMPLES, Text, mistakes, ours, peer, read_texts, share_right, statements

TEXTS = [
    Text(
        "en",
        "The harbour is closed",
        "The harbour was closed for two days, and the crew of the ferry had no food. " * 3,
    ),
    Text(
        "de",
        "Der Hafen ist gesperrt",
        "Der Hafen war zwei Tage gesperrt, und die Besatzung der Fähre hatte nichts. " * 3,
    ),
]


def test_norwegian_by_either_name_is_right() -> None:
    texts = [Text("nb", "", ""), Text("no", "", ""), Text("sv", "", "")]
    assert share_right(texts, ["no", "nb", "da"]) == pytest.approx(2 / 3)
    assert mistakes(texts, ["no", "nb", "da"]) == "sv as da 1"


def test_no_answer_is_a_mistake_with_a_name() -> None:
    assert mistakes([Text("sv", "", "")], [None]) == "sv as none 1"


def test_a_file_of_texts_is_read(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl.gz"
    rows = [{"lang": text.language, "title": text.title, "body": text.body} for text in TEXTS]
    file.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    assert read_texts(file) == TEXTS


def test_clear_texts_are_told_from_every_sample_that_is_long_enough() -> None:
    for name in ("200", "400", "title + 400"):
        assert share_right(TEXTS, ours(TEXTS, SAMPLES[name]).languages) == 1.0


def test_a_wrong_statement_over_a_clear_text_is_put_right() -> None:
    said = "".join(statements(TEXTS, SAMPLES["200"]))
    assert said.startswith("right, kept 2 of 2; wrong, put right 20, left 0, made worse 0 of 20")


def test_a_peer_that_is_not_installed_is_passed_over() -> None:
    assert peer(sys.executable, "no_such_peer", ["text"]) is None


def test_a_missed_goal_is_marked_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(languages, "GOALS", {"200": 1.1})
    monkeypatch.setattr(languages, "MOST_MS", 1_000.0)
    assert not languages._print_ours(TEXTS)
    missed = [line for line in capsys.readouterr().out.splitlines() if "*" in line]
    assert [line.split()[0] for line in missed] == ["200"]
