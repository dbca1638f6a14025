"""How LexisNexis and Factiva read words side by side, and which of several operators they take first.

Both take words side by side for a phrase. Lexis takes OR first, then distances, the smallest first, then AND, and NOT
last (help.lexisnexis.com, Connector Order and Priority). Factiva takes distances first, then fields, NOT, AND, OR
(Factiva Developer's Kit, Search Statement Operators and Examples).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from alerts.query.advice.levels import is_bare, levels
from alerts.query.grammar.lex import QUOTED, Kind, Lexeme, lex

FACTIVA_NAMES = "hd|ti|lp|hlp|la|by|sn|se|ns|in|co|re|rst|sc|fds|nss|wc|pd|an|ct|cr|ed|pg|vol"  # hd=gaza
LEXIS_NAMES = "headline|hlead|byline|publication|subject|company|geographic|dateline"  # HEADLINE(gaza)
LEXIS_CAPITALS = (
    "TITLE|BODY|LEAD|SECTION|AUTHOR|TEXT|SOURCE|PERSON|PEOPLE|COUNTRY|CITY|STATE|REGION|INDUSTRY|TICKER|TERMS|TERM|"
    "ORGANIZATION|DATE|LOAD-DATE|LENGTH|WORD-COUNT|LANGUAGE|PUBLICATION-TYPE|PUB-TYPE|GRAPHIC|CORRECTION"
)
_FACTIVA = re.compile(rf"(?i)(?<![^\s(])(?:(?:near|adj)\d+(?![^\s()])|(?:{FACTIVA_NAMES})=[^\s=]|[^\s():.]*/[nf]\d+/)")
_LEXIS = re.compile(
    r"(?<![^\s(])(?:(?i:w/(?:\d+|s|p|sent|para|seg)|/(?:\d+|s|p)|pre/(?:\d+|s|p))(?![^\s()])"
    rf"|(?i:atleast\d+\(|(?:{LEXIS_NAMES})\()|(?:{LEXIS_CAPITALS})\()"
)
_OPERATOR = re.compile(r"(?i)and|or|not|o?near(?:/?\d+)?|adj\d*|w/?\d+|atleast/?\d+|same")
_LONGEST_CHAIN = 50  # distances in a row; the grammar refuses deeper nesting
_NO_WORD = "!'‘‚’‹"  # what begins so is told of by itself

_PHRASE = "Words side by side are a phrase in LexisNexis and Factiva, here they mean AND."
_OR_FIRST = "LexisNexis takes OR before distances and AND."
_SMALLEST = "Distances in a row: LexisNexis takes the smallest first, Factiva the first one."
NOT_LAST = "LexisNexis takes NOT last: all that follows it is excluded together."
_FIELD_LAST = "In Factiva a field reaches over a distance."


@dataclass(frozen=True, slots=True)
class Grouping:
    """Code points `start` to `end`, exclusive, that belong together, the signs to be set around them, and why."""

    start: int
    end: int
    signs: str
    why: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Part of a group: an operand, or an operator. `inner` is where an operand begins behind its field."""

    kind: Kind
    start: int
    end: int
    inner: int
    number: int = 0


def is_factiva(query: str) -> bool:
    return _FACTIVA.search(QUOTED.sub('""', query)) is not None


def is_lexis(query: str) -> bool:
    """Tell a query with signs of LexisNexis and none of Factiva, which has some of the same."""
    return _LEXIS.search(QUOTED.sub('""', query)) is not None and not is_factiva(query)


def groupings(text: str, lexis: bool) -> list[Grouping]:
    """Find what Lexis, or Factiva, takes together and our grammar does not.

    `text` is in our own spelling. One that cannot be read, and groups that lack an operand, are left as they are.
    """
    pieces = lex(text)
    if any(piece.error for piece in pieces):
        return []
    found: list[Grouping] = []
    for level in levels(pieces):
        runs = list(_runs(level, lexis))
        found += [Grouping(run[0].position, run[-1].end, '""', _PHRASE) for run in runs]
        found += _brackets(_parts(level, runs), lexis)
    return found


def _runs(level: Sequence[Lexeme], lexis: bool) -> Iterator[Sequence[Lexeme]]:
    """Give the bare words that stand side by side, two or more."""
    for plain, group in groupby(range(len(level)), key=lambda at: is_bare(level[at])):
        places = list(group)
        run = level[places[0] : places[-1] + 1]
        before = level[places[0] - 1] if places[0] else None
        if before and before.kind is Kind.FIELD:
            run = run[1:] if before.text == "lang" else () if lexis else run
        if plain and len(run) > 1 and all(map(_is_plain, run)):
            yield run


