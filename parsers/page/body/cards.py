"""Teasers of other stories: elements of one make beside each other, each with a headline that leads away."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from bs4 import Tag

from parsers.page.body.blocks import Block
from parsers.page.body.families import Member
from parsers.page.size import size

_HEADLINE = 20  # characters; shorter links are labels
_NAME = 12  # characters; a link as short is a headline when a card says no more than
_LINE = 120  # characters beside it
_TEASER = 500  # characters of prose; a card with more tells a story itself
_REST = 250  # characters of prose; when less is left without them, they are the page's own matter
_CELLS = ("tr", "td", "th")  # rows of figures begin with a name that is a link, too
_MOST = 0.7  # of the cards; one may be an advertisement


def cards_among(blocks: Sequence[Block], families: Sequence[Sequence[Member]]) -> set[int]:
    """id() of the elements that are cards."""
    total = sum(block.weight for block in blocks)
    found: set[int] = set()
    for members in families:
        if total - sum(member.prose for member in members) >= _REST and _are_cards(members):
            found |= {id(member.tag) for member in members}
    return found


def _are_cards(members: Sequence[Member]) -> bool:
    if members[0].tag.name in _CELLS:
        return False
    cards = [member for member in members if _is_card(member)]
    if len(cards) < _MOST * len(members):
        return False
    hosts = Counter(_host(card.tag) for card in cards)
    return len(hosts) == 1 or max(hosts.values()) + hosts[""] >= _MOST * len(cards)


def _is_card(member: Member) -> bool:
    if member.prose > _TEASER:
        return False
    if len(member.blocks) == 1:
        return _breaks_off(member.blocks[0])
    said = sum(len(block.text) - block.linked for block in member.blocks)
    least = _NAME if said <= _LINE else _HEADLINE
    return any(block.linked >= 0.9 * len(block.text) and size(block.text) >= least for block in member.blocks)


def _host(tag: Tag) -> str:
    """Where its first link leads; cards lead to one site, those of a list of shops or places each to its own."""
    link = tag if tag.name == "a" else tag.find("a", href=True)
    address = str(link.attrs.get("href", "")) if isinstance(link, Tag) else ""
    try:
        return urlsplit(address).netloc
    except ValueError:  # "http://[", for one
        return ""


def _breaks_off(block: Block) -> bool:
    """A headline that is a link, and the beginning of its story, in one line."""
    return block.linked >= _HEADLINE and block.text.rstrip("[]() ").endswith(("...", "…"))
