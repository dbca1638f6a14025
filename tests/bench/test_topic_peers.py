import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from alerts.query import Document, Query, parse_query
from bench.topic_peers import BATCH, Percolated, ask_fts5, ask_perq, fts5_text, perq_clauses

LISTS = {"weapons": ["jet", "missile"]}
TEXTS = {
    "word": "jet",
    "phrase": '"arms sale"',
    "and": "(jet OR tank) AND (sale OR deal)",
    "not": "sale NOT car",
    "not one of": "sale NOT (car OR tank)",
    "near": "(jet OR missile) NEAR/2 sale",
    "pattern": "fight*",
    "list": "@weapons AND sold",
    "inner pattern": "figh?er",
    "window": '"sale jet"~3',
    "field": "title:jet",
}
DOCUMENTS = [
    Document(title="Jets for sale", body="A fighter and a car.", lang="en"),
    Document(title="Quiet day", body="The jet is one of three that were seen; the arms sale was not.", lang="en"),
    Document(title="", body="Deals on tanks, sold by a fighting firm; missiles.", lang="en"),
    *[Document(title="Nothing", body="here", lang="en")] * BATCH,
    Document(title="Late", body="the arms sales of jets, two deals", lang="en"),
]

PERQ = """
class Query:
    def __init__(self, name, clauses): self.name, self.clauses = name, clauses
class Document:
    def __init__(self, terms): self.terms = set(terms)
class MemoryStore(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
def index(queries, store): store.extend(queries)
class QueryMatcher:
    def __init__(self, store): self.store = store
    def matches(self, document):
        return [one.name for one in self.store if all(document.terms & set(clause) for clause in one.clauses)]
"""


@pytest.fixture(scope="module")
def queries() -> dict[str, Query]:
    return {name: parse_query(text, LISTS) for name, text in TEXTS.items()}


def ours(queries: Mapping[str, Query], peer: Percolated) -> list[set[str]]:
    return [{name for name in peer.taken if queries[name].search(one) is not None} for one in DOCUMENTS]


@pytest.mark.parametrize("highlighted", [False, True])
def test_fts5_answers_as_we_do_on_what_it_can_say(queries: dict[str, Query], highlighted: bool) -> None:
    peer = ask_fts5(queries, DOCUMENTS, highlighted, rounds=1)
    assert peer.taken == set(TEXTS) - {"inner pattern", "window", "field"}
    assert peer.found == ours(queries, peer)
    assert set.union(*peer.found) == peer.taken


def test_perq_answers_as_we_do_on_ands_of_ors_of_words(
    queries: dict[str, Query], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a stand-in of its few names, since it is installed for benchmarks only."""
    (tmp_path / "perq.py").write_text(PERQ)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    peer = ask_perq(sys.executable, queries, DOCUMENTS, rounds=1)
    assert peer.taken == {"word", "and", "list"}
    assert peer.found == ours(queries, peer)
    assert set.union(*peer.found) == peer.taken
    assert 0 < peer.cutting < peer.cost


def test_what_a_peer_cannot_say_it_is_not_asked() -> None:
    assert fts5_text(parse_query("ATLEAST/2 jet").tree) is None
    assert fts5_text(parse_query("jet ONEAR/2 sale").tree) is None
    assert perq_clauses(parse_query("sale NOT car").tree) is None
    assert perq_clauses(parse_query("jet*").tree) is None
