"""What a follow-up shows of what changed: the figures, and the passages before and after. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from alerts.forms import cut, tame
from alerts.lines import Line, line
from news import Changed, FollowUp, Occasion

MAX_FIGURES = 3  # of one passage; a table has more, and nobody reads those in a message
_MOST_MARKED = 0.75  # of a passage: one that is marked nearly whole shows nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage that changed."""

    verb: str
    figures: tuple[tuple[str, str], ...]  # (before, after)
    passages: tuple[tuple[str, Line], ...]  # ("was", …) and ("now", …), or the only one under ""


def shown(changes: Sequence[Changed], room: int, label: int) -> list[Shown]:
    """Passages are cut to `room` characters around their figures, figures to `label`. Without what is blank."""
    found = (_shown(change, room, label) for change in changes)
    return [one for one in found if one.figures or one.passages]


def notes(follow_up: FollowUp) -> list[str]:
    """In words of ours, what has no passage to show."""
    words = {
        Occasion.LEAD: "The beginning was rewritten.",
        Occasion.OUTLETS: f"{now_in(follow_up)}.",
    }
    return [words[occasion] for occasion in follow_up.occasions if occasion in words]


def kind_of(follow_up: FollowUp) -> str:
    """What a subject begins with: the gravest of what is told."""
    if Occasion.CORRECTION in follow_up.occasions:
        return "Correction"
    return now_in(follow_up) if set(follow_up.occasions) == {Occasion.OUTLETS} else "Update"


def now_in(follow_up: FollowUp) -> str:
    return f"Now in {follow_up.outlets} outlets"


def _shown(change: Changed, room: int, label: int) -> Shown:
    figures = [pair for pair in change.figures if all(tame(figure).strip() for figure in pair)][:MAX_FIGURES]
    sides = [
        ("was", change.before, _marks(change.before, change.after, [before for before, _ in figures])),
        ("now", change.after, _marks(change.after, change.before, [after for _, after in figures])),
    ]
    present = [side for side in sides if tame(side[1]).strip()]
    alone = present[0][0] if len(present) == 1 else ""
    return Shown(
        {"was": "Taken out", "now": "Added"}.get(alone, "Changed"),
        tuple((cut(before, label), cut(after, label)) for before, after in figures),
        tuple(("" if alone else word, line(text, marks, room)) for word, text, marks in present),
    )


def _marks(text: str, other: str, figures: Sequence[str]) -> list[tuple[int, int]]:
    """Where each figure stands first, and not as a part of a longer one; without figures, where the texts differ."""
    if not figures:
        start, end = _middle(text, other)
        return [(start, end)] if end - start < _MOST_MARKED * len(text) else []
    found = (re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", text) for figure in figures)
    return [one.span() for one in found if one]


def _middle(text: str, other: str) -> tuple[int, int]:
    """What is left of a text without the words that both begin and end with."""
    start = _same(text, other)
    end = len(text) - _same(text[start:][::-1], other[start:][::-1])
    blank = len(text[start:end]) - len(text[start:end].strip())  # at one end only: words end where it begins
    return (start + blank, end) if text[start:end][:1].isspace() else (start, end - blank)


def _same(a: str, b: str) -> int:
    """How many characters both begin with, in whole words."""
    at = next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))
    while at and a[at - 1].isalnum() and any(map(str.isalnum, a[at : at + 1] + b[at : at + 1])):
        at -= 1
    return at
