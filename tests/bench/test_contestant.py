import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.contestant import Contestant, Entrant
from bench.polling import OURS
from tests.flows.pages import Item, rss
from tests.flows.site import running_site

LOOP = """
import json, sqlite3, sys
print("imported", flush=True)
task = json.loads(sys.stdin.readline())
database = sqlite3.connect(task["database"])
database.execute("create table seen (url)")
print("ready", flush=True)
for _ in sys.stdin:
    database.executemany("insert into seen values (?)", [(url + task["mark"],) for url in task["urls"]])
    database.commit()
    print("done", flush=True)
database.close()
"""


def test_a_contestant_polls_whenever_it_is_told_to(tmp_path: Path) -> None:
    entrant = Entrant("a loop", [sys.executable, "-c", LOOP], {"mark": "#"}, "select url from seen")
    with Contestant(entrant, ["one", "two"], tmp_path) as contestant:
        assert contestant.poll() >= 0
        assert contestant.poll() >= 0
        assert sorted(contestant.stored()) == ["one#", "one#", "two#", "two#"]
        assert contestant.imported.cpu_seconds <= contestant.ready.cpu_seconds <= contestant.usage().cpu_seconds


def test_a_contestant_that_breaks_down_is_named(tmp_path: Path) -> None:
    broken = Entrant("a wreck", [sys.executable, "-c", "print('imported')"], {}, "")
    with pytest.raises(SystemExit, match="a wreck said ''"), Contestant(broken, [], tmp_path):
        pass


def test_ours_polls_every_feed_each_time_and_stores_each_entry_once(tmp_path: Path) -> None:
    when = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with running_site() as site:
        for name in ("a", "b"):
            item = Item(site.url(f"/{name}/1"), "A headline", f"{name}-1", when, "What happened.")
            site.routes[f"/{name}.xml"] = rss(item)
        urls = [site.url("/a.xml"), site.url("/b.xml")]
        with Contestant(OURS, urls, tmp_path) as contestant:
            contestant.poll()
            contestant.poll()
            assert sorted(contestant.stored()) == [site.url("/a/1"), site.url("/b/1")]
        asked = [request.path for request in site.requests]
    assert sorted(asked) == ["/a.xml", "/a.xml", "/b.xml", "/b.xml"]  # no page, and no robots.txt of our own machine
    with sqlite3.connect(tmp_path / "news.db") as database:
        assert database.execute("select count(*) from source").fetchone() == (2,)
    database.close()
