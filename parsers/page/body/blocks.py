"""The text of a page cut into blocks, where a browser would begin a new line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import CData, NavigableString, PreformattedString

from parsers.page.body.boxes import HEADINGS, INLINE, SILENT, box_strength, is_teaser
from parsers.page.size import size
from parsers.page.tree import TooDeepError

BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "figure",
    "figcaption", "header", "footer", "aside", "nav", "form", "fieldset", "address", "center", "details", "summary",
    "hr", "body", "html", "menu", "legend", "hgroup", "search",
))  # fmt: skip
STOP = re.compile(r"[.!?…。！？؟।۔։»”\"'’]\s*$|[.!?。！？؟।։,;،、]\s")  # what sentences have and labels do not
_SPOKEN = re.compile(r",? ?\(?opens (?:in )?(?:a )?new (?:tab|window)\)?", re.I)  # said to those who hear the page
MAX_DEPTH = 400  # the deepest of 1,054 saved news pages: 43; browsers stop at 512


@dataclass(slots=True, eq=False)
class Block:
    """One run of text between two block boundaries."""

    text: str
    linked: int  # characters of it inside links
    node: Tag
    path: tuple[Tag, ...]  # from the root down to `node`
    boxes: tuple[Tag, ...]  # those of the path that look like something beside the article
    weight: float = field(init=False)  # how much it speaks for being prose

    def __post_init__(self) -> None:
        self.weight = _weight(self)

    @property
    def is_heading(self) -> bool:
        return self.node.name in HEADINGS

    def is_in(self, tag: Tag) -> bool:
        return any(each is tag for each in self.path)


def strength_of(tag: Tag) -> int:
    """As `box_strength`; a figure around a table or a quote is no picture."""
    if tag.name == "figure":
        return 0 if tag.find(["table", "blockquote", "pre"]) else 2
    strength = 0 if tag.name in INLINE else box_strength(tag.name, tag.attrs)
    return 0 if strength == 1 and _is_own_teaser(tag) else strength


def _is_own_teaser(tag: Tag) -> bool:
    """One that leads nowhere is the standfirst of this article, or its free beginning."""
    return is_teaser(tag.attrs) and tag.find("a", href=True) is None


def blocks_of(root: Tag) -> list[Block]:
    """All blocks in reading order. Raises TooDeepError."""
    return list(_Walk(root).blocks())


class _Walk:
    """One walk over a tree, without recursion."""

    def __init__(self, root: Tag) -> None:
        self.stack: list[tuple[Tag, Iterator[object], bool]] = [(root, iter(root.contents), True)]
        self.path: list[Tag] = [root]
        self.boxes: list[Tag] = []
        self.pieces: list[str] = []
        self.linked = self.links = self.breaks = 0

    def blocks(self) -> Iterator[Block]:
        while self.stack:
            node, children, is_block = self.stack[-1]
            child = next(children, None)
            if child is None:
                if is_block:
                    yield from self.flush()
                self.leave(node, is_block)
            elif isinstance(child, Tag):
                yield from self.enter(child)
            elif isinstance(child, NavigableString) and (
                isinstance(child, CData) or not isinstance(child, PreformattedString)
            ):
                self.read(str(child))

    def enter(self, tag: Tag) -> Iterator[Block]:
        if tag.name == "br":
            yield from self.break_line()
            return
        if tag.name in SILENT:
            return
        strength = strength_of(tag)
        is_block = tag.name in BLOCKS or strength > 0 or "-" in tag.name
        if is_block:
            yield from self.flush()
            self.path.append(tag)
            if strength:
                self.boxes.append(tag)
            if len(self.stack) > MAX_DEPTH:
                raise TooDeepError
        self.links += _is_link(tag)
        self.stack.append((tag, iter(tag.contents), is_block))

    def break_line(self) -> Iterator[Block]:
        self.breaks += 1
        self.pieces.append(" ")
        if self.breaks == 2:  # two in a row part paragraphs
            yield from self.flush()

    def leave(self, tag: Tag, is_block: bool) -> None:
        self.stack.pop()
        self.links -= _is_link(tag)
        if is_block and len(self.path) > 1:
            self.path.pop()
        if self.boxes and self.boxes[-1] is tag:
            self.boxes.pop()

    def read(self, text: str) -> None:
        self.pieces.append(text)
        if text and not text.isspace():
            self.breaks = 0
            self.linked += len(" ".join(text.split())) if self.links else 0

    def flush(self) -> Iterator[Block]:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            text = _SPOKEN.sub("", text) if "opens" in text.lower() else text
            if text:
                yield Block(text, min(self.linked, len(text)), self.path[-1], tuple(self.path), tuple(self.boxes))
            self.pieces.clear()
        self.linked = self.breaks = 0


def _is_link(tag: Tag) -> bool:
    """It leads away: without an address it marks a place, and a heading that links to a place of this page is one."""
    if tag.name != "a" or "href" not in tag.attrs:
        return False
    return not (str(tag.attrs["href"]).startswith("#") and tag.parent is not None and tag.parent.name in HEADINGS)


def _weight(block: Block) -> float:
    """Its length outside links, when it reads like a sentence."""
    length, free = size(block.text), len(block.text) - block.linked
    if length < 25 or free < 0.5 * len(block.text) or block.is_heading:
        return 0.0
    if length < 80 and not STOP.search(block.text):
        return 0.0
    return length * free / len(block.text) * (1.0 if block.node.name in ("p", "blockquote") or length > 120 else 0.6)
