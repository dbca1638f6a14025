"""What a query means beyond its grammar: the lists it names, and that something must be there at all."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from alerts.query.grammar.leaf import phrase
from alerts.query.grammar.lex import Kind, leaf_of, lex, quoted_words
from alerts.query.syntax import And, Field, Form, Leaf, Listed, Node, Not, Or
from news import QueryError

SHIPPED = "library/"  # before the name of a list: as it ships, whatever the desk has under that name
_OPERATOR = re.compile(r"AND|OR|NOT|\||(?:O?NEAR|ATLEAST)(?:/.*)?|.*(?<!\\)[()].*", re.DOTALL)
_ENTRY_CURE = (
    "An entry is a word, a phrase or @another-list. Give each its own entry; "
    'quote text that is meant as it stands: "{}".'
)


class Lists:
    """The named lists of a desk. Entries are read when a query asks for their list, once."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._known: dict[str, Listed] = {}

    def find(self, name: str, position: int) -> Listed:
        """Write out a list and those it refers to.

        Raises QueryError at `position`: unknown-set, set-cycle, or what is wrong with an entry.
        """
        return self._find(name, position, ())

    def _find(self, name: str, position: int, within: tuple[str, ...]) -> Listed:
        if name in within:
            trail = " > ".join(f"@{step}" for step in (*within[within.index(name) :], name))
            raise QueryError(
                "set-cycle", position, f"A list contains itself: {trail}.", self._way_out(name, within[-1])
            )
        if name not in self._lists:
            raise QueryError("unknown-set", position, _unknown(name, within), self._cure(name))
        if name not in self._known:
            leaves = (leaf for entry in self._lists[name] for leaf in self._entry(entry, name, position, within))
            self._known[name] = Listed(name, tuple(dict.fromkeys(leaves)))
        return self._known[name]

    def _entry(self, entry: str, name: str, position: int, within: tuple[str, ...]) -> tuple[Leaf, ...]:
        try:
            leaf = read_entry(entry)
        except QueryError as error:
            message = f"In list {name}, entry `{entry}`: {error.message}"
            raise QueryError(error.code, position, message, error.hint) from error
        return self._find(leaf, position, (*within, name)).parts if isinstance(leaf, str) else (leaf,)

    def _way_out(self, name: str, holder: str) -> str:
        shipped = f"{SHIPPED}{name}"
        ships = f'For the list that ships write "@{shipped}"; else take' if shipped in self._lists else "Take"
        return f"{ships} @{name} out of the list {holder}."

    def _cure(self, name: str) -> str:
        own, shipped = self._names()
        near = get_close_matches(name, self._lists if name.startswith(SHIPPED) else (*own, *shipped), 1)
        if near:
            return f"Did you mean @{near[0]}?"
        known = [f"@{known}" for known in own[:10]]  # a line or two
        if shipped:
            known.append(f"{'and ' if known else ''}{len(shipped)} that ship: see `wirewatch topics library`")
        if known:
            return f"The lists are {', '.join(known)}."
        return rf"Define the list {name}, or write \@{name} for the word itself."

    def _names(self) -> tuple[list[str], list[str]]:
        """The desk's own lists, and those that ship under a name the desk did not take."""
        names = sorted(name for name in self._lists if not name.startswith(SHIPPED))
        shipped = [name for name in names if self._lists.get(f"{SHIPPED}{name}") == self._lists[name]]
        return [name for name in names if name not in shipped], shipped


def _unknown(name: str, within: tuple[str, ...]) -> str:
    return f"There is no list `{name}`{f', which the list {within[-1]} names' if within else ''}."


@lru_cache(maxsize=16_384)  # lists are shared by many topics
def read_entry(entry: str) -> Leaf | str:
    """Read one entry of a list: what it looks for, or the name of another list.

    Raises QueryError, its position counted in the entry.
    """
    words = entry.split()
    if not words:
        raise QueryError("empty", 0, "It is empty.", "Remove the entry.")
    if len(words) > 1 and entry.lstrip()[0] not in '@="“”„«»':
        return _bare_phrase(entry, words)
    piece, *others = lex(entry)
    if piece.error:
        raise piece.error
    if len(others) == 1 and piece.kind is Kind.LIST:
        return piece.text
    if len(others) == 1 and piece.kind in (Kind.WORD, Kind.QUOTE):
        return leaf_of(piece)
    at = others[0].position if piece.kind in (Kind.WORD, Kind.QUOTE, Kind.LIST) else piece.position
    raise QueryError("unsupported", at, "It is more than a word or phrase.", _ENTRY_CURE.format(entry))


def _bare_phrase(entry: str, words: Sequence[str]) -> Leaf:
    for word in words:
        if _OPERATOR.fullmatch(word):
            message = f"`{word}` is an operator, which a list cannot hold."
            raise QueryError("unsupported", entry.index(word), message, _ENTRY_CURE.format(entry))
    parts = tuple(part for parts in quoted_words(entry, Form.ANY) for part in parts)
    if not parts:
        raise QueryError("no-token", 0, "It has no letter and no digit.", "Remove the entry.")
    return phrase(parts)


def require_anchor(tree: Node) -> None:
    """Refuse a query that an article satisfies by what it does not say.

    Raises QueryError: unanchored, at the first NOT to blame.
    """
    position = _adrift(tree)
    if position is None:
        return
    hint = "Add something positive that must be there: gaza NOT oil. In a group with OR every part needs it."
    raise QueryError("unanchored", position, "This would fire on nearly every article.", hint)


def _adrift(node: Node) -> int | None:
    """Give the position of the NOT that leaves a part without anchor, or None when it has one."""
    match node:
        case Not(position=position):
            return position
        case Field(part=part):
            return _adrift(part)
        case And(parts=parts):
            adrift = [_adrift(part) for part in parts]
            return None if None in adrift else adrift[0]
        case Or(parts=parts):
            return next((at for part in parts if (at := _adrift(part)) is not None), None)
    return None
