"""`wirewatch parse`: what it takes, and what it prints."""

import argparse
import asyncio
import os
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from news import Access, Article, RefusalReason

console = Console()

_Commands = argparse._SubParsersAction  # argparse has no public name for it
OVERRULABLE = [reason for reason in RefusalReason if reason.can_be_overruled]


def add_parse(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `parse` to the command line."""
    one = commands.add_parser("parse", help="read one page, and show what of it is the article; stores nothing")
    one.add_argument("target", metavar="URL|FILE", help="an address, or a page that was saved")
    one.add_argument("--explain", action="store_true", help="where each field came from, what was cut, and why")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--source", metavar="NAME", help="ask and judge as for this source of the desk")
    one.add_argument("--accept", action="append", default=[], choices=[reason.value for reason in OVERRULABLE],
                     metavar="REASON", help="do not refuse for this reason; may be repeated")  # fmt: skip
    one.add_argument("--no-site-rules", action="store_true", help="as a page of a site that nobody knows")
    one.add_argument("--url", metavar="URL", type=_address, help="with FILE: the address that it was saved from")
    one.add_argument("--as-of", metavar="DATE", type=_day, help="with FILE: the day that it was saved on")
    one.add_argument("--allow-private", action="store_true", help="also addresses of this network")
    one.add_argument("--desk", type=Path, default=Path("wirewatch.yaml"), help="desk file (wirewatch.yaml)")
    one.set_defaults(run=_parse, complain=one.error)


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day. Cure: write it as 2026-03-05") from None


def _address(text: str) -> str:
    try:
        is_web = urlsplit(text).scheme in ("http", "https") and bool(urlsplit(text).hostname)
    except ValueError:
        is_web = False
    if not is_web:
        raise argparse.ArgumentTypeError(f"{text!r} is no web address. Cure: write it whole, with https://")
    return text


def _parse(arguments: argparse.Namespace) -> int:
    from flows.parse.obtaining import Wanted, is_address, read_address, read_file
    from flows.parse.telling import shown

    wanted = Wanted(
        arguments.source,
        arguments.desk,
        Access(allow_private=arguments.allow_private),
        tuple(map(RefusalReason, arguments.accept)),
        site_rules=not arguments.no_site_rules,
    )
    if is_address(arguments.target):
        if arguments.url or arguments.as_of:
            arguments.complain("--url and --as-of go with a FILE: of an address both are known")
        reading = asyncio.run(read_address(arguments.target, wanted, os.environ))
    else:
        path = Path(arguments.target)
        if path.is_dir():
            arguments.complain(f"{arguments.target} is a directory. Cure: name one page in it")
        if not path.is_file():
            arguments.complain(f"no such file: {arguments.target}. Cure: an address begins with https://")
        reading = asyncio.run(read_file(path, arguments.url or "", arguments.as_of, wanted, os.environ))
    if arguments.json:
        from flows.parse.as_json import reading_json

        sys.stdout.write(reading_json(reading, explain=arguments.explain) + "\n")
    else:
        for part in shown(reading, console.width, explain=arguments.explain):
            console.print(part, highlight=False)
    return int(not isinstance(reading.outcome, Article))
