"""Others that find the topics an article answers, given what each can do of our topics: SQLite's FTS5, and perq."""

import json
import sqlite3
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, product
from pathlib import Path
from statistics import fmean
from time import process_time

from alerts.query import Document, Query
from alerts.query.syntax import And, Listed, Near, Node, Not, Or, Phrase, Wildcard, Word
from alerts.query.words.fold import fold
from alerts.query.words.stem import stem
from alerts.query.words.tokens import cut

BATCH = 50  # articles that FTS5 gets at a time: the more, the cheaper each, and the later the alert
_PERQ = Path(__file__).parent / "peers" / "perq_topics.py"


@dataclass(frozen=True, slots=True)
class Percolated:
    """What a peer found, and at what CPU time per article, in ms. `taken`: names of the topics that it can be asked."""

    taken: frozenset[str]
    found: Sequence[set[str]]  # of each article
    cost: float
    cutting: float = 0.0  # of `cost`, done for it by us


def ask_fts5(
    queries: Mapping[str, Query], documents: Sequence[Document], highlighted: bool = False, rounds: int = 2
) -> Percolated:
    """Put articles into an FTS5 table in memory by batches, and ask each topic of each batch.

    Its stems are Porter's, not Snowball's, so it answers a little differently. Unless `highlighted` it only tells that
    a topic matches; then it gives title and body with marks as well, and has to keep them for that.
    """
    asked = {name: text for name, query in queries.items() if (text := fts5_text(query.tree))}
    best = float("inf")
    for _ in range(rounds):
        with closing(sqlite3.connect(":memory:")) as database:
            kept = "" if highlighted else "content='', "
            database.execute(f"CREATE VIRTUAL TABLE article USING fts5(title, body, {kept}tokenize='porter unicode61')")
            started = process_time()
            found = _ask_batches(database, asked, documents, highlighted)
            best = min(best, process_time() - started)
    return Percolated(frozenset(asked), found, 1000 * best / len(documents))


def _ask_batches(
    database: sqlite3.Connection, asked: Mapping[str, str], documents: Sequence[Document], highlighted: bool
) -> list[set[str]]:
    found: list[set[str]] = [set() for _ in documents]
    empty = "DELETE FROM article" if highlighted else "INSERT INTO article(article) VALUES ('delete-all')"
    marked = ", highlight(article, 0, '<', '>'), highlight(article, 1, '<', '>')" if highlighted else ""
    question = f"SELECT rowid{marked} FROM article WHERE article MATCH ?"
    for start in range(0, len(documents), BATCH):
        database.execute(empty)
        rows = ((start + at, one.title, one.body) for at, one in enumerate(documents[start : start + BATCH]))
        database.executemany("INSERT INTO article(rowid, title, body) VALUES (?, ?, ?)", rows)
        for name, text in asked.items():
            for number, *_ in database.execute(question, (text,)):
                found[number].add(name)
    return found


def fts5_text(node: Node) -> str | None:
    """Write a topic as FTS5 wants it; None when it cannot say that (`w?rd`, windows, fields, ATLEAST)."""
    match node:
        case Word() | Phrase():
            return _fts5_phrase(node)
        case Wildcard(pattern=pattern):
            return f'"{pattern[:-1]}" *' if pattern.find("*") == len(pattern) - 1 and "?" not in pattern else None
        case Or(parts=parts) | Listed(parts=parts):
            return _fts5_joined(" OR ", parts)
        case And(parts=parts):
            return _fts5_and(parts)
        case Near(left=left, right=right, between=between, ordered=False):
            return _fts5_near(_alternatives(left), _alternatives(right), between)
    return None


def _fts5_phrase(node: Node) -> str | None:
    words = node.parts if isinstance(node, Phrase) else (node,)
    plain = [word.text for word in words if isinstance(word, Word)]
    return f'"{" ".join(plain)}"' if len(plain) == len(words) else None


def _fts5_joined(sign: str, parts: Iterable[Node]) -> str | None:
    texts = [fts5_text(part) for part in parts]
    return None if None in texts else f"({sign.join(text for text in texts if text)})"


def _fts5_and(parts: Sequence[Node]) -> str | None:
    wanted = _fts5_joined(" AND ", (part for part in parts if not isinstance(part, Not)))
    unwanted = [part.part for part in parts if isinstance(part, Not)]
    if not unwanted or wanted is None:
        return wanted
    text = _fts5_joined(" OR ", unwanted)
    return text and f"({wanted} NOT {text})"


def _alternatives(node: Node) -> Sequence[Node]:
    return node.parts if isinstance(node, Or | Listed) else (node,)


def _fts5_near(left: Iterable[Node], right: Iterable[Node], between: int) -> str | None:
    """It has no groups within NEAR: write each pair."""
    pairs = [(_fts5_phrase(one), _fts5_phrase(other)) for one, other in product(left, right)]
    if any(None in pair for pair in pairs):
        return None
    return f"({' OR '.join(f'NEAR({one} {other}, {between})' for one, other in pairs)})"


def ask_perq(python: str, queries: Mapping[str, Query], documents: Sequence[Document], rounds: int = 3) -> Percolated:
    """Ask perq the topics without NOT, phrases, NEAR and wildcards, which it does not have; nor has it spans.

    It gets each article as a set of words, cut, folded and stemmed as ours are; what that costs counts for it.
    Raises CalledProcessError: it failed.
    """
    asked = {name: clauses for name, query in queries.items() if (clauses := perq_clauses(query.tree))}
    bags, cutting = _bags(documents)
    task = {"topics": list(asked.items()), "articles": bags, "rounds": rounds}
    ran = subprocess.run([python, str(_PERQ)], input=json.dumps(task), stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(ran.stdout)
    found = [set(names) for names in told["found"]]
    return Percolated(frozenset(asked), found, 1000 * fmean(told["seconds"]) + cutting, cutting)


def perq_clauses(node: Node) -> list[list[str]] | None:
    """Write a topic as an AND of ORs of words in any inflection; None when it has anything else."""
    parts = node.parts if isinstance(node, And) else (node,)
    clauses = [_words(part) for part in parts]
    return [clause for clause in clauses if clause] if all(clauses) else None


def _words(node: Node) -> list[str] | None:
    match node:
        case Word(text=text):
            return [f"={fold(text)}", f"~{stem(text, 'en')}"]
        case Or(parts=parts) | Listed(parts=parts):
            words = [_words(part) for part in parts]
            return None if None in words else list(chain.from_iterable(word for word in words if word))
    return None


class _Terms(dict[str, tuple[str, str]]):
    """What a word counts as, kept: the cheapest way that we know."""

    def __missing__(self, text: str) -> tuple[str, str]:
        self[text] = terms = (f"={fold(text)}", f"~{stem(text, 'en')}")
        return terms


def _bags(documents: Sequence[Document]) -> tuple[list[list[str]], float]:
    """Give the words of each article, and the ms per article of the second time, when every word has been seen."""
    terms = _Terms()
    for _ in range(2):
        started = process_time()
        bags = [_bag(document, terms) for document in documents]
        spent = process_time() - started
    return bags, 1000 * spent / len(documents)


def _bag(document: Document, terms: _Terms) -> list[str]:
    found: set[str] = set()
    for text in (document.title, document.body):
        tokens, compounds = cut(text)
        for spelling in {token.text for token in chain(tokens, compounds)}:
            found.update(terms[spelling])
    return list(found)
