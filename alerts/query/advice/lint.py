"""Advice on queries that are right by the grammar and may still not mean what their writer thinks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from alerts.query.advice.capitals import ordinary_word
from alerts.query.advice.levels import is_bare, levels
from alerts.query.advice.overlap import on_alternatives, on_contradictions
from alerts.query.advice.signs import COMMAS, SINGLE_QUOTES, on_signs
from alerts.query.advice.surprise import surprise
from alerts.query.advice.tongues import on_language
from alerts.query.borrowed.borrowed import normalise
from alerts.query.borrowed.legal import NOT_LAST
from alerts.query.borrowed.normalised import Normalised
from alerts.query.grammar.leaf import unescape
from alerts.query.grammar.lex import Kind, Lexeme, lex
from alerts.query.query import read_borrowed
from alerts.query.syntax import Form, Listed, Wildcard
from alerts.query.words.stem import primary
from alerts.query.words.tokens import STAR, writes_without_spaces

MOST_REASONS = 2  # of what other tools write; with more the translation itself is hard to find
FEW_LITERALS = 4  # below it a wildcard matches much that nobody meant: arm* finds army and armchair
SMALL_OPERATOR = re.compile(r"(?:and|or|not|o?near(?:/?[0-9]+)?|atleast/?[0-9]+)", re.IGNORECASE)

_NO_RUN = f"!{SINGLE_QUOTES}"  # told of by itself
_NEEDLESS = re.compile(r'(\w:|ATLEAST/\d+ )\(([^\s()"|-][^\s()"|]*|"[^"]*")\)')  # title:(gaza)
_OPERAND = (Kind.WORD, Kind.QUOTE, Kind.LIST, Kind.OPEN)
_REACH = {Kind.NOT: "NOT", Kind.FIELD: "A field", Kind.ATLEAST: "ATLEAST"}


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to look at again, at a code point of the query, and how to write it."""

    position: int
    message: str
    hint: str


def lint_query(query: str, vocabulary: Mapping[str, int] | None = None) -> tuple[Advice, ...]:
    """Give advice in the order of the query. Lists are taken to exist.

    `vocabulary`: the words of an archive, in small letters, and how often each stands there. Raises QueryError: what
    `parse_query` refuses for its grammar or for want of an anchor, once what other tools write was taken for ours.
    """
    taken = normalise(query)
    read_borrowed(taken, lambda name, _: Listed(name, ()))
    found = [replace(one, position=taken.places[one.position]) for one in _advice(taken.text, vocabulary)]
    advice = [*_on_changes(taken), *found]
    return tuple(sorted(dict.fromkeys(advice), key=lambda one: one.position))


def _advice(query: str, vocabulary: Mapping[str, int] | None) -> list[Advice]:
    pieces = lex(query)
    advice = [*_on_runs(pieces), *_on_levels(query, pieces), *_on_distances(pieces), *_on_languages(pieces)]
    *groups, outermost = levels(pieces)
    advice += _on_filters(outermost)
    for level in (*groups, outermost):
        for look in (on_alternatives, on_contradictions):
            look(query, level, lambda *one: advice.append(Advice(*one)))
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if not (before and before.text == "lang" and before.kind is Kind.FIELD):
            advice += [*_on_word(piece, query, vocabulary), *_on_wildcards(piece)]
    return advice


def _on_changes(taken: Normalised) -> Iterator[Advice]:
    """Tell once what the whole was taken for, ready to be pasted; and why, where that is short."""
    if taken.changes:
        reasons = dict.fromkeys(change.why for change in taken.changes)
        why = f" {' '.join(reasons)}" if len(reasons) <= MOST_REASONS else ""
        ours = _NEEDLESS.sub(r"\1\2", " ".join(taken.text.split()))
        place = min(change.position for change in taken.changes)
        yield Advice(place, f"This is taken for: {ours}", f"Write it so.{why}")
    for change in taken.changes:
        if change.why == NOT_LAST:
            message = f"Only what has all of `{change.written}` is excluded: LexisNexis takes NOT last."
            yield Advice(change.position, message, "If you mean less, write parentheses around what is excluded.")


def _on_runs(pieces: Sequence[Lexeme]) -> Iterator[Advice]:
    """Look at bare words side by side."""
    for plain, group in groupby(range(len(pieces)), key=lambda at: is_bare(pieces[at])):
        places = list(group)
        run = pieces[places[0] : places[-1] + 1]
        if not plain or any(_is_operator(piece) or piece.text[0] in _NO_RUN for piece in run):
            continue
        before = pieces[places[0] - 1] if places[0] else None
        if before and before.kind in _REACH and before.text != "lang":
            yield from _on_reach(before, run)
            continue
        run = run[before is not None and before.kind in (Kind.NEAR, Kind.FIELD) :]
        run = run[: len(run) - (pieces[places[-1] + 1].kind is Kind.NEAR)]
        if len(run) > 1:
            yield _side_by_side(run)


def _on_distances(pieces: Sequence[Lexeme]) -> Iterator[Advice]:
    """Look for NEAR 8 and NEAR(8), which are NEAR and then the word 8."""
    for at, near in enumerate(pieces):
        bare = near.kind is Kind.NEAR and near.end - near.position == len(near.text)  # without a slash
        number = _number_behind(pieces, at) if bare else None
        if number:
            message = f"`{number.text}` is a word to look for here: a distance follows {near.text} after a slash."
            yield Advice(near.position, message, f"Did you mean {near.text}/{number.text}?")


def _number_behind(pieces: Sequence[Lexeme], at: int) -> Lexeme | None:
    in_parentheses = pieces[at + 1].kind is Kind.OPEN and pieces[at + 3].kind is Kind.CLOSE
    piece = pieces[at + 2] if in_parentheses else pieces[at + 1]
    return piece if is_bare(piece) and piece.text.isdecimal() else None


