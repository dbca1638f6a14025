"""The words of an article out of the whole page: blocks of text, and where they are dense."""

from collections.abc import Collection, Sequence

from bs4 import BeautifulSoup, Tag

from news import Part
from parsers.page.blocks import STOP, Block, blocks_of
from parsers.page.cleaning import clean
from parsers.page.density import outside_boxes, root_of
from parsers.page.evidence import Body, Paragraph
from parsers.page.lines import same_words
from parsers.page.size import size
from parsers.page.tree import TooDeepError

__all__ = ["TooDeepError", "body_of"]
_SENTENCE = 50  # characters; by-lines and dates are shorter


def body_of(soup: BeautifulSoup, title: str, furniture: Collection[int] = ()) -> Body:
    """The words of the article; empty when there are none. Raises TooDeepError."""
    blocks = blocks_of(soup.body or soup)
    free = outside_boxes(blocks)
    root = root_of(free, title)
    if root is None:
        return Body()
    kept, why = clean(_standfirst(free, root, title) + [b for b in free if b.is_in(root)], root, title, furniture)
    return Body(tuple(Paragraph(block.text, _part(block)) for block in kept), where=_name(root))


def _standfirst(free: Sequence[Block], root: Tag, title: str) -> list[Block]:
    """Prose between the headline and the body: the standfirst, or a first paragraph set apart."""
    start = None
    between: list[Block] = []
    for block in free:
        if block.is_in(root):
            break
        if block.node.name == "h1" and same_words(block.text, title):
            start, between = block, []
        elif start and (block.weight > _SENTENCE or (block.is_heading and _is_sentence(block))):
            between.append(block)
    return between


def _is_sentence(block: Block) -> bool:
    return size(block.text) > _SENTENCE and not block.linked and bool(STOP.search(block.text))


def _part(block: Block) -> Part:
    names = {tag.name for tag in block.path}
    if block.is_heading:
        return Part.HEADING
    if "blockquote" in names:
        return Part.QUOTE
    return Part.ITEM if names & {"li", "td", "dd"} else Part.TEXT


def _name(root: Tag) -> str:
    first = (root.attrs.get("class") or root.attrs.get("id") or "").split()
    return f"{root.name}.{first[0]}" if first else root.name
