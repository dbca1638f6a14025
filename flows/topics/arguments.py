"""What several commands take: a moment, a number of things to show, a topic and a query in its place."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime, time

MOST_SHOWN = 1_000  # more than anybody reads, and all are kept in memory


def moment(text: str) -> datetime:
    """A length of time back from now (`30d`), or the beginning of a day (`2026-03-01`, UTC)."""
    from flows.settings.rhythm import RefusedError, parse_duration

    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        pass
    try:
        return datetime.now(UTC) - parse_duration(text)
    except (RefusedError, OverflowError) as refused:
        raise argparse.ArgumentTypeError(f"`{text}` is no time: write 30d, 12h or a day as 2026-03-01") from refused


def past(text: str) -> datetime:
    """The same, and not to come: nothing is stored since then."""
    if (since := moment(text)) > datetime.now(UTC):
        raise argparse.ArgumentTypeError(f"`{text}` is still to come")
    return since


def count_from(least: int) -> Callable[[str], int]:
    """A number of things to show, `least` or more."""

    def count(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= MOST_SHOWN:
            raise argparse.ArgumentTypeError(f"`{text}` is no number from {least} to {MOST_SHOWN}")
        return int(text)

    return count


def add_since(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--since", type=past, default="30d", metavar="30d", help="seen within this time, or since a day (30d)"
    )


def add_name(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", metavar="NAME", help="a topic of the desk; with --query any name")
