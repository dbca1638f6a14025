"""What became of each part of a query on one article."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from news import Span

# How far a part is from being found, to tell which of several failed clauses is the nearest. Only their order counts.
HELD, FORM, FIELD, DISTANCE, PLACE, ABSENT, FILTER = 0.0, 1.0, 1.5, 2.0, 3.0, 8.0, 9.0
BEGUN = 0.5  # nearer: another part of the same clause is there


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a part held, and if not, by how much it failed.

    `part` is as a query writes it; of a group only the operator that joins its `parts`. `spans`: where it was found
    or, if it failed, what came nearest; in title and body. `gap` orders failures: 0.0 held, larger is further away.
    `nearly`: this is the failure that would be the easiest to mend, one of those that stand between the article and
    the match.
    """

    part: str
    held: bool
    why: str = ""
    spans: tuple[Span, ...] = ()
    gap: float = HELD
    parts: tuple["Verdict", ...] = ()
    nearly: bool = False


def marked(verdict: Verdict) -> Verdict:
    """Mark what stands between the article and the match: each failed part of an AND, the nearest of an OR."""
    if verdict.held:
        return verdict
    if not verdict.parts:
        return replace(verdict, nearly=True)
    if verdict.part == "OR":
        nearest = min(range(len(verdict.parts)), key=lambda at: verdict.parts[at].gap)
        parts = tuple(marked(part) if at == nearest else part for at, part in enumerate(verdict.parts))
    else:
        parts = tuple(map(marked, verdict.parts))
    return replace(verdict, parts=parts)


def nearest(verdict: Verdict) -> tuple[Verdict, ...]:
    """What had to be otherwise for the query to fire, the nearest first; () when it fired."""
    return tuple(sorted(_nearest(verdict), key=lambda one: one.gap))


def _nearest(verdict: Verdict) -> Iterator[Verdict]:
    if verdict.nearly:
        yield verdict
    for part in verdict.parts:
        yield from _nearest(part)
