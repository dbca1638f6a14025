"""From a tree back to the text of a query, and to a drawing of it."""

from collections.abc import Iterator, Sequence

from alerts.query.borrowed.borrowed import is_borrowed
from alerts.query.grammar.leaf import literals_before_wildcard, unescape
from alerts.query.grammar.lex import LEAST_LITERALS, is_keyword
from alerts.query.syntax import (
    And,
    AtLeast,
    Compound,
    Field,
    Form,
    Language,
    Leaf,
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
from alerts.query.words.tokens import writes_without_spaces

_GROUPS = (And, Or, Near)
_INSIDE = "/"  # ends a word and is no sign of the language: o/brien is the phrase `o brien`, written as one word
_HYPHEN = "-"


def written(tree: Node) -> str:
    """Give a query whose tree this is, but for the positions of NOT.

    Parentheses stand where the tree needs them, and around AND within OR, which few people read right without.
    """
    match tree:
        case And(parts=parts):
            return _conjunction(parts)
        case Or(parts=parts):
            return " OR ".join(_grouped(part, (And, Or)) for part in parts)
        case Not(part=part):
            return f"NOT {_grouped(part, (And, Or))}"
        case Near(left=left, right=right):
            return f"{_grouped(left)} {_distance(tree)} {_grouped(right)}"
        case AtLeast(count=count, part=part):
            return f"ATLEAST/{count} {_grouped(part)}"
        case Field(name=name, part=part):
            return f"{name}:{_grouped(part, (*_GROUPS, Not))}"
        case Language(subtag=subtag):
            return f"lang:{subtag}"
        case Listed(name=name):
            return f"@{name}"
        case _:
            return _leaf(tree)


def outline(tree: Node) -> str:
    """Draw a tree: one line for each group and each word, indented below the group it belongs to."""
    return "\n".join(_lines(tree, "", ""))


def _lines(tree: Node, before: str, below: str) -> Iterator[str]:
    title, parts = _titled(tree)
    yield before + title
    for part in parts:
        last = part is parts[-1]
        yield from _lines(part, below + ("└ " if last else "├ "), below + ("  " if last else "│ "))


def _titled(tree: Node) -> tuple[str, Sequence[Node]]:
    match tree:
        case And(parts=parts):
            return "AND", parts
        case Or(parts=parts):
            return "OR", parts
        case Not(part=part):
            title, below = _titled(part)
            return f"NOT {title}", below
        case Field(name=name, part=part) if _titled(part)[1]:
            return f"{name}:", (part,)
        case AtLeast(count=count, part=part) if _titled(part)[1]:
            return f"ATLEAST/{count}", (part,)
        case Near(left=left, right=right) if any(isinstance(part, _GROUPS) for part in (left, right)):
            return _distance(tree), (left, right)
    return written(tree), ()


def _conjunction(parts: Sequence[Node]) -> str:
    first, *others = (_grouped(part, (And, Or)) for part in parts)
    signs = ("" if isinstance(part, Not) else "AND " for part in parts[1:])
    return " ".join([first, *(sign + other for sign, other in zip(signs, others, strict=True))])


def _distance(near: Near) -> str:
    return f"{'ONEAR' if near.ordered else 'NEAR'}/{near.between}"


def _grouped(part: Node, groups: tuple[type, ...] = _GROUPS) -> str:
    return f"({written(part)})" if isinstance(part, groups) else written(part)


def _leaf(leaf: Leaf) -> str:
    form = _form(leaf)
    match leaf:
        case Phrase(parts=parts) if not _is_one_word(parts):
            return f'{form}"{_row(parts)}"'
        case Window(parts=parts, extra=extra):
            return f'{form}"{" ".join(_one_word(_parts(part)) for part in parts)}"~{extra}'
    word = _one_word(_parts(leaf))
    return f"{form}\\{word}" if not form and (is_keyword(word) or is_borrowed(word)) else form + word


def _parts(leaf: Leaf) -> Sequence[Leaf]:
    return leaf.parts if isinstance(leaf, Phrase) else (leaf,)


def _is_one_word(parts: Sequence[Leaf]) -> bool:
    """Tell a name or word in a script without spaces, which is a phrase of its letters."""
    return all(isinstance(part, Word) and writes_without_spaces(part.text[0]) for part in parts)


def _one_word(parts: Sequence[Leaf]) -> str:
    """Write words that stand side by side without a space between."""
    return ("" if _is_one_word(parts) else _INSIDE).join(map(_bare, parts))


def _row(parts: Sequence[Leaf]) -> str:
    """Write the words of a phrase; one with too few letters before its wildcard goes with the word before it."""
    row = ""
    for part in parts:
        word = _bare(part)
        literals = literals_before_wildcard(unescape(word))
        glued = literals is not None and literals < LEAST_LITERALS
        row += f"{(_INSIDE if glued else ' ') if row else ''}{word}"
    return row


def _bare(leaf: Leaf) -> str:
    match leaf:
        case Word(text=text):
            return text
        case Wildcard(pattern=pattern):
            return pattern
        case Compound(words=words):
            return _HYPHEN.join(map(_bare, words))
    raise TypeError(f"{type(leaf).__name__} is no word")


def _form(leaf: Leaf) -> str:
    match leaf:
        case Word(form=form):
            return form.value
        case Compound(words=parts) | Phrase(parts=parts) | Window(parts=parts):
            return next((found for part in parts if (found := _form(part))), Form.ANY.value)
    return Form.ANY.value
