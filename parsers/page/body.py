"""The words of an article out of the whole page: blocks of text, and where they are dense."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString, PreformattedString

from news import Part
from parsers.page.boxes import SILENT, box_strength, is_body_name
from parsers.page.evidence import Body, Paragraph
from parsers.page.lines import is_furniture, opens_a_box, same_words
from parsers.page.size import size

BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
    "h6", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "figure",
    "figcaption", "header", "footer", "aside", "nav", "form", "fieldset", "address", "center", "details", "summary",
    "hr", "body", "html", "menu", "legend", "hgroup", "search",
))  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_LEAVES = frozenset((
    "p", "li", "blockquote", "pre", "dd", "dt", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
))  # fmt: skip
_STOP = re.compile(r"[.!?…。！？؟।۔։»”\"'’]\s*$|[.!?。！？؟।։,;،、]\s")
_MOST = 0.85  # of the prose; where no child has as much, the body is spread over several
_SENTENCE = 50  # characters; by-lines and dates are shorter
_LITTLE = 200  # characters of prose; a box with less can be lost with no article lost
_SPOKEN = re.compile(r",? ?\(?opens (?:in )?(?:a )?new (?:tab|window)\)?", re.I)  # said to those who hear the page
MAX_DEPTH = 400  # the deepest of 1,054 saved news pages: 43; browsers stop at 512


class TooDeepError(Exception):
    """The page is nested deeper than any honest one."""


@dataclass(slots=True, eq=False)
class Block:
    """One run of text between two block boundaries."""

    text: str
    linked: int  # characters of it inside links
    node: Tag
    path: tuple[Tag, ...]  # from the root down to `node`
    boxes: tuple[Tag, ...]  # those of the path that look like something beside the article
    weight: float = field(init=False)

    def __post_init__(self) -> None:
        self.weight = _weight(self)


def body_of(soup: BeautifulSoup, title: str) -> Body:
    """The words of the article; empty when there are none. Raises TooDeepError."""
    return Body(tuple(Paragraph(block.text, _part(block)) for block in _find(soup, title)))


def _part(block: Block) -> Part:
    names = {tag.name for tag in block.path}
    if block.node.name in HEADINGS:
        return Part.HEADING
    if "blockquote" in names:
        return Part.QUOTE
    return Part.ITEM if names & {"li", "td", "dd"} else Part.TEXT


def _find(soup: BeautifulSoup, title: str) -> list[Block]:
    blocks = list(_blocks(soup.body or soup))
    kept = _without_boxes(blocks)
    root = _root(kept, title)
    if root is None:
        return []
    inside = [i for i, block in enumerate(kept) if any(tag is root for tag in block.path)]
    return _clean(_standfirst(kept[: inside[0]], title) + [kept[i] for i in inside], title)


def _standfirst(before: list[Block], title: str) -> list[Block]:
    """Prose between the headline and the body: the standfirst, or a first paragraph set apart."""
    start = max((i for i, b in enumerate(before) if b.node.name == "h1" and same_words(b.text, title)), default=None)
    if start is None:
        return []
    return [b for b in before[start + 1 :] if b.weight > _SENTENCE or (b.node.name in HEADINGS and _is_sentence(b))]


def _strength(tag: Tag) -> int:
    if tag.name == "figure":
        return 0 if tag.find(["table", "blockquote", "pre"]) else 2
    return box_strength(tag.name, tag.attrs)


def _is_sentence(block: Block) -> bool:
    return size(block.text) > _SENTENCE and not block.linked and bool(_STOP.search(block.text))


def _blocks(root: Tag) -> Iterator[Block]:
    """Walk the page once, without recursion, and cut its text where a browser would begin a new line."""
    stack: list[tuple[Tag, Iterator[object], bool]] = [(root, iter(root.contents), True)]
    path: list[Tag] = [root]
    boxes: list[Tag] = []
    pieces: list[str] = []
    linked = links = breaks = 0

    def flush() -> Iterator[Block]:
        nonlocal linked, breaks
        text = _SPOKEN.sub("", " ".join("".join(pieces).split()))
        if text:
            yield Block(text, min(linked, len(text)), path[-1], tuple(path), tuple(boxes))
        pieces.clear()
        linked = breaks = 0

    while stack:
        node, children, is_block = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if is_block:
                yield from flush()
                if len(path) > 1:
                    path.pop()
                if boxes and boxes[-1] is node:
                    boxes.pop()
            links -= node.name == "a"
        elif isinstance(child, Tag):
            if child.name == "br":
                breaks += 1
                pieces.append(" ")
                if breaks == 2:
                    yield from flush()
                continue
            if child.name in SILENT:
                continue
            strength = _strength(child)
            block = child.name in BLOCKS or strength > 0 or "-" in child.name
            if block:
                yield from flush()
                path.append(child)
                if strength:
                    boxes.append(child)
                if len(stack) > MAX_DEPTH:
                    raise TooDeepError
            links += child.name == "a"
            stack.append((child, iter(child.contents), block))
        elif isinstance(child, NavigableString) and (
            isinstance(child, CData) or not isinstance(child, PreformattedString)
        ):
            text = str(child)
            pieces.append(text)
            if not text.isspace():
                breaks = 0
                linked += len(" ".join(text.split())) if links else 0


def _weight(block: Block) -> float:
    """How much this block speaks for being prose: its length outside links, when it reads like a sentence."""
    length, free = size(block.text), len(block.text) - block.linked
    if length < 25 or free < 0.5 * len(block.text) or block.node.name in HEADINGS:
        return 0.0
    if length < 80 and not _STOP.search(block.text):
        return 0.0
    return length * free / len(block.text) * (1.0 if block.node.name in ("p", "blockquote") or length > 120 else 0.6)


def _without_boxes(blocks: list[Block]) -> list[Block]:
    """Drop what stands in boxes. A box that holds nearly all prose of the page is none: it is misnamed."""
    inside: dict[int, float] = defaultdict(float)
    boxes: dict[int, Tag] = {}
    for block in blocks:
        for box in block.boxes:
            inside[id(box)] += block.weight
            boxes[id(box)] = box
    outside = sum(b.weight for b in blocks if not b.boxes)
    acquitted: set[int] = set()
    for key, weight in sorted(inside.items(), key=lambda item: -item[1]):
        if weight < _LITTLE:
            break
        if outside < (0.5 if _strength(boxes[key]) == 1 else 0.15) * weight:
            acquitted.add(key)
            outside = sum(b.weight for b in blocks if all(id(x) in acquitted for x in b.boxes))
    return [b for b in blocks if all(id(x) in acquitted for x in b.boxes)]


def _root(blocks: list[Block], title: str) -> Tag | None:
    """The smallest element that holds the article: go down while one child holds most of the prose."""
    if not blocks:
        return None
    weights: dict[int, float] = defaultdict(float)  # by id(): bs4 hashes and compares a tag by its whole markup
    children: dict[int, dict[int, Tag]] = defaultdict(dict)
    for block in blocks:
        for parent, child in pairwise(block.path):
            children[id(parent)][id(child)] = child
        if block.weight:
            for tag in block.path:
                weights[id(tag)] += block.weight
    node = blocks[0].path[0]
    while True:
        ranked = sorted((c for key, c in children[id(node)].items() if weights[key]), key=lambda c: -weights[id(c)])
        if not ranked or ranked[0].name in _LEAVES or not children[id(ranked[0])]:
            return node
        share = weights[id(ranked[0])] / weights[id(node)]
        best = ranked[0] if share >= _MOST else _the_one_with_title(ranked, title)
        if best is None and share >= 0.5 and _is_article(ranked[0]):
            best = ranked[0]
        if best is None:
            return node
        node = best


def _is_article(tag: Tag) -> bool:
    return tag.name in ("article", "main") or is_body_name(tag.attrs)


def _the_one_with_title(ranked: list[Tag], title: str) -> Tag | None:
    """Of several articles on one page, the one under this page's headline."""
    articles = [tag for tag in ranked if tag.name == "article" or tag.find("h1")]
    if len(articles) < 2:
        return None
    for tag in articles:
        heading = tag.find(["h1", "h2"])
        if heading and title and same_words(heading.get_text(" "), title):
            return tag
    return None


