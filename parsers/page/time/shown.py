"""The dates that a page shows its readers: beside the headline, else where dates stand."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, islice

from lxml.html import HtmlElement

from parsers.dates import Written, dates_in
from parsers.page.head import first
from parsers.page.json_ld import text_of
from parsers.page.time.labels import BREAK, LABEL_CHARS, Role, doubt_of, is_dated, role_of
from parsers.page.time.ribbon import Ribbon, after, before, inside, ribbon_of
from parsers.page.time.stamps import Stamp, is_plausible
from parsers.page.tree import Tree, words

_WORD = re.compile(r"\w+")
_PROSE = 120  # characters beside a date in its block: more is a sentence that happens to name one
_LEADING = 60  # characters before a date that opens a text: "BERLIN, 3 May 2020 – …"
_CLOSE = 700  # characters after the headline: standfirst, by-line and a share bar
_AROUND = timedelta(days=8)  # a page of one day names days of its own week
_REPEATED = 3  # dates in elements of one shape: a list of other articles
_LEAST = 0.75  # of what is trusted less, one in five was right on 808 pages
_MACHINE_CHARS = 60  # of the text that an element with a date for machines begins with
_SAME, _ALIKE = 0.7, 0.5  # of the words of a heading and of the title in the head
MAX_HEADINGS = 60
MAX_CHARS_AFTER, MAX_CHARS_BEFORE, MAX_CHARS_ALL = 1_600, 300, 60_000
MAX_LONG_AFTER = 4  # texts of a body: a by-line stands before it, or beside its beginning


@dataclass(frozen=True, slots=True)
class Shown:
    stamp: Stamp
    role: Role


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a ribbon is part of."""

    where: str
    own: frozenset[HtmlElement]  # the headline and all that holds it
    month_first: bool
    bonus: float = 0.0
    close: int = 0  # characters after which a date may belong to something else
    head: int = 0  # where the headline is

    def change(self, place: int, role: Role | None) -> float:
        is_far = (self.close and place > self.close) or (place < self.head and role is not Role.PUBLISHED)
        return self.bonus - (0.7 if is_far else 0.0)


def headline_of(tree: Tree) -> HtmlElement | None:
    """The heading that says what the page's head calls the article; else the only <h1>."""
    titles = [text_of(tree.node.get("headline")), first(tree.meta, "og:title")]
    if (title := tree.root.find("head/title")) is not None:
        titles.append(words(title))
    told = [set(_WORD.findall(text.casefold())) for text in titles if text]
    top = _by_likeness(tree.root, told, "h1")
    if top and top[0][0] >= _ALIKE:
        return top[0][1]
    lower = _by_likeness(tree.root, told, "h2", "h3", "h4")
    if lower and lower[0][0] > _SAME:
        return lower[0][1]
    return top[0][1] if len(top) == 1 else None


def beside(headline: HtmlElement, *, month_first: bool, briefly: bool = False) -> list[Shown]:
    """Dates closely after and before the headline, the most trusted first. `briefly`: only the next few lines."""
    own = frozenset((headline, *headline.iterancestors()))
    within = (piece for piece in inside(headline) if piece[0] is not headline)
    following = ribbon_of(chain(within, after(headline)), _CLOSE if briefly else MAX_CHARS_AFTER, MAX_LONG_AFTER)
    preceding = ribbon_of([] if briefly else before(headline, MAX_CHARS_BEFORE), 4 * MAX_CHARS_BEFORE)
    shown = [
        *_shown_in(following, _Setting("after the headline", own, month_first, close=_CLOSE)),
        *_shown_in(preceding, _Setting("before the headline", own, month_first, bonus=-0.3)),
    ]
    return sorted(shown, key=lambda s: -s.stamp.trust)


