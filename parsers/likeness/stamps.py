"""Lines that a newsroom's systems write around a text: datelines, bylines, credits, times of an update."""

import re

from parsers.likeness.numbers import is_day, value
from parsers.likeness.tokens import words

_MARKS_OF = (
    "published posted updated edited modified gmt utc bst est edt cst cdt mst mdt pst pdt cet cest ist jst"
    " aktualisiert veröffentlicht stand uhr publié actualizado publicado aggiornato pubblicato atualizado опубликовано"
    " обновлено мск تحديث نشر 更新 発表 게시 수정"
)
_MARKS = frozenset(_MARKS_OF.split())
_BESIDE = (
    "last am pm a m p at on the of by mis à jour le las h às em il um jan feb mar apr jun jul aug sep sept oct nov dec"
    " mon tue tues wed thu thur thurs fri sat sun t z"
)
_BETWEEN = frozenset(_BESIDE.split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_NUMBERS = 3  # a day, a month and a year, or a day and a time: what a report tells of has two at most
_CREDIT = re.compile(
    r"(?:additional )?(?:reporting|writing|editing|compiled|graphic\w*|photos?) by\b|©|\(c\)|copyright\b"
    r"|all rights reserved"
    r"|(?:the )?associated press (?:writers?|reporters?)\b|with (?:files|material|reporting) from\b|contributed to this"
    r"|mit material von\b|\(?quelle\b|(?:avec|source) (?:afp|reuters)\b|con información de\b|fonte\b|источник\b"
    r"|fuente\b|this (?:article|story) (?:was )?(?:originally|first) (?:appeared|published)|read the original",
    re.I,
)
_LINES = 5  # a headline, a byline, a line for each date
_WHO = re.compile(r"\W*(?:by|from|von|par|por|di|de|door|av|od|от|بقلم)\b", re.I)
_DATELINE = re.compile(r"[^\n]{1,90}?(?:[\u2010-\u2015_]|-{1,2}|:|[讯訊电電道]|】|）)[\"'\u201c]?\s")
_CHINESE = re.compile(r"[讯訊电電道】）]\s$")
_LONG = 150  # characters; what is longer is prose
_BYLINE = 10  # tokens: two authors and their paper
_NAMES = 6  # tokens: an author and a paper, without "by"


def preface(text: str) -> int:
    """How many tokens stand before the text proper: bylines, times, a dateline ("LONDON (Reuters) - ")."""
    tokens = 0
    lines = [line for line in text.split("\n", 2 * _LINES)[: 2 * _LINES] if line.strip()]
    for line, after in zip(lines[:_LINES], [*lines[1:], ""], strict=False):
        its = words(line[:_LONG])
        is_wrapped = after[:1].islower()  # the line goes on in the next
        if its and (len(line) > _LONG or is_wrapped or not _is_label(line, its)):
            found = _DATELINE.match(line)
            return tokens + (len(words(found[0])) if found and _is_dateline(found[0]) else 0)
        tokens += len(its)
    return tokens


def is_stamp(tokens: tuple[str, ...]) -> bool:
    """Whether it is nothing but when something was published or changed: "Updated: Dec 19, 2005 03:49 PM"."""
    if not tokens or any(not _is_stamped(token) for token in tokens):
        return False
    numbers = [token for token in tokens if value(token) is not None]
    dated = any(is_day(token) or _YEAR.fullmatch(token) for token in numbers)
    return any(token in _MARKS for token in tokens) or (dated and len(numbers) >= _LEAST_NUMBERS)


def _is_stamped(token: str) -> bool:
    return token in _BETWEEN or token in _MARKS or value(token) is not None


def is_credit(passage: str) -> bool:
    """Whether it says no more than who wrote, edited or owns the text."""
    return bool(_CREDIT.match(passage.strip(" \n\t([—–-*_.")))


def _is_label(line: str, tokens: tuple[str, ...]) -> bool:
    """A line of its own that says who wrote it or when, and nothing else."""
    if len(tokens) > _BYLINE + _LEAST_NUMBERS or line.rstrip().endswith((".", "!", "?", "\u3002")):
        return False
    if is_stamp(tokens):
        return True
    if any(value(token) is not None and not is_day(token) for token in tokens):
        return False
    return len(tokens) <= _BYLINE and bool(_WHO.match(line) or (len(tokens) <= _NAMES and _is_all_names(line)))


def _is_dateline(part: str) -> bool:
    """Mostly capitals, brackets and dates: where a report was written, and for which agency."""
    if _CHINESE.search(part):
        return len(part) <= _BYLINE * 2
    tokens = words(part)
    if any(value(token) is not None and not is_day(token) for token in tokens) and not any(map(is_day, tokens)):
        return False  # "12 DEAD - ..."
    named = [_is_named(word) for word in part.split()]
    return len(named) <= _BYLINE + 2 and sum(named) * 4 >= len(named) * 3


def _is_all_names(line: str) -> bool:
    return all(map(_is_named, line.split()))


def _is_named(word: str) -> bool:
    return word[:1].isupper() or not word[:1].isalpha() or word.casefold().strip(".,") in _BETWEEN
