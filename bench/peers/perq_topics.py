"""perq as a matcher of topics: reads topics and articles from its input, writes what it found and what that cost.

Run by an interpreter that has perq. Input: {"topics": [[name, [[term, ...], ...]], ...], "articles": [[term, ...],
...], "rounds": n}; each inner list of a topic is an OR, and all of them must hold. Output: {"build": CPU seconds,
"found": [[name, ...] of each article], "seconds": [CPU seconds of each article, best of the rounds]}.
"""

# mypy: disable-error-code="import-not-found,import-untyped"

import json
import sys
from time import process_time

from perq import Document, MemoryStore, Query, QueryMatcher, index


def main() -> None:
    task = json.load(sys.stdin)
    with MemoryStore() as store:
        started = process_time()
        index([Query(name, clauses) for name, clauses in task["topics"]], store)
        built = process_time() - started
        matcher = QueryMatcher(store)
        found: list[list[str]] = []
        best = [float("inf")] * len(task["articles"])
        for _ in range(task["rounds"]):
            found = []
            for number, terms in enumerate(task["articles"]):
                started = process_time()
                found.append(list(matcher.matches(Document(terms))))
                best[number] = min(best[number], process_time() - started)
    json.dump({"build": built, "found": found, "seconds": best}, sys.stdout)


if __name__ == "__main__":
    main()
