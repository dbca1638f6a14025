"""Signs that do nothing in a query, or not what their writer may have thought."""

import re
from collections.abc import Iterator

from alerts.query.grammar.lex import Lexeme

Told = tuple[str, str]  # message and cure

SINGLE_QUOTES = "'‘‚’‹"
COMMAS = ",;،؛、，；"
_EITHER = re.compile(rf"([^\W\d_]{{2,}})([/{COMMAS}])([^\W\d_]{{2,}})")
_GROUPED_DIGITS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_FACTIVA_CODE = re.compile(r"[a-z]{2,4}=.+")


def on_signs(piece: Lexeme, query: str) -> Iterator[Told]:
    """Look at the signs of one bare word."""
    word = piece.text
    if word.startswith("!"):
        yield "`!` is ignored.", f"To exclude a word write NOT {word.lstrip('!')}."
    elif word.endswith(("+", "#")):
        bare = word.rstrip("+#")
        yield f"Signs are ignored: this finds every `{bare}`.", "Add words that stand around it, with NEAR."
    elif word.startswith("-"):
        excluded = word.lstrip("-")
        message = f"This `-` excludes nothing: it is a hyphen here, and `{excluded}` must be there."
        yield message, f"To exclude write a space before it, or NOT {excluded}; NOT stands before a field."
    elif word[0] in SINGLE_QUOTES and len(word) > 1:
        yield "Single quotes are ignored: they do not make a phrase.", 'Write double quotes: "gaza strip".'
    elif match := _EITHER.fullmatch(word):
        message = f'`{match[2]}` separates words: this is the phrase "{match[1]} {match[3]}".'
        yield message, f"For either of them write ({match[1]} OR {match[3]})."
    elif _FACTIVA_CODE.fullmatch(word):
        yield (
            "`=` only separates words here.",
            "There are no codes of sources or subjects: write source:reuters, or words.",
        )
    elif _GROUPED_DIGITS.fullmatch(word) and (plain := re.sub("[.,]", "", word)) not in query:
        yield f"This does not find `{plain}`.", f"For both spellings write ({word} OR {plain})."
    elif len(word) == 1 and word.isascii() and word.isalpha():
        yield "A single letter stands in many texts.", f'Write its phrase, as "vitamin {word}".'
