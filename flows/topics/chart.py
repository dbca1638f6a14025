"""A small chart for the terminal: one bar a day, or a week where days would take more than a screen. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

MOST_BARS = 31  # a month of days; what is longer is shown by weeks
_EIGHTHS = " ▏▎▍▌▋▊▉"

Counts = Sequence[tuple[date, int]]


def chart(days: Counts, width: int, *, plain: bool = False) -> Iterator[str]:
    """Lines of at most `width` characters: day, bar, count. `plain` draws with `#`, for what is no terminal.

    The longest bar fills the line; a count that is not 0 is never without a mark.
    """
    bars = by_week(days) if by_weeks(days) else days
    labels = [f"{day:%Y-%m-%d}" if bars is not days else f"{day:%m-%d %a}" for day, _ in bars]
    most = max((count for _, count in bars), default=0)
    digits = len(str(most))
    room = max(width - max(map(len, labels), default=0) - digits - 2, 1)
    for label, (_, count) in zip(labels, bars, strict=True):
        bar = _bar(count, most, room, plain)
        yield f"{label} {count:>{digits}} {bar}".rstrip()


def by_weeks(days: Counts) -> bool:
    """Whether a bar of the chart is a week."""
    return len(days) > MOST_BARS


def by_week(days: Counts) -> list[tuple[date, int]]:
    """Summed up by weeks from Monday; each under its Monday."""
    weeks: dict[date, int] = {}
    for day, count in days:
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + count
    return list(weeks.items())


def _bar(count: int, most: int, room: int, plain: bool) -> str:
    if not count:
        return ""
    if plain:
        return "#" * max(1, count * room // most)
    whole, part = divmod(count * room * 8 // most, 8)
    return ("█" * whole + _EIGHTHS[part]).rstrip() or _EIGHTHS[1]
