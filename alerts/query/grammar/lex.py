"""From the text of a query to its pieces."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache

from alerts.query.grammar.leaf import WordParts, literals_before_wildcard, phrase, unescape, window, word_parts
from alerts.query.syntax import FIELDS, Form, Leaf
from alerts.query.words.tokens import HEBREW, HEBREW_MARKS
from news import QueryError

DEFAULT_DISTANCE = 4  # words between; as Meltwater, whose queries desks bring along
LARGEST_NUMBER = 100  # farther apart than a paragraph is not near
LEAST_LITERALS = 2  # `a*` would match a tenth of all words

_QUOTES = '"“”„«»'
_IN_WORD = rf'(?<=[{HEBREW}{HEBREW_MARKS}])"(?=[{HEBREW}])'  # צה"ל
_RAW_WORD = re.compile(rf"(?:\\.|[^\s()|{_QUOTES}\\]|\\\Z|{_IN_WORD})+", re.DOTALL)
# The end is told by a look-ahead, not by a possessive `*+`, which Python 3.11.0 to 3.11.3 get wrong (gh-101955).
QUOTED = re.compile(rf"[{_QUOTES}]((?:\\.|[^{_QUOTES}\\]|{_IN_WORD})*)(?!{_IN_WORD})[{_QUOTES}]", re.DOTALL)
_QUOTED_WORD = re.compile(r"(?:\\.|[^\s\\]|\\\Z)+", re.DOTALL)
_WINDOW = re.compile(rf"~([^\s()|{_QUOTES}]*)")
_FIELD = re.compile(r"([^\W\d_]\w*):")
_HOST = re.compile(r"//(?:www\.)?([^\s()/:|]+)")
_OPERATORS_BEGIN = "ANO"
_DISTANCE = re.compile(r"(NEAR|ONEAR|ATLEAST)(?:/(.*))?", re.DOTALL)
_UNSUPPORTED = re.compile(r"(?:[^\\^~\[{]|\\.)*([\^~\[{])", re.DOTALL)

_CURES = {
    "^": r"There are no weights: leave out `^` and its number, or write `\^` for the sign itself.",
    "~": 'For other spellings use a wildcard (gaza*); `~` with a number may only follow a phrase: "gaza aid"~3.',
    "[": r"There are no ranges: write the values with OR, (2020 OR 2021), or `\[` for the sign itself.",
    "{": r"There are no ranges: write the values with OR, (2020 OR 2021), or `\{` for the sign itself.",
    "/": "There are no regular expressions: use wildcards (gaz*). In addresses omit the first `/`: url:world/asia.",
}
_OTHER_NAMES = {
    "headline": "title", "headlines": "title", "intitle": "title", "text": "body", "content": "body",
    "ingress": "lead", "by": "author", "byline": "author", "site": "source", "outlet": "source",
    "publication": "source", "domain": "url", "link": "url", "inurl": "url", "language": "lang",
}  # fmt: skip


class Kind(Enum):
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    ATLEAST = "ATLEAST"
    FIELD = "field"
    LIST = "@"
    WORD = "word"
    QUOTE = "quote"
    BROKEN = "broken"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query: code points `position` to `end`, exclusive.

    `text` is the name of a field or list, or a raw word. `words` holds the words of WORD (one) and QUOTE,
    `number` the n of NEAR, ATLEAST and a window, `error` what is wrong with a BROKEN one.
    """

    kind: Kind
    position: int
    end: int
    text: str = ""
    form: Form = Form.ANY
    words: tuple[WordParts, ...] = ()
    number: int | None = None
    ordered: bool = False
    error: QueryError | None = None


def lex(query: str) -> list[Lexeme]:
    """Cut a query into pieces, the last of kind END.

    Something that is no piece ends the list early, as BROKEN: an error of grammar further left comes first.
    """
    pieces: list[Lexeme] = []
    try:
        for piece in _pieces(query):
            pieces.append(piece)
    except QueryError as error:
        pieces.append(Lexeme(Kind.BROKEN, error.position, len(query), error=error))
    return [*pieces, Lexeme(Kind.END, len(query), len(query))]


def is_keyword(word: str) -> bool:
    """Tell a word that must be escaped to be looked for: AND, NEAR/3."""
    return word in ("AND", "OR", "NOT") or _DISTANCE.fullmatch(word) is not None


