"""How right feeds are read, and what reading costs: wirewatch and feedparser on the same feeds, in one run.

    python -m bench.feeds --kit DIR [--peers-python PYTHON]

`--kit` holds files/, expected.jsonl and score.py. Prints, for each parser, how many feeds of the kit's dev split had
every field right, and CPU milliseconds for 50 entries of captured feeds (classes real and mc): the median of rounds
that alternate between the parsers.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

OURS, PEER = "bench.adapters:read_feed", "bench.peers.feedparser_kit:read_feed"
ROUNDS = 7
PER_ENTRIES = 50
CAPTURED = ("real", "mc")
_ROOT = Path(__file__).parent.parent
_PERFECT = re.compile(r"feeds=(\d+) .*perfect=(\d+)")


def score(python: str, parser: str, kit: Path) -> tuple[int, int]:
    """Feeds with every field right, and all feeds, of the dev split."""
    command = [python, str(kit / "score.py"), parser, "--split", "dev"]
    said = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout
    if not (found := _PERFECT.search(said)):
        raise SystemExit(f"cannot read what score.py said: {said[:200]}")
    return int(found[2]), int(found[1])


def cost(parser: str, kit: Path) -> tuple[float, int]:
    """CPU seconds for one round over the captured feeds, and how many entries they had. Runs within this process."""
    module, function = parser.split(":")
    read = getattr(import_module(module), function)
    feeds = [((kit / "files" / row["file"]).read_bytes(), row["url"]) for row in _captured(kit)]
    for body, url in feeds[:3]:  # what is imported and compiled at first use is no part of a round
        read(body, url, "application/xml")
    return _round(read, feeds)


def _round(read: Callable[..., Mapping[str, Any]], feeds: Sequence[tuple[bytes, str]]) -> tuple[float, int]:
    start = time.process_time()
    entries = sum(len(read(body, url, "application/xml")["entries"]) for body, url in feeds)
    return time.process_time() - start, entries


def _captured(kit: Path) -> list[dict[str, Any]]:
    rows = map(json.loads, (kit / "expected.jsonl").read_text().splitlines())
    return [row for row in rows if row["split"] == "dev" and row["class"] in CAPTURED]


def _cost_in(python: str, parser: str, kit: Path) -> float:
    """CPU milliseconds for 50 entries, measured in a process of its own."""
    command = [python, "-m", "bench.feeds", "--kit", str(kit), "--cost", parser]
    seconds, entries = json.loads(subprocess.run(command, cwd=_ROOT, capture_output=True, check=True).stdout)
    return 1000 * float(seconds) * PER_ENTRIES / int(entries)


def _has_feedparser(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import feedparser"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def report(kit: Path, peers_python: str) -> None:
    """Measure and print."""
    entrants = {"wirewatch": (sys.executable, OURS)}
    if _has_feedparser(peers_python):
        entrants["feedparser"] = (peers_python, PEER)
    else:
        print("feedparser is not there: python3 -m venv .venv-peers && .venv-peers/bin/pip install feedparser==6.0.14")
    costs: dict[str, list[float]] = {name: [] for name in entrants}
    for _ in range(ROUNDS):
        for name, (python, parser) in entrants.items():
            costs[name].append(_cost_in(python, parser, kit))
    for name, (python, parser) in entrants.items():
        right, feeds = score(python, parser, kit)
        print(f"{name:10}  all right {right}/{feeds} ({right / feeds:.1%}),", end=" ")
        print(f"{median(costs[name]):.2f} ms CPU for {PER_ENTRIES} entries of captured feeds")
    if "feedparser" in costs:
        print(f"feedparser costs {median(costs['feedparser']) / median(costs['wirewatch']):.1f} times as much")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kit", type=Path, required=True)
    options.add_argument("--peers-python", default=".venv-peers/bin/python", help="has bench/requirements.txt")
    options.add_argument("--cost", help=argparse.SUPPRESS)  # what the peers' interpreter is asked for
    chosen = options.parse_args()
    if chosen.cost:
        print(json.dumps(cost(chosen.cost, chosen.kit.resolve())))
    else:
        report(chosen.kit.resolve(), chosen.peers_python)


if __name__ == "__main__":
    main()
