"""What others take for one page, or for one text. Run by an interpreter that has them.

    python judges.py PEER < task.json

Addresses: a JSON list of them; the answers are their keys. Pairs of texts: {"texts": {id: text}, "pairs": [[a, b],
...]}; the answers are true for the same text. Writes {"answers": [...], "seconds": CPU in all} as JSON.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import json
import re
import sys
from collections.abc import Callable
from time import process_time
from typing import Any

JACCARD = 0.7  # datasketch's own example, and data-juicer's setting
PERMUTATIONS = 128
WINDOW = 5  # words


def courlan(address: str) -> str:
    from courlan import clean_url

    return str(clean_url(address))


def courlan_strict(address: str) -> str:
    from courlan import clean_url, normalize_url

    return str(normalize_url(clean_url(address) or address, strict=True))


def ural(address: str) -> str:
    from ural import normalize_url

    return str(normalize_url(address))


def w3lib(address: str) -> str:
    from w3lib.url import canonicalize_url

    return str(canonicalize_url(address))


def datasketch(texts: dict[str, str], pairs: list[tuple[str, str]]) -> list[bool]:
    """Whether asking an index that holds the one text gives it for the other."""
    from datasketch import MinHashLSH

    signatures: dict[str, Any] = {}
    answers, index = [], MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    for one, other in pairs:
        index.insert("one", _signature(signatures, one, texts))
        answers.append(bool(index.query(_signature(signatures, other, texts))))
        index.remove("one")
    return answers


def _signature(known: dict[str, Any], name: str, texts: dict[str, str]) -> Any:
    from datasketch import MinHash

    if name not in known:
        words = re.findall(r"\w+", texts[name].lower())
        starts = range(max(1, len(words) - WINDOW + 1))
        signature = MinHash(num_perm=PERMUTATIONS)
        signature.update_batch([" ".join(words[at : at + WINDOW]).encode() for at in starts])
        known[name] = signature
    return known[name]


PAGES: dict[str, Callable[[str], str]] = {one.__name__: one for one in (courlan, courlan_strict, ural, w3lib)}


def main() -> None:
    name, task = sys.argv[1], json.load(sys.stdin)
    answers: list[Any]
    if name in PAGES:
        PAGES[name]("https://example.org/")  # loads what is left to load
        began = process_time()
        answers = [PAGES[name](address) for address in task]
    else:
        datasketch({"a": "one text"}, [("a", "a")])
        began = process_time()
        answers = datasketch(task["texts"], [(one, other) for one, other in task["pairs"]])
    json.dump({"answers": answers, "seconds": process_time() - began}, sys.stdout)


if __name__ == "__main__":
    main()
