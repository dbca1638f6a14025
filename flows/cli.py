"""The command line."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.environment import prepare, running_server
from flows.explain.commands import add_explain
from flows.parse.command import add_parse
from flows.screen import counted, progress_bars, status_json, status_tables, tally_table
from flows.settings import load_desk
from flows.sources.commands import add_sources
from flows.stories.commands import add_stories
from flows.topics.commands import add_rematch, add_topics
from flows.usage import Parser
from news import Pick, WirewatchError

if TYPE_CHECKING:
    from flows.check import Findings

console = Console()
complaints = Console(stderr=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 well; 1 the desk is wrong, no source readable, or a page no article.

    Raises SystemExit with 2: wrong usage.
    """
    arguments = _parser().parse_args(argv)
    try:
        with _terminated_as_interrupted():
            return int(arguments.run(arguments) or 0)
    except WirewatchError as error:
        complaints.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        complaints.print("Interrupted. Nothing is lost: the next run goes on from here.")
        return 130


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """SIGTERM ends us as Ctrl-C does: on the way out, the servers that we started are stopped."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # so a script's shell starts what runs behind it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    former = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(prog="wirewatch", description="News ingestion and alerting.")
    parser.add_argument("--version", action="version", version=version("wirewatch"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    init = commands.add_parser("init", help="write a starter desk into a directory")
    init.add_argument("directory", type=Path)
    init.set_defaults(run=_init)
    for name, run, words in (
        ("check", _check, "validate the desk file and try each topic's examples"),
        ("run", _run, "one pass over every source, then exit"),
        ("serve", _serve, "run the desk on its schedules until interrupted"),
        ("status", _status, "show sources, articles, alerts and deliveries"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--desk", type=Path, default=Path("wirewatch.yaml"), help="desk file (wirewatch.yaml)")
        command.set_defaults(run=run)
        if name == "status":
            command.add_argument("--json", action="store_true", help="as JSON")
        if name == "run":
            which = command.add_mutually_exclusive_group()
            which.add_argument("--due", action="store_true", help="only sources whose next check has come")
            which.add_argument("--all", action="store_true", help="also sources that are left alone after errors")
            command.add_argument("--no-prefect", action="store_true", help="plain Python, without a Prefect run")
        if name == "serve":
            command.add_argument("--port", type=int, default=4200, help="of the Prefect server and UI (4200)")
    add_sources(commands)
    add_topics(commands)
    add_rematch(commands)
    add_parse(commands)
    add_explain(commands)
    add_stories(commands)
    demo = commands.add_parser("demo", help="the whole path on a bundled newsroom and inbox")
    demo.add_argument("--dir", type=Path, default=Path(".wirewatch/demo"), help="where it keeps its files")
    demo.set_defaults(run=_demo)
    return parser


def _init(arguments: argparse.Namespace) -> None:
    from flows.starter import write_starter

    for path in write_starter(arguments.directory):
        console.print(f"wrote {path}", highlight=False)
    console.print(f"Next: edit it, then `wirewatch check --desk {arguments.directory / 'wirewatch.yaml'}`.")


def _check(arguments: argparse.Namespace) -> int:
    from flows.check import check_desk

    findings = check_desk(arguments.desk, os.environ)
    for warning in findings.warnings:
        complaints.print(f"warning: {warning}", style="yellow", markup=False, highlight=False, soft_wrap=True)
    for error in findings.errors:
        complaints.print(f"error: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
    if findings.errors:
        counts = ", ".join(_counted(findings))
        complaints.print(f"{arguments.desk}: {counts}.", style="red", markup=False, highlight=False, soft_wrap=True)
        return 1
    console.print(_in_order(findings, arguments.desk), markup=False, highlight=False, soft_wrap=True)
    return 0


def _counted(findings: "Findings") -> Iterator[str]:
    if findings.errors:
        yield counted(len(findings.errors), "error")
    if findings.warnings:
        yield counted(len(findings.warnings), "warning")


def _in_order(findings: "Findings", desk: Path) -> str:
    channels = "address" if findings.channels_tested == 1 else "addresses"
    parts = (
        counted(findings.sources, "source"),
        counted(findings.topics, "topic"),
        _examples(findings.examples_tested, findings.topics_tested),
        f"{findings.channels_tested} channel {channels} understood",
        *_counted(findings),
    )
    return f"{desk} is in order: {', '.join(parts)}{_unset(findings.secrets_unset)}."


def _examples(examples: int, topics: int) -> str:
    if not examples:
        return "no examples"
    tried = "the 1 example" if examples == 1 else f"all {examples:,} examples"
    return f"{tried} of {counted(topics, 'topic')} {'is' if examples == 1 else 'are'} right"


def _unset(secrets: int) -> str:
    if not secrets:
        return ""
    are, them = ("is", "it") if secrets == 1 else ("are", "them")
    return f"; but {counted(secrets, 'secret')} {are} not set, and a run needs {them}"


def _run(arguments: argparse.Namespace) -> int:
    from flows.passes import (
        no_source_could_be_read,
        plain_pass,
        prefect_pass,
    )  # late: it brings the web and the database

    desk = load_desk(arguments.desk, os.environ)
    with progress_bars(console):
        pick = Pick.DUE if arguments.due else Pick.ALL if arguments.all else Pick.WELL
        tally = plain_pass(desk.path, pick) if arguments.no_prefect else prefect_pass(desk, pick)
    console.print(tally_table(tally, "This pass"))
    return int(no_source_could_be_read(tally))


def _serve(arguments: argparse.Namespace) -> None:
    desk = load_desk(arguments.desk, os.environ)
    if address := running_server(desk.state_dir):
        raise WirewatchError(f"This desk is being served already: {address}. Cure: stop that process first.")
    prepare(desk.state_dir)
    from flows.serve import serve_desk

    serve_desk(
        desk,
        arguments.port,
        say=lambda words: console.print(words, highlight=False, soft_wrap=True),
        show=lambda tally: console.print(tally_table(tally, "First pass")),
    )


def _status(arguments: argparse.Namespace) -> None:
    from flows.standing import standing

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    now = datetime.now(UTC)
    found = standing(desk, now)
    if arguments.json:
        print(status_json(found))
        return
    for table in status_tables(found, now, console.width):
        console.print(table)


def _demo(arguments: argparse.Namespace) -> int:
    from flows.demo.run import run_demo

    return run_demo(arguments.dir, console)


if __name__ == "__main__":
    sys.exit(main())
