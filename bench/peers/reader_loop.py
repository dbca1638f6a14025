"""lemon24/reader, asked to update each feed every time. Run by its own interpreter; bench/contestant.py drives it."""

# mypy: disable-error-code="import-not-found"

import json
import sys

from reader import make_reader

print("imported", flush=True)
task = json.loads(sys.stdin.readline())
news = make_reader(task["database"], search_enabled=False)
for url in task["urls"]:
    news.add_feed(url)
print("ready", flush=True)
for _ in sys.stdin:
    news.update_feeds(scheduled=False, workers=task["workers"])  # else a feed is asked once an hour
    print("done", flush=True)
