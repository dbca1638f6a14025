"""Teasers: pieces of a page that are built alike, stand side by side, and each lead elsewhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from parsers.page.size import size

_ROWS = ("div", "ul", "ol", "section", "main", "tbody", "article", "dl")  # what holds them
_MANY = 8  # alike, side by side; menus apart, an article's lists of links are shorter
_SHORT, _LONG = 15, 600  # characters: less is an entry of a menu, more is a section of an article
_NODES = 200  # pieces of text looked at; a card of pictures and words has 30
_BARE = 60  # characters that a teaser without picture and heading has


@dataclass(frozen=True, slots=True)
class Teasers:
    count: int = 0
    size: int = 0  # characters of all of them


def teasers_of(root: HtmlElement) -> Teasers:
    sizes = [length for row in root.iter(*_ROWS) if len(row) >= _MANY for length in _in_row(row)]
    return Teasers(len(sizes), sum(sizes))


def _in_row(row: HtmlElement) -> list[int]:
    """Sizes of the teasers that are children of one element."""
    kinds = Counter(_kind(child) for child in row)
    alike = [child for child in row if kinds[_kind(child)] >= _MANY]
    sizes = list(_sizes(alike))
    return sizes if len(sizes) >= _MANY else []


def _sizes(pieces: list[HtmlElement]) -> Iterator[int]:
    for piece in pieces:
        length = size(opening_of(piece))
        if not _SHORT <= length <= _LONG or (piece.tag != "a" and next(piece.iter("a"), None) is None):
            continue
        if length >= _BARE or next(piece.iter("img", "h2", "h3", "h4"), None) is not None:
            yield length


def opening_of(piece: HtmlElement) -> str:
    """Its text, or the beginning of it where there is more than any teaser has."""
    text = "".join(islice(piece.itertext(), _NODES)) if len(piece) else piece.text or ""
    return " ".join(text.split())


def _kind(piece: HtmlElement) -> tuple[str, str]:
    return str(piece.tag), str(piece.get("class") or "").split(" ")[0]
