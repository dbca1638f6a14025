"""Where an article owns up to an error of its own. Pure.

Corrections are: a label ("Correction:", "CORRECTED-", "Fe de errores:", "訂正") at the start of the headline or a
paragraph; an editor's note or an update line that speaks of an error; a sentence that begins with what only a
correction says ("An earlier version of this article ..."). None are: "UPDATE 2-", "Update:" and REFILE, which bring or
mend without an error of substance; quotes of others' corrections; and reports about markets or prisons.
"""

import re
from collections.abc import Sequence

from news import Part
from parsers.correction_words import EDITORS, LABELS, OWNING, SENTENCES

LONGEST = 300  # characters that are given of a correction: what it says comes first
MOST = 20  # corrections of one article; a long column of corrections has a dozen
_LABEL_LINE = 60  # characters; a label that stands alone in its line is no longer

_HOW = re.IGNORECASE
_BEFORE = r"[\s(\[{*•·▪◆■●※【〔「《<_\-–—|]{0,8}"  # bullets and brackets
_DATE = r"(?:,? ?\(?(?:[^\W\d]{3,10}\.? )?\d[\w. ,/]{0,24}\)?)?"  # "Correction, May 3, 2026:", "Correction (3 May):"
_AFTER = r"\s{0,2}(?:[:：|】\]］)》」]|[-–—―]+(?=\s|\S))"
_any = "|".join

_LABELLED = re.compile(rf"{_BEFORE}(?:{_any(LABELS)}){_DATE}{_AFTER}\s*", _HOW)
_ALONE = re.compile(rf"{_BEFORE}(?:{_any(LABELS)})[\s.:：)\]】」*_]{{0,8}}", _HOW)
_NOTED = re.compile(rf"{_BEFORE}(?:{_any(EDITORS)}){_DATE}{_AFTER}", _HOW)
_OWNING = re.compile(_any(OWNING), _HOW)
_SAID = re.compile(rf"{_BEFORE}(?:{_any(SENTENCES)})", _HOW)
_SENTENCE = re.compile(r"(?<=[.!?…:;)])\s+|(?<=[。！？：；）])")
# As wires begin a headline: CORRECTED-, UPDATE 1-CORRECTED-, (CORRECTED), KILL, RETRACTED. In capitals alone.
_SLUG = re.compile(
    r"\W{0,3}(?:(?:UPDATE|WRAPUP|RPT|REFILE)[ \d]{0,3}-)?"
    r"(?:CORRECTED|CORRECTION|CORRECTS|KILL|RETRACTED|RETRACTION|WITHDRAWN|WITHDRAWAL|CORRIGE|CORRIGENDUM|KORREKTUR|"
    r"BERICHTIGUNG|CORRECCIÓN|RETTIFICA|ERRATA)(?: ?[-–—:)\]/]|$)"
)


def correction_in(title: str, text: str, parts: Sequence[Part] = ()) -> str | None:
    """The words by which an article first owns up to an error, on one line; None where it does not.

    `text` has paragraphs between blank lines, `parts` says what each of them is, or is empty.
    """
    return next(iter(corrections_in(title, text, parts)), None)


def corrections_in(title: str, text: str, parts: Sequence[Part] = ()) -> tuple[str, ...]:
    """All of them, as they stand in the article, the headline's first; each once, LONGEST characters of it at most."""
    paragraphs = text.split("\n\n")
    found = [title] if _is_slug(title) or _is_labelled(title) else []
    for place, paragraph in enumerate(paragraphs):
        if Part.QUOTE in parts[place : place + 1] or len(found) == MOST:
            continue
        if _is_label(paragraph):
            found.append(" ".join(paragraphs[place : place + 2]))
        elif words := _owned_up(paragraph):
            found.append(words)
    return tuple(dict.fromkeys(map(_on_one_line, found)))


def _is_slug(title: str) -> bool:
    return _SLUG.match(title) is not None


def _is_labelled(words: str) -> bool:
    return _LABELLED.match(words) is not None


def _is_label(paragraph: str) -> bool:
    """It says nothing else: what is corrected follows."""
    return len(paragraph) <= _LABEL_LINE and _ALONE.fullmatch(paragraph) is not None


def _owned_up(paragraph: str) -> str | None:
    """From where a paragraph owns up to an error to its end."""
    if _is_slug(paragraph) or _is_labelled(paragraph):
        return paragraph
    if _NOTED.match(paragraph) and _OWNING.search(paragraph):
        return paragraph
    start = 0
    for gap in _SENTENCE.finditer(paragraph):
        if _SAID.match(paragraph, start, gap.start()):
            return paragraph[start:]
        start = gap.end()
    return paragraph[start:] if _SAID.match(paragraph, start) else None


def _on_one_line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
