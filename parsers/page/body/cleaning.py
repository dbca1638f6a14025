"""Lines of the chosen element that are no text: links to other stories, labels, calls to subscribe."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from parsers.page.body.blocks import STOP, Block
from parsers.page.body.lines import fingerprint, is_furniture, is_notice, opens_a_box, plain_words, same_words
from parsers.page.size import size

_TOP = 12  # blocks; further down a line that says the same as the title is a sentence
_TELLING = 60  # characters outside links; a label before a link is shorter
_LONG = 60  # characters; shorter ones ("Pros", "Yes.") are said again on purpose
_ECHO = 25  # characters; a shorter quote is in some sentence by chance
_MANY = 100  # quotes; each is looked for in the whole text
_REPEATED = "repeated on this site"
_WHOLE = frozenset(("p", "li", "blockquote", "pre", "td", "th", "dd", "dt"))  # what a writer made a paragraph of


@dataclass(slots=True)
class Cleaning:
    """One pass over the blocks of an article, in reading order."""

    title: str
    furniture: Collection[int]  # fingerprints of what this site says on most pages
    cards: set[int]  # id() of elements
    kept: list[Block] = field(default_factory=list)
    cut: list[tuple[Block, str]] = field(default_factory=list)
    _in_box: bool = False  # under a heading of other stories
    _seen: dict[str, int] = field(default_factory=dict)  # where a text was said first

    def read(self, blocks: Sequence[Block]) -> None:
        lists = _link_lists(blocks)
        for position, block in enumerate(blocks):
            if why := self._around(block, lists) or self._line(block, position) or self._again(block):
                self.cut.append((block, why))
            else:
                self._seen.setdefault(block.text, id(block.node.parent))
                self.kept.append(block)
        self._drop_echoes()
        while self.kept and self.kept[-1].is_heading:
            self.cut.append((self.kept.pop(), "heading of nothing"))

    def _drop_echoes(self) -> None:
        """Pull quotes: a sentence of the text set apart once more."""
        quotes = [block for block in self.kept if any(tag.name == "blockquote" for tag in block.path)]
        if not quotes or len(quotes) > _MANY:
            return
        set_apart = {id(block) for block in quotes}
        told = "\n".join(plain_words(block.text) for block in self.kept if id(block) not in set_apart)
        echoes = {id(block) for block in quotes if len(block.text) > _ECHO and plain_words(block.text) in told}
        self.cut += [(block, "quote of the text itself") for block in quotes if id(block) in echoes]
        self.kept = [block for block in self.kept if id(block) not in echoes]

    @property
    def repeated(self) -> list[Block]:
        """What was cut since this site repeats it."""
        return [block for block, why in self.cut if why == _REPEATED]

    def _around(self, block: Block, lists: set[int]) -> str:
        """Why what it stands in is no text."""
        if block.is_heading:
            self._in_box = opens_a_box(block.text)
        if self._in_box and (block.is_heading or block.linked > 0.3 * len(block.text) or size(block.text) < _LONG):
            return "related heading"
        self._in_box = False
        around = {id(tag) for tag in block.path}
        return "card of another story" if around & self.cards else "links" if around & lists else ""

    def _line(self, block: Block, position: int) -> str:
        """Why its own words are no text."""
        text = block.text
        if not any(c.isalnum() for c in text) or is_furniture(text):
            return "furniture line"
        if is_notice(text):
            return "notice of the page"
        if block.linked > 0.6 * len(text) and not _tells(block):
            return "links"
        if position < _TOP and self.title and same_words(text, self.title):
            return "same as title"
        if block.is_heading:
            return self._heading(block)
        if block.node.name in _WHOLE or size(text) >= 40 or (STOP.search(text) and size(text) >= 20):
            return ""
        return "label"

    def _heading(self, block: Block) -> str:
        """A second h1 is of another article, unless it stands among the paragraphs of this one."""
        if block.node.name == "h1" and all(each.node.parent is not block.node.parent for each in self.kept[-2:]):
            return "second headline"
        return "" if block.linked < 0.3 * len(block.text) else "links"

    def _again(self, block: Block) -> str:
        """What the page says twice. A writer who says it twice does so in one place."""
        place = id(block.node.parent)
        if size(block.text) > _LONG and self._seen.get(block.text, place) != place:
            return "said before"
        if self.furniture and fingerprint(block.text) in self.furniture:
            return _REPEATED
        return ""


def _tells(block: Block) -> bool:
    """A sentence of a paragraph, however much of it is linked."""
    return block.node.name == "p" and len(block.text) - block.linked >= _TELLING and bool(STOP.search(block.text))


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
