"""An explanation for the terminal, and for machines: its sections in reading order."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import datetime

from rich.console import RenderableType
from rich.text import Text

from flows.explain.case import Case, Unstored
from flows.explain.of_address import unstored_facts, unstored_lines
from flows.explain.of_article import article, revisions
from flows.explain.of_story import story
from flows.explain.of_telling import deliveries, told, topics
from flows.explain.of_text import text
from flows.explain.section import Explains
from flows.screen import as_json

SECTIONS: tuple[Explains, ...] = (article, text, story, topics, told, deliveries, revisions)


def explanation_lines(found: Case | Unstored, now: datetime, *, plain: bool) -> Iterator[RenderableType]:
    """`plain` is for what is no terminal."""
    if isinstance(found, Unstored):
        yield from unstored_lines(found, now, plain=plain)
        return
    for number, explains in enumerate(SECTIONS):
        if number:
            yield Text("")
        yield from explains(found).shown(plain=plain)


def explanation_json(found: Case | Unstored) -> str:
    """The facts of each section under its name; times in ISO 8601, UTC."""
    if isinstance(found, Unstored):
        facts: dict[str, object] = unstored_facts(found)
    else:
        sections = (explains(found) for explains in SECTIONS)
        facts = {"stored": True} | {section.name: section.facts for section in sections}
    return json.dumps(facts, default=_as_json, indent=2, ensure_ascii=False) + "\n"


def _as_json(value: object) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else as_json(value)
