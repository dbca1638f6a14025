"""The newsroom as a server: addresses, validators, compression, and how it begins and ends."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from flows.demo.addresses import HOST
from tests.flows.demo.process import DEADLINE_SECONDS, start
from tests.flows.demo.reader import documents, get, unpacked

NEWSROOM = "flows.demo.newsroom"


def test_what_has_not_changed_is_not_sent_again(outlets: dict[str, str]) -> None:
    for url in documents(outlets):
        first = get(url)
        again = get(url, {"If-None-Match": f'"something-else", {first.headers["ETag"]}'})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"]), url
        assert again.headers["Last-Modified"] == first.headers["Last-Modified"]


def test_an_unknown_tag_gets_the_whole_document(outlets: dict[str, str]) -> None:
    url = outlets["Northern Wire"] + "/rss.xml"

    assert get(url, {"If-None-Match": 'W/"0000"'}).body == get(url).body != b""


def test_no_two_documents_of_an_outlet_share_a_tag(outlets: dict[str, str]) -> None:
    tags = [get(url).headers["ETag"] for url in documents(outlets)]

    assert len(set(tags)) == len(tags)


def test_gzip_carries_the_same_bytes(outlets: dict[str, str]) -> None:
    for url in documents(outlets):
        assert unpacked(get(url, {"Accept-Encoding": "gzip"})) == get(url).body, url


@pytest.mark.parametrize("path", ["/nowhere", "/world", "/rss.xml/", "/../newsroom.json", "/feed.json"])
def test_everything_else_is_not_found(outlets: dict[str, str], path: str) -> None:
    assert get(outlets["Northern Wire"] + path).status == 404


def test_a_second_run_serves_the_same_bytes_at_the_same_addresses(tmp_path: Path) -> None:
    with start(NEWSROOM, tmp_path) as (_, first):
        before = {url: get(url) for url in documents(first["outlets"])}

    with start(NEWSROOM, tmp_path) as (_, second):
        after = {url: get(url) for url in documents(second["outlets"])}

    assert second == first
    assert {url: answer.body for url, answer in after.items()} == {url: answer.body for url, answer in before.items()}
    assert [after[url].headers["ETag"] for url in before] == [before[url].headers["ETag"] for url in before]


def test_a_remembered_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with start(NEWSROOM, tmp_path) as (_, ready):
        port = int(ready["outlets"]["Meridian Post"].rpartition(":")[2])

    with socket.create_server((HOST, port)), start(NEWSROOM, tmp_path) as (process, nothing):
        _, complaint = process.communicate(timeout=DEADLINE_SECONDS)

    assert nothing == {}
    assert process.returncode == 2
    assert f"Port {port}" in complaint
    assert "Meridian Post" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("spoilt", ["{", "[]", '{"ports": {}}', '{"ports": 7, "epoch": "yesterday"}'])
def test_a_spoilt_memory_is_named(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "newsroom.json").write_text(spoilt)

    with start(NEWSROOM, tmp_path) as (process, _):
        _, complaint = process.communicate(timeout=DEADLINE_SECONDS)

    assert process.returncode == 2
    assert "newsroom.json" in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize("module", [NEWSROOM, "flows.demo.inbox"])
def test_a_request_to_end_is_obeyed_without_complaint(tmp_path: Path, module: str) -> None:
    with start(module, tmp_path) as (process, _):
        process.terminate()
        _, complaint = process.communicate(timeout=DEADLINE_SECONDS)

    assert (process.returncode, complaint) == (0, "")


@pytest.mark.parametrize("module", [NEWSROOM, "flows.demo.inbox"])
def test_the_end_of_its_parent_ends_it(tmp_path: Path, module: str) -> None:
    with start(module, tmp_path, "--until-eof") as (process, _):
        _, complaint = process.communicate(timeout=DEADLINE_SECONDS)  # closes its standard input

    assert (process.returncode, complaint) == (0, "")


def test_without_the_option_the_end_of_input_is_nothing(tmp_path: Path) -> None:
    with start(NEWSROOM, tmp_path) as (process, ready):
        assert process.stdin is not None
        process.stdin.close()
        assert get(ready["outlets"]["Northern Wire"] + "/").status == 200
        assert process.poll() is None


def test_the_memory_says_what_was_announced(tmp_path: Path) -> None:
    with start(NEWSROOM, tmp_path) as (_, ready):
        memory: dict[str, Any] = json.loads((tmp_path / "newsroom.json").read_text("utf-8"))

    assert memory["epoch"] == ready["epoch"]
    assert {name: f"http://{HOST}:{port}" for name, port in memory["ports"].items()} == ready["outlets"]