def _is_plain(piece: Lexeme) -> bool:
    text = piece.text
    return not _OPERATOR.fullmatch(text) and text[0] not in _NO_WORD and not text.endswith((",", ";"))


def _parts(level: Sequence[Lexeme], runs: Sequence[Sequence[Lexeme]]) -> list[_Part]:
    """Put words of a run together, and a field or ATLEAST with what it reaches."""
    ends = {run[0].position: run[-1].end for run in runs}
    parts: list[_Part] = []
    start, done = -1, 0
    for piece in level:
        if piece.position < done:
            continue
        if piece.kind in (Kind.FIELD, Kind.ATLEAST):
            start = piece.position if start < 0 else start
            continue
        done = ends.get(piece.position, piece.end)
        kind = piece.kind if piece.kind in (Kind.AND, Kind.OR, Kind.NOT, Kind.NEAR) else Kind.WORD
        parts.append(_Part(kind, piece.position if start < 0 else start, done, piece.position, piece.number or 0))
        start = -1
    return parts


def _brackets(parts: Sequence[_Part], lexis: bool) -> list[Grouping]:
    segments = [list(row) for is_not, row in groupby(parts, key=lambda part: part.kind is Kind.NOT) if not is_not]
    rows = [_rows(segment) for segment in segments]
    if not all(_is_sound(row) for segment in rows for row in segment):
        return []
    alone = sum(map(len, rows)) == 1
    found = [grouping for segment in rows for row in segment for grouping in _in_row(row, lexis, alone)]
    if lexis:
        negated = rows[1:] if parts and parts[0].kind is not Kind.NOT else rows
        found += [Grouping(row[0][0].start, row[-1][-1].end, "()", NOT_LAST) for row in negated if len(row) > 1]
    return found


def _rows(segment: Sequence[_Part]) -> list[list[_Part]]:
    """Cut at AND, and where two operands stand side by side."""
    rows: list[list[_Part]] = []
    before = Kind.AND
    for part in segment:
        if part.kind is not Kind.AND:
            if before is Kind.AND or (before is Kind.WORD and part.kind is Kind.WORD):
                rows.append([])
            rows[-1].append(part)
        before = part.kind
    return rows


def _is_sound(row: Sequence[_Part]) -> bool:
    """Tell operand, operator, operand …"""
    return len(row) % 2 == 1 and all((part.kind is Kind.WORD) == (at % 2 == 0) for at, part in enumerate(row))


def _in_row(row: Sequence[_Part], lexis: bool, alone: bool) -> Iterator[Grouping]:
    loose, tight = (Kind.NEAR, Kind.OR) if lexis else (Kind.OR, Kind.NEAR)
    inner = [list(part) for is_loose, part in groupby(row, key=lambda part: part.kind is loose) if not is_loose]
    if not lexis:
        for chain in inner:
            yield from _in_chain(chain[::2], [part.number for part in chain if part.kind is tight], lexis)
        return
    if not alone or len(inner) > 1:
        yield from (Grouping(one[0].start, one[-1].end, "()", _OR_FIRST) for one in inner if len(one) > 1)
    whole = [_Part(Kind.WORD, one[0].start, one[-1].end, one[0].start) for one in inner]
    yield from _in_chain(whole, [part.number for part in row if part.kind is loose], lexis)


def _in_chain(operands: list[_Part], numbers: list[int], lexis: bool) -> Iterator[Grouping]:
    """Take one distance after the other, the smallest or the first one first, until one is left."""
    first = operands[0]
    if not lexis and numbers and first.inner > first.start:
        yield Grouping(first.inner, operands[-1].end, "()", _FIELD_LAST)
        operands = [_Part(Kind.WORD, first.inner, first.end, first.inner), *operands[1:]]
    while 1 < len(numbers) <= _LONGEST_CHAIN:
        at = numbers.index(min(numbers)) if lexis else 0
        both = _Part(Kind.WORD, operands[at].start, operands[at + 1].end, operands[at].start)
        yield Grouping(both.start, both.end, "()", _SMALLEST)
        operands = [*operands[:at], both, *operands[at + 2 :]]
        numbers = [*numbers[:at], *numbers[at + 1 :]]
