"""Lists of articles or goods, told from articles by what a page states of itself and how its words are laid out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from news import Part
from parsers.page.evidence import Body
from parsers.page.gate import address
from parsers.page.gate.layout import Layout, longest_heading
from parsers.page.head import first
from parsers.page.json_ld import text_of, types_of
from parsers.page.own_node import addresses_of
from parsers.page.size import size
from parsers.page.tree import Tree
from parsers.urls import page_key

_LABEL_SIZE, _TITLE_SIZE = 20, 40  # characters; hardly a headline is as short, or a label as long
PARAGRAPH_SIZE = 120  # characters; most teasers and labels are shorter
_LITTLE = 250  # characters; a page with more of its own is no mere list
_SOME = 800  # characters of whole sentences
_TIPPED = -1  # sum of weights: of 1,054 labelled pages 23 of 25 lists come to it, and 10 of 1,029 others
_PLAIN_LIST = -2  # one plain sign of a list, or two weak ones; 2 of these 10 others have it
_CARDS = 12  # linked headings or teasers; an article's related ones are fewer, or stand beside more text
_BY_THE_WAY = 0.4  # of the prose; teasers with less are an article's boxes
_HEADINGS, _SECTION = 5, 200  # characters of paragraphs for each heading: a listicle has more
_GOODS = 8  # prices; an article on one product names a few

_LIST_TYPES = frozenset((
    "CollectionPage", "ItemList", "SearchResultsPage", "ProductGroup", "OfferCatalog", "SomeProducts",
    "ProductCollection", "ProfilePage", "ContactPage", "AboutPage", "CheckoutPage",
))  # fmt: skip
_LIST_CLASSES = frozenset((
    "archive", "search", "search-results", "post-type-archive", "category", "tag", "author", "tax", "home", "blog",
    "paged", "front", "path-frontpage", "page-taxonomy", "template-collection", "template-index", "template-search",
    "template-blog", "template-list-collections", "woocommerce-shop", "homepage", "frontpage",
))  # fmt: skip
_ARTICLE_CLASSES = re.compile(
    r"single-post|singular-post|single-(?:article|news|story)\S*|post-template-\S+|(?:page-)?(?:node-)?type-+article"
    r"|(?:page-)?node-type-(?:article|news|story|blog)\S*|template-article|page-?-?(?:article|story)|article-?page"
)
_POST_LINK = re.compile(r"/wp-json/wp/v2/posts/\d")
_SENTENCE = re.compile(r"[.!?。！？।॥؟…]['\"”’»›）)\]]*$|[.!?。！？]\s")
_PLAIN = re.compile(r"[\W_]+")
_DATED = etree.XPath("//*[@itemprop='datePublished' or @itemprop='articleBody']")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that speaks for an article (weight above 0) or for a list (below)."""

    weight: int
    words: str
    is_lack: bool = False  # something that articles have is not there: alone that makes no list


def is_stated(tree: Tree) -> bool:
    """The page states that it is an article: its own, not that of a teaser."""
    if address.is_front(tree.url):
        return False
    return _has_own_node(tree) or _is_post(tree)


def marks_of(tree: Tree) -> tuple[Mark, ...]:
    """What the head and the address say for and against an article."""
    return (
        *_address_marks(tree.url),
        *_schema_marks(tree),
        *_meta_marks(tree),
        *_title_marks(tree),
        *_class_marks(tree),
    )


def list_sign(marks: tuple[Mark, ...], layout: Layout, body: Body) -> str:
    """In plain words why this is a list; empty: it is none. What only lacks something of an article is no list."""
    every = [*marks, *_shelf_marks(layout), *_body_marks(layout, body)]
    against = sorted((mark for mark in every if mark.weight < 0), key=lambda mark: (mark.is_lack, mark.weight))
    if sum(mark.weight for mark in every) > _TIPPED or sum(m.weight for m in against if not m.is_lack) > _PLAIN_LIST:
        return ""
    return ", ".join(mark.words for mark in against[:3])


def _has_own_node(tree: Tree) -> bool:
    node, own = tree.node, page_key(tree.url)
    if own and any(page_key(url.split("#")[0]) == own for url in addresses_of(node)):
        return True
    headline = _plain(text_of(node.get("headline")) or text_of(node.get("name")))
    titles = [_plain(first(tree.meta, "og:title")), _plain(tree.root.findtext(".//title") or "")]
    return len(headline) >= 10 and any(
        headline in title or (len(title) >= 10 and title in headline) for title in titles
    )


