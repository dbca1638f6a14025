"""Count how rare the terms of English news are: the table that parsers/grouping/rarity.py looks them up in.

    python -m bench.grouping_rarity --kits DIR [--without FILE] [--write]

DIR holds likeness/, topics/ and extraction/. Each article counts once for each of its terms. Terms of few articles
are left out: the table is to be small, and what it does not know is rare. --without names a file of document ids, one
a line, that are not counted: to see what the table owes to the articles that grouping is measured on.
"""

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from parsers.grouping.terms import terms_of

LEAST = 9  # articles that have a word
LEAST_PAIRS = 40  # that have a name of two words, or a number with what it counts: there are many, each tells little
LEAST_NUMBERS = 30
MOST_LETTERS = 24
STEP = 4  # steps of a quarter: 20,000 terms in 160 KB
TABLE = Path(__file__).parent.parent / "parsers/grouping/rarity_en.txt"


def articles(kits: Path, without: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Titles and texts in English."""
    for row in _rows(kits / "likeness/documents.jsonl.gz"):
        if row["id"] not in without:
            yield row["title"] or "", row["text"] or ""
    for name in ("bbc.jsonl.gz", "reuters-train.jsonl.gz"):
        for row in _rows(kits / "topics" / name):
            yield row["title"] or "", row["body"] or ""
    for row in _rows(kits / "extraction/truth.jsonl"):
        if row.get("lang") == "en" and row.get("body"):
            yield "", row.get("body") or ""


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def kept(term: str, count: int) -> bool:
    least = LEAST_PAIRS if "~" in term or "_" in term else LEAST_NUMBERS if term[0].isdigit() else LEAST
    return count >= least and term.isascii() and len(term) <= MOST_LETTERS


def table(counts: Counter[str], total: int) -> str:
    rows: dict[float, list[str]] = defaultdict(list)
    for term, count in counts.items():
        if kept(term, count):
            rows[round(math.log((total + 1) / (count + 1)) * STEP) / STEP].append(term)
    head = (
        "# How rare the terms of English news are: the logarithm of how many articles there are to one that has them.\n"
        f"# Counted by bench/grouping_rarity.py in {total:,} articles; terms that few have are left out.\n"
    )
    return head + "".join(f"{rarity} {' '.join(sorted(rows[rarity]))}\n" for rarity in sorted(rows))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kits", type=Path, required=True)
    arguments.add_argument("--without", type=Path)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    counts: Counter[str] = Counter()
    without = frozenset(given.without.read_text("utf-8").split()) if given.without else frozenset()
    total = 0
    for title, text in articles(given.kits, without):
        counts.update(terms_of(title, text, "en", date(2000, 1, 1)).counts.keys())
        total += 1
    found = table(counts, total)
    terms = sum(kept(term, count) for term, count in counts.items())
    print(f"{total:,} articles, {len(counts):,} terms, {terms:,} kept, {len(found):,} bytes")
    if given.write:
        TABLE.write_text(found, "utf-8")


if __name__ == "__main__":
    main()
