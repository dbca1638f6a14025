"""What a page looks like as a whole: what leads elsewhere, what is dated, what is for sale."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml.html import HtmlElement

from parsers.page.gate.teasers import Teasers, opening_of, teasers_of
from parsers.page.size import size
from parsers.page.tree import Tree, is_inside, words

HEADLINE_SIZE = 25  # characters; menu entries are shorter
_DATE_SIZE = 25  # characters before or after a year: "24. Septiembre de "
_MOST_YEARS = 500  # looked around; a page with more of them has a date among the first, or is a table
_NEAR = 300  # characters between a headline and its date: a standfirst, a by-line
_FEW, _MOST = 20, 5_000  # elements looked at; what more there is tells nothing new
_PRICE = re.compile(r"[$€£¥₹₩₽]\s?\d|\d\s?(?:€|zł|kr\b|руб|₽|円|元|원|TL\b|Kč|Ft\b|CHF|USD|EUR)")
_YEAR = re.compile(r"(?:19|20)\d\d|\d[./-]\d\d?[./-]\d\d\b")
_DAY = re.compile(  # in figures, or with the month in any language's letters
    r"\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{2}){1,2}\b|\d{4}년"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:del?\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2},?\s(?:19|20)\d\d"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What leads elsewhere, and what is for sale."""

    headlines: int = 0  # links that read like one
    linked: int = 0  # characters of these
    prices: int = 0
    headings: int = 0  # h2 to h4 that are links
    size: int = 0  # characters of the whole page
    teasers: Teasers = field(default_factory=Teasers)
    is_headed: bool = False  # a headline with a day beside it
    is_dated: bool = True  # some day is named on it


def layout_of(tree: Tree, text: str) -> Layout:
    """What the page looks like as a whole; `text` is all that it shows."""
    links = _links(tree.root)
    lines = [text for text in links.values() if size(text) >= HEADLINE_SIZE]
    return Layout(
        headlines=len(lines),
        linked=sum(map(size, lines)),
        headings=sum(map(_is_linked, islice(tree.root.iter("h2", "h3", "h4"), _MOST))),
        size=size(text),
        prices=len(_PRICE.findall(text)),
        teasers=teasers_of(tree.root),
        is_headed=_is_headed(tree, text),
        is_dated=tree.root.find(".//time") is not None or names_day(text),
    )


def longest_heading(root: HtmlElement) -> str:
    """The longest h1: the others are the site's name and labels."""
    return max((words(heading) for heading in islice(root.iter("h1"), _FEW)), key=size, default="")


def _links(root: HtmlElement) -> dict[str, str]:
    """The longest text of the links to each address: beside a headline there is "read more"."""
    links: dict[str, str] = {}
    for link in islice(root.iter("a"), _MOST):
        if address := str(link.get("href") or ""):
            links[address] = max(links.get(address, ""), opening_of(link), key=len)
    return links


def _is_headed(tree: Tree, text: str) -> bool:
    headline = longest_heading(tree.root)
    at = text.find(headline)
    near = text[max(0, at - _NEAR) : at] + " " + text[at + len(headline) :][:_NEAR]
    return size(headline) >= HEADLINE_SIZE and at >= 0 and names_day(near)


def names_day(text: str) -> bool:
    """Tell whether a day is named, with its year. Looks around years only: dates are few, letters many."""
    years = islice(_YEAR.finditer(text), _MOST_YEARS)
    return any(_DAY.search(text, max(0, y.start() - _DATE_SIZE), y.end() + _DATE_SIZE) for y in years)


def _is_linked(heading: HtmlElement) -> bool:
    return heading.find(".//a") is not None or is_inside(heading, "a")
