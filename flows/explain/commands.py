"""The `explain` command: what it takes, and what it prints."""

import argparse
import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

console = Console()

_Commands = argparse._SubParsersAction  # argparse has no public name for it


def add_explain(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `explain` to the command line."""
    one = commands.add_parser("explain", help="which article an address is, whose text, which story, what was told")
    one.add_argument("article", metavar="URL|ID", help="an address in any guise, an id, or words of the title")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--desk", type=Path, default=Path("wirewatch.yaml"), help="desk file (wirewatch.yaml)")
    one.set_defaults(run=_explain)


def _explain(arguments: argparse.Namespace) -> int:
    from flows.explain.case import Unstored  # late, as all that is heavy: --help need not wait for it
    from flows.explain.gathering import gather
    from flows.explain.sections import explanation_json, explanation_lines
    from flows.settings import load_desk
    from flows.topics.shown import say
    from storage.database import Database

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        found = gather(session, arguments.article, desk.sources)
    if arguments.json:
        sys.stdout.write(explanation_json(found))
    else:
        say(console, explanation_lines(found, datetime.now(UTC), plain=not console.is_terminal))
    return int(isinstance(found, Unstored))
