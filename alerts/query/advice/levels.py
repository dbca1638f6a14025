"""The pieces of a query, group by group."""

from collections.abc import Iterator, Sequence

from alerts.query.grammar.lex import Kind, Lexeme
from alerts.query.syntax import Form


def levels(pieces: Sequence[Lexeme]) -> Iterator[list[Lexeme]]:
    """Give the pieces of each group, inner groups first, with a group inside it as one piece of kind OPEN.

    The outermost comes last. A parenthesis that was never opened is left aside.
    """
    stack: list[list[Lexeme]] = [[]]
    for piece in pieces:
        if piece.kind is Kind.OPEN:
            stack[-1].append(piece)
            stack.append([])
        elif piece.kind is Kind.CLOSE and len(stack) > 1:
            yield stack.pop()
            stack[-1][-1] = Lexeme(Kind.OPEN, stack[-1][-1].position, piece.end)
        elif piece.kind not in (Kind.CLOSE, Kind.END):
            stack[-1].append(piece)
    yield from reversed(stack)


def is_bare(piece: Lexeme) -> bool:
    """Tell a word without quotes and without `=`."""
    return piece.kind is Kind.WORD and piece.form is Form.ANY
