"""Teasers of other stories: elements of one make beside each other, each with a headline that leads away."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import Tag

from parsers.page.blocks import Block
from parsers.page.size import size

_FEW = 3  # of one make; two may be chance
_HEADLINE = 20  # characters; shorter links are labels
_TEASER = 500  # characters of prose; a card with more tells a story itself
_REST = 250  # characters of prose; when less is left without them, they are the page's own matter
_MOST = 0.7  # of the cards; one may be an advertisement
_NUMBER = re.compile(r"[\d_-]*\d+\b|\b(?:first|last|odd|even|active|large|big|small|lead)\b")


@dataclass(slots=True)
class _Member:
    tag: Tag
    prose: float = 0.0
    leads_away: bool = False
    blocks: list[Block] = field(default_factory=list)


def cards_among(blocks: Sequence[Block], root: Tag) -> set[int]:
    """id() of the elements inside `root` that are cards."""
    total = sum(block.weight for block in blocks)
    found: set[int] = set()
    for members in _families(blocks, root):
        prose = sum(member.prose for member in members)
        if total - prose >= _REST and _are_cards(members):
            found |= {id(member.tag) for member in members}
    return found


def _families(blocks: Sequence[Block], root: Tag) -> list[list[_Member]]:
    """Siblings of the same tag and class, three or more."""
    members: dict[int, _Member] = {}
    families: dict[tuple[int, str], list[_Member]] = defaultdict(list)
    for block in blocks:
        start = next((i for i, tag in enumerate(block.path) if tag is root), len(block.path))
        for parent, tag in zip(block.path[start:], block.path[start + 1 :], strict=False):
            member = members.get(id(tag))
            if member is None:
                member = members[id(tag)] = _Member(tag)
                families[id(parent), _make(tag)].append(member)
            member.prose += block.weight
            member.leads_away |= _is_headline(block)
            member.blocks.append(block)
    return [family for family in families.values() if len(family) >= _FEW]


def _make(tag: Tag) -> str:
    return f"{tag.name}.{_NUMBER.sub('', tag.attrs.get('class') or '')}"


def _is_headline(block: Block) -> bool:
    """All of it is a link, as long as a headline."""
    return block.linked >= 0.9 * len(block.text) and size(block.text) >= _HEADLINE


def _are_cards(members: Sequence[_Member]) -> bool:
    cards = [member for member in members if _is_card(member)]
    if len(cards) < _MOST * len(members):
        return False
    hosts = Counter(_host(card.tag) for card in cards)
    return len(hosts) == 1 or max(hosts.values()) + hosts[""] >= _MOST * len(cards)


def _is_card(member: _Member) -> bool:
    return member.leads_away and member.prose <= _TEASER and len(member.blocks) > 1


def _host(tag: Tag) -> str:
    """Where its first link leads; cards lead to one site, those of a list of shops or places each to its own."""
    link = tag if tag.name == "a" else tag.find("a", href=True)
    return urlsplit(str(link.attrs.get("href", ""))).netloc if isinstance(link, Tag) else ""
