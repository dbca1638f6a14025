"""Lists and tables of linked names that the writer put among the paragraphs: winners, teams, those who died."""

from collections.abc import Sequence
from itertools import groupby

from bs4 import Tag

from parsers.page.body.blocks import STOP, Block
from parsers.page.body.lines import is_furniture, opens_a_box
from parsers.page.size import size

_LISTS = ("ul", "ol", "table", "dl")
_NAME = 30  # characters of a link, one with another; headlines are longer
_LONGEST = 60  # characters of a line
_LINKED = 0.5  # of a line of the text; more of it leads away


def names_told(blocks: Sequence[Block]) -> set[int]:
    """id() of lists of lines as short as names, between lines of the text."""
    runs = [(tag, list(run)) for tag, run in groupby(blocks, _list_of)]
    told = set()
    for i, (tag, run) in enumerate(runs):
        if tag is not None and _are_names(run) and _is_among(tag, runs[i - 1 : i], runs[i + 1 : i + 2]):
            told.add(id(tag))
    return told


def _list_of(block: Block) -> Tag | None:
    return next((tag for tag in reversed(block.path) if tag.name in _LISTS), None)


def _are_names(run: Sequence[Block]) -> bool:
    links = [block.linked for block in run if block.linked]
    return bool(links) and sum(links) <= _NAME * len(links) and all(size(block.text) <= _LONGEST for block in run)


def _is_among(
    tag: Tag, before: Sequence[tuple[Tag | None, list[Block]]], after: Sequence[tuple[Tag | None, list[Block]]]
) -> bool:
    above = before[0][1][-1] if before else None
    below = after[0][1][0] if after else None
    if above is None or above.node.parent is not tag.parent or not _leads_in(above):
        return False
    if above.text.endswith((":", "：")):
        return True
    return below is not None and below.node.parent is tag.parent and _leads_in(below)


def _leads_in(block: Block) -> bool:
    """A sentence, or a heading that is none of a box."""
    if block.linked > _LINKED * len(block.text) or is_furniture(block.text):
        return False
    if block.is_heading:
        return not opens_a_box(block.text, before_a_sentence=False)
    return block.text.endswith((":", "：")) or bool(STOP.search(block.text))
