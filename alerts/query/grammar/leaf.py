"""From the text of a query word to what it looks for."""

import re
import unicodedata
from collections.abc import Iterable

from alerts.query.syntax import Compound, Form, Phrase, Wildcard, Window, Word
from alerts.query.words.fold import fold
from alerts.query.words.tokens import ANY_ONE, STAR, Token, cut_query_word

_WILD = re.compile(f"[{STAR}{ANY_ONE}]")
_LIVE = {"*": STAR, "?": ANY_ONE, STAR: "\ufffd", ANY_ONE: "\ufffd"}

WordParts = tuple[Word | Wildcard | Compound, ...]


def unescape(raw: str) -> str:
    r"""Take `\` away from the character it protects; unprotected `*` and `?` become STAR and ANY_ONE."""
    return re.sub(r"\\(.)|[*?\ufdd0\ufdd1]", lambda m: m[1] or _LIVE[m[0]], raw, flags=re.DOTALL)


def literals_before_wildcard(text: str) -> int | None:
    """Count letters and digits before the first wildcard; None without a wildcard."""
    match = _WILD.search(text)
    return sum(char.isalnum() for char in text[: match.start()]) if match else None


def word_parts(text: str, form: Form) -> WordParts:
    """Give the words that one unescaped query word consists of: none, one, or several side by side."""
    tokens, compounds = cut_query_word(text)
    joined = {token.first: token for token in compounds}
    parts: list[Word | Wildcard | Compound] = []
    at = 0
    while at < len(tokens):
        if whole := joined.get(at):
            words = tuple(_term(token, form) for token in tokens[at : whole.last + 1])
            parts.append(Compound(words, _term(whole, form)))
        else:
            parts.append(_term(tokens[at], form))
        at = whole.last + 1 if whole else at + 1
    return tuple(parts)


def _term(token: Token, form: Form) -> Word | Wildcard:
    if not _WILD.search(token.text):
        return Word(unicodedata.normalize("NFC", token.text), form)
    return Wildcard(fold(token.text).replace(STAR, "*").replace(ANY_ONE, "?"))


def phrase(parts: WordParts) -> Word | Wildcard | Compound | Phrase:
    """Put words side by side."""
    return parts[0] if len(parts) == 1 else Phrase(parts)


def window(words: Iterable[WordParts], extra: int) -> Window:
    """Let words stand in any order; those that were cut into several stay together."""
    return Window(tuple(phrase(parts) for parts in words), extra)
