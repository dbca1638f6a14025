"""A page read by the rule of its site."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timezone
from typing import TypeVar

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml.html import HtmlElement

from news import Precision, RefusalReason
from parsers.dates import read_clock, to_utc
from parsers.page.author.byline import Byline
from parsers.page.author.names import names_in
from parsers.page.body.body import body_of
from parsers.page.body.clearing import cut_away, has_words, outermost, page_of
from parsers.page.evidence import Body, Found
from parsers.page.gate.gate import Verdict
from parsers.page.site_rule import Selectors, SiteRule, Version
from parsers.page.time.times import Times

T = TypeVar("T")

_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d|\dT\d\d|^\d{9,}$")  # in words, ISO 8601, Unix time


# No publisher's rule makes an article of these.
_FINAL = frozenset((RefusalReason.EMPTY, RefusalReason.CONSENT_WALL, RefusalReason.BOT_WALL, RefusalReason.ERROR_PAGE))


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a site's rule finds. None where it says or finds nothing: that is read as on any page."""

    note: str = ""  # what became of the rule, for who maintains it; "" when the site has none
    title: Found[str] | None = None
    authors: Found[tuple[str, ...]] | None = None
    published: Found[str] | None = None  # a date as written
    body: Body | None = None
    kind: Verdict | None = None

    def byline(self, generic: Byline) -> Byline:
        return replace(generic, authors=self.authors) if self.authors else generic

    def times(self, generic: Times) -> Times:
        """A clock without zone is taken in the page's own, if it says one anywhere."""
        clock = read_clock(self.published.value) if self.published else None
        if self.published is None or clock is None:
            return generic
        if not _CLOCK.search(self.published.value):
            day = clock.replace(hour=0, minute=0, second=0, tzinfo=None)
            return replace(generic, published_at=Found(to_utc(day), self.published.where), precision=Precision.DAY)
        if clock.tzinfo is None and generic.utc_offset is not None:
            clock = clock.replace(tzinfo=timezone(generic.utc_offset))
        return replace(generic, published_at=Found(to_utc(clock), self.published.where), precision=Precision.INSTANT)

    def verdict(self, generic: Verdict) -> Verdict:
        """What the rule calls a page counts, unless the page has no words, or none of the publisher's own."""
        return self.kind if self.kind and generic.outcome not in _FINAL else generic


def read_by_rule(
    rule: SiteRule | None, root: HtmlElement, day: date, title: str, furniture: Collection[int] = ()
) -> Ruled:
    """Read a page by its site's rule: by the version in force on that day, or by another that fits.

    `title` is what the page is called as far as is known; `furniture` as `body_of` takes it.
    Leaves `root` as it is. Raises TooDeepError.
    """
    if rule is None:
        return Ruled()
    soup = _whole(root)
    for version in rule.by_likelihood(day):
        chosen = _chosen(version.body, soup)
        if chosen.value or not version.body:
            return _read(version, _name(rule, version), soup, chosen, title, furniture)
    return Ruled(f"site rule {rule.name}: no version fits this page")


def _whole(root: HtmlElement) -> BeautifulSoup:
    return BeautifulSoup(etree.tostring(root, encoding="unicode", method="html"), "lxml", multi_valued_attributes=None)


def _name(rule: SiteRule, version: Version) -> str:
    return f"site rule {rule.name}, " + (f"version {version.since.isoformat()}" if version.since else "first version")


def _read(
    version: Version, name: str, soup: BeautifulSoup, chosen: Found[list[Tag]], title: str, furniture: Collection[int]
) -> Ruled:
    titles = _first(version.title, soup, name, _words)
    authors = _first(version.authors, soup, name, lambda tags: names_in(map(_text, tags)))
    published = _first(version.published, soup, name, lambda tags: next(filter(read_clock, map(_stated, tags)), ""))
    kind = _kind(version, name, soup)
    body = _body(
        version, name, soup, chosen, titles.value if titles else title, furniture
    )  # takes from the page: it comes last
    lacking = [
        field
        for field, said, found in (
            ("title", version.title, titles),
            ("authors", version.authors, authors),
            ("published", version.published, published),
            ("body", True, body),
        )
        if said and not found
    ]
    note = name + (f"; nothing found for: {', '.join(lacking)}" if lacking else "")
    return Ruled(note, titles, authors, published, body, kind)


def _kind(version: Version, name: str, soup: BeautifulSoup) -> Verdict | None:
    for kind, selectors in version.kinds.items():
        for selector in selectors:
            if soup.select_one(selector):
                return Verdict(kind, f"{name}: {selector}")
    return None


def _first(selectors: Selectors, soup: BeautifulSoup, name: str, read: Callable[[Iterable[Tag]], T]) -> Found[T] | None:
    for selector in selectors:
        if value := read(soup.select(selector)):
            return Found(value, f"{name}: {selector}")
    return None


def _words(tags: Iterable[Tag]) -> str:
    return next(filter(None, map(_text, tags)), "")


def _text(tag: Tag) -> str:
    return " ".join((str(tag.get("content") or "") or tag.get_text(" ")).split())


def _stated(tag: Tag) -> str:
    return str(tag.get("datetime") or "") or _text(tag)


def _body(
    version: Version, name: str, soup: BeautifulSoup, chosen: Found[list[Tag]], title: str, furniture: Collection[int]
) -> Body | None:
    """The text as any page's is read, on a page of what the rule chose, without what it drops."""
    cuts = tuple(cut_away(soup, version.drop, name))
    left = [tag for tag in chosen.value if not tag.decomposed and has_words(tag)]
    if version.body and not left:
        return None
    body = body_of(page_of(left) if left else soup, title, furniture)
    if not body.paragraphs:
        return None
    where = f"{name}: {chosen.where}" if left else f"{name}: {body.where or 'the page'} without what it drops"
    return replace(body, cuts=(*cuts, *body.cuts), where=where)


def _chosen(selectors: Selectors, soup: BeautifulSoup) -> Found[list[Tag]]:
    """The elements that the first successful selector finds, and that selector."""
    for selector in selectors:
        if chosen := [tag for tag in outermost(soup.select(selector)) if has_words(tag)]:
            return Found(chosen, selector)
    return Found([])
