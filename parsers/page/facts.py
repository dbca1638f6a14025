"""What a page states of itself beside its headline, authors and times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from parsers.page.evidence import Found
from parsers.page.head import first, is_page_of
from parsers.page.json_ld import Node, text_of, types_of
from parsers.page.language import language_of
from parsers.page.picture import lead_image_of
from parsers.page.tree import Tree, words

_SECTIONS = (
    "article:section",
    "section",
    "parsely-section",
    "cxenseparse:recs:section",
    "og:article:section",
    "dc.subject",
)
_WORD = re.compile(r"\w+")
_MAX_NAME = 60  # characters of a section or an outlet; what is longer is a slogan or the headline
_MAX_WORDS = 6  # of a section
_LONG = 20  # letters; a trail of links may end with a title that was cut


@dataclass(frozen=True, slots=True)
class Facts:
    """Each as the page states it; None where it does not."""

    outlet: Found[str | None]
    canonical_url: Found[str | None]  # of the same site
    amp_url: Found[str | None]  # of the same site
    language: Found[str | None]  # BCP 47
    section: Found[str | None]
    lead_image: Found[str | None]  # address


def facts_of(tree: Tree) -> Facts:
    titles = {_key(text) for text in _titles(tree) if text}
    outlet = _first_of((where, text) for where, text in _outlets(tree) if _key(text) not in titles)
    known = titles | {_key(outlet.value or "")}
    links = list(tree.root.iter("link", "base"))
    base = _base(tree.url, links)
    sections = ((where, text) for where, text in _sections(tree) if _is_section(text, known))
    return Facts(
        outlet=outlet,
        canonical_url=_first_of(_canonicals(tree, base, links)),
        amp_url=_first_of(_amps(tree, base, links)),
        language=language_of(tree),
        section=_first_of(sections),
        lead_image=lead_image_of(tree, base, links),
    )


def site_of(tree: Tree, facts: Facts) -> str:
    """The name that a title may carry as its suffix."""
    return facts.outlet.value or _domain_name(tree.url)


def _first_of(told: Iterator[tuple[str, str]]) -> Found[str | None]:
    """The first that speaks, and those that say something else."""
    stated = [(where, text) for where, text in told if text]
    if not stated:
        return Found(None)
    where, value = stated[0]
    others = tuple((w, t) for w, t in stated[1:] if t.casefold() != value.casefold())
    return Found(value, where, others)


def _outlets(tree: Tree) -> Iterator[tuple[str, str]]:
    yield "meta og:site_name", first(tree.meta, "og:site_name")
    yield f"{tree.told_in} publisher", _name(tree.node.get("publisher"))
    yield from (("JSON-LD WebSite", _name(n)) for n in tree.nodes[:50] if "WebSite" in types_of(n))
    yield "meta application-name", first(tree.meta, "application-name", "apple-mobile-web-app-title")


def _sections(tree: Tree) -> Iterator[tuple[str, str]]:
    yield f"{tree.told_in} articleSection", text_of(tree.node.get("articleSection"))
    for key in _SECTIONS:
        yield f"meta {key}", first(tree.meta, key)
    for node in tree.nodes:
        if "BreadcrumbList" in types_of(node):
            yield from (("JSON-LD breadcrumb", name) for name in reversed(_crumbs(node)[1:]))


def _crumbs(node: Node) -> list[str]:
    items = node.get("itemListElement")
    crumbs = [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return [_name(each) or _name(each.get("item")) for each in crumbs]


def _base(url: str, links: list[HtmlElement]) -> str:
    """The address that others on the page are relative to."""
    stated: str = next((link.get("href") or "" for link in links if link.tag == "base" and link.get("href")), "")
    try:
        return urljoin(url, stated.strip())
    except ValueError:
        return url


def _canonicals(tree: Tree, base: str, links: list[HtmlElement]) -> Iterator[tuple[str, str]]:
    for link in links:
        if "canonical" in (link.get("rel") or "").lower().split():
            yield "link canonical", _page(link.get("href"), base, tree.url)
    yield "meta og:url", _page(first(tree.meta, "og:url"), base, tree.url)
    for key in ("url", "mainEntityOfPage"):
        stated = tree.node.get(key)
        address = stated.get("@id") if isinstance(stated, dict) else stated
        yield f"{tree.told_in} {key}", _page(address, base, tree.url)


def _amps(tree: Tree, base: str, links: list[HtmlElement]) -> Iterator[tuple[str, str]]:
    for link in links:
        if "amphtml" in (link.get("rel") or "").lower().split():
            yield "link amphtml", _page(link.get("href"), base, tree.url)
    if "amp" in tree.root.attrib or "⚡" in tree.root.attrib:
        yield "html amp", tree.url


def _page(stated: object, base: str, url: str) -> str:
    """The address of a page of this site that is not its front page; "" for all others."""
    if not isinstance(stated, str) or not stated.strip():
        return ""
    try:
        address = urljoin(base, stated.strip())
    except ValueError:
        return ""
    return address if is_page_of(address, url) else ""


def _titles(tree: Tree) -> Iterator[str]:
    page = next(tree.root.iter("title"), None)
    yield from (text_of(tree.node.get("headline")), first(tree.meta, "og:title", "twitter:title"))
    yield words(page) if page is not None else ""


def _name(value: object) -> str:
    """The name of a node; nothing for a mere reference."""
    text = text_of(value.get("name")) if isinstance(value, dict) else text_of(value)
    return "" if "://" in text or len(text) > _MAX_NAME else text


def _is_section(text: str, known: set[str]) -> bool:
    """A name, and neither the outlet's nor the beginning of the title."""
    if not 1 < len(text) <= _MAX_NAME or "://" in text or text.isdigit() or len(text.split()) > _MAX_WORDS:
        return False
    key = _key(text)
    return key not in known and not (len(key) > _LONG and any(title.startswith(key) for title in known))


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _domain_name(url: str) -> str:
    try:
        labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return ""
    return max(labels[:-1], key=len, default="")