def anywhere(root: HtmlElement, headline: HtmlElement | None, *, month_first: bool) -> list[Shown]:
    """Dates of the whole page that stand as dates do, the most trusted first; little trust in any."""
    body = root.find("body")
    ribbon = ribbon_of(inside(root if body is None else body), MAX_CHARS_ALL)
    own = frozenset(() if headline is None else (headline, *headline.iterancestors()))
    head = ribbon.starts[ribbon.elements.index(headline)] if headline is not None and headline in ribbon.elements else 0
    setting = _Setting("on the page", own, month_first, bonus=-0.5, head=head)
    return sorted(_shown_in(ribbon, setting), key=lambda s: -s.stamp.trust)


def _by_likeness(root: HtmlElement, told: list[set[str]], *tags: str) -> list[tuple[float, HtmlElement]]:
    """Headings with words, the one most like the title first."""
    headings = ((tag, set(_WORD.findall(words(tag).casefold()))) for tag in islice(root.iter(*tags), MAX_HEADINGS))
    scored = [(_likeness(own, told), tag) for tag, own in headings if own]
    return sorted(scored, key=lambda pair: -pair[0])


def _likeness(own: set[str], told: list[set[str]]) -> float:
    """1.0: the same words as one of the titles; 0.0: none in common."""
    return max((2 * len(own & other) / (len(own) + len(other)) for other in told if other), default=0.0)


def _shown_in(ribbon: Ribbon, setting: _Setting) -> Iterator[Shown]:
    written = dates_in(ribbon.text, day_first=not setting.month_first)
    yield from _for_machines(ribbon, setting, written)
    shapes = Counter(_shape(ribbon.element_at(date.start)) for date in written)
    for date in written:
        element = ribbon.element_at(date.start)
        role = role_of(ribbon.text, date.start, element)
        trust = _trust(ribbon.text, date, element, role) + setting.change(date.start, role)
        trust -= doubt_of(element, setting.own) + (0.5 if shapes[_shape(element)] >= _REPEATED else 0.0)
        if role is not None and trust > _LEAST and is_plausible(date.clock):
            yield Shown(_stamp(date, written, f"text {setting.where}", trust), role)


def _for_machines(ribbon: Ribbon, setting: _Setting, written: list[Written]) -> Iterator[Shown]:
    for place, element, clock in ribbon.machine:
        beside = next((date.clock for date in written if place <= date.start < place + _MACHINE_CHARS), None)
        role = role_of(ribbon.text, place, element)
        trust = 2.2 + (0.3 if role else 0.0) + setting.change(place, role) - doubt_of(element, setting.own)
        if role is not None and trust > _LEAST:
            yield Shown(Stamp(clock, f"<{element.tag}> {setting.where}", trust, None, beside), role)


def _stamp(date: Written, written: list[Written], where: str, trust: float) -> Stamp:
    """03/04/2025 is read as the day that is closer to the sure dates around it."""
    stamp = Stamp(date.clock, where, trust, date.swapped)
    sure = [other.clock.date() for other in written if other.swapped is None]
    if date.swapped and any(abs(day - date.swapped.date()) < _AROUND for day in sure):
        return stamp if any(abs(day - date.clock.date()) < _AROUND for day in sure) else stamp.in_other_order()
    return stamp


def _trust(text: str, date: Written, element: HtmlElement, role: Role | None) -> float:
    """2.5: called a date of publication. Below 0: in a sentence."""
    start, end = text.rfind(BREAK, 0, date.start), text.find(BREAK, date.end)
    ahead = date.start - (0 if start < 0 else start + len(BREAK))
    beside = ahead + (len(text) if end < 0 else end) - date.end
    if role is Role.PUBLISHED:
        return 2.5 if beside < _PROSE else 2.0 if ahead < LABEL_CHARS else 1.1
    if element.tag == "time" or (beside < _PROSE and is_dated(element)):
        return 2.2
    if beside < _PROSE:
        return 2.0 if beside < _PROSE / 2 else 1.7
    return 1.1 if ahead < _LEADING else -9.0


def _shape(element: HtmlElement) -> str:
    above = element.getparent()
    outer = "" if above is None else f"{above.tag}.{above.get('class')}"
    return f"{element.tag}.{element.get('class')}/{outer}"
