"""The page as a site's rule sees it: the chosen elements alone, without what would make them look like boxes."""

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from parsers.page.boxes import SILENT
from parsers.page.evidence import Cut

_SHOWN = 80  # characters of what was cut
# They group lines and say nothing more. Where the rule chose them, their nesting must not count as structure.
_WRAPPERS = frozenset(("div", "section", "article", "main", "header", "center", "details", "hgroup"))
_LINES = _WRAPPERS | {
    "p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "aside",
}  # fmt: skip
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
    for element in elements:
        article.append(element.extract())
    for tag in reversed(article.find_all(True)):  # inner ones first
        _clear(tag)
    return page


def silence(soup: BeautifulSoup) -> None:
    """Take away what no reader sees."""
    for tag in soup.find_all(list(SILENT)):
        tag.decompose()


def _clear(tag: Tag) -> None:
    for name in _NAMES:
        if name in tag.attrs:
            del tag[name]
    if tag.name == "h1":  # below the headline it is one of the text's own, whatever the page calls it
        tag.name = "h2"
    elif _only_groups(tag) or (tag.name == "a" and not _is_its_line(tag)):
        tag.unwrap()
    elif tag.name in _WRAPPERS:
        tag.name = "p"


def _only_groups(tag: Tag) -> bool:
    return tag.name in _WRAPPERS and tag.find(list(_LINES), recursive=False) is not None and not _own_words(tag)


def _is_its_line(link: Tag) -> bool:
    """Most of the line is this one link: such lines lead to other stories. Any other link is words of a chosen text."""
    line = link.find_parent(list(_LINES))
    return line is not None and len(link.get_text()) > 0.5 * len(line.get_text())


def _own_words(tag: Tag) -> bool:
    return any(isinstance(child, NavigableString) and not child.isspace() for child in tag.children)
