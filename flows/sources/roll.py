"""Each source of a desk and how it is, ill ones first."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text

from flows.screen import ago, as_json, colour_of, length, next_check, rank
from flows.settings import Desk
from flows.standing import standing
from flows.tables import worded_table
from news import SourceStatus

_HEADS = ("source", "health", "since", "last good", "every", "next check", "articles", "gaps", "notes")
_SPARE = ("every", "since", "articles", "gaps", "last good")  # on a narrow screen


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


def roll_table(roll: list[Line], now: datetime, width: int) -> Table:
    """For a screen of `width` characters; without the columns that are empty."""
    columns = [(head, cells) for head, *cells in zip(_HEADS, *(_cells(line, now) for line in roll), strict=True)]
    kept = [(head, cells) for head, cells in columns if any(map(str, cells))]
    rows = [*zip(*(cells for _, cells in kept), strict=True)]
    return worded_table(f"{len(roll)} sources", [head for head, _ in kept], rows, width, _SPARE)


def _cells(line: Line, now: datetime) -> tuple[str | Text, ...]:
    """In the order of `_HEADS`."""
    s = line.status
    return (
        Text(s.name),
        Text(s.health or "never polled", style=colour_of(s)),
        ago(s.since, now) if s.since else "",
        ago(s.good_at, now) if s.good_at else "",
        length(s.interval),
        next_check(s, now),
        str(s.articles or ""),
        str(s.gaps or ""),
        Text(_notes(line)),
    )


def _notes(line: Line) -> str:
    moved = f"moved to {line.status.address}" if line.status.address else ""
    push = f"push: {line.status.push}" if line.status.push else ""
    return "; ".join(filter(None, (line.status.refused, line.status.in_part, moved, push, ", ".join(line.tags))))


def roll_json(roll: list[Line]) -> str:
    """A list in the order of the table: the fields of news.SourceStatus, with `schedule` and `tags`."""
    lines = [asdict(line.status) | {"schedule": line.schedule, "tags": line.tags} for line in roll]
    return json.dumps(lines, default=as_json, indent=2, ensure_ascii=False) + "\n"
