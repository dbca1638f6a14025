"""Suggestions for the terminal, and for machines."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC
from shlex import quote

from rich.console import RenderableType
from rich.text import Text

from flows.screen import as_json
from flows.topics.shown import indented, passages_shown, printable, whole_line
from flows.topics.suggest import Suggestion, Suggestions

FEW = 20  # hits; of more, a longer time would hardly show other terms


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
        yield indented(_nothing(found.hits), 2)
    for one in found.terms:
        yield _term(one, f"{_share(one.hits, found.hits)}; OR would add {_articles(one.elsewhere)}", plain)
        if one.passage:
            yield from passages_shown((one.passage,), 4, plain=plain)


def _nothing(hits: int) -> str:
    if hits > FEW:
        return "Nothing: no term stands out."
    return (
        f"Nothing: {'no term stands out among so few hits' if hits else 'no article fires'}. A longer --since may help."
    )


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
        if one.url:
            yield whole_line(one.url, 4)
    yield indented("Why not:", 2)
    yield whole_line(f"wirewatch topics explain {quote(found.topic)} {found.misses[0].article_id}", 4)


def _section(title: str, plain: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, style="" if plain else "bold")


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
