"""A reading on the screen."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.parse.values import SHOWN, is_day, moment, offset_of, outcome_of, value_of
from flows.tables import worded_table
from news import Article, Part
from parsers import Reading

_JOINERS = "\u200c\u200d"  # they shape words of Persian and Indic scripts, and steer no terminal


def shown(reading: Reading, width: int, *, explain: bool = False) -> Iterator[RenderableType]:
    """For a screen of `width` characters: what the page is, its fields, its text; with what all of it rests on."""
    yield _outcome(reading)
    if reading.fields:
        yield _evidence(reading, width) if explain else _fields(reading)
    if explain and (said := [*_disagreement(reading)]):
        yield worded_table("Other places say", ("field", "place", "words"), said, width)
    yield from _body(reading)
    if explain and (cuts := (*reading.body.cuts, *reading.body.menus)):
        rows = [(plain(cut.why), plain(cut.text)) for cut in cuts]
        yield worded_table("Cut", ("why", "words"), rows, width)
    if explain:
        yield from _grounds(reading)


def plain(text: str) -> Text:
    """Words of a page: nothing in them styles the screen or steers it."""
    return Text("".join(c if c.isprintable() or c in _JOINERS else " " for c in text))


def _outcome(reading: Reading) -> Text:
    is_article = isinstance(reading.outcome, Article)
    text = Text(outcome_of(reading) if is_article else f"refused: {outcome_of(reading)}")
    text.stylize("bold green" if is_article else "bold red")
    if reading.sign:
        text.append_text(Text(" (").append_text(plain(reading.sign)).append(")"))
    if reading.outcome.url:
        text.append("\n").append_text(plain(reading.outcome.url))
    return text


def _fields(reading: Reading) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, label in SHOWN.items():
        table.add_row(label, _value(reading, name))
    return table


def _evidence(reading: Reading, width: int) -> Table:
    rows = [
        (label, _value(reading, name), plain(found.where if (found := reading.fields.get(name)) else ""))
        for name, label in SHOWN.items()
    ]
    return worded_table("", ("field", "value", "from"), rows, width)


def _value(reading: Reading, name: str) -> Text:
    value = value_of(reading, name)
    if isinstance(value, datetime):
        return Text(_published(reading, value) if name == "published_at" else moment(value))
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return plain(str(value)) if value else Text("none", style="dim")


def _published(reading: Reading, at: datetime) -> str:
    if is_day(reading):
        return f"{at:%Y-%m-%d} (the day is all that is known)"
    offset = reading.outcome.utc_offset if isinstance(reading.outcome, Article) else None
    if not offset:
        return moment(at)
    return f"{moment(at)} ({at + offset:%Y-%m-%d %H:%M} {offset_of(reading)} by the page's clock)"


def _disagreement(reading: Reading) -> Iterator[tuple[str, Text, Text]]:
    for name, found in reading.fields.items():
        for place, words in found.others:
            yield SHOWN.get(name, name), plain(place), plain(str(words))


def _body(reading: Reading) -> Iterator[RenderableType]:
    paragraphs, captions = reading.body.paragraphs, reading.body.captions
    words = sum(len(each.text.split()) for each in paragraphs)
    yield Text(f"\n{_count(len(paragraphs), 'paragraph')}, {_count(words, 'word')}", style="bold")
    if paragraphs:
        yield _lines(("" if each.part is Part.TEXT else each.part.value, each.text) for each in paragraphs)
    if captions:
        yield Text(f"\n{_count(len(captions), 'caption')}, apart from the text", style="bold")
        yield _lines(("caption", caption) for caption in captions)


def _lines(labelled: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, text in labelled:
        table.add_row()
        table.add_row(label, plain(text))
    return table


def _grounds(reading: Reading) -> Iterator[Text]:
    yield Text()
    if reading.body.where:
        yield Text("text taken from: ").append_text(plain(reading.body.where))
    yield Text(f"site rule: {reading.rule.removeprefix('site rule ')}" if reading.rule else "site rule: none")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
