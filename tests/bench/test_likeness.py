import gzip
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bench.likeness import ADDRESSES, ALL, PARTS, Goal, read_corpora, read_lines, read_pairs, run
from bench.likeness_scores import Verdicts
from bench.race_news import PAGES_AN_EVENT, race_page

PAGES = [race_page(number) for number in range(4 * PAGES_AN_EVENT)]


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Four events of five pages; the first and the third page of each carry one text."""
    documents = [
        {"id": str(page.number), "url": page.url, "domain": page.url.split("/")[2], "title": page.title,
         "text": page.text, "date": "2026-02-03"} for page in PAGES
    ]  # fmt: skip
    with gzip.open(tmp_path / "documents.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(document) + "\n" for document in documents)
    write(tmp_path / "pairs.jsonl", [*pairs(), pair(0, 99, "different", "unknown"), pair(0, 1, "same_story", PARTIAL)])
    write(tmp_path / "urls.jsonl", [
        {"a": PAGES[0].url, "b": f"{PAGES[0].url}?utm_source=list", "same": True, "kind": "tracker"},
        {"a": PAGES[0].url, "b": PAGES[1].url, "same": False, "kind": "other page"},
    ])  # fmt: skip
    write(tmp_path / "stories.jsonl", [story(event) for event in range(4)])
    return tmp_path


PARTIAL = "partial_overlap"


def write(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def pair(one: int, other: int, label: str, kind: str) -> dict[str, str]:
    return {"a": str(one), "b": str(other), "label": label, "kind": kind}


def pairs() -> list[dict[str, str]]:
    starts = range(0, len(PAGES), PAGES_AN_EVENT)
    same = [pair(start, start + 2, "syndicated_copy", "wire") for start in starts]
    return [*same, *(pair(start, start + 1, "same_story", "own_words") for start in starts)]


def story(event: int) -> dict[str, Any]:
    pages = [page for page in PAGES if page.event == event]
    dates = [f"2026-02-0{3 + place}" for place, _ in enumerate(pages)]
    return {"corpus": "gva", "event": f"gva:{event}", "docs": [str(page.number) for page in pages], "dates": dates}


def test_only_pairs_that_are_labelled_one_text_or_not_are_asked(kit: Path) -> None:
    documents = {document["id"]: document for document in read_lines(kit / "documents.jsonl.gz")}
    assert read_pairs(kit, documents) == pairs()


def test_a_corpus_is_a_stream_by_date(kit: Path) -> None:
    documents = {document["id"]: document for document in read_lines(kit / "documents.jsonl.gz")}
    (corpus,) = read_corpora(kit, documents)
    dates = [document["date"] for document in corpus.documents]
    assert dates == sorted(dates)
    assert len(corpus.documents) == len(corpus.events) == len(PAGES)
    assert corpus.events[:4] == ["gva:0", "gva:2", "gva:3", "gva:1"]  # of one day: by id, as text


def test_a_kit_that_is_told_right_meets_all_goals(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(kit, str(kit / "no-python"), PARTS)
    said = capsys.readouterr().out
    assert "missed" not in said
    assert said.count("again: the same stories") == 1
    assert said.count("not there: see bench/README.md") == 6  # four of addresses, datasketch twice
    (ours,) = [line for line in said.splitlines() if line.startswith("  wirewatch") and " gva " in line]
    assert ours.split()[2:6] == ["20", "1.000", "1.00", "0.0%"]


def test_one_wrong_answer_misses_the_goal(kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [json.loads(line) for line in (kit / "urls.jsonl").read_text().splitlines()]
    write(kit / "urls.jsonl", [row | {"same": not row["same"]} for row in rows])
    assert not run(kit, sys.executable, ["addresses"])
    assert "* missed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("goal", "got", "met"),
    [
        (ADDRESSES, Verdicts(right=99, missed=1, apart=9), True),
        (ADDRESSES, Verdicts(right=99, missed=1, apart=9, wrong=1), False),
        (ALL, Verdicts(right=98, missed=3, apart=9), False),
        (ALL, Verdicts(right=1000, wrong=5, apart=995), True),
        (ALL, Verdicts(right=1000, wrong=6, apart=994), False),
        (Goal(), Verdicts(), True),
    ],
)
def test_a_goal_has_two_sides(goal: Goal, got: Verdicts, met: bool) -> None:
    assert goal.is_met(got) is met
