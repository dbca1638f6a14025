"""Where on a page the article is: out of the boxes, then down to where the prose is dense."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from bs4 import Tag

from parsers.page.body.blocks import Block, strength_of
from parsers.page.body.boxes import is_after_article, is_body_name
from parsers.page.body.lines import same_words

_LEAVES = frozenset((
    "p", "li", "blockquote", "pre", "dd", "dt", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
))  # fmt: skip
_MOST = 0.8  # of the prose; where no child has as much, the body is spread over several
_NAMES = 50  # of boxes, the fullest; each that is misnamed costs a look at all blocks
_LITTLE = 200  # characters of prose; a box with less can be lost with no article lost
_FLASH = 100  # characters of prose; two short sentences are an article
_HEADLINES = ("h1", "h2")


def outside_boxes(blocks: Sequence[Block], title: str) -> list[Block]:
    """Without what stands in boxes. Boxes of one name that hold nearly all prose are none: they are misnamed.

    So is one that holds the headline and prose, and none is that stands after an article and is named for that.
    """
    weights: dict[int, float] = defaultdict(float)  # by id(): bs4 hashes and compares a tag by its whole markup
    boxes: dict[int, Tag] = {}
    for block in blocks:
        for box in block.boxes:
            weights[id(box)] += block.weight
            boxes[id(box)] = box
    families: dict[str, list[int]] = defaultdict(list)
    for key, weight in weights.items():
        if weight >= _LITTLE:
            families[signature(boxes[key])].append(key)
    start = _headline(blocks, title)
    around = blocks[start].boxes if start is not None else ()
    innocent = {signature(box) for box in around if weights[id(box)] >= _LITTLE}
    guilty = _after_article(blocks, start, innocent)
    outside = _outside(blocks, innocent)
    ranked = sorted(families.items(), key=lambda item: -sum(weights[key] for key in item[1]))
    for name, keys in ranked[:_NAMES]:
        if guilty.isdisjoint(keys) and outside < _share(boxes[keys[0]], len(keys)) * sum(weights[key] for key in keys):
            innocent.add(name)
            outside = _outside(blocks, innocent)
    return [block for block in blocks if _is_outside(block, innocent)]


def _headline(blocks: Sequence[Block], title: str) -> int | None:
    """Where the first one is that says the title: a later one is in a form to print or send it."""
    return next((i for i, each in enumerate(blocks) if each.node.name == "h1" and same_words(each.text, title)), None)


def _after_article(blocks: Sequence[Block], start: int | None, innocent: set[str]) -> set[int]:
    """id() of boxes of comments and the like below prose that stands under the headline."""
    found: set[int] = set()
    if start is None:
        return found
    prose = 0.0
    for block in blocks[start:]:
        if prose >= _FLASH:
            found.update(id(box) for box in block.boxes if is_after_article(box.attrs))
        elif _is_outside(block, innocent):
            prose += block.weight
    return found


def _share(box: Tag, number: int) -> float:
    """How little prose must be outside, of that inside, to call boxes of this name misnamed."""
    if number > 1:  # many teasers or comments can be longer than a short article
        return 0.25 if strength_of(box) == 1 else 0.05
    return 0.5 if strength_of(box) == 1 else 0.15


def _outside(blocks: Sequence[Block], innocent: set[str]) -> float:
    return sum(block.weight for block in blocks if _is_outside(block, innocent))


def _is_outside(block: Block, innocent: set[str]) -> bool:
    return all(signature(box) in innocent for box in block.boxes) if innocent else not block.boxes


def signature(tag: Tag) -> str:
    """The same for elements that a template made alike."""
    return f"{tag.name}.{tag.attrs.get('class') or tag.attrs.get('id') or id(tag)}"


def root_of(blocks: Sequence[Block], title: str) -> Tag | None:
    """The smallest element that holds the article: go down while one child holds most of the prose."""
    if not blocks:
        return None
    weights: dict[int, float] = defaultdict(float)
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
        best = None
        if share < _MOST or (len(ranked) > 1 and _is_next_article(ranked[0], title)):
            best = _the_one_with_title([tag for tag in ranked if share < _MOST or weights[id(tag)] >= _FLASH], title)
        if best is None and (share >= _MOST or (share >= 0.5 and _is_article(ranked[0]))):
            best = ranked[0]
        if best is None:
            return node
        node = best


def _is_article(tag: Tag) -> bool:
    return tag.name in ("article", "main") or is_body_name(tag.attrs)


def _is_next_article(tag: Tag, title: str) -> bool:
    """It begins with a headline of its own: the one that an endless page goes on with."""
    article = tag if tag.name == "article" else tag.find("article")
    heading = article.find(_HEADLINES) if isinstance(article, Tag) else None
    if not isinstance(heading, Tag) or not title or same_words(heading.get_text(" "), title):
        return False
    return heading.name == "h1" or heading.find("a", href=True) is not None


def _the_one_with_title(ranked: list[Tag], title: str) -> Tag | None:
    """Of several articles on one page, the one under this page's headline."""
    articles = [tag for tag in ranked if tag.name == "article" or len(tag.find_all("article", limit=2)) == 1]
    if len(articles) < 2:
        return None
    for tag in articles:
        heading = tag.find(_HEADLINES)
        if heading and title and same_words(heading.get_text(" "), title):
            return tag
    return None
