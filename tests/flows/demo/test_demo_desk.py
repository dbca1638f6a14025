"""The demo's desk is written anew each time, since its newsroom has new addresses; what one tried in it stays."""

from pathlib import Path

import pytest
import yaml

from flows.demo.run import DemoError, _write_desk

INBOX = {"smtp": "127.0.0.1:2525", "webhook": "http://127.0.0.1:8000/hook"}


def desk_at(port: int) -> list[dict[str, str]]:
    return [{"name": "Meridian Post", "url": f"http://127.0.0.1:{port}/feed.xml", "kind": "feed"}]


def test_topics_that_were_added_to_the_demos_desk_outlast_its_next_run(tmp_path: Path) -> None:
    path = _write_desk(tmp_path, desk_at(1), INBOX)
    desk = yaml.safe_load(path.read_text())
    desk["topics"]["tugs"] = {"query": "tug*"}
    desk["library"].append("famine")
    path.write_text(yaml.safe_dump(desk))

    again = yaml.safe_load(_write_desk(tmp_path, desk_at(2), INBOX).read_text())

    assert (again["topics"]["tugs"], again["library"][-1]) == ({"query": "tug*"}, "famine")
    assert again["sources"] == desk_at(2)


def test_a_demos_desk_that_cannot_be_read_is_not_written_over(tmp_path: Path) -> None:
    path = _write_desk(tmp_path, desk_at(1), INBOX)
    path.write_text("topics: [")

    with pytest.raises(DemoError, match="mend it"):
        _write_desk(tmp_path, desk_at(2), INBOX)

    assert path.read_text() == "topics: ["
