"""The `sources` commands: what they take, and what they print."""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from flows.settings import load_desk
from news import Access, Source, SourceKind

console = Console()

_Commands = argparse._SubParsersAction  # argparse has no public name for it
_DESK = Path("wirewatch.yaml")


def add_sources(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `sources` and its actions to the command line."""
    sources = commands.add_parser("sources", help="list, test, find, pause, read again, import and export sources")
    actions = sources.add_subparsers(required=True, metavar="ACTION")
    _add_list(actions)
    _add_test(actions)
    _add_discover(actions)
    _add_pauses(actions)
    _add_refused(actions)
    _add_opml(actions)
    for action in actions.choices.values():
        action.add_argument("--desk", type=Path, default=_DESK, help="desk file (wirewatch.yaml)")


def _add_list(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("list", help="each source and how it is, ill ones first")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_list)


def _add_test(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("test", help="fetch and read a source as a poll would, and store nothing")
    one.add_argument("source", metavar="URL|NAME", help="an address, or a source of the desk")
    _add_access(one)
    one.add_argument("--kind", type=SourceKind, choices=list(SourceKind), help="auto when not given")
    one.add_argument("--selector", help="CSS selector of a listing's links")
    one.set_defaults(run=_test)


def _add_discover(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("discover", help="find the feeds and sitemaps of a site")
    one.add_argument("url", metavar="URL", help="of its home page, or of a section")
    _add_access(one)
    one.set_defaults(run=_discover)


def _add_access(one: argparse.ArgumentParser) -> None:
    """How to ask, in place of what a desk file says. `${NAME}` is filled in from the environment."""
    one.add_argument("--login", metavar="USER:PASSWORD", help="${NAME} is filled in, here and below")
    one.add_argument("--header", action="append", default=[], metavar="NAME:VALUE", help="may be repeated")
    one.add_argument("--cookie", action="append", default=[], metavar="NAME=VALUE", help="may be repeated")
    one.add_argument("--proxy", metavar="URL", help="http://host:port")
    one.add_argument("--user-agent", metavar="TEXT", help="in place of ours")
    one.add_argument("--allow-private", action="store_true", help="also addresses of this network")


def _add_pauses(actions: "_Commands[argparse.ArgumentParser]") -> None:
    pause = actions.add_parser("pause", help="poll a source no more until it is resumed")
    pause.add_argument("--why", metavar="TEXT", default="by hand", help="shown beside it")
    pause.set_defaults(run=_pause)
    resume = actions.add_parser("resume", help="poll a paused source again, at the next turn of its schedule")
    resume.set_defaults(run=_resume)
    for one in (pause, resume):
        one.add_argument("name", metavar="NAME", help="a source of the desk")


def _add_refused(actions: "_Commands[argparse.ArgumentParser]") -> None:
    seen = actions.add_parser("refused", help="pages that gave no article, or only a part: which, why, by what sign")
    seen.add_argument("name", metavar="NAME", nargs="?", help="a source of the desk; all when not given")
    seen.add_argument("--json", action="store_true", help="as JSON")
    seen.set_defaults(run=_refused)
    again = actions.add_parser("reread", help="let the next run read those pages of a source again")
    again.add_argument("name", metavar="NAME", help="a source of the desk")
    again.set_defaults(run=_reread)
    for one in (seen, again):
        one.add_argument("--since", type=_duration, default="7d", metavar="7d", help="listed within this time (7d)")


def _duration(text: str) -> timedelta:
    from flows.settings.rhythm import RefusedError, parse_duration

    try:
        return parse_duration(text)
    except RefusedError as refused:
        raise argparse.ArgumentTypeError(f"{refused.fault.wrong}: {refused.fault.cure}") from refused


def _add_opml(actions: "_Commands[argparse.ArgumentParser]") -> None:
    into = actions.add_parser("import", help="add the feeds of an OPML file to the desk file")
    into.add_argument("file", metavar="FILE.opml", type=Path)
    into.add_argument("--schedule", metavar="NAME", help="of the new sources; the desk's first when not given")
    into.add_argument("--dry-run", action="store_true", help="show what would be added")
    into.set_defaults(run=_import)
    out = actions.add_parser("export", help="write the desk's sources as OPML")
    out.add_argument("file", metavar="FILE", nargs="?", type=Path, help="standard output when not given")
    out.set_defaults(run=_export)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _list(arguments: argparse.Namespace) -> None:
    from flows.sources.roll import roll_json, roll_of, roll_table

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    now = datetime.now(UTC)
    roll = roll_of(desk, now)
    if arguments.json:
        sys.stdout.write(roll_json(roll))
    else:
        console.print(roll_table(roll, now, console.width))


def _test(arguments: argparse.Namespace) -> int:
    from flows.sources.subject import subject
    from flows.sources.telling import told
    from flows.sources.trial import try_source

    tried = subject(
        arguments.source, arguments.desk, _access(arguments), arguments.kind, arguments.selector, os.environ
    )
    trial = asyncio.run(try_source(tried, lambda words: _say([words])))
    _say(told(trial, tried))
    return int(trial.failure is not None)


def _discover(arguments: argparse.Namespace) -> int:
    from flows.sources.discovery import discover
    from flows.sources.offering import offered
    from flows.sources.subject import subject

    asked = subject(arguments.url, arguments.desk, _access(arguments), None, None, os.environ)
    found = asyncio.run(discover(asked))
    _say(offered(found))
    return int(not (found.candidates or found.headlines))


def _access(arguments: argparse.Namespace) -> Access:
    from flows.sources.flags import access_of

    return access_of(
        login=arguments.login,
        headers=arguments.header,
        cookies=arguments.cookie,
        proxy=arguments.proxy,
        user_agent=arguments.user_agent,
        allow_private=arguments.allow_private,
        environ=os.environ,
    )


def _pause(arguments: argparse.Namespace) -> None:
    from flows.sources.pausing import pause

    pause(arguments.desk, arguments.name, arguments.why, os.environ, datetime.now(UTC))
    _say([f"{arguments.name} is paused. It is polled again after: wirewatch sources resume {_word(arguments.name)}"])


def _resume(arguments: argparse.Namespace) -> None:
    from flows.sources.pausing import resume

    resume(arguments.desk, arguments.name, os.environ, datetime.now(UTC))
    _say([f"{arguments.name} is polled again from now on."])


def _refused(arguments: argparse.Namespace) -> None:
    from flows.sources.refused import refused_json, refused_lines, refused_of, refused_table

    now = datetime.now(UTC)
    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    found = refused_of(desk, arguments.name, now - arguments.since)
    if arguments.json:
        sys.stdout.write(refused_json(found))
    elif not found.counts:
        _say(["No page was refused in this time."])
    else:
        console.print(refused_table(found, now, console.width))
        for line in refused_lines(found, now):
            console.print(line, soft_wrap=True)


def _reread(arguments: argparse.Namespace) -> None:
    from flows.sources.refused import reread

    count = reread(arguments.desk, arguments.name, arguments.since, os.environ, datetime.now(UTC))
    what = "1 page" if count == 1 else f"{count} pages"
    _say([f"{what} of {arguments.name} put back, to be read by the next run."])


def _word(name: str) -> str:
    from shlex import quote

    return quote(name)


def _import(arguments: argparse.Namespace) -> None:
    from flows.sources.importing import import_opml

    _say(import_opml(arguments.desk, arguments.file, arguments.schedule, os.environ, dry_run=arguments.dry_run))


def _export(arguments: argparse.Namespace) -> None:
    from flows.sources.exporting import opml_of, write

    sources: tuple[Source, ...] = load_desk(arguments.desk, {}, secrets_needed=False).sources
    if arguments.file is None:
        sys.stdout.write(opml_of(sources))
        return
    write(arguments.file, opml_of(sources))
    _say([f"wrote {len(sources)} sources to {arguments.file}"])
