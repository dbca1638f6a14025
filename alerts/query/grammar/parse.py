"""From the pieces of a query to its tree, by recursive descent.

or      = and { ("OR" | "|") and }
and     = unary { ["AND"] unary }                    # side by side means AND
unary   = ("NOT" | "-") unary | near
near    = primary [ ("NEAR/n" | "ONEAR/n") primary ]
primary = "(" or ")" | field ":" primary | "ATLEAST/n" primary | word | quote ["~" n] | "@" list
"""

import re
from collections.abc import Callable, Sequence

from alerts.query.grammar.lex import Kind, Lexeme, leaf_of, lex
from alerts.query.syntax import And, AtLeast, Field, Form, Language, Listed, Near, Node, Not, Or, Wildcard
from alerts.query.words.stem import primary
from news import QueryError

MAX_DEPTH = 50  # groups and NOTs in one another; Python's own stack ends at about 150

FindList = Callable[[str, int], Listed]  # name and position of the @

_LANGUAGE_TAG = re.compile(r"\w+(?:[-_]\w+)*")

_BINARY = (Kind.AND, Kind.OR, Kind.NEAR)
_ENDS = (Kind.CLOSE, Kind.END)


def parse(query: str, find_list: FindList) -> Node:
    """Read a query.

    Raises QueryError: the leftmost error of grammar, or what `find_list` raises.
    """
    pieces = lex(query)
    try:
        return _Parser(pieces, find_list).query()
    except QueryError as error:
        unclosed = _unclosed(pieces, query)
        if unclosed is not None and unclosed < error.position:
            raise _never_closed(unclosed) from None
        raise


class _Parser:
    """One pass over the pieces. `after` in a method's arguments is the operator whose operand is read."""

    def __init__(self, pieces: Sequence[Lexeme], find_list: FindList) -> None:
        self._pieces, self._find_list = pieces, find_list
        self._at, self._depth = 0, 0
        self._field = ""

    def query(self) -> Node:
        if self._kind is Kind.END:
            raise QueryError("empty", 0, "The query is empty.", "Write at least one word to look for.")
        tree = self._or(None)
        if self._kind is Kind.CLOSE:
            raise _never_opened(self._next.position)
        return tree

    @property
    def _next(self) -> Lexeme:
        piece = self._pieces[self._at]
        if piece.error:
            raise piece.error
        return piece

    @property
    def _kind(self) -> Kind:
        return self._next.kind

    def _take(self) -> Lexeme:
        piece = self._next
        self._at += 1
        return piece

    def _or(self, after: Lexeme | None) -> Node:
        parts = [self._and(after)]
        while self._kind is Kind.OR:
            parts.append(self._and(self._take()))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self, after: Lexeme | None) -> Node:
        parts = [self._unary(after)]
        while self._kind is not Kind.OR and self._kind not in _ENDS:
            parts.append(self._unary(self._take() if self._kind is Kind.AND else None))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _unary(self, after: Lexeme | None) -> Node:
        if self._kind is not Kind.NOT:
            return self._near(after)
        sign = self._take()
        self._deeper(sign)
        part = self._unary(sign)
        self._depth -= 1
        return Not(part, sign.position)

    def _near(self, after: Lexeme | None) -> Node:
        start = self._next.position
        left = self._primary(after)
        if self._kind is not Kind.NEAR:
            return left
        _refuse_unless_place(left, start)
        sign = self._take()
        right = self._place(sign)
        if self._kind is Kind.NEAR:
            hint = "Use parentheses to say which belong together: (a NEAR/2 b) NEAR/2 c."
            raise QueryError("near-chain", self._next.position, "One NEAR cannot follow another.", hint)
        assert sign.number is not None
        return Near(left, right, sign.number, sign.ordered)

    def _place(self, after: Lexeme) -> Node:
        """Read an operand that must stand somewhere in the text."""
        start = self._next.position
        if self._kind in (Kind.NOT, Kind.FIELD, Kind.ATLEAST):
            raise _no_place(start)
        part = self._primary(after)
        _refuse_unless_place(part, start)
        return part

    def _primary(self, after: Lexeme | None) -> Node:
        match self._kind:
            case Kind.OPEN:
                return self._group()
            case Kind.FIELD:
                return self._in_field()
            case Kind.ATLEAST:
                sign = self._take()
                assert sign.number is not None
                return AtLeast(sign.number, self._place(sign))
            case Kind.LIST:
                piece = self._take()
                return self._find_list(piece.text, piece.position)
            case Kind.WORD | Kind.QUOTE:
                return leaf_of(self._take())
        raise self._missing(after)

    def _group(self) -> Node:
        opened = self._take()
        self._deeper(opened)
        if self._kind is Kind.CLOSE:
            hint = "Write something between the parentheses, or remove them."
            raise QueryError("empty-group", opened.position, "These parentheses are empty.", hint)
        if self._kind is Kind.END:
            raise _never_closed(opened.position)
        part = self._or(None)
        if self._take().kind is Kind.END:
            raise _never_closed(opened.position)
        self._depth -= 1
        return part

    def _deeper(self, piece: Lexeme) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            hint = f"Use at most {MAX_DEPTH} levels of parentheses and NOT; a list (@name) can hold alternatives."
            raise QueryError("unsupported", piece.position, "This is nested too deep.", hint)

    def _in_field(self) -> Node:
        field = self._take()
        if self._field:
            hint = "Write the fields side by side: title:gaza body:rafah, (title:gaza OR body:rafah)."
            raise QueryError("nested-field", field.position, "A field cannot stand inside another one.", hint)
        if field.text == "lang":
            return self._language(field)
        self._field = field.text
        part = self._primary(field)
        self._field = ""
        return Field(field.text, part)

    def _language(self, field: Lexeme) -> Language:
        word = self._pieces[self._at]
        if word.kind in (*_BINARY, *_ENDS):
            raise self._missing(field)
        if not _is_plain(word) or not _LANGUAGE_TAG.fullmatch(word.text):
            hint = "Write one code after the colon, and several with OR: (lang:en OR lang:fr)."
            raise QueryError("bad-lang", field.position, "lang: takes one language code.", hint)
        self._at += 1
        return Language(primary(word.text))

    def _missing(self, after: Lexeme | None) -> QueryError:
        """Say which operator lacks an operand, or which parenthesis is one too many."""
        if after and after.kind in (Kind.FIELD, Kind.ATLEAST):
            return _lacks_operand(after)
        if self._kind in _BINARY:
            return _lacks_operand(self._next)
        return _lacks_operand(after) if after else _never_opened(self._next.position)


