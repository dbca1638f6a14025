"""The `topics` commands and `rematch`: what they take, and what they print."""

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.screen import counted, progress_bars, whole_table
from flows.topics.arguments import add_name, add_since, count_from, moment, past
from news import WirewatchError

if TYPE_CHECKING:
    from flows.settings import Desk

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
    _add_explain(actions)
    _add_suggest(actions)
    _add_library(actions)
    for action in actions.choices.values():
        action.add_argument("--desk", type=Path, default=_DESK, help="desk file (wirewatch.yaml)")


def add_rematch(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `rematch` to the command line."""
    one = commands.add_parser("rematch", help="match stored articles again, with topics that are new or changed")
    one.add_argument("topics", metavar="TOPIC", nargs="*", help="those that are new or changed when none is named")
    add_since(one)
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
    one.add_argument("--archive", type=past, metavar="30d", help="also by what was stored since then")
    one.set_defaults(run=_lint)


def _add_test(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("test", help="try should_match and should_not_match, and show what was found")
    one.add_argument("names", metavar="NAME", nargs="*", help="all topics when none is named")
    one.set_defaults(run=_test)


def _add_backtest(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("backtest", help="what a topic would have found in the archive; nothing is written")
    add_name(one)
    add_since(one)
    one.add_argument("--until", type=moment, metavar="DATE", help="seen before this day, or longer ago than 7d")
    one.add_argument("--query", metavar="QUERY", help="try this one; it is compared with the desk's")
    other = one.add_mutually_exclusive_group()
    other.add_argument("--against", metavar="QUERY", help="show what is gained and lost against this older query")
    other.add_argument("--against-file", metavar="FILE", type=Path, help="the same against an older desk file")
    one.add_argument(
        "--sample", type=count_from(0), default=10, metavar="10", help="articles to show of each kind (10)"
    )
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_backtest)


def _add_explain(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("explain", help="why a topic fires on an article, or which part of it failed")
    add_name(one)
    one.add_argument("article", metavar="ARTICLE|URL|FILE", help="id, address or title of a stored one; a text or page")
    one.add_argument("--query", metavar="QUERY", help="try this one in place of the topic's")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.add_argument("--allow-private", action="store_true", help="also addresses of this network")
    one.set_defaults(run=_explain)


def _add_suggest(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("suggest", help="terms found near a topic's hits in the archive, to take or leave")
    add_name(one)
    one.add_argument("--query", metavar="QUERY", help="try this one in place of the topic's")
    add_since(one)
    one.add_argument("--top", type=count_from(1), default=20, metavar="20", help="terms to show (20)")
    one.add_argument("--near-in-meaning", action="store_true", help="also what means alike; needs a model")
    one.add_argument("--model", type=Path, metavar="DIR", help="of that model (.wirewatch/model beside the desk file)")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_suggest)


def _add_library(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("library", help="topics that ship; of one: its query and lists, to paste into a desk")
    one.add_argument("name", metavar="NAME", nargs="?")
    one.set_defaults(run=_library)


def _desk(arguments: argparse.Namespace) -> "Desk":
    """To look things up, no secret is needed."""
    from flows.settings import load_desk  # late, as all that is heavy: --help need not wait for it

    return load_desk(arguments.desk, os.environ, secrets_needed=False)


def _print(lines: Iterable[str], style: str = "", *, whole: bool = False) -> None:
    """`whole` lines are not broken: they hold a place in a file, or a caret under a word."""
    for line in lines:
        console.print(line, style=style, markup=False, highlight=False, soft_wrap=whole)


def _list(arguments: argparse.Namespace) -> None:
    from flows.topics.roll import IN_STEP, roll_json, roll_of, roll_table
    from storage.database import Database

    desk = _desk(arguments)
    now = datetime.now(UTC)
    with closing(Database(desk.database_url)) as database:
        roll = roll_of(desk, database, now)
    if arguments.json:
        sys.stdout.write(roll_json(roll))
        return
    whole_table(console, roll_table(roll, now))
    if any(one.archive != IN_STEP for one in roll):
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
    _print(advice or [f"Nothing to say about {counted(len(topics), 'topic')}."], whole=True)
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

    desk = _desk(arguments)
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


def _explain(arguments: argparse.Namespace) -> None:
    from flows.topics.explain import explain, subject_of
    from flows.topics.explained import explanation_json, explanation_lines
    from flows.topics.shown import say
    from flows.topics.subject import version_of

    desk = _desk(arguments)
    version = version_of(desk, arguments.name, arguments.query)
    subject = subject_of(desk, arguments.article, version.topic.name, os.environ, private=arguments.allow_private)
    found = explain(version, subject)
    if arguments.json:
        sys.stdout.write(explanation_json(found))
    else:
        say(console, explanation_lines(found, plain=not console.is_terminal))


def _suggest(arguments: argparse.Namespace) -> None:
    from flows.topics.shown import say
    from flows.topics.subject import version_of
    from flows.topics.suggest import suggest
    from flows.topics.suggested import suggestion_lines, suggestions_json
    from storage.database import Database

    desk = _desk(arguments)
    version = version_of(desk, arguments.name, arguments.query)
    until = datetime.now(UTC) + timedelta(seconds=1)  # what is stored at this moment too
    with closing(Database(desk.database_url)) as database, progress_bars(complaints):
        akin = None
        if arguments.near_in_meaning:
            from flows.topics.akin import near_in_meaning
            from flows.topics.meaning import Meaning

            meaning = Meaning(arguments.model or desk.state_dir / "model")
            akin = near_in_meaning(database, version, meaning, arguments.since, until, arguments.top)
        found = suggest(database, version, arguments.since, until, arguments.top)
    if arguments.json:
        sys.stdout.write(suggestions_json(found, akin))
    else:
        say(console, suggestion_lines(found, akin, plain=not console.is_terminal))


def _library(arguments: argparse.Namespace) -> None:
    from flows.topics.shipped import library_lines

    print("\n".join(library_lines(arguments.name)).strip("\n"))


def _rematch(arguments: argparse.Namespace) -> None:
    from flows.topics.rematched import rematch_lines, rematch_table
    from flows.topics.rematching import Wish, rematch
    from storage.database import Database

    desk = _desk(arguments)
    wish = Wish(arguments.since, tuple(arguments.topics), alert=arguments.alert, dry_run=arguments.dry_run)
    with closing(Database(desk.database_url)) as database, progress_bars(complaints):
        done = rematch(desk, database, wish, lambda: datetime.now(UTC))
    if done.topics:
        whole_table(console, rematch_table(done, wish))
    _print(rematch_lines(done, wish))
