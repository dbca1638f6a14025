"""When an article was published and changed, by all that its page says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from news import Precision
from parsers.dates import date_in_address, read_clock, to_utc
from parsers.page.boxes import names_of
from parsers.page.evidence import Found
from parsers.page.head import every
from parsers.page.json_ld import text_of
from parsers.page.tree import Tree, is_inside, words

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "publish-date",
    "publish_date", "pubdate", "publishdate", "publication_date", "published_at", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "article.published", "published-date", "originalpublicationdate",
    "rnews:datepublished", "datecreated", "citation_publication_date", "dc.date", "dcterms.date",
    "article:post_date", "pub_date", "date", "timestamp", "last-publication-date", "search.pubdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
    "dc.date.modified", "article:modified", "revised", "date.modified",
)  # fmt: skip
_DATED = re.compile(
    r"(?:^|[-_ ])(?:date|datum|time|pub-?date|published|publish(?:ed)?-?(?:date|on|at)|timestamp"
    r"|posted(?:-on)?|dateline|fecha|data|article-?info|byline|meta|entry-?date|created|zeit"
    r"|erstellt)(?:[-_ ]|$)",
    re.I,
)
_MARKED = re.compile("datePublished|dateCreated", re.I)
_UPDATED = re.compile(
    r"updat|modif|edited|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|обновлен|更新|수정", re.I
)


@dataclass(frozen=True, slots=True)
class Times:
    published_at: Found[datetime | None]  # aware UTC
    modified_at: Found[datetime | None]
    precision: Precision  # of the first
    utc_offset: timedelta | None  # of the page's own clock


def times_of(tree: Tree) -> Times:
    """When it was published and changed."""
    published, modified = _both(tree)
    return Times(Found(published), Found(modified), Precision.INSTANT, None)


def _both(tree: Tree) -> tuple[datetime | None, datetime | None]:
    """(published, modified), aware UTC. A clock without zone takes the zone of another that shows the same time."""
    article, meta, root = tree.node, tree.meta, tree.root
    modified = [text_of(article.get("dateModified")), *every(meta, _MODIFIED)]
    published = [text_of(article.get("datePublished")), *every(meta, _PUBLISHED), text_of(article.get("dateCreated"))]
    clocks = [clock for text in (*published, *modified) if (clock := read_clock(text))]
    at = next((clock for text in published if (clock := read_clock(text))), None)
    if at is None:
        at = next(_on_page(root), None) or date_in_address(urlsplit(tree.url).path)
    changed = next((clock for text in modified if (clock := read_clock(text))), None)
    return to_utc(_zoned(at, clocks, root)), to_utc(_zoned(changed, clocks, root))


def _zoned(clock: datetime | None, others: list[datetime], root: HtmlElement) -> datetime | None:
    if clock is None or clock.tzinfo is not None:
        return clock
    on_page = (read_clock(tag.get("datetime")) for tag in list(root.iter("time"))[:20])
    for other in [*others, *(o for o in on_page if o)]:
        if other.tzinfo and other.tzinfo is not UTC and other.replace(tzinfo=None, second=0) == clock.replace(second=0):
            return clock.replace(tzinfo=other.tzinfo)
    return clock


def _on_page(root: HtmlElement) -> Iterator[datetime]:
    """Dates shown: marked as published, then any <time>, updates last, then what stands where dates stand."""
    marked = [tag for tag in root.iter("*") if _MARKED.search(tag.get("itemprop") or "")][:5]
    times = list(root.iter("time"))[:20]
    ranked = [
        *marked,
        *sorted(times, key=lambda t: (bool(_UPDATED.search(_around(t))), is_inside(t, "aside", "nav", "footer"))),
    ]
    for tag in ranked:
        for text in (tag.get("content"), tag.get("datetime"), words(tag)):
            if clock := read_clock(str(text or "")):
                yield clock
    for tag in root.iter("div", "span", "p", "li", "small", "em", "td", "dd", "b", "strong", "font"):
        if not _DATED.search(names_of(tag.attrib)):
            continue
        text = words(tag)
        if len(text) < 150 and (clock := read_clock(text)):
            yield clock


def _around(tag: HtmlElement) -> str:
    near = tag.getparent()
    text = words(near) if near is not None else ""
    before = text[:60] if len(text) < 200 else ""
    return f"{names_of(tag.attrib)} {before}"
