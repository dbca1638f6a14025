"""The `topics` commands and `rematch`: what they take, and what they print."""

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from rich.console import Console

from flows.screen import progress_bars
from flows.settings import load_desk
from flows.topics.explained import add_explain
from flows.topics.shipped import add_library
from flows.topics.suggested import add_suggest
from news import WirewatchError

console = Console()
complaints = Console(stderr=True)

_Commands = argparse._SubParsersAction  # argparse has no public name for it
_DESK = Path("wirewatch.yaml")


def add_topics(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `topics` and its actions to the command line."""
    topics = commands.add_parser("topics", help="list, check, try and improve topics")
    actions = topics.add_subparsers(required=True, metavar="ACTION")
    _add_list(actions)
    _add_lint(actions)
    _add_test(actions)
    _add_backtest(actions)
    add_explain(actions)
    add_suggest(actions)
    add_library(actions)
    for action in actions.choices.values():
        action.add_argument("--desk", type=Path, default=_DESK, help="desk file (wirewatch.yaml)")


def add_rematch(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `rematch` to the command line."""
    one = commands.add_parser("rematch", help="match stored articles again, with topics that are new or changed")
    one.add_argument("topics", metavar="TOPIC", nargs="*", help="those that are new or changed when none is named")
    _add_since(one)
    one.add_argument("--alert", action="store_true", help="tell what is found, as if it had just come in")
    one.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    one.add_argument("--desk", type=Path, default=_DESK, help="desk file (wirewatch.yaml)")
    one.set_defaults(run=_rematch)


def _add_list(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("list", help="each topic: hits, alerts, examples, and whether it waits for a rematch")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_list)


def _add_lint(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("lint", help="advice on queries that may not mean what their writer thinks")
    one.add_argument("names", metavar="NAME", nargs="*", help="all topics when none is named")
    one.add_argument("--tree", action="store_true", help="draw how each query is understood")
    one.add_argument("--archive", type=_moment, metavar="30d", help="also by what was stored since then")
    one.set_defaults(run=_lint)


def _add_test(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("test", help="try should_match and should_not_match, and show what was found")
    one.add_argument("names", metavar="NAME", nargs="*", help="all topics when none is named")
    one.set_defaults(run=_test)


def _add_backtest(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("backtest", help="what a topic would have found in the archive; nothing is written")
    one.add_argument("name", metavar="NAME", help="a topic of the desk; with --query any name")
    _add_since(one)
    one.add_argument("--until", type=_moment, metavar="DATE", help="seen before this day, or longer ago than 7d")
    one.add_argument("--query", metavar="QUERY", help="try this one; it is compared with the desk's")
    other = one.add_mutually_exclusive_group()
    other.add_argument("--against", metavar="QUERY", help="show what is gained and lost against this older query")
    other.add_argument("--against-file", metavar="FILE", type=Path, help="the same against an older desk file")
    one.add_argument("--sample", type=_count, default=10, metavar="10", help="articles to show of each kind (10)")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_backtest)


def _add_since(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "--since", type=_moment, default="30d", metavar="30d", help="seen within this time, or since a day (30d)"
    )


def _moment(text: str) -> datetime:
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


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) > 1_000:  # more than anybody reads, and all are kept in memory
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 0 to 1000")
    return int(text)


def _print(lines: Iterable[str], style: str = "", *, whole: bool = False) -> None:
    """`whole` lines are not broken: they hold a place in a file, or a caret under a word."""
    for line in lines:
        console.print(line, style=style, markup=False, highlight=False, soft_wrap=whole)


def _list(arguments: argparse.Namespace) -> None:
    from flows.topics.roll import roll_json, roll_of, roll_table
    from storage.database import Database

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    now = datetime.now(UTC)
    with closing(Database(desk.database_url)) as database:
        roll = roll_of(desk, database, now)
    if arguments.json:
        sys.stdout.write(roll_json(roll))
        return
    console.print(roll_table(roll, now))
    if any(one.archive for one in roll):
        _print(["`wirewatch rematch` matches the archive with what is new or changed."])


def _lint(arguments: argparse.Namespace) -> None:
    from flows.topics.linting import MIXED, advice_on, practice_lines, practice_of, tree_lines
    from flows.topics.subject import topics_named
    from flows.topics.trying import sound_desk
    from storage.database import Database

    reading, desk = sound_desk(arguments.desk, os.environ)
    topics = topics_named(desk, arguments.names)
    advice: list[str] = []
    for topic in topics:
        found = advice_on(reading.document, str(desk.path), topic.name)
        drawn = arguments.tree or any(MIXED in line for line in found)
        advice += [*found, *(tree_lines(topic, desk.lists) if drawn else ())]
    count = "1 topic" if len(topics) == 1 else f"{len(topics)} topics"
    _print(advice or [f"Nothing to say about {count}."], whole=True)
    if arguments.archive:
        with closing(Database(desk.database_url)) as database, progress_bars(complaints):
            practice = practice_of(desk, topics, database, arguments.archive)
        _print(practice_lines(practice))


def _test(arguments: argparse.Namespace) -> int:
    from flows.topics.subject import topics_named
    from flows.topics.trying import sound_desk, trial_lines, try_topics

    reading, desk = sound_desk(arguments.desk, os.environ)
    trials = try_topics(reading, desk, [topic.name for topic in topics_named(desk, arguments.names)])
    for line, wrong in trial_lines(trials):
        _print([line], "red" if wrong else "", whole=wrong)
    return int(trials.wrong > 0)


def _backtest(arguments: argparse.Namespace) -> None:
    from flows.topics.backtest import backtest
    from flows.topics.shown import say
    from flows.topics.subject import former_version, version_of
    from flows.topics.telling import backtest_json, backtest_lines
    from storage.database import Database

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    version = version_of(desk, arguments.name, arguments.query)
    former = former_version(desk, arguments.name, arguments.query, arguments.against, arguments.against_file)
    until = arguments.until or datetime.now(UTC) + timedelta(seconds=1)  # what is stored at this moment too
    if until <= arguments.since:
        raise WirewatchError("--until is before --since. Cure: write the earlier one as --since.")
    with closing(Database(desk.database_url)) as database, progress_bars(complaints):
        found = backtest(database, version, former, arguments.since, until, arguments.sample)
    if arguments.json:
        sys.stdout.write(backtest_json(found))
    else:
        plain = not console.is_terminal or console.is_dumb_terminal
        say(console, backtest_lines(found, console.width, plain=plain))


def _rematch(arguments: argparse.Namespace) -> None:
    from flows.topics.rematched import rematch_lines, rematch_table
    from flows.topics.rematching import Wish, rematch
    from storage.database import Database

    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    wish = Wish(arguments.since, tuple(arguments.topics), alert=arguments.alert, dry_run=arguments.dry_run)
    with closing(Database(desk.database_url)) as database, progress_bars(complaints):
        done = rematch(desk, database, wish, lambda: datetime.now(UTC))
    if done.topics:
        console.print(rematch_table(done, wish))
    _print(rematch_lines(done, wish))
