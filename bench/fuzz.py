"""Feeds and pages that are broken on purpose, each in bounded CPU time and memory.

    python -m bench.fuzz [--kit DIR] [--mutations 100000] [--bombs]
    python -m bench.fuzz --pages [--mutations 20000] [--bombs]

Prints how many made the reader crash (anything but FeedError), need more than 10 s of CPU or 200 MB (for a page 300),
or gave a value that could not be stored. Exits 1 unless all are 0.
"""

import argparse
import multiprocessing
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from bench import hostile, hostile_pages
from bench.hostile import Bomb, mutated
from news import Article, Feed, FeedError, Page
from parsers import read_article, read_feed, read_sitemap

MAX_SECONDS = 10.0
FEED_BYTES = 15_000_000  # just below what is refused for its size alone
PAGE_BYTES = 3_000_000  # the largest of 1,054 saved news pages: 4.6 MB
MAX_SEED_BYTES = 10_000  # larger ones break in the same places, only more slowly
_UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
URL = "https://news.example.org/feed.xml"
_WHEN = datetime(2026, 3, 5, tzinfo=UTC)
SEEDS = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    b' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example.org/1</loc><n:news>'
    b"<n:publication><n:language>en</n:language></n:publication><n:publication_date>2026-06-02</n:publication_date>"
    b"<n:title>One &amp; two</n:title></n:news></url></urlset>",
    b'<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title><ttl>15</ttl><skipHours>'
    b"<hour>3</hour></skipHours><sy:updatePeriod>daily</sy:updatePeriod><item><title><![CDATA[A & B]]></title>"
    b"<author>a@b.example (Ann)</author><pubDate>Tue, 02 Jun 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/"><title type="xhtml"><div>x<br/>y</div></title><entry>'
    b'<id>1</id><link href="x"/><content mode="base64">eA==</content><published>2026-06-02</published></entry></feed>',
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"/a","title":"\\ud83d","date_published":"x"}]}',
)


def read(body: bytes) -> str:
    """Read a document as a feed, else as a sitemap; tell what came of it in a word."""
    for reader in (read_feed, read_sitemap):
        try:
            return "read" if all(_problems(reader(body, URL, ""))) else "bad value"
        except FeedError:
            continue
    return "refused"


def _problems(feed: Feed) -> Iterator[bool]:
    """What storage and alerts rely on."""
    for entry in feed.entries:
        yield entry.url is None or entry.url.startswith(("http://", "https://"))
        yield all(at is None or at.tzinfo is UTC for at in (entry.published_at, entry.updated_at))
        texts = (entry.id, entry.url, entry.title, entry.summary, entry.content, *entry.authors, feed.title)
        yield all(text is None or not _UNSTORABLE.search(text) for text in texts)


def read_page(body: bytes) -> str:
    """Read a document as the page of an article; tell what came of it in a word."""
    article = read_article(Page(URL, URL, 200, "text/html", body, _WHEN))
    if not isinstance(article, Article):
        return "refused"
    texts = (article.title, article.text, *article.authors, *article.captions, article.outlet, article.section)
    times = (article.published_at, article.modified_at)
    whole = all(text is None or not _UNSTORABLE.search(text) for text in texts)
    return "read" if whole and all(at is None or at.tzinfo is UTC for at in times) else "bad value"


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried, and what it may take."""

    read: Callable[[bytes], str]
    seeds: tuple[bytes, ...]
    bombs: Callable[[], list[Bomb]]
    max_megabytes: float


FEEDS = Trial(read, SEEDS, lambda: hostile.bombs(FEED_BYTES), 200)
PAGES = Trial(read_page, hostile_pages.SEEDS, lambda: hostile_pages.page_bombs(PAGE_BYTES), 300)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document, and what it took."""

    word: str
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def is_bad(self) -> bool:
        return self.word not in ("read", "refused")


