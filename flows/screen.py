"""What a person sees in the terminal."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from flows.progress import watched_by
from flows.settings import Desk
from news import SourceStatus, Status, Tally


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


def with_new_sources(status: Status, desk: Desk) -> Status:
    """The status with those sources of the desk that no pass has met yet."""
    met = {source.name for source in status.sources}
    new = [SourceStatus(s.name, None, None, None, 0, 0, 0) for s in desk.sources if s.name not in met]
    return replace(status, sources=(*status.sources, *new))


def status_tables(status: Status, now: datetime) -> Iterator[Table | Text]:
    yield _source_table(status, now)
    yield _number_table(status)
    if status.held:
        yield _held_table(status, now)
    if status.problems:
        yield _problem_table(status)


def status_json(status: Status) -> str:
    """The status as JSON: the fields of news.Status, times in ISO 8601 UTC."""
    return json.dumps(asdict(status), default=_plain, indent=2, ensure_ascii=False)


def _source_table(status: Status, now: datetime) -> Table:
    table = Table(title="Sources", title_justify="left", title_style="bold")
    for name in ("source", "last fetch", "result", "last good", "articles", "waiting"):
        table.add_column(name, justify="right" if name in ("articles", "waiting") else "left", overflow="fold")
    for s in status.sources:
        result = Text(s.result or "never fetched", style="red" if s.failures else "")
        numbers = str(s.articles), str(s.waiting)
        table.add_row(Text(s.name), ago(s.fetched_at, now), result, ago(s.good_at, now), *numbers)
    return table


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
    for unit, size in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("min", timedelta(minutes=1))):
        if (count := (now - moment) // size) >= 1:
            return f"{count} {unit} ago"
    return "just now"


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"not JSON: {value!r}")