def quoted_words(text: str, form: Form, offset: int = 0) -> tuple[WordParts, ...]:
    """Cut what stands between quotes into words; those without letter or digit are left out.

    Raises QueryError: wildcard-prefix, its position counted from `offset`.
    """
    words = (_checked(match[0], form, offset + match.start()) for match in _QUOTED_WORD.finditer(text))
    return tuple(parts for parts in words if parts)


def leaf_of(piece: Lexeme) -> Leaf:
    """Give what a piece of kind WORD or QUOTE looks for."""
    if piece.kind is Kind.QUOTE and piece.number is not None:
        return window(piece.words, piece.number)
    return phrase(tuple(part for parts in piece.words for part in parts))


def _pieces(query: str) -> Iterator[Lexeme]:
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        piece = _piece(query, at)
        yield piece
        at = piece.end


def _piece(query: str, at: int) -> Lexeme:
    char = query[at]
    if char in "()":
        return Lexeme(Kind(char), at, at + 1)
    if char == "|":
        return Lexeme(Kind.OR, at, at + 1, char)
    if _excludes(query, at):
        return Lexeme(Kind.NOT, at, at + 1)
    if char in _QUOTES:
        return _quote(query, at, at, Form.ANY)
    if char == "@":
        return _list(query, at)
    if char == "=":
        return _exact(query, at)
    if name := _FIELD.match(query, at):
        return _field(name)
    return _keyword_or_word(query, at)


def _excludes(query: str, at: int) -> bool:
    """Tell a `-` that means NOT from a hyphen: space before it, the operand right after it."""
    if query[at] != "-" or not (at == 0 or query[at - 1].isspace() or query[at - 1] == "("):
        return False
    return at + 1 < len(query) and not (query[at + 1].isspace() or query[at + 1] in ")|")


def _quote(query: str, start: int, at: int, form: Form) -> Lexeme:
    match = QUOTED.match(query, at)
    if not match:
        raise QueryError("unclosed-quote", at, "This quote is never closed.", 'Add the closing quote: "gaza strip".')
    words = quoted_words(match[1], form, match.start(1))
    if not words:
        hint = 'Put at least one word between the quotes: "gaza strip".'
        raise QueryError("empty-phrase", at, "This phrase has no word in it.", hint)
    if not (width := _WINDOW.match(query, match.end())):
        return Lexeme(Kind.QUOTE, start, match.end(), match[1], form, words)
    number = _number(width[1], least=0)
    if number is None:
        hint = f'Write how many other words may stand among them, 0 to {LARGEST_NUMBER}: "gaza aid"~3.'
        raise QueryError("bad-number", width.start(), "`~` needs a whole number.", hint)
    return Lexeme(Kind.QUOTE, start, width.end(), match[1], form, words, number)


def _list(query: str, at: int) -> Lexeme:
    match = _RAW_WORD.match(query, at)
    assert match  # it begins with @
    _refuse_unsupported(match[0], at)
    name = match[0][1:]
    if not any(char.isalnum() for char in name):
        hint = r"Write the list's name right after it, as @weapons, or `\@` for the sign itself."
        raise QueryError("no-token", at, "`@` names no list.", hint)
    return Lexeme(Kind.LIST, at, match.end(), name)


def _exact(query: str, start: int) -> Lexeme:
    form = Form.WRITTEN if query.startswith("==", start) else Form.FOLDED
    at = start + len(form.value)
    if query[at : at + 1] and query[at] in _QUOTES:
        return _quote(query, start, at, form)
    match = _RAW_WORD.match(query, at)
    if not match:
        hint = f'Write the word right after it, {form.value}arms, or a phrase: {form.value}"arms sales".'
        raise QueryError("no-token", start, f"`{form.value}` has no word.", hint)
    return _word(match[0], start, at, form)


def _field(match: re.Match[str]) -> Lexeme:
    name = match[1]
    if name in FIELDS:
        return Lexeme(Kind.FIELD, match.start(), match.end(), name)
    guess = _guess(name.lower())
    if name.lower() in ("http", "https") and (host := _HOST.match(match.string, match.end())):
        guess = f"For an address write url:{host[1]}, for a site source:{host[1]}. "
    hint = rf"{guess}The fields are {', '.join(FIELDS)}. If the colon is part of the text, write {name}\: instead."
    raise QueryError("unknown-field", match.start(), f"There is no field `{name}`.", hint)


