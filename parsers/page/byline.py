"""Who wrote it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from parsers.page.boxes import names_of
from parsers.page.evidence import Found
from parsers.page.head import every
from parsers.page.json_ld import Node
from parsers.page.json_ld import names_of as named
from parsers.page.tree import Tree, words

_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "dc.contributor", "byl", "citation_author", "article:author_name", "cxenseparse:author", "mediator_author",
    "shareaholic:article_author_name", "og:article:author",
)  # fmt: skip
_BYLINE = re.compile(
    r"(?:^|[-_ ])(?:by-?line|author-?(?:name|s)?|writer|autor|auteur|reporter|redakteur|contributor)(?:[-_ ]|$)", re.I
)
_LEAD_IN = re.compile(
    r"^(?:(?:written|posted|reported|reviewed|words|story|article|text|analysis|opinion)\s+)?(?:by|von|par"
    r"|por|di|door|av|af|από|автор|текст|autor(?:en|a|es)?|author|auteur|text)\s*[:\s]\s*",
    re.I,
)
_JOINTS = re.compile(
    r"\s*(?:,|;|\||/|·|•|\band\b|\bund\b|\bet\b|\by\b|\be\b|&|\bmit\b|、|，)\s+|\s*[;|·•、，]\s*", re.I
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|reporter|staff|writer|redaktion|redakteur(?:in)?|journalist(?:e|in)?"
    r"|updated|published|posted|contributor|columnist|author|senior|chief|bureau|min read|photographer"
    r"|producer|follow|view|more)\b",
    re.I,
)
_LATER = re.compile(
    r"\s+(?:[-–—|]|on|for|in|at|published|updated|posted|\d{1,2}[:./]|\(|@|bio\b|biography|email).*$", re.I
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|[<>{}\[\]]|^\W*$|^(?:null|none|undefined|admin|administrator|unknown|guest"
    r"|editor|author|n/a|staff)$",
    re.I,
)
_MAX_WORDS, _MAX_CHARS = 6, 60  # a longer name is a sentence


@dataclass(frozen=True, slots=True)
class Byline:
    authors: Found[tuple[str, ...]]
    agencies: Found[tuple[str, ...]]


def byline_of(tree: Tree) -> Byline:
    """Who wrote it, and which agencies it credits."""
    return Byline(Found(_authors(tree), "head"), Found(()))


def _authors(tree: Tree) -> tuple[str, ...]:
    """Names, as stated by JSON-LD; else by meta; else by a by-line of the page itself."""
    meta = tree.meta
    for names in (
        _from_node(tree.node, tree.nodes),
        every(meta, _META[:1]),
        *(every(meta, [key]) for key in _META[1:]),
    ):
        if found := clean_names(names):
            return found
    return _from_page(tree.root)


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names one by one: without "By", joined ones apart, no address or office in their place."""
    found: dict[str, str] = {}
    for raw in names:
        text = _LEAD_IN.sub("", " ".join(raw.split()))
        for part in _JOINTS.split(text):
            name = _LEAD_IN.sub("", part).strip(" ,.;:|-–—")
            if name and not _NO_NAME.search(name) and len(name) <= _MAX_CHARS and len(name.split()) <= _MAX_WORDS:
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _from_node(article: Node, nodes: list[Node]) -> list[str]:
    for key in ("author", "creator"):
        if found := named(article.get(key), nodes):
            return found
    return []


def _from_page(root: HtmlElement) -> tuple[str, ...]:
    for tag in filter(_may_name, root.iter("*")):
        links = [words(a) for a in tag.findall(".//a")[:8]]
        text = words(tag)
        if len(text) > 200:
            continue
        names = clean_names(links) or clean_names([_LATER.sub("", text)])
        names = tuple(n for n in names if (not _ROLE.search(n) and len(n.split()) > 1) or _is_solid(n))
        if names:
            return names
    return ()


def _is_solid(name: str) -> bool:
    """A name in a script that needs no space."""
    return 2 <= len(name) <= 5 and not name.isascii() and name.isalpha() and " " not in name


def _may_name(tag: HtmlElement) -> bool:
    if tag.tag in ("body", "html", "head", "meta", "script", "main", "article", "img"):
        return False
    if "author" in (tag.get("rel") or ""):
        return True
    return "author" in (tag.get("itemprop") or "") or bool(_BYLINE.search(names_of(tag.attrib)))