def try_all(trial: Trial, document: Callable[[int], bytes], count: int, *, fresh: bool) -> Iterator[Outcome]:
    """Read the documents 0 to `count` in a child process; a new one after each bad one, or (`fresh`) for each."""
    number = 0
    while number < count:
        last = number + 1 if fresh else count
        for outcome in _in_child(trial, document, number, last):
            yield outcome
            number += 1


def _in_child(trial: Trial, document: Callable[[int], bytes], number: int, last: int) -> Iterator[Outcome]:
    """One outcome each, until one is bad or `last` is reached."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_read_all, args=(trial, document, number, last, theirs))
    child.start()
    theirs.close()
    try:
        for _ in range(number, last):
            outcome = ours.recv()
            yield outcome
            if outcome.is_bad:
                break
    except EOFError:  # it died
        child.join()
        yield Outcome("too slow" if child.exitcode == -signal.SIGVTALRM else f"crash {child.exitcode}")
    finally:
        ours.close()
        child.join()


def _read_all(trial: Trial, document: Callable[[int], bytes], number: int, last: int, pipe: Connection) -> None:
    """In the child: stop after the first that is bad."""
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)  # ends the process, also within C
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory()
    for each in range(number, last):
        outcome = _measured(trial, document(each))
        pipe.send(outcome)
        if outcome.is_bad:
            return


def _limit_memory() -> None:
    """So that no bomb harms this machine: far above what counts as too much."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + (2 << 30)
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _measured(trial: Trial, body: bytes) -> Outcome:
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins anew
    before, start = _memory("VmRSS"), time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MAX_SECONDS)
    word = _word(trial, body)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    megabytes = _memory("VmHWM") - before
    word = "too much memory" if megabytes > trial.max_megabytes else word
    return Outcome(word, time.process_time() - start, max(megabytes, 0.0))


def _word(trial: Trial, body: bytes) -> str:
    try:
        return trial.read(body)
    except MemoryError:
        return "too much memory"
    except Exception as error:  # noqa: BLE001 - to find it is what this is for
        return f"crash {type(error).__name__}: {error}"


def _memory(field: str) -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field))
    return int(line.split()[1]) / 1024


def _report(what: str, outcomes: Iterator[Outcome], name: Callable[[int], str]) -> bool:
    """Print the sum; tell whether all went well."""
    counts: Counter[str] = Counter()
    slowest = largest = 0.0
    for number, outcome in enumerate(outcomes):
        counts[outcome.word.split()[0] if outcome.word.startswith("crash") else outcome.word] += 1
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.megabytes)
        if outcome.is_bad:
            print(f"  {name(number)}: {outcome.word}", flush=True)
    bad = {word: counts[word] for word in ("crash", "too slow", "too much memory", "bad value")}
    print(f"{what}: {counts.total()} documents, {counts['read']} read, {counts['refused']} refused,", end=" ")
    print(", ".join(f"{word} {count}" for word, count in bad.items()), end="; ")
    print(f"worst {slowest:.1f} s CPU, {largest:.0f} MB", flush=True)
    return not any(bad.values())


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kit", type=Path, help="a folder with files/ of feeds to mutate beside our own")
    options.add_argument("--mutations", type=int, default=100_000)
    options.add_argument("--first", type=int, default=0, help="number of the first mutation")
    options.add_argument("--bombs", action="store_true", help="also documents of 15 MB and more that are all malice")
    options.add_argument("--pages", action="store_true", help="pages of articles in place of feeds")
    chosen = options.parse_args()
    trial = PAGES if chosen.pages else FEEDS
    files = sorted((chosen.kit / "files").iterdir()) if chosen.kit else []
    seeds = (*trial.seeds, *(file.read_bytes() for file in files if file.stat().st_size <= MAX_SEED_BYTES))
    mutations = try_all(trial, lambda n: mutated(seeds, chosen.first + n), chosen.mutations, fresh=False)
    well = _report("mutations", mutations, lambda n: str(chosen.first + n))
    if chosen.bombs:
        made = trial.bombs()
        well &= _report("bombs", try_all(trial, lambda n: made[n][1](), len(made), fresh=True), lambda n: made[n][0])
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
