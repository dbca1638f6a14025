"""Elements of one make beside each other: what a template repeats."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from parsers.page.body.blocks import Block

_FEW = 3  # of one make; two may be chance
_NUMBER = re.compile(r"[\d_-]*\d+\b|\b(?:first|last|odd|even|active|large|big|small|lead)\b")


@dataclass(slots=True, eq=False)
class Member:
    tag: Tag
    blocks: list[Block] = field(default_factory=list)

    @property
    def prose(self) -> float:
        return sum(block.weight for block in self.blocks)


def families_among(blocks: Sequence[Block], root: Tag) -> list[list[Member]]:
    """Siblings inside `root` of the same tag and class, three or more."""
    members: dict[int, Member] = {}
    families: dict[tuple[int, str], list[Member]] = defaultdict(list)
    for block in blocks:
        start = next((i for i, tag in enumerate(block.path) if tag is root), len(block.path))
        for parent, tag in zip(block.path[start:], block.path[start + 1 :], strict=False):
            member = members.get(id(tag))
            if member is None:
                member = members[id(tag)] = Member(tag)
                families[id(parent), _make(tag)].append(member)
            member.blocks.append(block)
    return [family for family in families.values() if len(family) >= _FEW]


def _make(tag: Tag) -> str:
    return f"{tag.name}.{_NUMBER.sub('', str(tag.attrs.get('class') or ''))}"
