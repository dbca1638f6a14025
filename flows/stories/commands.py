"""The `stories` commands: what they take, and what they print."""

import argparse
import os
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.screen import whole_table
from flows.topics.arguments import count_from, past

if TYPE_CHECKING:
    from flows.settings import Desk

console = Console()

_Commands = argparse._SubParsersAction  # argparse has no public name for it
_DESK = Path("wirewatch.yaml")


def add_stories(commands: "_Commands[argparse.ArgumentParser]") -> None:
    """Add `stories` and its actions to the command line."""
    stories = commands.add_parser("stories", help="what was taken for one event, why, and your corrections")
    actions = stories.add_subparsers(required=True, metavar="ACTION")
    _add_list(actions)
    _add_show(actions)
    _add_split(actions)
    _add_merge(actions)
    for action in actions.choices.values():
        action.add_argument("--desk", type=Path, default=_DESK, help="desk file (wirewatch.yaml)")


def _add_list(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("list", help="the latest stories: who carries them, and what was told")
    one.add_argument("--since", type=past, default="7d", metavar="7d", help="with news since then: 12h, 2w, a day (7d)")
    one.add_argument("--topic", metavar="TOPIC", help="only those with an article that it fires on")
    one.add_argument("--limit", type=count_from(1), default=20, metavar="20", help="how many (20)")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_list)


def _add_show(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("show", help="every article of a story, and how it came there")
    one.add_argument("story", metavar="ID", help="its number, as messages and stories list have it")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_show)


def _add_split(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("split", help="two events were taken for one: give some a story of their own")
    one.add_argument("story", metavar="ID", help="the number of the story")
    one.add_argument("articles", metavar="ARTICLE", nargs="+", help="id or address; what carries its text goes along")
    one.add_argument("--dry-run", action="store_true", help="show what would be done and sent")
    one.set_defaults(run=_split)


def _add_merge(actions: "_Commands[argparse.ArgumentParser]") -> None:
    one = actions.add_parser("merge", help="one event was taken for several: make them one story")
    one.add_argument("into", metavar="INTO", help="the number of the story that stays")
    one.add_argument("stories", metavar="FROM", nargs="+", help="those that become part of it")
    one.add_argument("--dry-run", action="store_true", help="show what would be done")
    one.set_defaults(run=_merge)


def _desk(arguments: argparse.Namespace) -> "Desk":
    """To look things up and to queue messages, no secret is needed."""
    from flows.settings import load_desk  # late, as all that is heavy: --help need not wait for it

    return load_desk(arguments.desk, os.environ, secrets_needed=False)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        console.print(line, markup=False, highlight=False)


def _list(arguments: argparse.Namespace) -> None:
    from flows.stories.listing import stories_json, story_table
    from flows.topics.subject import topic_named
    from storage.database import Database
    from storage.stories import stories
    from storage.traces import postings_by_story

    desk = _desk(arguments)
    topic = topic_named(desk, arguments.topic).name if arguments.topic else None
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        found = stories(session, arguments.since, arguments.limit, topic)
        messages = postings_by_story(session, [one.id for one in found]) if arguments.json else {}
    if arguments.json:
        sys.stdout.write(stories_json(found, messages))
    elif found:
        whole_table(console, story_table(found, datetime.now(UTC), console.width))
    else:
        _print(["No story has news since then. Cure: look further back, as with --since 30d."])


def _show(arguments: argparse.Namespace) -> None:
    from flows.stories.named import story_named
    from flows.stories.noted import silent
    from flows.stories.showing import story_json, story_lines
    from flows.topics.shown import say
    from storage.database import Database
    from storage.traces import postings_of

    desk = _desk(arguments)
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        found = story_named(session, arguments.story)
        noted = silent(found, postings_of(session, found.id))
    if arguments.json:
        sys.stdout.write(story_json(found, noted))
    else:
        say(console, story_lines(found, arguments.story, noted, plain=not console.is_terminal))


def _split(arguments: argparse.Namespace) -> None:
    from flows.stories.corrected import split_lines
    from flows.stories.splitting import split
    from storage.database import Database

    desk = _desk(arguments)
    with closing(Database(desk.database_url)) as database:
        now = datetime.now(UTC)
        done = split(desk, database, arguments.story, arguments.articles, now, dry_run=arguments.dry_run)
    _print(split_lines(done))


def _merge(arguments: argparse.Namespace) -> None:
    from flows.stories.corrected import merged_lines
    from flows.stories.merging import merge
    from storage.database import Database

    desk = _desk(arguments)
    with closing(Database(desk.database_url)) as database:
        done = merge(database, arguments.into, arguments.stories, dry_run=arguments.dry_run)
    _print(merged_lines(done))
