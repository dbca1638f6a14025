"""Lines of the chosen element that are no text: links to other stories, labels, calls to subscribe."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from bs4 import Tag

from parsers.page.blocks import STOP, Block
from parsers.page.cards import cards_among
from parsers.page.lines import fingerprint, is_furniture, is_notice, is_date_line, is_sign_off, opens_a_box, same_words
from parsers.page.size import size

_TOP = 12  # blocks; further down a line that says the same as the title is a sentence
_LONG = 60  # characters; shorter ones ("Pros", "Yes.") are said again on purpose
_WHOLE = frozenset(("p", "li", "blockquote", "pre", "td", "th", "dd", "dt"))  # what a writer made a paragraph of


def clean(
    blocks: Sequence[Block], root: Tag, title: str, furniture: Collection[int]
) -> tuple[list[Block], list[tuple[Block, str]]]:
    """The blocks that are text, and the others with the reason why they are not."""
    kept: list[Block] = []
    cut: list[tuple[Block, str]] = []
    lists = _link_lists(blocks)
    cards = cards_among(blocks, root)
    skipping = False
    seen: dict[str, int] = {}  # where a text was said first
    for i, block in enumerate(blocks):
        if block.is_heading:
            skipping = opens_a_box(block.text)
        if skipping and (block.is_heading or block.linked > 0.3 * len(block.text) or size(block.text) < 60):
            cut.append((block, "related heading"))
            continue
        skipping = False
        if any(id(tag) in cards for tag in block.path):
            cut.append((block, "card of another story"))
            continue
        why = "links" if any(id(node) in lists for node in block.path) else _fault(block, i, title, any(b.node.parent is block.node.parent for b in kept[-2:]))
        if not why and size(block.text) > _LONG and seen.get(block.text, parent := id(block.node.parent)) != parent:
            why = "said before"
        if not why and furniture and fingerprint(block.text) in furniture:
            why = "repeated on this site"
        if why:
            cut.append((block, why))
            continue
        seen.setdefault(block.text, id(block.node.parent))
        kept.append(block)
    while "G" in V and len(kept) > 3 and is_sign_off(kept[-1].text):
        cut.append((kept.pop(), "sign-off"))
    while kept and kept[-1].is_heading:
        cut.append((kept.pop(), "heading of nothing"))
    return kept, cut


import os
V = os.environ.get("V", "")


def _tells(block):
    free = len(block.text) - block.linked
    return block.node.name == "p" and free >= (80 if "D" in V else 60) and STOP.search(block.text) is not None and block.linked <= .85*len(block.text)


def _link_lists(blocks: Sequence[Block]) -> set[int]:
    """Lists and tables that are mostly links."""
    length: dict[int, int] = defaultdict(int)
    linked: dict[int, int] = defaultdict(int)
    for block in blocks:
        for node in block.path:
            if node.name in ("ul", "ol", "table", "dl"):
                length[id(node)] += len(block.text)
                linked[id(node)] += block.linked
    return {key for key in length if linked[key] > 0.5 * length[key]}


def _fault(block: Block, position: int, title: str, near: bool = False) -> str:
    """Why it is no text of the article; "" when it is."""
    text = block.text
    if not any(c.isalnum() for c in text) or is_furniture(text):
        return "furniture line"
    if "H" in V and is_notice(text):
        return "notice"
    if "I" in V and position < 8 and is_date_line(text):
        return "date line"
    if "J" in V and any("twitter-tweet" in str(t.attrs.get("class")) for t in block.path[-3:]):
        return "tweet"
    if block.linked > 0.6 * len(text) and not _tells(block):
        return "links"
    if position < _TOP and title and same_words(text, title):
        return "same as title"
    if block.is_heading:
        return "" if (block.node.name != "h1" or ("F" in V and near)) and block.linked < 0.3 * len(text) else "links"
    if block.node.name in _WHOLE or size(text) >= 40 or (STOP.search(text) and size(text) >= 20):
        return ""
    return "label"
