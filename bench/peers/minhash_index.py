"""datasketch's MinHash LSH as an index of copies, in memory. Run by an interpreter that has it.

    python minhash_index.py STORED ARRIVING   (with wirewatch's root in PYTHONPATH, for the same made news)

Fills the index with signatures made at random, as if of other texts, and `ARRIVING` real ones; then lets copies of
these and as many new texts arrive. Writes {"known": [CPU seconds], "new": [...], "found": share of the copies that
found their original, "bytes": resident, of an article} as JSON. Each arrival: windows, signature, look-up, insert.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import json
import re
import sys
from pathlib import Path
from time import process_time

import numpy as np
from datasketch import MinHash, MinHashLSH

from bench.made_news import Newsroom

PERMUTATIONS = 128
WINDOW = 5  # words


def signature(text: str) -> MinHash:
    words = re.findall(r"\w+", text.lower())
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([" ".join(words[at : at + WINDOW]).encode() for at in range(max(1, len(words) - WINDOW + 1))])
    return made


def fill(index: MinHashLSH, stored: int) -> None:
    random = np.random.default_rng(1)
    for number in range(stored):
        values = random.integers(0, 2**32 - 1, PERMUTATIONS, dtype=np.uint64)
        index.insert(f"filler {number}", MinHash(num_perm=PERMUTATIONS, hashvalues=values, scheme="affine32"))


def arrive(index: MinHashLSH, name: str, text: str) -> tuple[list[str], float]:
    began = process_time()
    made = signature(text)
    found = index.query(made)
    index.insert(name, made)
    return found, process_time() - began


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def main() -> None:
    stored, arriving = int(sys.argv[1]), int(sys.argv[2])
    newsroom, index = Newsroom(1), MinHashLSH(threshold=0.7, num_perm=PERMUTATIONS)
    originals = [newsroom.article() for _ in range(arriving)]
    before = resident()
    fill(index, stored)
    grown = resident() - before
    for number, article in enumerate(originals):
        index.insert(f"original {number}", signature(article.text))
    known, new, found = [], [], 0
    for number, article in enumerate(originals):
        hits, seconds = arrive(index, f"copy {number}", newsroom.copy(article).text)
        found += f"original {number}" in hits
        known.append(seconds)
        new.append(arrive(index, f"new {number}", newsroom.article().text)[1])
    told = {"known": known, "new": new, "found": found / max(1, arriving), "bytes": grown / max(1, stored)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
