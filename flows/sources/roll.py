"""Each source of a desk and how it is, ill ones first."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text

from flows.screen import ago, as_json, colour_of, length, rank, when
from flows.settings import Desk
from flows.standing import standing
from news import SourceStatus

_HEADS = ("source", "health", "since", "last good", "every", "next check", "articles", "gaps", "notes")


@dataclass(frozen=True, slots=True)
class Line:
    """One source: what the database knows of it, and what the desk says."""

    status: SourceStatus
    schedule: str | None
    tags: tuple[str, ...]


def roll_of(desk: Desk, now: datetime) -> list[Line]:
    """Raises StorageError."""
    sources = {source.name: source for source in desk.sources}
    known: Mapping[str, SourceStatus] = {one.name: one for one in standing(desk, now).sources}
    lines = [Line(known[name], source.schedule, source.tags) for name, source in sources.items() if name in known]
    return sorted(lines, key=lambda line: (rank(line.status), line.status.name.casefold()))


def roll_table(roll: list[Line], now: datetime) -> Table:
    table = Table(title=f"{len(roll)} sources", title_justify="left", title_style="bold")
    rows = [_cells(line, now) for line in roll]
    columns = [(name, cells) for name, *cells in zip(_HEADS, *rows, strict=True) if any(map(str, cells))]
    for name, _ in columns:  # without those that are empty: a screen is narrow
        table.add_column(name, justify="right" if name in ("articles", "gaps") else "left", overflow="fold")
    for row in zip(*(cells for _, cells in columns), strict=True):
        table.add_row(*row)
    return table


def _cells(line: Line, now: datetime) -> tuple[str | Text, ...]:
    """In the order of `_HEADS`."""
    s = line.status
    return (
        Text(s.name),
        Text(s.health or "never polled", style=colour_of(s)),
        ago(s.since, now) if s.since else "",
        ago(s.good_at, now) if s.good_at else "",
        length(s.interval),
        when(s.next_at, now),
        str(s.articles or ""),
        str(s.gaps or ""),
        Text(_notes(line)),
    )


def _notes(line: Line) -> str:
    moved = f"moved to {line.status.address}" if line.status.address else ""
    push = f"push: {line.status.push}" if line.status.push else ""
    return "; ".join(filter(None, (moved, push, ", ".join(line.tags))))


def roll_json(roll: list[Line]) -> str:
    """A list in the order of the table: the fields of news.SourceStatus, with `schedule` and `tags`."""
    lines = [asdict(line.status) | {"schedule": line.schedule, "tags": line.tags} for line in roll]
    return json.dumps(lines, default=as_json, indent=2, ensure_ascii=False) + "\n"
