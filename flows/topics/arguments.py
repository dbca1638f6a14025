"""What several commands take: a moment, a number of things to show, a topic and a query in its place."""

import argparse
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

MOST_SHOWN = 1_000  # more than anybody reads, and all are kept in memory


def moment(text: str) -> datetime:
    """A length of time back from now (`30d`, `2w`), or the beginning of a day (`2026-03-01`, UTC)."""
    from flows.settings.rhythm import RefusedError

    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        return datetime.now(UTC) - _duration(text)
    except (RefusedError, OverflowError, ValueError) as refused:
        raise argparse.ArgumentTypeError(f"`{text}` is no time: write 30d, 2w, 12h or a day as 2026-03-01") from refused


def _duration(text: str) -> timedelta:
    """As the desk file has it, and weeks."""
    from flows.settings.rhythm import parse_duration

    if weeks := re.fullmatch(r"(\d{1,5})w", text, re.ASCII):
        return timedelta(weeks=int(weeks[1]))
    return parse_duration(text)


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
        "--since",
        type=past,
        default="30d",
        metavar="30d",
        help="seen within this time (12h, 30d, 2w), or since a day (30d)",
    )


def add_name(one: argparse.ArgumentParser) -> None:
    one.add_argument("name", metavar="NAME", help="a topic of the desk; with --query any name")
