"""One story for the terminal: every article with how it came there, how far it went, and what was told. Pure."""

import json
from collections.abc import Collection, Iterator

from rich.console import RenderableType
from rich.text import Text

from flows.screen import as_json
from flows.stories.listing import headline, story_facts
from flows.stories.spreading import spread_of
from flows.stories.wording import came_by, moment, outlets, telling
from flows.topics.shown import indented, printable, whole_line
from news import Story, StoryArticle, Telling


def story_lines(story: Story, asked: str, noted: Collection[Telling], *, plain: bool) -> Iterator[RenderableType]:
    """`asked` is the number that was named: it may be part of this one by now. `plain` is for what is no terminal.

    `noted` is what no message of its own told.
    """
    yield Text(f"Story {story.id}: {headline(story)}", style="" if plain else "bold")
    for line in _head(story, asked):
        yield indented(line, 2)
    yield from _titled("Articles", plain)
    for article in story.articles:
        yield from _article(article)
    yield from _titled("Told", plain)
    for line in [telling(one, silent=one in noted) for one in story.told] or ["Nothing"]:
        yield indented(line, 2)


def story_json(story: Story, noted: Collection[Telling]) -> str:
    """The fields of news.Story and its spread; times in ISO 8601, UTC."""
    return json.dumps(story_facts(story, noted), default=as_json, indent=2, ensure_ascii=False) + "\n"


def _head(story: Story, asked: str) -> Iterator[str]:
    if int(asked) != story.id:
        yield f"Story {int(asked)} is part of it"
    spread = spread_of(story)
    yield f"Carried by {outlets(len(spread.outlets), spread.copies)}; opened on {moment(story.opened_at)}"
    if len(spread.outlets) > 1:
        yield f"First seen at {printable(spread.first)}; outlets: {', '.join(map(printable, spread.outlets))}"
    if spread.agencies:
        yield f"Agencies named: {', '.join(map(printable, spread.agencies))}"
    if story.near is not None:
        yield f"It may belong to story {story.near}"
    if story.apart:
        yield f"A person told it apart from {', '.join(f'story {one}' for one in story.apart)}"


def _article(one: StoryArticle) -> Iterator[RenderableType]:
    yield indented(f"{one.id} {printable(one.title)}", 2)
    if one.url:
        yield whole_line(one.url, 4)
    language = f", {printable(one.language)}" if one.language else ""
    yield indented(f"{printable(one.outlet)}{language}, {_times(one)}", 4)
    yield indented(came_by(one), 4)
    if one.topics:
        yield indented(f"Topics: {', '.join(one.topics)}", 4)


def _times(one: StoryArticle) -> str:
    published = f"published {moment(one.published_at)}, " if one.published_at else ""
    return f"{published}seen {moment(one.seen_at)}"


def _titled(title: str, plain: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield Text(title, style="" if plain else "bold")
