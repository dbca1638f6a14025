"""When an article was published and changed, by all that its page says."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from parsers.boxes import names_of
from parsers.dates import date_in_address, read_clock, to_utc
from parsers.head import Meta, every
from parsers.json_ld import Node, text_of

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
_UPDATED = re.compile(
    r"updat|modif|edited|aktualisiert|mis à jour|actualizad|atualizad|aggiornat|обновлен|更新|수정", re.I
)


def times_of(soup: BeautifulSoup, meta: Meta, article: Node, url: str) -> tuple[datetime | None, datetime | None]:
    """(published, modified), aware UTC. A clock without zone takes the zone of another that shows the same time."""
    modified = [text_of(article.get("dateModified")), *every(meta, _MODIFIED)]
    published = [text_of(article.get("datePublished")), *every(meta, _PUBLISHED), text_of(article.get("dateCreated"))]
    clocks = [clock for text in (*published, *modified) if (clock := read_clock(text))]
    at = next((clock for text in published if (clock := read_clock(text))), None)
    if at is None:
        at = next(_on_page(soup), None) or date_in_address(urlsplit(url).path)
    changed = next((clock for text in modified if (clock := read_clock(text))), None)
    return to_utc(_zoned(at, clocks, soup)), to_utc(_zoned(changed, clocks, soup))


def _zoned(clock: datetime | None, others: list[datetime], soup: BeautifulSoup) -> datetime | None:
    if clock is None or clock.tzinfo is not None:
        return clock
    on_page = (read_clock(str(tag.get("datetime"))) for tag in soup.find_all("time", datetime=True, limit=20))
    for other in [*others, *(o for o in on_page if o)]:
        if other.tzinfo and other.tzinfo is not UTC and other.replace(tzinfo=None, second=0) == clock.replace(second=0):
            return clock.replace(tzinfo=other.tzinfo)
    return clock


def _on_page(soup: BeautifulSoup) -> Iterator[datetime]:
    """Dates shown: marked as published, then any <time>, updates last, then what stands where dates stand."""
    marked = soup.find_all(itemprop=re.compile("datePublished|dateCreated", re.I), limit=5)
    times = soup.find_all("time", limit=20)
    ranked = [
        *marked,
        *sorted(
            times, key=lambda t: (bool(_UPDATED.search(_around(t))), bool(t.find_parent(["aside", "nav", "footer"])))
        ),
    ]
    for tag in ranked:
        for text in (tag.get("content"), tag.get("datetime"), tag.get_text(" ", strip=True)):
            if clock := read_clock(str(text or "")):
                yield clock
    for tag in soup.find_all(
        lambda t: (
            t.name in ("div", "span", "p", "li", "small", "em", "td", "dd", "b", "strong", "font")
            and bool(_DATED.search(names_of(t)))
        )
    ):
        text = tag.get_text(" ", strip=True)
        if len(text) < 150 and (clock := read_clock(text)):
            yield clock


def _around(tag: Tag) -> str:
    near = tag.parent
    before = near.get_text(" ", strip=True)[:60] if near and len(near.get_text()) < 200 else ""
    return f"{names_of(tag)} {before}"