def _guess(name: str) -> str:
    known = {**_OTHER_NAMES, **{field: field for field in FIELDS}}
    near = known.get(name) or next((known[one] for one in get_close_matches(name, known, 1)), None)
    return f"Write {near}: instead. " if near else ""


def _keyword_or_word(query: str, at: int) -> Lexeme:
    match = _RAW_WORD.match(query, at)
    assert match  # every other character begins a word
    raw = match[0]
    if raw[0] not in _OPERATORS_BEGIN:
        return _word(raw, at, at, Form.ANY)
    if raw in ("AND", "OR", "NOT"):
        return Lexeme(Kind(raw), at, match.end(), raw)
    if distance := _DISTANCE.fullmatch(raw):
        return _distance(distance, at)
    return _word(raw, at, at, Form.ANY)


def _distance(match: re.Match[str], at: int) -> Lexeme:
    name, digits = match[1], match[2]
    end = at + len(match[0])
    if name == "ATLEAST":
        if (count := _number(digits or "", least=1)) is None:
            hint = f"Write how often, 1 to {LARGEST_NUMBER}: ATLEAST/3 gaza."
            raise QueryError("bad-number", at, "ATLEAST needs a whole number.", hint)
        return Lexeme(Kind.ATLEAST, at, end, name, number=count)
    if (words := DEFAULT_DISTANCE if digits is None else _number(digits, least=0)) is None:
        raise QueryError("bad-number", at, f"{name}/ needs a whole number.", _distance_cure(name, digits))
    return Lexeme(Kind.NEAR, at, end, name, number=words, ordered=name == "ONEAR")


def _distance_cure(name: str, digits: str) -> str:
    if digits.endswith("f") and _number(digits[:-1], least=0) is not None:
        return f"For a fixed order write ONEAR/{digits[:-1]}."
    return f"Write how many words may stand between, 0 to {LARGEST_NUMBER}: {name}/5, or {name} for {DEFAULT_DISTANCE}."


def _number(digits: str, least: int) -> int | None:
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(LARGEST_NUMBER)):
        return None
    return int(digits) if least <= int(digits) <= LARGEST_NUMBER else None


def _word(raw: str, start: int, at: int, form: Form) -> Lexeme:
    """Make a word of what stands at `at`; `start` is where its `=` stands."""
    _refuse_unsupported(raw, at)
    if not (parts := _checked(raw, form, at)):
        raise QueryError("no-token", at, f"`{raw}` has no letter and no digit.", _no_token_cure(raw))
    return Lexeme(Kind.WORD, start, at + len(raw), raw, form, (parts,))


def _no_token_cure(raw: str) -> str:
    meant = {"&&": "AND", "&": "AND", "+": "AND", "!": "NOT", "-": "NOT", "–": "NOT", "—": "NOT"}.get(raw)
    if meant == "NOT":
        return "Leave it out; to exclude a word write NOT gaza, or -gaza without a space."
    return f"Write {meant} instead, or leave it out." if meant else "Leave it out: signs alone are not searched for."


def _refuse_unsupported(raw: str, at: int) -> None:
    sign = 0 if raw.startswith("/") else match.start(1) if (match := _UNSUPPORTED.match(raw)) else None
    if sign is None:
        return
    _checked(raw[:sign], Form.ANY, at)  # a bad wildcard further left comes first
    raise QueryError("unsupported", at + sign, f"`{raw[sign]}` is not part of the language.", _CURES[raw[sign]])


def _checked(raw: str, form: Form, at: int) -> WordParts:
    parts = _parts(raw, form)
    if parts is None:
        hint = rf"Write at least {LEAST_LITERALS} letters before `*` or `?`, or `\*` and `\?` for the sign itself."
        raise QueryError("wildcard-prefix", at, f"`{raw}` would match too many words.", hint)
    return parts


@lru_cache(maxsize=16_384)  # topics share words: of the 59,300 of 10,000 topics two in three came before
def _parts(raw: str, form: Form) -> WordParts | None:
    """Give the words that a raw word consists of; None: too little stands before its wildcard."""
    text = unescape(raw)
    literals = literals_before_wildcard(text)
    return None if literals is not None and literals < LEAST_LITERALS else word_parts(text, form)