def _clean(blocks: list[Block], title: str) -> list[Block]:
    """Drop the lines that are no text: links to other stories, labels, calls to subscribe, the headline again."""
    kept: list[Block] = []
    lists = _link_lists(blocks)
    skipping = False
    for i, block in enumerate(blocks):
        if block.node.name in HEADINGS:
            skipping = opens_a_box(block.text)
        if skipping and (block.node.name in HEADINGS or block.linked > 0.3 * len(block.text) or size(block.text) < 60):
            continue
        skipping = False
        if any(id(node) in lists for node in block.path) or not _is_prose(block, i, title):
            continue
        kept.append(block)
    while kept and kept[-1].node.name in HEADINGS:
        kept.pop()
    return kept


def _link_lists(blocks: list[Block]) -> set[int]:
    """Lists and tables that are mostly links."""
    length: dict[int, int] = defaultdict(int)
    linked: dict[int, int] = defaultdict(int)
    for block in blocks:
        for node in block.path:
            if node.name in ("ul", "ol", "table", "dl"):
                length[id(node)] += len(block.text)
                linked[id(node)] += block.linked
    return {key for key in length if linked[key] > 0.5 * length[key]}


def _is_prose(block: Block, position: int, title: str) -> bool:
    text = block.text
    if not any(c.isalnum() for c in text) or is_furniture(text):
        return False
    if block.linked > 0.6 * len(text):
        return False
    if position < 12 and title and same_words(text, title):
        return False
    if block.node.name in HEADINGS:
        return block.node.name != "h1" and block.linked < 0.3 * len(text)
    if block.node.name in ("p", "li", "blockquote", "pre", "td", "th", "dd", "dt"):
        return True
    return size(text) >= 40 or (bool(_STOP.search(text)) and size(text) >= 20)