def _is_post(tree: Tree) -> bool:
    links = (str(link.get("href")) for link in tree.root.iter("link"))
    return any(_ARTICLE_CLASSES.fullmatch(name) for name in _classes(tree)) or any(map(_POST_LINK.search, links))


def _classes(tree: Tree) -> list[str]:
    body = tree.root.find("body")
    return (body.get("class") or "").lower().split() if body is not None else []


def _address_marks(url: str) -> Iterator[Mark]:
    if address.is_front(url):
        yield Mark(-4, "the address of a whole site")
    elif address.names_story(url):
        yield Mark(6, "an address that names a story")
    else:
        if address.names_shelf(url):
            yield Mark(-3, "an address like a section's, a tag's or a search's")
        elif urlsplit(url).hostname:
            yield Mark(-1, "an address that names no story", is_lack=True)


def _schema_marks(tree: Tree) -> Iterator[Mark]:
    types = [kind for node in tree.nodes for kind in types_of(node)]
    found = next((kind for kind in types if kind in _LIST_TYPES), "")
    if found:
        yield Mark(-3, f"JSON-LD {found}")
    if types.count("Product") > 2:
        yield Mark(-3, f"JSON-LD with {types.count('Product')} products")
    if tree.node:
        yield Mark(1, "JSON-LD with an article")


def _meta_marks(tree: Tree) -> Iterator[Mark]:
    kind = first(tree.meta, "og:type").lower()
    if kind == "article":
        yield Mark(1, "og:type article")
    elif kind.startswith("product"):
        yield Mark(-2, f"og:type {kind}")
    elif kind in ("website", "blog", "object", "profile"):
        yield Mark(-1, f"og:type {kind}", is_lack=True)
    if first(tree.meta, "article:published_time", "datepublished", "pubdate", "parsely-pub-date", "date", "dc.date"):
        yield Mark(3, "a date of publication")
    elif _DATED(tree.root):
        yield Mark(2, "itemprop datePublished or articleBody")


def _title_marks(tree: Tree) -> Iterator[Mark]:
    """A headline says something, a label names something."""
    longest = longest_heading(tree.root)
    if size(longest) >= _TITLE_SIZE:
        yield Mark(2 if address.repeats(tree.url, longest) else 1, "a headline")
    elif 0 < size(longest) < _LABEL_SIZE:
        yield Mark(-1, "a title like a label's", is_lack=True)


def _class_marks(tree: Tree) -> Iterator[Mark]:
    if found := next((name for name in _classes(tree) if name in _LIST_CLASSES), ""):
        yield Mark(-3, f"a page of the class {found}")


def _body_marks(layout: Layout, body: Body) -> Iterator[Mark]:
    length = size(body.text)
    prose = sum(size(p.text) for p in body.paragraphs if p.part is not Part.HEADING and _is_prose(p.text))
    headings = sum(p.part is Part.HEADING for p in body.paragraphs)
    if prose >= _SOME:
        yield Mark(1, "paragraphs of whole sentences")
    if prose > layout.size / 2:
        yield Mark(2, "little beside its paragraphs")
    yield from sorted(_card_marks(layout, length, prose), key=lambda mark: mark.weight)[:1]  # three views of one thing
    if headings >= _HEADINGS and prose < _SECTION * headings:
        yield Mark(-1, f"{headings} headings with hardly a paragraph each")
    if length < _LITTLE:
        yield Mark(-1, f"{length} characters of text")


def _card_marks(layout: Layout, length: int, prose: int) -> Iterator[Mark]:
    beside = f"beside {length} characters of text"
    if layout.linked > length:
        yield Mark(-3 if layout.linked > 3 * length else -1, f"{layout.headlines} linked headlines {beside}")
    if layout.headings >= _CARDS and prose < _SECTION * layout.headings:
        yield Mark(-2, f"{layout.headings} linked headings {beside}")
    if layout.teasers.count >= _CARDS and layout.teasers.size > _BY_THE_WAY * prose:
        yield Mark(-2, f"{layout.teasers.count} teasers {beside}")


def _shelf_marks(layout: Layout) -> Iterator[Mark]:
    """What shelves have, whatever is on them."""
    if layout.prices >= _GOODS:
        yield Mark(-3 if layout.prices >= 3 * _GOODS else -2, f"{layout.prices} prices")
    if layout.is_headed:
        yield Mark(2, "a day beside its headline")
    if not layout.is_dated:
        yield Mark(-2, "no date anywhere", is_lack=True)


def _is_prose(text: str) -> bool:
    return size(text) >= PARAGRAPH_SIZE and bool(_SENTENCE.search(text))


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.lower())