def _is_plain(piece: Lexeme) -> bool:
    if piece.kind is not Kind.WORD or piece.form is not Form.ANY:
        return False
    return not any(isinstance(part, Wildcard) for part in piece.words[0])


def _unclosed(pieces: Sequence[Lexeme], query: str) -> int | None:
    """Give the position of the innermost parenthesis that is never closed.

    None as well when the pieces end early and the closing one may be in the rest.
    """
    opened: list[int] = []
    for piece in pieces:
        if piece.kind is Kind.BROKEN and ")" in query[piece.position :]:
            return None
        if piece.kind is Kind.OPEN:
            opened.append(piece.position)
        elif piece.kind is Kind.CLOSE and opened:
            opened.pop()
    return opened[-1] if opened else None


def _refuse_unless_place(node: Node, start: int) -> None:
    if not _is_place(node):
        raise _no_place(start)


def _is_place(node: Node) -> bool:
    """Tell whether a part stands somewhere in the text, so that distances from it can be counted."""
    if isinstance(node, Or):
        return all(map(_is_place, node.parts))
    return not isinstance(node, And | Not | Field | Language | AtLeast)


def _no_place(position: int) -> QueryError:
    hint = (
        "Use a word, a phrase, a @list or words joined by OR here. Put a field around the whole, "
        "title:(sale NEAR/3 jets) or title:ATLEAST/2 jets, and NOT beside it: sale NEAR/3 jets NOT toy."
    )
    return QueryError("near-operand", position, "NEAR and ATLEAST need something that has a place in the text.", hint)


def _lacks_operand(piece: Lexeme) -> QueryError:
    name = f"{piece.text}:" if piece.kind is Kind.FIELD else piece.text or piece.kind.value
    return QueryError("missing-operand", piece.position, f"`{name}` has nothing to work on.", _operand_cure(piece))


def _operand_cure(piece: Lexeme) -> str:
    if piece.kind is Kind.FIELD:
        example = f"{piece.text}:{'en' if piece.text == 'lang' else 'gaza'}"
        return f"Write what to look for right after it: {example}. NOT goes before the field: NOT {example}."
    if piece.kind is Kind.ATLEAST:
        return f"Write what must occur so often: ATLEAST/{piece.number} gaza."
    if piece.kind is Kind.NOT:
        return "Write what to exclude right after it: NOT gaza."
    if piece.text == "|":
        return r"Write a single `|`, or OR, between two words or groups. For the sign itself write \|."
    return rf"Write a word or group on both sides of it, or remove it. For the word itself write \{piece.text}."


def _never_closed(position: int) -> QueryError:
    return QueryError("unbalanced-open", position, "This parenthesis is never closed.", "Add `)`, or remove this one.")


def _never_opened(position: int) -> QueryError:
    hint = "Add `(` before it, or remove this one."
    return QueryError("unbalanced-close", position, "This parenthesis was never opened.", hint)
