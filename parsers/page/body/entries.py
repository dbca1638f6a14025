"""The entries of a live blog: elements of one make that call themselves live."""

import re
from collections.abc import Sequence

from bs4 import Tag

from parsers.page.body.blocks import Block
from parsers.page.body.boxes import names_of
from parsers.page.body.families import Member

_SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
_LIVE = frozenset(("live", "liveblog", "liveticker", "ticker", "newsticker"))


def posts_among(families: Sequence[Sequence[Member]], kept: Sequence[Block]) -> set[int]:
    """id() of the first block of each entry, of those that were kept."""
    entries = {id(member.tag) for members in families if _are_entries(members) for member in members}
    first: dict[int, Block] = {}
    for block in kept:
        entry = next((tag for tag in block.path if id(tag) in entries), None)
        if entry is not None:
            first.setdefault(id(entry), block)
    return {id(block) for block in first.values()}


def _are_entries(members: Sequence[Member]) -> bool:
    tag = members[0].tag
    if "liveblogupdate" in str(tag.attrs.get("itemprop", "")).lower():
        return True
    if sum(len(member.blocks) > 1 for member in members) < len(members) / 2:  # mere paragraphs
        return False
    return any(_is_live(each) for each in (tag, *list(tag.parents)[:2]))  # the nearest may be there for looks


def _is_live(tag: Tag) -> bool:
    return any(word.lower() in _LIVE for word in _SPLIT.split(names_of(tag.attrs)))
