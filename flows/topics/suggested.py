"""Suggestions for the terminal, and for machines."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from shlex import quote

from rich.console import Console, RenderableType
from rich.text import Text

from flows.screen import as_json, progress_bars
from flows.settings import load_desk
from flows.settings.desk import Desk
from flows.topics.shown import indented, passages_shown, printable, say, whole_line
from flows.topics.subject import Version, version_of
from flows.topics.suggest import Suggestion, Suggestions, suggest
from storage.database import Database

console = Console()
complaints = Console(stderr=True)

_Actions = argparse._SubParsersAction  # argparse has no public name for it


def add_suggest(actions: "_Actions[argparse.ArgumentParser]") -> None:
    """Add `suggest` to the topics commands. The one who calls adds --desk."""
    one = actions.add_parser("suggest", help="terms found near a topic's hits in the archive, to take or leave")
    one.add_argument("name", metavar="NAME", help="a topic of the desk; with --query any name")
    one.add_argument("--query", metavar="QUERY", help="try this one in place of the topic's")
    one.add_argument("--since", type=_moment, default="30d", metavar="30d", help="seen within this time (30d)")
    one.add_argument("--top", type=_count, default=20, metavar="20", help="terms to show (20)")
    one.add_argument("--near-in-meaning", action="store_true", help="also what means alike; needs a model")
    one.add_argument("--model", type=Path, metavar="DIR", help="of that model (.wirewatch/model beside the desk file)")
    one.add_argument("--json", action="store_true", help="as JSON")
    one.set_defaults(run=_suggest)


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
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 1_000:  # more than anybody reads
        raise argparse.ArgumentTypeError(f"`{text}` is no number from 1 to 1000")
    return int(text)


def _suggest(arguments: argparse.Namespace) -> None:
    desk = load_desk(arguments.desk, os.environ, secrets_needed=False)
    version = version_of(desk, arguments.name, arguments.query)
    until = datetime.now(UTC) + timedelta(seconds=1)  # what is stored at this moment too
    with closing(Database(desk.database_url)) as database, progress_bars(complaints):
        akin = _akin(desk, database, version, arguments, until) if arguments.near_in_meaning else None
        found = suggest(database, version, arguments.since, until, arguments.top)
    if arguments.json:
        sys.stdout.write(suggestions_json(found, akin))
    else:
        say(console, suggestion_lines(found, akin, plain=not console.is_terminal))


def _akin(
    desk: Desk, database: Database, version: Version, arguments: argparse.Namespace, until: datetime
) -> tuple[Suggestion, ...]:
    from flows.topics.akin import near_in_meaning
    from flows.topics.meaning import Meaning

    meaning = Meaning(arguments.model or desk.state_dir / "model")
    return near_in_meaning(database, version, meaning, arguments.since, until, arguments.top)


def suggestions_json(found: Suggestions, akin: Sequence[Suggestion] | None) -> str:
    """The fields of Suggestions, and `near_in_meaning` where that was asked for. Times in ISO 8601, UTC."""
    said = asdict(found) | ({} if akin is None else {"near_in_meaning": [asdict(one) for one in akin]})
    return json.dumps(said, default=as_json, indent=2, ensure_ascii=False) + "\n"


def suggestion_lines(found: Suggestions, akin: Sequence[Suggestion] | None, *, plain: bool) -> Iterator[RenderableType]:
    """`plain` is for what is no terminal."""
    looked = f"{found.hits:,} of {found.articles:,} articles fire since {found.since.astimezone(UTC):%Y-%m-%d}"
    yield Text(f"{found.topic}: {looked}; copies are left out", style="" if plain else "bold")
    yield indented(f"Query: {printable(found.query)}", 2)
    yield from _near_hits(found, plain)
    if akin is not None:
        yield from _near_meaning(akin, plain)
    yield from _misses(found, plain)


def _near_hits(found: Suggestions, plain: bool) -> Iterator[RenderableType]:
    yield from _section("Near its hits, and seldom elsewhere", plain)
    if not found.terms:
        need = "no article fires" if not found.hits else "no term stands out among so few hits"
        yield indented(f"Nothing: {need}. A longer --since may help.", 2)
    for one in found.terms:
        yield _term(one, f"{_share(one.hits, found.hits)}; OR would add {_articles(one.elsewhere)}", plain)
        if one.passage:
            yield from passages_shown((one.passage,), 4, plain=plain)


def _near_meaning(akin: Sequence[Suggestion], plain: bool) -> Iterator[RenderableType]:
    yield from _section("Near in meaning, by the model alone", plain)
    if not akin:
        yield indented("Nothing is near enough.", 2)
    for one in akin:
        added = f"in {_articles(one.hits)} that fire; OR would add {_articles(one.elsewhere)}"
        yield _term(one, f"{one.likeness:.2f}; {added}", plain)


def _term(one: Suggestion, counts: str, plain: bool) -> RenderableType:
    text = printable(one.text)
    shown = f'"{text}"' if " " in text else text
    language = f" ({one.language})" if one.language else ""
    line = Text(shown, style="" if plain else "bold")
    line.append(f"{language}: {counts}", style="" if plain else "not bold")
    return indented(line, 2)


def _share(hits: int, of: int) -> str:
    return f"in {hits:,} of {of:,} hits"


def _misses(found: Suggestions, plain: bool) -> Iterator[RenderableType]:
    if not found.misses:
        return
    yield from _section("They have several of these terms, and do not fire", plain)
    for one in found.misses:
        yield indented(f"{one.article_id} {printable(one.title)}: {', '.join(map(printable, one.terms))}", 2)
        yield whole_line(one.url, 4)
    yield indented("Why not:", 2)
    yield whole_line(f"wirewatch topics explain {quote(found.topic)} {found.misses[0].article_id}", 4)


def _section(title: str, plain: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, style="" if plain else "bold")


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
