"""The times that a page states to machines: JSON-LD, meta elements, its address, data in scripts."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from parsers.dates import date_in_address
from parsers.page.json_ld import articles_of, text_of
from parsers.page.time.stamps import Stamp, stamp_of
from parsers.page.tree import Tree

_MODIFIED = re.compile(r"modif|updat|revis|edited|last-?_?(?:mod|edit|change)|moddate")
_OTHER = re.compile(
    r"publisher|publish_?-?id|expir|render|build|event|unpublish|valid|start|end[-_:.]|end$|crawl|:tag|title|width|height"
    r"|image|video:dur|server|generat|birth|year"
)
_STRONG = re.compile(r"publi(?:sh|c)|pub[-_]?(?:date|time)|date[-_]?pub|issued|first[-_]?pub|original")
_WEAK = re.compile(r"date|creat|posted|release|timestamp|time$|datum|fecha")
_IN_SCRIPT = re.compile(
    r'\\?"(?:date|first|article|story|page|post)?_?-?(?:publish(?:ed)?|publication|pub|first_?published|display)'
    r'_?-?(?:date|time|at|on|datetime|date_?time)?(?:gmt|utc)?\\?"\s*:\s*\\?"?((?:19|20)\d\d[^"\\]{4,25}|1\d{9}(?:000)?)',
    re.I,
)
_FOLDERS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?=/)")
MAX_SCRIPT = 400_000  # characters looked at; of saved pages' data few have more before the article's own date

MAX_PLACES = 50  # meta elements that state a time; the most of saved pages: 6
_MAX_KEY = 80  # characters; the longest of saved pages that tells a date has 34


def published(tree: Tree, *, month_first: bool) -> list[Stamp]:
    """What was stated as the time of publication, the most trusted first."""
    return [*_from_json_ld(tree), *_from_meta(tree, month_first)]


def modified(tree: Tree, *, month_first: bool) -> list[Stamp]:
    """What was stated as the time of the last change, the most trusted first."""
    stated = stamp_of(_written(tree.node.get("dateModified")), f"{tree.told_in} dateModified", 3.0)
    keys = [key for key in tree.meta if _MODIFIED.search(key) and not _OTHER.search(key)]
    keys.sort(key=lambda key: key not in ("article:modified_time", "og:article:modified_time", "datemodified"))
    stamps = (stamp_of(tree.meta[key][0], f"meta {key}", 2.5, month_first=month_first) for key in keys[:MAX_PLACES])
    return [stamp for stamp in (stated, *stamps) if stamp]


def from_address(tree: Tree) -> list[Stamp]:
    day = date_in_address(urlsplit(tree.url).path)
    return [Stamp(day.replace(tzinfo=None), "address", 2.4)] if day else []


def month_in_address(tree: Tree) -> tuple[int, int] | None:
    """(year, month) where the path has folders for them."""
    found = _FOLDERS.search(urlsplit(tree.url).path)
    return (int(found[1]), int(found[2])) if found else None


def from_scripts(tree: Tree) -> list[Stamp]:
    """The day that data for scripts name most, when they name few: more are a list of other articles."""
    stamps: list[Stamp] = []
    for script in tree.root.iter("script"):
        text = (script.text or "")[:MAX_SCRIPT]
        if len(stamps) < 12 and "ub" in text and "ld+json" not in (script.get("type") or ""):
            found = [stamp_of(match[1], "script data", 1.3) for match in _IN_SCRIPT.finditer(text)]
            stamps += [stamp for stamp in found if stamp][:12]
    days = Counter(stamp.clock.date() for stamp in stamps)
    if not days or len(days) > 3:
        return []
    best = days.most_common(1)[0][0]
    return [max((s for s in stamps if s.clock.date() == best), key=lambda stamp: not stamp.is_day)]


def _from_json_ld(tree: Tree) -> Iterator[Stamp]:
    own = ("datePublished", 3.0 if tree.told_in == "JSON-LD" else 2.4), ("dateCreated", 1.2), ("uploadDate", 1.2)
    for key, trust in own:
        if stamp := stamp_of(_written(tree.node.get(key)), f"{tree.told_in} {key}", trust):
            yield stamp
            return
    articles = {id(article) for article in articles_of(tree.nodes)}
    for node in tree.nodes:
        text = _written(node.get("datePublished") or node.get("uploadDate"))
        if text and id(node) not in articles:
            stamp = stamp_of(text, f"JSON-LD {text_of(node.get('@type'))}", 2.5)
            yield from [stamp] if stamp else []
            return


def _from_meta(tree: Tree, month_first: bool) -> list[Stamp]:
    stamps: list[Stamp] = []
    for key, values in tree.meta.items():
        trust = _trust_in(key) if len(values[0]) <= 60 and len(key) <= _MAX_KEY else 0.0
        if trust and (stamp := stamp_of(values[0], f"meta {key}", trust, month_first=month_first)):
            stamps.append(stamp)
    stamps.sort(key=lambda stamp: (-stamp.trust, not stamp.where.endswith(":published_time")))
    return stamps[:MAX_PLACES]


def _written(value: Any) -> str:
    """A time as text, also where it is a number: seconds or milliseconds since 1970."""
    if isinstance(value, float):
        return f"{value:.0f}"
    return str(value) if isinstance(value, int) else text_of(value)


@lru_cache(4_096)  # pages of a site say the same few dozen
def _trust_in(key: str) -> float:
    """How far the name of a meta element is one for a time of publication."""
    if _OTHER.search(key) or _MODIFIED.search(key):
        return 0.0
    return 2.5 if _STRONG.search(key) else 1.5 if _WEAK.search(key) else 0.0
