"""The title of an article, without what the site adds."""

import re

from lxml.html import HtmlElement

from parsers.page.boxes import box_strength
from parsers.page.evidence import Found
from parsers.page.head import first
from parsers.page.json_ld import text_of
from parsers.page.tree import Tree, is_inside, words

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]+\s+|\s*[|｜]\s*|\s*::\s*|\s+\.\s+|[_＿](?=[^\W\d_a-zA-Z])|\s*»\s*")
_WORD = re.compile(r"\w+")
_ENOUGH = 0.5  # of the words of the heading stand in what the head says: it is this article's


def title_of(tree: Tree, site: str) -> Found[str]:
    """The page's heading, when its head agrees; else JSON-LD, Open Graph, <title>; "" when all are silent."""
    element = tree.root.find(".//title")
    page = words(element) if element is not None else ""
    meta = tree.meta
    stated = [text_of(tree.node.get("headline")), first(meta, "og:title"), first(meta, "twitter:title"), page]
    stated = [s for s in stated if s]
    headings = _headings(tree.root)
    for heading in headings:
        if any(_agree(heading, other) for other in stated) and not _is_site(heading, site):
            return Found(heading, "h1")
    if len(headings) == 1 and not stated:
        return Found(headings[0], "h1")
    return Found(strip_site(stated[0], site) if stated else "", "head")


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


def _headings(root: HtmlElement) -> list[str]:
    """All h1, those inside an article or main first, those in boxes and site headers last."""
    tags = list(root.iter("h1"))[:20]
    ranked = sorted(
        tags,
        key=lambda t: (
            is_inside(t, "nav", "aside", "footer"),
            not is_inside(t, "article", "main"),
            box_strength(str(t.tag), t.attrib),
        ),
    )
    texts = (words(tag) for tag in ranked)
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
