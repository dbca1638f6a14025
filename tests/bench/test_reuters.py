import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bench.reuters import OURS, Score, half_of, macro_f1, read_stories, read_topics, score, table, total
from news import QueryError

CODES = {
    *("earn", "acq", "money-fx", "grain", "crude", "trade", "interest", "wheat", "ship", "corn", "sugar", "coffee"),
    *("gold", "nat-gas", "cpi", "cocoa", "copper", "jobs", "iron-steel", "cotton", "rubber", "zinc", "tin"),
}


def story(number: int, title: str, topics: list[str], split: str = "train") -> dict[str, Any]:
    return {"id": number, "title": title, "body": "", "topics": topics, "split": split}


STORIES = (
    story(1, "Sugar rises", ["sugar"]),
    story(2, "Sugar maker pays dividend", ["earn"]),
    story(3, "Sweet harvest", ["sugar"]),
    story(4, "Tin falls", ["tin"]),
    story(5, "Sugar falls", ["sugar"], split="test"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "stories.jsonl.gz"
    file.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in STORIES).encode()))
    return file


def topics(folder: Path, written: object) -> Path:
    file = folder / "topics.json"
    file.write_text(json.dumps(written))
    return file


def test_the_topics_that_ship_are_accepted() -> None:
    assert read_topics(OURS).keys() == CODES


def test_a_file_of_queries_alone_reads_like_one_with_lists(tmp_path: Path) -> None:
    alone = read_topics(topics(tmp_path, {"sugar": "sugar OR beet"}))
    listed = read_topics(topics(tmp_path, {"lists": {"sweet": ["sugar", "beet"]}, "topics": {"sugar": "@sweet"}}))
    assert alone.keys() == listed.keys()


def test_a_query_that_is_refused_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(QueryError):
        read_topics(topics(tmp_path, {"sugar": "sugar AND"}))


def test_each_story_counts_as_right_wrong_or_missed(data: Path, tmp_path: Path) -> None:
    asked = read_topics(topics(tmp_path, {"sugar": "sugar", "tin": "=tin"}))
    scores = score(asked, read_stories(data, "train"))
    assert scores == {"sugar": Score(right=1, wrong=1, missed=1), "tin": Score(right=1)}
    assert total(scores.values()) == Score(right=2, wrong=1, missed=1)
    assert total(scores.values()).f1 == pytest.approx(2 / 3)
    assert macro_f1(scores) == pytest.approx(0.75)


def test_only_the_split_that_is_named_is_read(data: Path) -> None:
    assert [len(read_stories(data, split)) for split in ("train", "test", "all")] == [4, 1, 5]


def test_the_two_halves_have_every_story_once(data: Path) -> None:
    halves = [len(read_stories(data, half=half)) for half in (0, 1)]
    assert sum(halves) == len(STORIES)
    assert halves[0] == sum(half_of(row["id"]) == 0 for row in STORIES)


def test_a_topic_that_finds_nothing_scores_nothing() -> None:
    nothing = Score(missed=3)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


def test_the_table_has_the_largest_topic_first_and_the_baseline_beside(data: Path, tmp_path: Path) -> None:
    asked = read_topics(topics(tmp_path, {"tin": "=tin", "sugar": "sugar"}))
    base = read_topics(topics(tmp_path, {"sugar": "beet"}))
    stories = read_stories(data, "train")
    lines = list(table(score(asked, stories), score(base, stories)))
    assert lines[1].split() == ["sugar", "2", "1", "1", "1", "0.500", "0.500", "0.500", "0.000"]
    assert lines[2].split() == ["tin", "1", "1", "0", "0", "1.000", "1.000", "1.000"]
    assert lines[3].split()[0] == "micro"
    assert lines[4].split() == ["macro", "0.750", "0.000"]
