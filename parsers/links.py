"""The links of a page and what surrounds them, found in one walk: a page may nest as deep and long as it likes."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString, PageElement

_HEADINGS = ("h1", "h2", "h3", "h4")
_FURNITURE = ("nav", "footer", "form")
_MAX_NODES = 300  # looked at for the text of a link: a card of pictures and words has 30
_MAX_TEXT = 1_000  # characters


@dataclass(slots=True, eq=False)
class Place:
    """An element where it stands."""

    tag: Tag
    parent: "Place | None"
    link: "Place | None"  # the link that it is, or stands in
    in_furniture: bool  # navigation, footer, form, or the header of the page
    in_heading: bool
    in_article: bool
    chosen: bool  # it is named, or stands in what is named
    begin: int = 0  # places that the walk came by before it
    end: int = 0  # and until its end


@dataclass(frozen=True, slots=True)
class Links:
    """All links with an address, times and headings, in the order of the page."""

    links: tuple[Place, ...]
    times: tuple[Place, ...]
    headings: tuple[Place, ...]

    def heading_in(self, place: Place) -> Tag | None:
        found = _inside(place, self.headings, 1)
        return found[0].tag if found else None

    def times_in(self, place: Place, limit: int) -> list[Tag]:
        return [each.tag for each in _inside(place, self.times, limit)]


def links_of(soup: BeautifulSoup, named: Collection[Tag] = ()) -> Links:
    """Find the links. `named` chooses those that it holds, that stand in what it holds, or that surround it."""
    links: list[Place] = []
    times: list[Place] = []
    headings: list[Place] = []
    for place in _walk(soup, {id(tag) for tag in named}):
        name = place.tag.name
        if place.link is place:
            links.append(place)
        elif name == "time":
            times.append(place)
        elif name in _HEADINGS:
            headings.append(place)
    return Links(tuple(links), tuple(times), tuple(headings))


def text_of(tag: Tag) -> str:
    """The words of an element, in one line; those of a very large one, cut off."""
    found: list[str] = []
    length = 0
    for node in islice(_below(tag), _MAX_NODES):
        if type(node) in (NavigableString, CData):  # no comment, script or ruby
            found.append(str(node)[:_MAX_TEXT])
            length += len(found[-1])
        if length >= _MAX_TEXT:
            break
    return " ".join(" ".join(found).split())


def _below(tag: Tag) -> Iterator[PageElement]:
    """What is inside an element, in order. bs4's own way first looks for the end, however far it is."""
    path = [iter(tag.contents)]
    while path:
        node = next(path[-1], None)
        if node is None:
            path.pop()
            continue
        yield node
        if isinstance(node, Tag):
            path.append(iter(node.contents))


def _walk(soup: BeautifulSoup, named: set[int]) -> Iterator[Place]:
    """Each element as the walk enters it; its end is known when the walk is over."""
    top = Place(soup, None, None, in_furniture=False, in_heading=False, in_article=False, chosen=False)
    count = 0
    path = [(top, iter(soup.contents))]
    while path:
        parent, rest = path[-1]
        child = next((node for node in rest if isinstance(node, Tag)), None)
        if child is None:
            parent.end = count
            path.pop()
            continue
        count += 1
        place = _enter(child, parent, id(child) in named, count)
        yield place
        path.append((place, iter(child.contents)))


def _enter(tag: Tag, parent: Place, is_named: bool, count: int) -> Place:
    name = tag.name
    place = Place(
        tag,
        parent,
        parent.link,
        in_furniture=parent.in_furniture or name in _FURNITURE or (name == "header" and not parent.in_article),
        in_heading=parent.in_heading or name in _HEADINGS,
        in_article=parent.in_article or name == "article",
        chosen=parent.chosen or is_named,
        begin=count,
    )
    if name == "a" and tag.get("href") is not None:
        place.link = place
    elif is_named and parent.link:
        parent.link.chosen = True
    return place


def _inside(place: Place, places: tuple[Place, ...], limit: int) -> tuple[Place, ...]:
    first = bisect_left(places, place.begin, key=lambda each: each.begin)
    found = places[first : first + limit]
    return tuple(each for each in found if each.begin <= place.end)
