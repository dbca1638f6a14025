"""The title of an article, without what the site adds."""

import re

from bs4 import BeautifulSoup

from parsers.boxes import box_strength
from parsers.head import Meta, first
from parsers.json_ld import Node, text_of

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]+\s+|\s*[|｜]\s*|\s*::\s*|\s+\.\s+|[_＿](?=[^\W\d_a-zA-Z])|\s*»\s*")
_WORD = re.compile(r"\w+")
_ENOUGH = 0.5  # of the words of the heading stand in what the head says: it is this article's


def title_of(soup: BeautifulSoup, meta: Meta, article: Node, site: str) -> str:
    """The page's heading, when its head agrees; else JSON-LD, Open Graph, <title>; "" when all are silent."""
    element = soup.title
    page = " ".join(element.get_text().split()) if element else ""
    stated = [text_of(article.get("headline")), first(meta, "og:title"), first(meta, "twitter:title"), page]
    stated = [s for s in stated if s]
    headings = _headings(soup)
    for heading in headings:
        if any(_agree(heading, other) for other in stated) and not _is_site(heading, site):
            return heading
    if len(headings) == 1 and not stated:
        return headings[0]
    return strip_site(stated[0], site) if stated else ""


def strip_site(title: str, site: str) -> str:
    """Cut what a separator sets off and is the site's name, at either end."""
    for _ in range(3):  # "Headline - Section - Site"
        parts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(title)]
        if not parts:
            break
        (start, _), (_, end) = parts[-1], parts[0]
        if _is_site(title[parts[-1][1] :], site):
            title = title[:start]
        elif _is_site(title[: parts[0][0]], site):
            title = title[end:]
        else:
            break
    return title.strip()


def _headings(soup: BeautifulSoup) -> list[str]:
    """All h1, those inside an article or main first, those in boxes and site headers last."""
    tags = soup.find_all("h1", limit=20)
    ranked = sorted(
        tags,
        key=lambda t: (
            bool(t.find_parent(["nav", "aside", "footer"])),
            not t.find_parent(["article", "main"]),
            box_strength(t),
        ),
    )
    texts = (" ".join(tag.get_text(" ", strip=True).split()) for tag in ranked)
    return list(dict.fromkeys(text for text in texts if text))


def _agree(heading: str, other: str) -> bool:
    a, b = _words(heading), _words(other)
    return bool(a and b) and len(a & b) >= _ENOUGH * min(len(a), len(b)) and len(a & b) >= 0.3 * len(a)


def _words(text: str) -> set[str]:
    """Words; single characters where they are many, for scripts without spaces."""
    words = _WORD.findall(text.casefold())
    return set("".join(words)) if any(len(w) > 15 and not w.isascii() for w in words) else set(words)


def _is_site(text: str, site: str) -> bool:
    a, b = "".join(_WORD.findall(text.casefold())), "".join(_WORD.findall(site.casefold()))
    return bool(a and b) and len(a) > 1 and (a in b or (b in a and len(a) < 2 * len(b)))
