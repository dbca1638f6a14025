"""The stories of the last days in a table. Pure."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from rich.table import Table
from rich.text import Text

from flows.screen import ago, as_json
from flows.stories.noted import silent, told_facts
from flows.stories.spreading import spread_of
from flows.stories.wording import outlets
from flows.tables import worded_table
from flows.topics.shown import printable
from news import Occasion, Story, Telling
from storage.traces import Posting

_HEADS = ("story", "headline", "carried by", "first seen", "last seen", "told", "near")
_LONGEST = 90  # characters of a headline: two or three lines of its column


def story_table(stories: Sequence[Story], now: datetime, width: int) -> Table:
    """For a screen of `width` characters."""
    rows = [_row(one, now) for one in stories]
    return worded_table("Stories", _HEADS, rows, width, spare=("first seen", "near"))


def _row(one: Story, now: datetime) -> tuple[str | Text, ...]:
    spread, seen = spread_of(one), [article.seen_at for article in one.articles]
    return (
        str(one.id),
        Text(_cut(headline(one))),
        outlets(len(spread.outlets), spread.copies),
        ago(min(seen), now) if seen else "",
        ago(max(seen), now) if seen else "",
        Text(", ".join(told_under(one))),
        f"near {one.near}" if one.near is not None else "",
    )


def headline(one: Story) -> str:
    """That of its first article, on one line."""
    return (printable(one.articles[0].title) if one.articles else "") or "without a headline"


def told_under(one: Story) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told.topic for told in one.told if told.occasion == Occasion.FIRST))


def stories_json(stories: Sequence[Story], messages: Mapping[int, Sequence[Posting]]) -> str:
    """The fields of news.Story and its spread; times in ISO 8601, UTC. `messages` are those about each, by its id."""
    said = [story_facts(one, silent(one, messages[one.id])) for one in stories]
    return json.dumps(said, default=as_json, indent=2, ensure_ascii=False) + "\n"


def story_facts(one: Story, noted: Collection[Telling]) -> dict[str, object]:
    """`noted` is what no message of its own told."""
    return asdict(one) | {"spread": asdict(spread_of(one)), "told": told_facts(one, noted)}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
