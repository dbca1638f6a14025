"""The passages of a report that made its topics fire, each shown once. Pure."""

from dataclasses import dataclass

from alerts.forms import cut, tame
from alerts.lines import Line, line
from news import Report

MAX_PASSAGE = 340  # one long sentence
_TOPICS_A_HEADING = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """Topics, and the passages that fired all of them. Each passage stands under one heading only."""

    topics: tuple[tuple[str, str], ...]  # (name, title)
    more_topics: int
    passages: tuple[Line, ...]
    more: int
    in_headline: bool  # the headline fired them, and nothing else


def headings(report: Report, most: int, label: int) -> list[Heading]:
    """Passages by the topics that they fire, in the order of the report; topics without one come along bare.

    `most` passages stand under one; names and titles are cut to `label` characters.
    """
    titles = dict(report.topics)
    titles |= {match.topic: match.topic for match in report.matches if match.topic not in titles}
    found: dict[tuple[str, ...], list[Line]] = {}
    for text, (topics, marks) in _shared(report).items():
        fired = tuple(name for name in titles if name in topics)
        found.setdefault(fired, []).append(line(text, marks, MAX_PASSAGE))
    told = {name for names in found for name in names}
    found |= {(name,): [] for name in titles if name not in told}
    headlined = {m.topic for m in report.matches for p in m.passages if (p.field, p.text) == ("title", report.headline)}
    return [
        Heading(
            tuple((cut(name, label), cut(titles[name], label)) for name in names[:_TOPICS_A_HEADING]),
            max(0, len(names) - _TOPICS_A_HEADING),
            tuple(lines[:most]),
            max(0, len(lines) - most),
            not lines and names[0] in headlined,
        )
        for names, lines in found.items()
    ]


def headline_marks(report: Report) -> list[tuple[int, int]]:
    """Where the headline itself fired a topic."""
    passages = (passage for match in report.matches for passage in match.passages)
    return [mark for p in passages if (p.field, p.text) == ("title", report.headline) for mark in p.marks]


def _shared(report: Report) -> dict[str, tuple[set[str], list[tuple[int, int]]]]:
    """Each passage once: the topics that it fires and all their marks.

    Without the headline, which is shown anyway, and without blanks: a bare "-" makes the line above it a heading.
    """
    shared: dict[str, tuple[set[str], list[tuple[int, int]]]] = {}
    for match in report.matches:
        for passage in match.passages:
            if (passage.field, passage.text) != ("title", report.headline) and tame(passage.text).strip():
                topics, marks = shared.setdefault(passage.text, (set(), []))
                topics.add(match.topic)
                marks.extend(passage.marks)
    return shared
