"""Terms of the archive that are near in meaning to a topic's own."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from alerts.document import document_of
from alerts.query import read_query
from alerts.query.grammar.written import written
from flows.topics.meaning import Meaning
from flows.topics.named import positive_leaves
from flows.topics.phrases import Key, phrases_of
from flows.topics.subject import Version
from flows.topics.suggest import Asked, Suggestion, originals
from storage.database import Database

TERMS = 20_000  # of the archive, those in the most articles: some seconds for a static model
LEAST = 2  # articles that have a term; what is there once is a slip or a name
CLOSE = 0.45  # cosine; below it neighbours of a static model are mostly of another field
_FULL = 400_000  # terms counted at once, some 100 MB: then those seen once so far are dropped


def near_in_meaning(
    database: Database, version: Version, meaning: Meaning, since: datetime, until: datetime, top: int
) -> tuple[Suggestion, ...]:
    """Give the archive's terms nearest to any of the topic's words or to its title, the nearest first."""
    query = read_query(version.topic.query, version.lists)
    words = [version.topic.title, *(written(leaf).strip('="*?') for leaf in positive_leaves(query.tree))]
    hits, elsewhere, forms = _terms(database, version, since, until)
    asked = Asked(query)
    totals = hits + elsewhere
    keys = [key for key, count in totals.most_common(TERMS) if count >= LEAST and not asked.has(key, forms[key])]
    return tuple(
        Suggestion(forms[keys[at]][0], keys[at].language, hits[keys[at]], elsewhere[keys[at]], likeness)
        for at, likeness in _nearest(meaning, [forms[key][0] for key in keys], words, top)
        if likeness >= CLOSE
    )


def _nearest(meaning: Meaning, terms: Sequence[str], words: Sequence[str], top: int) -> Iterator[tuple[int, float]]:
    if not terms:
        return
    likeness = (meaning.vectors(terms) @ meaning.vectors(words).T).max(axis=1)
    for at in np.argsort(-likeness, kind="stable")[:top]:
        yield int(at), float(likeness[at])


def _terms(
    database: Database, version: Version, since: datetime, until: datetime
) -> tuple[Counter[Key], Counter[Key], dict[Key, tuple[str, ...]]]:
    """Count in how many hits and other articles each term is, with one way of writing it."""
    query = read_query(version.topic.query, version.lists)
    hits, elsewhere = Counter[Key](), Counter[Key]()
    forms: dict[Key, tuple[str, ...]] = {}
    for one in originals(database, since, until):
        document = document_of(one.article, one.source)
        texts = {"title": document.title, "body": document.body}
        found = {p.key: (texts[p.field][p.start : p.end],) for p in phrases_of(document)}
        (elsewhere if query.search(document) is None else hits).update(found.keys())
        forms |= found
        if len(forms) > _FULL:
            forms = {key: form for key, form in forms.items() if hits[key] + elsewhere[key] > 1}
            hits, elsewhere = (Counter({k: n for k, n in c.items() if k in forms}) for c in (hits, elsewhere))
    return hits, elsewhere, forms
