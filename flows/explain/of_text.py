"""Whose text an article carries, or why not that of another one. Pure."""

from collections.abc import Iterator

from flows.explain.case import Case, Other
from flows.explain.section import Line, Section, lines_of
from flows.stories.wording import apart, change_lines, figures, quoted, why
from flows.topics.shown import printable
from news import Likeness, Verdict


def text(case: Case) -> Section:
    kept = case.place.placement.verdict if case.place.placement else None
    facts = {
        "copy_of": case.stored.copy_of,
        "likeness": case.place.likeness,
        "verdict": kept,
        "figures": kept.figures if kept else (),
        "copies": [one.id for one in case.story.articles if one.copy_of == case.stored.id],
        "nearest": {"id": case.nearest.stored.id, "verdict": case.nearest.verdict} if case.nearest else None,
    }
    return Section("text", "Its text", tuple(_lines(case)), facts)


def _lines(case: Case) -> Iterator[Line]:
    if case.original:
        yield from _same(case, case.original)
    elif case.nearest and case.nearest.verdict:
        yield from _near(case, case.nearest, case.nearest.verdict)
    else:
        yield Line("Its own: no text that came within thirty days shares passages with it")
    if copies := [one for one in case.story.articles if one.copy_of == case.stored.id]:
        named = ", ".join(f"{one.id} ({printable(one.outlet)})" for one in copies)
        yield Line(f"Carried also by {named}")


def _same(case: Case, original: Other) -> Iterator[Line]:
    what = "A revision" if case.place.likeness is Likeness.REVISION else "A copy"
    yield Line(f"{what} of {_named(original, case)}")
    placement = case.place.placement
    if placement is None or placement.verdict is None:
        yield Line("What this was told by was not kept")
        return
    yield Line(why(placement.verdict))
    yield from _changes(placement.verdict)


def _near(case: Case, other: Other, verdict: Verdict) -> Iterator[Line]:
    when = apart(other.at, case.at)
    yield Line(f"The nearest text: {_called(other)}; this article came {when}")
    if verdict.is_same_text:  # that one came later, or either changed since
        yield Line(f"As they are now, the one is a {verdict.likeness.value} of the other: {why(verdict)}")
    else:
        yield Line(f"Not a copy of it: {why(verdict)}")
    yield from _changes(verdict)


def _changes(verdict: Verdict) -> Iterator[Line]:
    if verdict.lead_changed:
        yield Line("The beginning says something else")
    if verdict.figures:
        yield Line(f"Figures: {figures(verdict.figures)}")
    yield from lines_of(tuple(change_lines(verdict.changes)), 2)


def _named(one: Other, case: Case) -> str:
    """The other article, and how much later than it the explained one came out."""
    return f"{_called(one)}, {apart(one.at, case.at)}"


def _called(one: Other) -> str:
    found = one.stored
    return f"{found.id} {quoted(found.article.title)} ({printable(found.article.outlet or found.source)})"
