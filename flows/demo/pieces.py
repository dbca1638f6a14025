"""Articles as their newsrooms wrote them: text files with a YAML head."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Literal

import yaml

from flows.demo.outlets import Outlet


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the body: `## ` starts a heading in the file, `> ` a pull quote, anything else a paragraph."""

    kind: Literal["paragraph", "heading", "quote"]
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of an outlet, before it is laid out.

    `age` counts back from the epoch. `related` are slugs of the same outlet. A `missing` piece is still
    listed by the feed, but its page is gone. `newsletter` replaces what the sign-up box says.
    """

    slug: str
    title: str
    author: str
    section: str
    age: timedelta
    summary: str
    caption: str
    tags: tuple[str, ...]
    related: tuple[str, ...]
    blocks: tuple[Block, ...]
    missing: bool = False
    newsletter: str | None = None

    def published_at(self, epoch: datetime) -> datetime:
        return epoch - self.age

    def path_at(self, outlet: Outlet) -> str:
        return outlet.article_path.format(section=self.section, slug=self.slug)


def pieces_of(outlet: Outlet) -> tuple[Piece, ...]:
    """Everything the outlet has published, newest first."""
    folder = files("flows.demo") / "articles" / outlet.slug
    pieces = [
        read_piece(file.name.removesuffix(".md"), file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".md")
    ]
    return tuple(sorted(pieces, key=lambda piece: piece.age))


def read_piece(slug: str, source: str) -> Piece:
    """Read one article file: YAML between two `---` lines, then blocks parted by blank lines."""
    _, head, body = source.split("---\n", 2)
    fields = yaml.safe_load(head)
    fields["age"] = timedelta(hours=fields.pop("hours"))
    fields["tags"], fields["related"] = tuple(fields["tags"]), tuple(fields["related"])
    return Piece(slug=slug, blocks=tuple(_blocks(body)), **fields)


def _blocks(body: str) -> Iterator[Block]:
    for stretch in body.strip().split("\n\n"):
        text = " ".join(stretch.split())
        if text.startswith("## "):
            yield Block("heading", text[3:])
        elif text.startswith("> "):
            yield Block("quote", text[2:])
        else:
            yield Block("paragraph", text)
