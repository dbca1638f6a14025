"""A plain loop around feedparser, as many write it: conditional requests, identities in SQLite, one feed at a time.

Run by its own interpreter; bench/contestant.py drives it. With `"plain": true` feedparser's sanitizing of HTML and
resolving of relative addresses are switched off: nearly half of its cost.
"""

# mypy: disable-error-code="import-not-found"

import json
import sqlite3
import sys
from io import BytesIO
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import feedparser

TIMEOUT_SECONDS = 20


def poll(database: sqlite3.Connection, feed: tuple[str, str | None, str | None], options: dict[str, bool]) -> None:
    """Ask one feed and store what is new."""
    url, etag, modified = feed
    validators = {"If-None-Match": etag, "If-Modified-Since": modified}
    request = Request(url, headers={name: value for name, value in validators.items() if value})
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            body, headers = answer.read(), answer.headers
    except HTTPError as error:
        if error.code == 304:
            return
        raise
    read = feedparser.parse(BytesIO(body), response_headers=dict(headers), **options)
    database.executemany("insert or ignore into entry values (?, ?, ?, ?)", (row(url, one) for one in read.entries))
    database.execute(
        "update feed set etag = ?, modified = ? where url = ?", (headers["ETag"], headers["Last-Modified"], url)
    )
    database.commit()


def row(url: str, entry: Any) -> tuple[str, str, str, str]:
    link = entry.get("link", "")
    return url, entry.get("id") or link, link, json.dumps(entry, default=str)


print("imported", flush=True)
task = json.loads(sys.stdin.readline())
options = {"sanitize_html": False, "resolve_relative_uris": False} if task["plain"] else {}
database = sqlite3.connect(task["database"])
database.execute("pragma journal_mode = wal")
database.execute("pragma synchronous = normal")
database.execute("create table feed (url primary key, etag, modified)")
database.execute("create table entry (feed, id, link, entry, primary key (feed, id)) without rowid")
database.executemany("insert into feed values (?, null, null)", [(url,) for url in task["urls"]])
database.commit()
print("ready", flush=True)
for _ in sys.stdin:
    for known in database.execute("select url, etag, modified from feed").fetchall():
        poll(database, known, options)
    print("done", flush=True)
