"""The words that a query names."""

from collections.abc import Iterator
from dataclasses import dataclass

from alerts.query.syntax import (
    And,
    AtLeast,
    Compound,
    Field,
    Language,
    Listed,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Wildcard,
    Window,
    Word,
)


@dataclass(frozen=True, slots=True)
class Words:
    texts: frozenset[str]
    wildcards: frozenset[Wildcard]


def words_of(tree: Node) -> Words:
    """Every word of it, also what must not be there."""
    leaves = [*_words(tree)]
    return Words(
        frozenset(leaf.text for leaf in leaves if isinstance(leaf, Word)),
        frozenset(leaf for leaf in leaves if isinstance(leaf, Wildcard)),
    )


def positive_leaves(node: Node) -> Iterator[Node]:
    """The words, phrases and windows of title and body that it looks for, in its order; lists written out."""
    match node:
        case Not() | Language():
            return
        case Field(name=name) if name not in ("title", "body", "lead"):
            return
        case Word() | Wildcard() | Compound() | Phrase() | Window():
            yield node
        case _:
            for part in _parts(node):
                yield from positive_leaves(part)


def _words(node: Node) -> Iterator[Word | Wildcard]:
    if isinstance(node, Word | Wildcard):
        yield node
    for part in _parts(node):
        yield from _words(part)


def _parts(node: Node) -> tuple[Node, ...]:
    match node:
        case And(parts=parts) | Or(parts=parts) | Phrase(parts=parts) | Window(parts=parts) | Listed(parts=parts):
            return parts
        case Compound(words=words, joined=joined):
            return (*words, joined)
        case Near(left=left, right=right):
            return (left, right)
        case Field(part=part) | AtLeast(part=part) | Not(part=part):
            return (part,)
    return ()
