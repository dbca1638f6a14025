"""The page as a site's rule sees it: the chosen elements alone, without what would make them look like boxes."""

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from parsers.page.evidence import Cut

_SHOWN = 80  # characters of what was cut
# They group lines and say nothing more. Where the rule chose them, their nesting must not count as structure.
_WRAPPERS = frozenset(("div", "section", "article", "main", "header", "center", "details", "hgroup"))
_LINES = _WRAPPERS | {
    "p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "aside",
}  # fmt: skip
_LINES_LIST = sorted(_LINES)  # as bs4 takes them
_NAMES = ("class", "id", "role", "aria-label", "data-component", "data-testid")  # what boxes are told by


def outermost(elements: Iterable[Tag]) -> list[Tag]:
    """Those that stand in none of the others."""
    chosen = list(elements)
    known = {id(element) for element in chosen}  # bs4 compares tags by their whole markup
    return [element for element in chosen if not any(id(parent) in known for parent in element.parents)]


def has_words(element: Tag) -> bool:
    return any(not text.isspace() for text in element.strings)


def cut_away(soup: BeautifulSoup, selectors: Iterable[str], why: str) -> Iterator[Cut]:
    """Take what the selectors find out of the page."""
    for selector in selectors:
        for element in outermost(soup.select(selector)):
            text = " ".join(element.get_text(" ").split())
            element.decompose()
            if text:
                yield Cut(text[:_SHOWN], f"{why}: {selector}")


def page_of(elements: Iterable[Tag]) -> BeautifulSoup:
    """A page of nothing but these elements, line by line. It takes them from theirs."""
    page = BeautifulSoup("<article></article>", "lxml", multi_valued_attributes=None)
    article = page.article
    assert article is not None
    for line in [line for element in elements for line in _lines_of(element)]:
        article.append(line.extract())
    sizes = _Sizes()
    for tag in article.find_all(True):
        _clear(tag, sizes)
    return page


def _lines_of(element: Tag) -> Iterator[Tag]:
    """The element, or what stands in it when it only groups."""
    waiting = [element]
    while waiting:
        tag = waiting.pop()
        if _only_groups(tag):
            waiting.extend(child for child in reversed(tag.contents) if isinstance(child, Tag))
        else:
            yield tag


def _only_groups(tag: Tag) -> bool:
    return tag.name in _WRAPPERS and tag.find(_LINES_LIST, recursive=False) is not None and not _own_words(tag)


def _own_words(tag: Tag) -> bool:
    return any(isinstance(child, NavigableString) and not child.isspace() for child in tag.children)


def _clear(tag: Tag, sizes: "_Sizes") -> None:
    for name in _NAMES:
        if name in tag.attrs:
            del tag[name]
    if tag.name == "h1":  # below the headline it is one of the text's own, whatever the page calls it
        tag.name = "h2"
    elif tag.name in _WRAPPERS:
        tag.name = "p"
    elif tag.name == "a" and not _is_its_line(tag, sizes):  # words of a chosen text
        tag.name = "span"


class _Sizes(dict[int, int]):
    """How long each line is, by its id(). A line of many links is asked for by each of them."""

    def of(self, line: Tag) -> int:
        if id(line) not in self:
            self[id(line)] = len(line.get_text())
        return self[id(line)]


def _is_its_line(link: Tag, sizes: _Sizes) -> bool:
    """Most of the line is this one link: such lines lead to other stories."""
    line = link.find_parent(_LINES_LIST)
    return line is not None and len(link.get_text()) > 0.5 * sizes.of(line)
