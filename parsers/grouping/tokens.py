"""A text as words, numbers and pauses, whatever script it is written in."""

import re
import unicodedata
from collections.abc import Iterator

# Scripts without spaces: Thai, Lao, Burmese, Khmer, kana and Chinese characters. A run of them is one token here.
_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
)
_SIGNS = "\u0900-\u0903\u093a-\u094f\u0981-\u0dff"  # vowel signs of Indic scripts are no letters to `re`
PAUSES = frozenset('.!?:;"“”„«»\n。！？；()|—،؛؟।')
_PAUSE = f"[{re.escape(''.join(sorted(PAUSES)))}]"
_ANY = re.compile(rf"[{_SOLID}]+|\d+(?:[.,:]\d+)*|(?:(?![{_SOLID}])(?:[^\W\d_]|[{_SIGNS}]))+|{_PAUSE}")
_SPECIAL = re.compile(f"[{_SOLID}{_SIGNS}]")
_PLAIN = re.compile(rf"[^\W\d_]+|\d+(?:[.,:]\d+)*|{_PAUSE}")  # the same without them, in half the time
_ASCII = re.compile(rf"[A-Za-z]+|[0-9]+(?:[.,:][0-9]+)*|{_PAUSE}")
_STARTS_SOLID = re.compile(f"[{_SOLID}]")
FIRST_SOLID = "\u0e00"  # no script without spaces stands before it: spares most words the search
# Both begin with the apostrophe, that texts have few of: `re` is quick to find it.
_ELISION = re.compile(r"['’](?=\w\w)")
_POSSESSIVE = re.compile(r"['’](?<=\w.)s\b")  # the English one: "Angola's" is "Angola"
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|dell|nell|all|sull)\Z", re.I)  # d'État, l'île, dell'Interno
_LONGEST_ELIDED = 4
# apostrophes and invisible joints ("don't" is "dont"); Arabic vowel points and the stretching stroke
_IGNORED = re.compile("['’ʼ\u00ad\u0640\u064b-\u0655\u200b-\u200f\u2060\ufeff]")


def tokens(text: str) -> list[str]:
    """Words as written, numbers, runs of script without spaces, and the marks in PAUSES, in order."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)[: 2 * len(text)]  # one sign may become 18
    plain = _IGNORED.sub("", _POSSESSIVE.sub("", _without_elided(plain)))
    if plain.isascii():
        return _ASCII.findall(plain)
    return (_ANY if _SPECIAL.search(plain) else _PLAIN).findall(plain)


def _without_elided(text: str) -> str:
    """Without the articles that an apostrophe ties to a word, and the apostrophe."""
    parts, at = [], 0
    for found in _ELISION.finditer(text):
        if article := _ELIDED.search(text, max(at, found.start() - _LONGEST_ELIDED), found.start()):
            parts.append(text[at : article.start()])
            at = found.end()
    return "".join((*parts, text[at:]))


def is_solid(token: str) -> bool:
    return token[0] >= FIRST_SOLID and _STARTS_SOLID.match(token) is not None


def bigrams(run: str) -> Iterator[str]:
    """What stands for words where none are told apart: each character with the next one."""
    if len(run) == 1:
        yield run
    for i in range(len(run) - 1):
        yield run[i : i + 2]
