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
from flows.refusals import REFUSED
from flows.tables import worded_table
from news import Health, SourceStatus, Status, Tally

_ILL = {health.value for health in Health if not health.is_well}
_ODD = dict.fromkeys(("silent", "paused", REFUSED, Health.IN_PART.value, Health.EMPTY.value), "yellow")


@contextmanager
def progress_bars(console: Console) -> Iterator[None]:
    """A bar for each kind of work while the block runs; gone when it ends. What is no terminal gets nothing."""
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
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


def status_tables(status: Status, now: datetime, width: int) -> Iterator[Table]:
    """For a screen of `width` characters."""
    yield _source_table(status, now, width)
    yield _number_table(status)
    if status.held:
        yield _held_table(status, now, width)
    if status.problems:
        yield _problem_table(status, width)


def status_json(status: Status) -> str:
    """The status as JSON: the fields of news.Status, times in ISO 8601 UTC."""
    return json.dumps(asdict(status), default=as_json, indent=2, ensure_ascii=False)


def _source_table(status: Status, now: datetime, width: int) -> Table:
    heads = ("source", "health", "since", "last good", "next check", "articles", "waiting")
    rows = [
        (
            Text(s.name),
            Text(s.health or "never polled", style=colour_of(s)),
            ago(s.since, now) if s.since else "",
            ago(s.good_at, now),
            next_check(s, now),
            str(s.articles),
            str(s.waiting),
        )
        for s in status.sources
    ]
    return worded_table("Sources", heads, rows, width, spare=("since", "waiting", "articles", "last good"))


def next_check(source: SourceStatus, now: datetime) -> str:
    """When it will be asked. With cron or rrule its schedule alone decides, unless it is left alone until later."""
    if source.interval == timedelta(0) and source.next_at and source.next_at <= now:
        return "by schedule"
    return when(source.next_at, now)


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


def _held_table(status: Status, now: datetime, width: int) -> Table:
    rows = [(h.topic, h.reason, Text(h.headline, style=f"link {h.link}"), ago(h.held_at, now)) for h in status.held]
    return worded_table("Held lately", ("topic", "reason", "headline", "when"), rows, width, spare=("when",))


def _problem_table(status: Status, width: int) -> Table:
    rows = [(p.what, Text(p.name), Text(p.detail), str(p.count)) for p in status.problems]
    return worded_table("To look at", ("what", "where", "why", "count"), rows, width, style="bold red")


def counted(count: int, what: str) -> str:
    """1 article, 2,000 articles. `what` takes an s."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def whole_table(console: Console, table: Table) -> None:
    """Print a table; where that is no terminal, without the blanks that fill its lines."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as captured:
        console.print(table)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


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
