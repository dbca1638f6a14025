"""A backtest for the terminal, and for machines."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

from rich.console import RenderableType
from rich.text import Text

from flows.screen import as_json, counted
from flows.topics.backtest import Backtest, Difference, Hit
from flows.topics.chart import by_weeks, chart
from flows.topics.shown import indented, passages_shown, printable, whole_line

NAMES_SHOWN = 10  # outlets or languages; the rest is summed up


def backtest_json(found: Backtest) -> str:
    """The fields of Backtest; days and times in ISO 8601, UTC."""
    return json.dumps(asdict(found), default=_as_json, indent=2, ensure_ascii=False) + "\n"


def _as_json(value: object) -> str | float:
    return value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else as_json(value)


def backtest_lines(found: Backtest, width: int, *, plain: bool) -> Iterator[RenderableType]:
    """For a screen of `width` characters; `plain` is for what is no terminal."""
    yield from _head(found)
    if not found.articles:
        return
    if found.hits:
        unit = "week, from Monday on" if by_weeks(found.days) else "day"
        yield from _section(f"Hits a {unit} (UTC, by when an article was seen)", plain)
        yield from (Text(f"  {line}") for line in chart(found.days, width - 2, plain=plain))
        yield Text("")
        yield indented(f"By outlet: {_counts(found.outlets)}", 2)
        yield indented(f"By language: {_counts(found.languages)}", 2)
        yield from _section(f"Sample: {len(found.samples)} of {counted(found.hits, 'hit')}", plain)
        yield from _hits(found.samples, plain=plain)
    if found.against is not None:
        yield from _comparison(found, plain)


def _head(found: Backtest) -> Iterator[RenderableType]:
    since, until = (moment.astimezone(UTC).date() for moment in (found.first_at or found.since, found.until))
    yield Text(f"{found.topic}: {counted(found.articles, 'article')} seen from {since} to {until}", style="bold")
    yield indented(f"Query: {printable(found.query)}", 2)
    if not found.articles:
        yield indented("Nothing was stored in this time.", 2)
        return
    share = f" ({100 * found.hits / found.articles:.1f} % of the articles)" if found.hits else ""
    copies = f", {found.copies:,} of them copies of another article" if found.copies else ""
    yield indented(f"{counted(found.hits, 'hit')}{share}{copies}", 2)
    yield indented(f"{counted(found.alerts, 'alert')}: one a story", 2)
    if found.busiest:
        day, hits = found.busiest
        alerts = dict(found.alert_days).get(day, 0)
        yield indented(f"Busiest day: {day:%Y-%m-%d}, {counted(hits, 'hit')}, {counted(alerts, 'alert')}", 2)


def _comparison(found: Backtest, plain: bool) -> Iterator[RenderableType]:
    yield from _section(f"Against {printable(found.against_what or 'the older query')}", plain)
    same = found.against == found.query
    yield indented(f"Query: {'the same' if same else printable(found.against or '')}", 2)
    if found.lists:
        yield indented(f"Lists that differ: {', '.join(f'@{printable(name)}' for name in found.lists)}", 2)
    elif same:
        yield indented("Its lists are the same, too.", 2)
    for word, one, which in (("Gained", found.gained, "new"), ("Lost", found.lost, "other")):
        if one is not None:
            yield from _difference(word, one, which, plain)


def _difference(word: str, one: Difference, which: str, plain: bool) -> Iterator[RenderableType]:
    stories = "1 story" if one.stories == 1 else f"{one.stories:,} stories"
    yield from _section(f"{word}: {counted(one.hits, 'hit')}; {stories} that only the {which} query has", plain)
    yield from _hits(one.samples, plain=plain)


def _hits(hits: Sequence[Hit], *, plain: bool) -> Iterator[RenderableType]:
    for hit in hits:
        copy = " (copy)" if hit.is_copy else ""
        when = f"{hit.seen_at.astimezone(UTC):%Y-%m-%d}"
        yield indented(f"{hit.article_id} {when} {printable(hit.outlet)}: {printable(hit.title)}{copy}", 2)
        if hit.url:
            yield whole_line(hit.url, 4)
        yield from passages_shown(hit.passages, 4, plain=plain)


def _section(title: str, plain: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, style="" if plain else "bold")


def _counts(counts: Sequence[tuple[str, int]]) -> str:
    shown = [f"{printable(name) or 'not known'} {count:,}" for name, count in counts[:NAMES_SHOWN]]
    if rest := counts[NAMES_SHOWN:]:
        shown.append(f"{counted(len(rest), 'other')} {sum(count for _, count in rest):,}")
    return ", ".join(shown)
