"""The visible text of a part of a page as one line, with the element that each of its dates stands in."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from parsers.calendars import plain
from parsers.page.time.labels import BREAK  # no date runs over it; a clock after it is still of the date before
from parsers.page.time.stamps import stamp_of

_UNREAD = frozenset((
    "script", "style", "noscript", "template", "nav", "select", "svg", "iframe", "textarea",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "cite", "em", "font", "i", "img", "label", "mark", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
))  # fmt: skip
_MACHINE = frozenset((
    "datetime", "data-datetime", "data-date", "data-pubdate", "data-timestamp", "data-published-date", "data-time",
))  # fmt: skip
_TITLED = frozenset(("abbr", "time", "span", "a"))  # their title may be the whole date where the text is short
_LONG = 160  # characters of a text that is part of the body
_REACH = 6  # ancestors of a headline within which what precedes it is still its own
_LARGE = 40  # elements: what is larger before a headline is a menu or a page header
Piece = tuple[HtmlElement, str | None, bool, bool]  # where, the text, does it begin here, does a block begin or end


@dataclass(frozen=True, slots=True)
class Ribbon:
    text: str  # plain, as `calendars.plain` makes it
    starts: list[int]  # of the pieces, ascending
    elements: list[HtmlElement]  # one for each start
    machine: list[tuple[int, HtmlElement, datetime]]  # clocks in attributes, by place

    def element_at(self, place: int) -> HtmlElement:
        return self.elements[max(0, bisect_right(self.starts, place) - 1)]


def ribbon_of(pieces: Iterable[Piece], max_chars: int, max_long: int = 9_999) -> Ribbon:
    """Join texts until they have so many characters, or so many of them are long ones of a body."""
    texts: list[str] = []
    starts: list[int] = []
    elements: list[HtmlElement] = []
    machine: list[tuple[int, HtmlElement, datetime]] = []
    length = long = 0
    for element, text, begins, parts in pieces:
        if parts and texts and texts[-1] is not BREAK:
            texts.append(BREAK)
            starts.append(length)
            elements.append(element)
            length += len(BREAK)
        if begins and (clock := _clock_in(element)):
            machine.append((length, element, clock))
        if text and (text := plain(" ".join(text[:max_chars].split()))):
            texts.append(text + " ")
            starts.append(length)
            elements.append(element)
            length += len(text) + 1
        long += len(text or "") > _LONG
        if length > max_chars or long > max_long:
            break
    return Ribbon("".join(texts), starts, elements, machine) if elements else Ribbon("", [], [], [])


def inside(root: HtmlElement) -> Iterator[Piece]:
    """All texts of an element in reading order, without scripts and menus."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, each in walker:
        parts = each.tag not in _INLINE
        if event == "end":
            tail = each.tail
            if (parts or tail) and each is not root:
                yield each.getparent(), tail, False, parts
        elif each.tag in _UNREAD:
            walker.skip_subtree()
        else:
            yield each, each.text, True, parts


def after(element: HtmlElement) -> Iterator[Piece]:
    """All that follows an element on its page."""
    for turn in (element, *element.iterancestors()):
        above = turn.getparent()
        if above is None:
            return
        yield above, turn.tail, False, True
        for sibling in turn.itersiblings():
            yield from inside(sibling)
            yield above, sibling.tail, False, sibling.tag not in _INLINE


def before(element: HtmlElement, max_chars: int) -> list[Piece]:
    """What stands closely before an element, in reading order."""
    runs: list[list[Piece]] = []
    length = 0
    for turn in islice((element, *element.iterancestors()), _REACH):
        above = turn.getparent()
        if above is None or turn.tag == "body":
            break
        for sibling in turn.itersiblings(preceding=True):
            if len(list(islice(sibling.iter(), _LARGE + 1))) > _LARGE or length > max_chars:
                return [piece for run in reversed(runs) for piece in run]
            runs.append([*inside(sibling), (above, sibling.tail, False, sibling.tag not in _INLINE)])
            length += sum(len(text or "") for _, text, _, _ in runs[-1])
        runs.append([(above, above.text, True, True)])
    return [piece for run in reversed(runs) for piece in run]


def _clock_in(element: HtmlElement) -> datetime | None:
    """A date that an attribute has for machines."""
    names = element.keys()
    for name in names:
        if name in _MACHINE and (stamp := stamp_of(element.get(name) or "", "", 0)):
            return stamp.clock
    value = element.get("title") if "title" in names and element.tag in _TITLED else None
    stamp = stamp_of(value, "", 0) if value and len(value) < 40 else None
    return stamp.clock if stamp else None