def _on_languages(pieces: Sequence[Lexeme]) -> Iterator[Advice]:
    for field, word in pairwise(pieces):
        if field.kind is Kind.FIELD and field.text == "lang" and (told := on_language(primary(word.text))):
            yield Advice(field.position, *told)


def _on_filters(level: Sequence[Lexeme]) -> Iterator[Advice]:
    """Look for alternatives that ask for a language and nothing else."""
    for is_or, row in groupby(level, key=lambda piece: piece.kind is Kind.OR):
        asked = [] if is_or else _asked(list(row))
        if asked and all(piece.kind is Kind.FIELD and piece.text == "lang" for piece in asked):
            hint = "Write what must be there as well, and parentheses where AND and OR mix."
            yield Advice(asked[0].position, "This alone fires on every article of a language.", hint)


def _asked(row: Sequence[Lexeme]) -> list[Lexeme]:
    """Give the first piece of each part that must be there."""
    parts = zip([None, *row], row, strict=False)
    return [
        piece
        for before, piece in parts
        if piece.kind not in (Kind.AND, Kind.NOT) and not (before and before.kind in (Kind.NOT, Kind.FIELD))
    ]


def _is_operator(piece: Lexeme) -> bool:
    """Tell a word that its writer may have meant as an operator: `or`, `Or`, near/3."""
    return SMALL_OPERATOR.fullmatch(piece.text) is not None


def _side_by_side(run: Sequence[Lexeme]) -> Advice:
    words = [piece.text for piece in run]
    if any(word.endswith(tuple(COMMAS)) for word in words):
        hint = 'For any of them write OR between them, and quotes around names: (Gaza OR "Khan Younis").'
        return Advice(run[0].position, "Commas are ignored: all these words must be there.", hint)
    message = "Words side by side mean AND: they may stand anywhere in the article."
    return Advice(run[0].position, message, f'For the phrase write "{" ".join(words)}", else {" AND ".join(words)}.')


def _on_reach(before: Lexeme, run: Sequence[Lexeme]) -> Iterator[Advice]:
    if len(run) < 2 or not before.text:  # who writes -oil, knows that it is one word
        return
    words = " ".join(piece.text for piece in run)
    sign = {Kind.NOT: "NOT ", Kind.FIELD: f"{before.text}:", Kind.ATLEAST: f"ATLEAST/{before.number} "}[before.kind]
    message = f"{_REACH[before.kind]} reaches only the next word, `{run[0].text}`."
    hint = f'For all of them write {sign}"{words}"' + (
        f" or {sign}({words})." if before.kind is not Kind.ATLEAST else "."
    )
    yield Advice(before.position, message, hint)


def _on_levels(query: str, pieces: Sequence[Lexeme]) -> Iterator[Advice]:
    """Look for AND and OR in one group."""
    for level in levels(pieces):
        if not any(piece.kind is Kind.OR for piece in level):
            continue
        rows = [list(row) for is_or, row in groupby(level, key=lambda piece: piece.kind is Kind.OR) if not is_or]
        if any(map(_is_conjunction, rows)):
            first = next(piece for piece in level if piece.kind is Kind.OR)
            tree = " OR ".join(_bracketed(query, row) for row in rows)
            yield Advice(
                first.position, "AND binds tighter than OR.", f"This reads {tree}. Write the parentheses you mean."
            )


def _is_conjunction(row: Sequence[Lexeme]) -> bool:
    operands = sum(piece.kind in _OPERAND for piece in row) - sum(piece.kind is Kind.NEAR for piece in row)
    return operands > 1


def _bracketed(query: str, row: Sequence[Lexeme]) -> str:
    text = query[row[0].position : row[-1].end]
    return f"({text})" if _is_conjunction(row) else text


def _on_word(piece: Lexeme, query: str, vocabulary: Mapping[str, int] | None) -> Iterator[Advice]:
    if piece.kind is not Kind.WORD or piece.form is Form.WRITTEN:
        return
    word, at = piece.text, piece.position
    if other := ordinary_word(word):
        exact = word.replace(".", "")
        yield Advice(
            at, f"Capitals make no difference: this finds `{other}` too.", f"For capitals only write =={exact}."
        )
    elif piece.form is Form.FOLDED:
        return
    elif _is_operator(piece):
        yield Advice(at, f"`{word}` is a word to look for here.", f"As an operator write {_as_operator(word)}.")
    elif other := surprise(word, vocabulary):
        yield Advice(at, f"This finds `{other}` too: the two share a stem.", f"For this form only write ={word}.")
    else:
        yield from (Advice(at, *told) for told in on_signs(piece, query))


def _as_operator(word: str) -> str:
    """In capitals, and with a slash before a number."""
    return re.sub(r"([A-Z])([0-9])", r"\1/\2", word.upper())


def _on_wildcards(piece: Lexeme) -> Iterator[Advice]:
    raw = piece.text
    if not any(isinstance(part, Wildcard) for parts in piece.words for part in parts):
        return
    if piece.kind is Kind.WORD and _is_wide(unescape(raw)) and not writes_without_spaces(raw):
        hint = "Write more letters, or the words themselves with OR."
        yield Advice(piece.position, f"`{raw}` matches every word that begins so.", hint)
    if re.search(r"(?<!\\)\?$", raw):
        hint = r"If it is only punctuation, leave it out or write \?."
        yield Advice(piece.position, "`?` stands for exactly one more letter.", hint)


def _is_wide(text: str) -> bool:
    """Tell arm*, but not ter?or or ar*ment."""
    return text.endswith(STAR) and sum(map(str.isalnum, text)) < FEW_LITERALS
