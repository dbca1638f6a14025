"""Linked names that the writer put among the paragraphs: winners, teams, those who died, places to go to."""

import re
from collections.abc import Sequence
from itertools import groupby

from bs4 import Tag

from parsers.page.body.blocks import STOP, Block
from parsers.page.body.lines import is_furniture, opens_a_box
from parsers.page.size import size

_NUMBERED = re.compile(r"\W*\d{1,3}[.)] ")
_COLON = (":", "：")
_LISTS = ("ul", "ol", "table", "dl")
_NAME = 30  # characters of a link, one with another; headlines are longer
_LONGEST = 60  # characters of a line
_LINKED = 0.5  # of a line of the text; more of it leads away


def names_told(blocks: Sequence[Block]) -> set[int]:
    """id() of lists of lines as short as names, between lines of the text."""
    runs = [list(run) for _, run in groupby(blocks, lambda block: id(_list_of(block)))]  # bs4 compares whole markups
    told = set()
    for above, run, below in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        tag = _list_of(run[0])
        if tag is not None and above and _are_names(run) and _is_among(tag, above[-1], below[0] if below else None):
            told.add(id(tag))
    return told


def items_told(blocks: Sequence[Block]) -> set[int]:
    """id() of lines that name with a link what the paragraph below tells of: numbered ones, and headings in a text."""
    told = set()
    for above, block, below in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if not block.linked or not _tells(block, below):
            continue
        if _NUMBERED.match(block.text) or (block.is_heading and size(block.text) <= _LONGEST and _tells(block, above)):
            told.add(id(block.node))
    return told


def _tells(block: Block, near: Block) -> bool:
    """The one beside it is prose of the same text."""
    return near.node.parent is block.node.parent and near.weight > 0 and near.linked <= _LINKED * len(near.text)


def _list_of(block: Block) -> Tag | None:
    return next((tag for tag in reversed(block.path) if tag.name in _LISTS), None)


def _are_names(run: Sequence[Block]) -> bool:
    links = [block.linked for block in run if block.linked]
    return bool(links) and sum(links) <= _NAME * len(links) and all(size(block.text) <= _LONGEST for block in run)


def _is_among(tag: Tag, above: Block, below: Block | None) -> bool:
    """A sentence stands before and after it, or one that ends in a colon before."""
    if above.node.parent is not tag.parent or not _leads_in(above):
        return False
    if above.text.endswith(_COLON):
        return True
    return below is not None and below.node.parent is tag.parent and _leads_in(below)


def _leads_in(block: Block) -> bool:
    """A sentence, or a heading that is none of a box."""
    if block.linked > _LINKED * len(block.text) or is_furniture(block.text):
        return False
    if block.is_heading:
        return not opens_a_box(block.text, before_a_sentence=False)
    return block.text.endswith(_COLON) or bool(STOP.search(block.text))
