"""Parts of a query that another part makes needless, or impossible."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, permutations, product

from alerts.query.grammar.lex import Kind, Lexeme, leaf_of
from alerts.query.grammar.resolve import read_entry
from alerts.query.syntax import Form, Leaf, Phrase, Wildcard, Window, Word
from alerts.query.words.fold import fold
from alerts.query.words.stem import primary, stem
from alerts.query.words.wildcard import glob
from news import QueryError

_SOUGHT = (Kind.WORD, Kind.QUOTE, Kind.LIST)

Tell = Callable[[int, str, str], None]  # position, message, cure


def covers(wide: Leaf, narrow: Leaf) -> bool:
    """Tell whether wherever `narrow` is found, `wide` is found as well, in an article in English."""
    if isinstance(narrow, Phrase | Window) and isinstance(wide, Word | Wildcard):
        return any(covers(wide, part) for part in narrow.parts)
    if isinstance(wide, Wildcard) and isinstance(narrow, Word):
        # another form of the word may not match the wildcard: sold beside sell*, but not beside sell
        return narrow.form is not Form.ANY and glob(wide.pattern).expression.match(fold(narrow.text)) is not None
    if isinstance(wide, Wildcard) and isinstance(narrow, Wildcard):
        return _is_start(wide.pattern) and narrow.pattern.startswith(wide.pattern[:-1])
    if isinstance(wide, Word) and isinstance(narrow, Word):
        return _word_covers(wide, narrow)
    return wide == narrow


def _is_start(pattern: str) -> bool:
    return pattern.endswith("*") and not any(sign in pattern[:-1] for sign in "*?")


def _word_covers(wide: Word, narrow: Word) -> bool:
    if wide.form is Form.ANY:
        return fold(wide.text) == fold(narrow.text) or stem(wide.text, "en") == stem(narrow.text, "en")
    if wide.form is Form.FOLDED:
        return narrow.form is not Form.ANY and fold(wide.text) == fold(narrow.text)
    return wide == narrow


def on_alternatives(query: str, level: Sequence[Lexeme], tell: Tell) -> None:
    """Look for `gaza OR =gaza`: the second adds nothing."""
    rows = [list(row) for is_or, row in groupby(level, key=lambda piece: piece.kind is Kind.OR) if not is_or]
    leaves = [(row[0], leaf_of(row[0])) for row in rows if len(row) == 1 and row[0].kind in (Kind.WORD, Kind.QUOTE)]
    gone: set[int] = set()
    for (wide, finds), (narrow, found) in permutations(leaves, 2):
        if wide.position in gone or narrow.position in gone or not covers(finds, found):
            continue
        gone.add(narrow.position)
        texts = [query[piece.position : piece.end] for piece in (wide, narrow)]
        tell(narrow.position, f"`{texts[1]}` adds nothing: `{texts[0]}` finds it too.", f"Leave out `{texts[1]}`.")


def on_contradictions(query: str, level: Sequence[Lexeme], tell: Tell) -> None:
    """Look for what must and must not be there, and for two languages at once."""
    for is_or, group in groupby(level, key=lambda piece: piece.kind is Kind.OR):
        row = [] if is_or else list(group)
        _two_languages(row, tell)
        for wide, narrow in product(_excluded(row), _wanted(row)):
            if _rules_out(wide, narrow):
                texts = [query[piece.position : piece.end] for piece in (wide, narrow)]
                message = f"This never fires: `{texts[1]}` must be there, and `{texts[0]}` must not."
                phrase = "" if wide.kind is Kind.LIST else f", or exclude a phrase with `{texts[0]}` in it"
                tell(wide.position, message, f"Leave out one of the two{phrase}.")


def _rules_out(excluded: Lexeme, wanted: Lexeme) -> bool:
    if Kind.LIST in (excluded.kind, wanted.kind):
        return excluded.kind is wanted.kind and excluded.text == wanted.text
    return covers(leaf_of(excluded), leaf_of(wanted))


def _two_languages(row: Sequence[Lexeme], tell: Tell) -> None:
    asked = [
        (piece, primary(word.text))
        for before, piece, word in zip([None, *row], row, row[1:], strict=False)
        if piece.text == "lang" and piece.kind is Kind.FIELD and not (before and before.kind is Kind.NOT)
    ]
    for piece, code in asked[1:]:
        if code != asked[0][1]:
            hint = f"For either of them write (lang:{asked[0][1]} OR lang:{code})."
            tell(piece.position, "This never fires: an article has one language.", hint)
            return


def _excluded(row: Sequence[Lexeme]) -> Iterator[Lexeme]:
    for sign, piece, after in zip(row, row[1:], [*row[2:], None], strict=False):
        if sign.kind is Kind.NOT and piece.kind in _SOUGHT and not (after and after.kind is Kind.NEAR):
            yield piece


def _wanted(row: Sequence[Lexeme]) -> Iterator[Lexeme]:
    for before, piece in zip([None, *row], row, strict=False):
        behind = before and before.kind in (Kind.NOT, Kind.FIELD, Kind.ATLEAST)
        if piece.kind in _SOUGHT and not behind:
            yield piece


def swallowed(entries: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Find entries of a list that add nothing: index of the entry, and of the one that finds all that it finds.

    Entries that cannot be read and other lists are left aside.
    """
    leaves = {at: leaf for at, entry in enumerate(entries) if (leaf := _leaf(entry)) is not None}
    first: dict[Leaf, int] = {}
    for at, leaf in leaves.items():
        if leaf in first:
            yield at, first[leaf]
        first.setdefault(leaf, at)
    wide = [(at, leaf) for at, leaf in leaves.items() if isinstance(leaf, Wildcard) and first[leaf] == at]
    for at, leaf in leaves.items():
        by = next((other for other, one in wide if one != leaf and covers(one, leaf)), None)
        if by is not None and first[leaf] == at:
            yield at, by


def _leaf(entry: str) -> Leaf | None:
    try:
        leaf = read_entry(entry)
    except QueryError:
        return None
    return None if isinstance(leaf, str) else leaf
