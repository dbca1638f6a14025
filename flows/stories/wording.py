"""Why an article stands where it stands, in words. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from flows.screen import counted
from flows.topics.shown import printable
from news import By, Changed, Ground, Grouping, Likeness, Occasion, Placement, StoryArticle, Telling, Verdict

CHANGES_SHOWN = 5  # passages; a text has up to twelve
TERMS_SHOWN = 8  # as many as are kept
_LONGEST = 200  # characters of a passage: two or three lines of a screen

_WHY = {
    Ground.SAME_WORDS: "the same words",
    Ground.LITTLE_IN_COMMON: "too little in common",
    Ground.OTHER_LEAD: "they begin differently, and share what stands further down, as a page's furniture does",
    Ground.SHORT: "a short text under an unlike headline, or one that says nothing of its own, as walls do",
    Ground.TEMPLATE: "a form filled in anew: the name in the headline differs, or more than an editor changes",
    Ground.LATER: "too long after: what is published again is news again",
}


def why(verdict: Verdict) -> str:
    """ "93 % shared, nothing of substance differs"."""
    return f"{percent(verdict.shared)} shared, {_WHY.get(verdict.ground) or _few(verdict)}"


def _few(verdict: Verdict) -> str:
    if verdict.likeness is Likeness.COPY:
        return "nothing of substance differs"
    return f"{counted(len(verdict.changes), 'passage')} changed"


def percent(share: float) -> str:
    """Of what is nearly the whole, never all: "99 %" for 0.998."""
    return f"{100 if share >= 1 else min(round(100 * share), 99)} %"


def change_lines(changes: Sequence[Changed]) -> Iterator[str]:
    """Passages as they were and as they are, the first few, then how many more."""
    yield from map(_change, changes[:CHANGES_SHOWN])
    if len(changes) > CHANGES_SHOWN:
        yield f"… and {len(changes) - CHANGES_SHOWN} more"


def figures(pairs: Sequence[tuple[str, str]]) -> str:
    """ "50 became 75, 3 became 4"; nothing when none changed."""
    return ", ".join(f"{printable(before)} became {printable(after)}" for before, after in dict.fromkeys(pairs))


def _change(one: Changed) -> str:
    if not one.before:
        return f"added: {quoted(one.after)}"
    if not one.after:
        return f"gone: {quoted(one.before)}"
    return f"{quoted(one.before)} became {quoted(one.after)}"


def quoted(text: str) -> str:
    """A stranger's words on one line, cut where they go on and on."""
    words = printable(text)
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[:_LONGEST].rstrip()} …”"


def apart(earlier: datetime, later: datetime) -> str:
    """ "5 h later", "2 d earlier", "at the same time"."""
    gap = abs(later - earlier)
    if gap < timedelta(minutes=1):
        return "at the same time"
    return f"{_length(gap)} {'later' if later > earlier else 'earlier'}"


def days_apart(one: datetime, other: datetime) -> str:
    return f"{_length(abs(other - one))} apart" if abs(other - one) >= timedelta(hours=1) else "within the hour"


def _length(gap: timedelta) -> str:
    """Hours up to three days, since that is the bound of a copy; then days."""
    if gap < timedelta(hours=1):
        return f"{gap // timedelta(minutes=1)} min"
    return f"{gap // timedelta(hours=1)} h" if gap <= timedelta(hours=72) else f"{gap // timedelta(days=1)} d"


def came_by(one: StoryArticle) -> str:
    """How an article came to its story, on a line."""
    if one.pinned:
        return _by_person(one)
    if one.copy_of is not None:
        return _of_text(one)
    if one.placement is None:
        return "no reason was kept: it was stored by an older wirewatch"
    return _of_event(one.placement)


def _by_person(one: StoryArticle) -> str:
    text = f"; {_of_text(one)}" if one.copy_of is not None else ""
    return f"put here by a person{text}"


def _of_text(one: StoryArticle) -> str:
    said = f"{(one.likeness or Likeness.COPY).value} of {one.copy_of}"
    verdict = one.placement.verdict if one.placement else None
    if verdict is None:
        return said
    numbers = figures(verdict.figures)
    return f"{said}: {why(verdict)}{f'; {numbers}' if numbers else ''}"


def _of_event(placement: Placement) -> str:
    grouping = placement.grouping
    if placement.by is By.EVENT and grouping:
        return f"same event as {grouping.beside}: {likeness(grouping)}"
    if placement.near is not None and grouping:
        return f"opened the story; it may belong to story {placement.near}: {likeness(grouping)}"
    return "opened the story"


def likeness(grouping: Grouping) -> str:
    """ "ferry, Skarvholm, sandbank (likeness 0.41)"."""
    terms = ", ".join(map(printable, grouping.terms[:TERMS_SHOWN])) or "no term that can be named"
    return f"{terms} (likeness {grouping.score:.2f})"


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def telling(one: Telling, own: int | None = None, *, silent: bool = False) -> str:
    """ "ferry: told first on 2026-03-01 12:00 UTC, by 5"; `own` is the article that is spoken of.

    `silent`: it was noted, lest it be told later, and no message was written for it.
    """
    by = "this article" if one.article_id == own else f"{one.article_id}"
    without = "; no message of its own" if silent else ""
    return f"{one.topic}: {_told(one, silent)} on {moment(one.at)}, by {by}{without}"


def _told(one: Telling, silent: bool) -> str:
    if one.occasion == Occasion.FIRST:
        return "told first"
    return f"{'noted' if silent else 'followed up'} ({occasion(one.occasion)})"


def occasion(key: str) -> str:
    """A key of news.FollowUp for a person: what stands behind a correction or a lead is for the database."""
    word, _, what = printable(key).partition(": ")
    return f"{word}: {what}" if word in (Occasion.FIGURE, Occasion.OUTLETS) and what else word


def outlets(names: int, copies: int) -> str:
    """ "3 outlets + 2 copies"."""
    more = f" + {copies} {'copy' if copies == 1 else 'copies'}" if copies else ""
    return f"{counted(names, 'outlet')}{more}"
