"""A source's memory as columns of its row, and back."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from news import Health, Identity, Memory, Move, Pulse
from storage.tables import SourceRow, table_of

# Those whose column holds the very value of news.Memory under the same name.
_PLAIN = (
    "etag", "last_modified", "whole_at", "baseline", "partial", "listed", "news_at", "result", "well_since",
    "ill_since", "failures", "fetched_at", "good_at", "gap_at", "gaps", "due_at", "alone_until",
    "floor_until", "paused_at", "paused_why",
)  # fmt: skip
_OTHERS = ("told",)  # read with the rest, and written by storage.sources.note_told alone
_OWN_WAY = ("moved_to", "move", "identity", "pulse", "health", "took_seconds", "interval_seconds")

COLUMNS = tuple(table_of(SourceRow).c[name] for name in (*_PLAIN, *_OWN_WAY, *_OTHERS))
WRITTEN = COLUMNS[: -len(_OTHERS)]


def row_of(memory: Memory) -> dict[str, Any]:
    """The values of WRITTEN, by name."""
    row = {name: getattr(memory, name) for name in _PLAIN}
    row["moved_to"] = memory.address
    row["move"] = _move_written(memory.move) if memory.move else None
    row["identity"] = memory.identity.value
    row["pulse"] = _pulse_written(memory.pulse) if memory.pulse else None
    row["health"] = memory.health.value if memory.health else None
    row["took_seconds"] = memory.took.total_seconds()
    row["interval_seconds"] = memory.interval.total_seconds()
    return row


def memory_of(row: Row[Any], **instead: Any) -> Memory:
    """What a row of COLUMNS remembers, `instead` of some of its plain columns."""
    plain = {name: getattr(row, name) for name in (*_PLAIN, *_OTHERS)}
    return Memory(
        **(plain | instead),
        address=row.moved_to,
        move=_move_read(row.move) if row.move else None,
        identity=Identity(row.identity),
        pulse=_pulse_read(row.pulse) if row.pulse else None,
        health=Health(row.health) if row.health else None,
        took=timedelta(seconds=row.took_seconds),
        interval=timedelta(seconds=row.interval_seconds),
    )


def _move_written(move: Move) -> dict[str, Any]:
    return {"to": move.to, "days": [day.isoformat() for day in move.days]}


def _move_read(written: dict[str, Any]) -> Move:
    return Move(written["to"], tuple(date.fromisoformat(day) for day in written["days"]))


def _pulse_written(pulse: Pulse) -> dict[str, Any]:
    return {
        "hours": pulse.hours,
        "days": pulse.days,
        "span_hours": pulse.span_hours,
        "at": pulse.at.isoformat(),
    }


def _pulse_read(written: dict[str, Any]) -> Pulse:
    return Pulse(
        tuple(written["hours"]),
        tuple(written["days"]),
        written["span_hours"],
        datetime.fromisoformat(written["at"]),
    )
