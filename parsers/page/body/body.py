"""The words of an article out of the whole page."""

from collections.abc import Collection, Sequence
from itertools import takewhile

from bs4 import BeautifulSoup, Tag

from news import Part
from parsers.page.body.blocks import STOP, Block, blocks_of
from parsers.page.body.cards import cards_among
from parsers.page.body.cleaning import Cleaning
from parsers.page.body.density import outside_boxes, root_of
from parsers.page.body.entries import posts_among
from parsers.page.body.families import families_among
from parsers.page.body.lines import fingerprint, same_words
from parsers.page.body.pictures import caption_of, captions_among
from parsers.page.evidence import FIRST_WORDS, Body, Cut, Paragraph
from parsers.page.size import size
from parsers.page.tree import TooDeepError

__all__ = ["TooDeepError", "body_of"]
_SENTENCE = 50  # characters; by-lines and dates are shorter
_LITTLE = 40  # characters; what a site repeats stands beside an article


def body_of(soup: BeautifulSoup, title: str, furniture: Collection[int] = ()) -> Body:
    """The words of the article; empty when there are none. Raises TooDeepError.

    `furniture` are fingerprints of paragraphs that the site says on most of its pages: they are cut.
    """
    blocks = blocks_of(soup.body or soup)
    free = outside_boxes(blocks, title)
    root = root_of(free, title)
    if root is None:
        return Body()
    inside = [block for block in free if block.is_in(root)]
    families = families_among(inside, root)
    cards, lines = cards_among(inside, families), _standfirst(free, root, title) + inside
    cleaning = _cleaned(Cleaning(title, furniture, cards), lines)
    if cleaning.repeated and sum(size(block.text) for block in cleaning.kept) < _LITTLE:
        cleaning = _cleaned(Cleaning(title, (), cards), lines)  # the article itself, once more at another address
    posts = posts_among(families, cleaning.kept)
    boxed = _boxed(blocks, free, root, title)
    return Body(
        paragraphs=tuple(Paragraph(block.text, _part(block, posts)) for block in cleaning.kept),
        captions=captions_among(boxed),
        cuts=_boxes(boxed) + tuple(Cut(block.text[:FIRST_WORDS], why) for block, why in cleaning.cut),
        where=_name(root),
        said=tuple(fingerprint(block.text) for block in cleaning.kept + cleaning.repeated),
    )


def _cleaned(cleaning: Cleaning, lines: Sequence[Block]) -> Cleaning:
    cleaning.read(lines)
    return cleaning


def _headline(blocks: Sequence[Block], root: Tag, title: str) -> int | None:
    """Where the last headline above the body is."""
    end = next((i for i, block in enumerate(blocks) if block.is_in(root)), len(blocks))
    return next((i for i in reversed(range(end)) if _is_headline(blocks[i], title)), None)


def _is_headline(block: Block, title: str) -> bool:
    return block.node.name == "h1" and same_words(block.text, title)


def _standfirst(free: Sequence[Block], root: Tag, title: str) -> list[Block]:
    """Prose between the headline and the body: the standfirst, or a first paragraph set apart."""
    start = _headline(free, root, title)
    if start is None:
        return []
    between = takewhile(lambda block: not block.is_in(root), free[start + 1 :])
    return [block for block in between if block.weight > _SENTENCE or (block.is_heading and _is_sentence(block))]


def _is_sentence(block: Block) -> bool:
    return size(block.text) > _SENTENCE and not block.linked and bool(STOP.search(block.text))


def _boxed(blocks: Sequence[Block], free: Sequence[Block], root: Tag, title: str) -> list[Block]:
    """What stands in boxes inside the body, or between it and the headline."""
    out = {id(block) for block in free}
    start = _headline(blocks, root, title)
    above = set() if start is None else set(range(start, len(blocks)))
    found = []
    for i, block in enumerate(blocks):
        if block.is_in(root):
            above.clear()
        elif i not in above:
            continue
        if id(block) not in out:
            found.append(block)
    return found


def _boxes(boxed: Sequence[Block]) -> tuple[Cut, ...]:
    """The first words of each box."""
    first: dict[int, Cut] = {}
    for block in boxed:
        why = "caption" if caption_of(block) is not None else f"box ({_name(block.boxes[0])})"
        first.setdefault(id(block.boxes[0]), Cut(block.text[:FIRST_WORDS], why))
    return tuple(first.values())


def _part(block: Block, posts: set[int]) -> Part:
    if id(block) in posts:
        return Part.POST
    names = {tag.name for tag in block.path}
    if block.is_heading:
        return Part.HEADING
    if "blockquote" in names:
        return Part.QUOTE
    return Part.ITEM if names & {"li", "td", "dd"} else Part.TEXT


def _name(tag: Tag) -> str:
    first = str(tag.attrs.get("class") or tag.attrs.get("id") or "").split()
    return f"{tag.name}.{first[0]}" if first else tag.name
