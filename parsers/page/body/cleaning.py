"""Lines of the chosen element that are no text: links to other stories, labels, calls to subscribe."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from parsers.page.body.blocks import STOP, Block
from parsers.page.body.closing import notes_after
from parsers.page.body.lines import fingerprint, is_furniture, is_notice, is_stamp, opens_a_box, plain_words, same_words
from parsers.page.body.naming import items_told, names_told
from parsers.page.size import size

_TOP = 12  # blocks; further down a line that says the same as the title is a sentence
_NEXT = 4  # blocks after a heading; the first that is no heading tells what stands under it
_LINKED = 0.3  # of a line; a sentence has fewer words in links
_LEAD = 3  # paragraphs; further down a line with an hour is an entry of a time-table
_TELLING = 60  # characters outside links; a label before a link is shorter
_LONG = 60  # characters; shorter ones ("Pros", "Yes.") are said again on purpose
_ECHO = 25  # characters; a shorter quote is in some sentence by chance
_MANY = 100  # quotes; each is looked for in the whole text
_CELLS = 12  # of a table that is worth the name; a smaller one sets links in columns
_ABOVE = 0.3  # of the prose; with more above a headline, it is that of another article
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
    _told: set[int] = field(default_factory=set)  # id() of what is part of the text though it is made of links
    _in_box: bool = False  # under a heading of other stories
    _seen: dict[str, int] = field(default_factory=dict)  # where a text was said first

    def read(self, blocks: Sequence[Block]) -> None:
        self._told = _of_figures(blocks) | names_told(blocks) | items_told(blocks)
        lists = _link_lists(blocks) - self._told
        start = self._headline(blocks)
        self.cut += [(block, "above the headline") for block in blocks[:start]]
        for position, block in enumerate(blocks[start:]):
            if (
                why := self._around(block, lists, blocks[start + position + 1 :][:_NEXT])
                or self._line(block, position)
                or self._again(block)
            ):
                self.cut.append((block, why))
            else:
                self._seen.setdefault(block.text, id(block.node.parent))
                self.kept.append(block)
        self._drop_echoes()
        self._drop(notes_after(self.kept), "note after the text")
        while self.kept and self.kept[-1].is_heading:
            self.cut.append((self.kept.pop(), "heading of nothing"))

    def _headline(self, blocks: Sequence[Block]) -> int:
        """Where it stands among them. 0: nowhere, or so far down that the article is above it."""
        places = (i for i, block in enumerate(blocks) if block.node.name == "h1" and same_words(block.text, self.title))
        place = next(places, 0)
        above, whole = (sum(block.weight for block in some) for some in (blocks[:place], blocks))
        return place if above < _ABOVE * whole else 0

    def _drop_echoes(self) -> None:
        """Pull quotes: a sentence of the text set apart once more."""
        quotes = [block for block in self.kept if any(tag.name == "blockquote" for tag in block.path)]
        if not quotes or len(quotes) > _MANY:
            return
        set_apart = {id(block) for block in quotes}
        told = "\n".join(plain_words(block.text) for block in self.kept if id(block) not in set_apart)
        echoes = {id(block) for block in quotes if len(block.text) > _ECHO and plain_words(block.text) in told}
        self._drop(echoes, "quote of the text itself")

    def _drop(self, chosen: set[int], why: str) -> None:
        self.cut += [(block, why) for block in self.kept if id(block) in chosen]
        self.kept = [block for block in self.kept if id(block) not in chosen]

    @property
    def repeated(self) -> list[Block]:
        """What was cut since this site repeats it."""
        return [block for block, why in self.cut if why == _REPEATED]

    def _around(self, block: Block, lists: set[int], following: Sequence[Block]) -> str:
        """Why what it stands in is no text."""
        if block.is_heading:
            self._in_box = opens_a_box(block.text, _begins_with_a_sentence(following))
        if self._in_box and (block.is_heading or block.linked > _LINKED * len(block.text) or _is_short(block)):
            return "related heading"
        self._in_box = False
        around = {id(tag) for tag in block.path}
        return "card of another story" if around & self.cards else "links" if around & lists else ""

    def _line(self, block: Block, position: int) -> str:
        """Why its own words are no text."""
        text = block.text
        if not any(c.isalnum() for c in text) or is_furniture(text, block.linked):
            return "furniture line"
        if is_notice(text):
            return "notice of the page"
        if len(self.kept) < _LEAD and not block.is_heading and is_stamp(text):
            return "hour or reading time"
        if block.linked > 0.6 * len(text) and not _tells(block) and not self._is_told(block):
            return "links"
        if position < _TOP and self.title and same_words(text, self.title):
            return "same as title"
        if block.is_heading:
            return self._heading(block)
        if block.node.name in _WHOLE or size(text) >= 40 or (STOP.search(text) and size(text) >= 20):
            return ""
        return "label"

    def _is_told(self, block: Block) -> bool:
        return any(id(node) in self._told for node in block.path)

    def _heading(self, block: Block) -> str:
        """A second h1 is of another article, unless it stands among the paragraphs of this one."""
        if block.node.name == "h1" and all(each.node.parent is not block.node.parent for each in self.kept[-2:]):
            return "second headline"
        return "" if block.linked < _LINKED * len(block.text) or self._is_told(block) else "links"

    def _again(self, block: Block) -> str:
        """What the page says twice. A writer who says it twice does so in one place."""
        place = id(block.node.parent)
        if size(block.text) > _LONG and self._seen.get(block.text, place) != place:
            return "said before"
        if self.furniture and fingerprint(block.text) in self.furniture:
            return _REPEATED
        return ""


def _begins_with_a_sentence(blocks: Sequence[Block]) -> bool:
    """Words of a writer, not links or labels, come first."""
    first = next((block for block in blocks if not block.is_heading), None)
    return first is not None and first.linked <= _LINKED * len(first.text) and bool(STOP.search(first.text))


def _is_short(block: Block) -> bool:
    return size(block.text) < _LONG or any(tag.name == "li" for tag in block.path)


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


def _of_figures(blocks: Sequence[Block]) -> set[int]:
    """Tables of which most cells have no link: where the names of players or places are linked, they are told."""
    cells: dict[int, list[bool]] = defaultdict(list)
    for block in blocks if any(block.node.name in ("td", "th") for block in blocks) else ():
        table = next((node for node in reversed(block.path) if node.name == "table"), None)
        if table is not None:
            cells[id(table)].append(block.linked > 0)
    return {key for key, linked in cells.items() if len(linked) >= _CELLS and sum(linked) < 0.5 * len(linked)}
