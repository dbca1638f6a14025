"""What a site repeats under its articles: told by its last pages, and forgotten when they no longer say it.

A disclaimer, a call to donate or a reporter's address that stands in a paragraph like any other cannot be told from one
page. That half of a site's last articles have it can. The background that a newsroom repeats in each report on one
matter comes nowhere near that share of all its articles; and where it should, an alert on it would be no news either.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

WINDOW = 20  # articles of a site that are remembered; a template that changes is learned anew within so many
LEAST = 5  # articles that must have a paragraph: three in a row may be a series
SHARE = 0.5  # of the remembered ones
MOST = 80  # paragraphs of one article: the first and the last, since furniture stands at the ends

Recent = tuple[tuple[int, ...], ...]  # fingerprints of the paragraphs of each article, the newest last


def noted(recent: Sequence[Sequence[int]], paragraphs: Sequence[int]) -> Recent:
    """Remember one more article. `paragraphs` are those of its page, those that were cut as repeated included."""
    kept = paragraphs if len(paragraphs) <= MOST else [*paragraphs[: MOST // 2], *paragraphs[-MOST // 2 :]]
    return (*(tuple(one) for one in recent[1 - WINDOW :]), tuple(dict.fromkeys(kept)))


def repeated(recent: Sequence[Collection[int]]) -> frozenset[int]:
    """Fingerprints of the paragraphs that a site repeats."""
    counts = Counter(chain.from_iterable(set(one) for one in recent))
    enough = max(LEAST, SHARE * len(recent))
    return frozenset(one for one, count in counts.items() if count >= enough)
