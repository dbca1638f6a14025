"""What a person sees in the terminal."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from flows.progress import watched_by
from news import Health, SourceStatus, Status, Tally

_ILL = {health.value for health in Health if not health.is_well}
_ODD = {"silent": "yellow", "paused": "yellow", Health.IN_PART.value: "yellow", Health.EMPTY.value: "yellow"}


@contextmanager
def progress_bars(console: Console) -> Iterator[None]:
    """A bar for each kind of work while the block runs; gone when it ends."""
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        known: dict[str, TaskID] = {}

        def watch(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=total)
            bars.update(known[what], completed=done, total=total)

        with watched_by(watch):
            yield


def tally_table(tally: Tally, title: str) -> Table:
    """Each item once per step, in the order of the path."""
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("step")
    table.add_column("result")
    table.add_column("count", justify="right")
    before = None
    for step, word, detail, count in tally:
        if before not in (None, step):
            table.add_section()
        table.add_row("" if before == step else step, f"{word}: {detail}" if detail else word, str(count))
        before = step
    return table


def status_tables(status: Status, now: datetime) -> Iterator[Table | Text]:
    yield _source_table(status, now)
    yield _number_table(status)
    if status.held:
        yield _held_table(status, now)
    if status.problems:
        yield _problem_table(status)


def status_json(status: Status) -> str:
    """The status as JSON: the fields of news.Status, times in ISO 8601 UTC."""
    return json.dumps(asdict(status), default=as_json, indent=2, ensure_ascii=False)


def _source_table(status: Status, now: datetime) -> Table:
    table = Table(title="Sources", title_justify="left", title_style="bold")
    for name in ("source", "health", "since", "last good", "next check", "articles", "waiting"):
        table.add_column(name, justify="right" if name in ("articles", "waiting") else "left", overflow="fold")
    for s in status.sources:
        health = Text(s.health or "never polled", style=colour_of(s))
        times = ago(s.since, now) if s.since else "", ago(s.good_at, now), when(s.next_at, now)
        table.add_row(Text(s.name), health, *times, str(s.articles), str(s.waiting))
    return table


def colour_of(source: SourceStatus) -> str:
    return "red" if source.health in _ILL else _ODD.get(source.health or "", "")


def rank(source: SourceStatus) -> int:
    """The order in which a person looks at them: ill, odd, never polled, well."""
    if source.health in _ILL:
        return 0
    if source.health in _ODD:
        return 1
    return 3 if source.health else 2


def _number_table(status: Status) -> Table:
    table = Table(title="So far", title_justify="left", title_style="bold")
    table.add_column("what")
    table.add_column("count", justify="right")
    for what, count in (
        ("articles stored", status.articles),
        ("of these, copies of another", status.copies),
        ("stories", status.stories),
        ("matches", status.matches),
    ):
        table.add_row(what, str(count))
    for prefix, counts in (("alerts: ", status.alerts), ("held: ", status.holds), ("deliveries: ", status.deliveries)):
        _add_counts(table, prefix, counts)
    return table


def _add_counts(table: Table, prefix: str, counts: Mapping[str, int]) -> None:
    table.add_section()
    for word, count in counts.items():
        table.add_row(Text(prefix + word), str(count))


def _held_table(status: Status, now: datetime) -> Table:
    table = Table(title="Held lately", title_justify="left", title_style="bold")
    for name in ("topic", "reason", "headline", "when"):
        table.add_column(name, overflow="fold")
    for h in status.held:
        table.add_row(h.topic, h.reason, Text(h.headline, style=f"link {h.link}"), ago(h.held_at, now))
    return table


def _problem_table(status: Status) -> Table:
    table = Table(title="To look at", title_justify="left", title_style="bold red")
    for name in ("what", "where", "why"):
        table.add_column(name, overflow="fold")
    table.add_column("count", justify="right")
    for p in status.problems:
        table.add_row(p.what, Text(p.name), Text(p.detail), str(p.count))
    return table


def ago(moment: datetime | None, now: datetime) -> str:
    """A time as people say it: "3 min ago"."""
    if moment is None:
        return "never"
    said = _rough(now - moment)
    return f"{said} ago" if said else "just now"


def when(moment: datetime | None, now: datetime) -> str:
    """A time that may be still to come: "in 3 min"; "now" once it has."""
    if moment is None:
        return ""
    if moment <= now:
        return "now"
    return f"in {_rough(moment - now) or '1 min'}"


def length(time: timedelta | None) -> str:
    """A length of time: "3 min"."""
    return "" if not time else _rough(time) or f"{time // timedelta(seconds=1)} s"


def _rough(time: timedelta) -> str:
    """The largest unit that fits: "3 min"; nothing below a minute."""
    for unit, size in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if (count := time // size) >= 1:
            return f"{count} {unit}"
    return ""


def as_json(value: object) -> str | float:
    """Times in ISO 8601 UTC, lengths of time in seconds."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError(f"not JSON: {value!r}")
