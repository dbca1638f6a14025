"""A page to an article, or to the reason why it is none."""

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from news import Article, Entry, Evidence, Page, Refusal, RefusalReason
from parsers.body import TooDeepError, find_body, size
from parsers.byline import authors_of
from parsers.charset import decode
from parsers.head import Meta, canonical, first, meta_of
from parsers.headline import title_of
from parsers.json_ld import Node, articles_of, nodes_of, text_of
from parsers.language import guess_language, language_tag
from parsers.markup import has_tags, plain
from parsers.times import times_of
from parsers.urls import page_key

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)\b", re.I)
_OTHER = re.compile(r"^\s*(?:image|audio|video|font)/|application/(?:pdf|zip|json|octet-stream|rss|atom)", re.I)
_TAG = re.compile(r"<[a-zA-Z/]")
MAX_TAGS = 200_000  # opening and closing marks of the largest of 1,054 saved news pages: 23,000
HEADLINE_SIZE = 25  # characters; menu entries are shorter
SHORT_SIZE = 250  # characters; a page with more of its own is no mere list
MIN_SIZE = 40  # characters; a flash of one line is an article, a lone label is not


def read_article(page: Page) -> Article | Refusal:
    """Read one page. What is no article, or would cost too much to read, comes back as a Refusal by name."""
    text = decode(page.body, page.content_type).replace("\0", "")
    if _OTHER.match(page.content_type) or not _HTML.search(text, 0, 100_000):
        return Refusal(page.final_url, RefusalReason.NOT_HTML, page.content_type)
    if _has_too_many_tags(text):
        return Refusal(page.final_url, RefusalReason.TOO_DEEP, "too many tags")
    soup = BeautifulSoup(text, "lxml", multi_valued_attributes=None)
    try:
        return _read(soup, page.final_url)
    except TooDeepError:
        return Refusal(page.final_url, RefusalReason.TOO_DEEP)


def _read(soup: BeautifulSoup, url: str) -> Article | Refusal:
    meta, nodes = meta_of(soup), nodes_of(soup)
    node = _own_node(nodes, url)
    outlet = _outlet(meta, node)
    title = title_of(soup, meta, node, outlet or _domain_name(url))
    blocks = find_body(soup, title)
    body = _fuller("\n\n".join(block.text for block in blocks), node)
    if reason := _why_none(soup, body, meta, node, url):
        return Refusal(url, reason)
    published, modified = times_of(soup, meta, node, url)
    return Article(
        url=url,
        title=title,
        text=body,
        canonical_url=canonical(soup, meta, url),
        outlet=outlet,
        authors=authors_of(soup, meta, node, nodes),
        published_at=published,
        modified_at=modified,
        language=_language(soup, meta, node) or guess_language(title, body),
        section=text_of(node.get("articleSection")) or first(meta, "article:section") or None,
    )


def article_from_entry(entry: Entry, url: str, language: str | None) -> Article | None:
    """The feed's own words, for when the page cannot be had. None when it has none."""
    longer = max(entry.content, entry.summary, key=len)
    body, title = html_to_text(longer), entry.title.strip()
    if not title and not body:
        return None
    return Article(
        url=url,
        title=title,
        text=body,
        authors=entry.authors,
        published_at=entry.published_at,
        modified_at=entry.updated_at,
        language=language or language_tag(entry.language or "") or guess_language(title, body),
        evidence=Evidence.FEED if body else Evidence.TITLE,
    )


def html_to_text(markup: str) -> str:
    """A fragment of HTML as paragraphs, separated by a blank line; captions and boxes left out when there is more."""
    if not has_tags(markup) or _has_too_many_tags(markup):
        return plain(markup)
    soup = BeautifulSoup(markup, "lxml", multi_valued_attributes=None)
    try:
        blocks = find_body(soup, "")
    except TooDeepError:
        return plain(markup)
    return "\n\n".join(block.text for block in blocks)


def _has_too_many_tags(text: str) -> bool:
    return len(_TAG.findall(text)) > 2 * MAX_TAGS  # an opening and a closing one each


def _own_node(nodes: list[Node], url: str) -> Node:
    """The JSON-LD node of this page's article; an empty one when there is none."""
    articles = articles_of(nodes)
    key = page_key(url)
    for node in articles:
        whole = node.get("mainEntityOfPage")
        own = (node.get("url"), whole.get("@id") if isinstance(whole, dict) else whole, node.get("@id"))
        if any(isinstance(address, str) and page_key(address.split("#")[0]) == key for address in own):
            return node
    return next((n for n in articles if n.get("headline") or n.get("datePublished")), articles[0] if articles else {})


def _fuller(body: str, node: Node) -> str:
    """The text that JSON-LD states, when the page itself shows less than half of it."""
    stated = text_of(node.get("articleBody"))
    if len(stated) < 200 or len(body) > 0.5 * len(stated):
        return body
    return html_to_text(stated) or body


def _why_none(soup: BeautifulSoup, body: str, meta: Meta, node: Node, url: str) -> RefusalReason | None:
    if not body:
        return RefusalReason.EMPTY
    says_article = node or first(meta, "og:type").lower() == "article" or first(meta, "article:published_time")
    if not says_article and (_is_front_page(url) or _is_mostly_links(soup, body)):
        return RefusalReason.LIST_PAGE
    return RefusalReason.TOO_SHORT if size(body) < MIN_SIZE else None


def _is_front_page(url: str) -> bool:
    address = urlsplit(url)
    return bool(address.hostname) and address.path in ("", "/") and not address.query


def _is_mostly_links(soup: BeautifulSoup, body: str) -> bool:
    """Headlines that lead elsewhere outweigh what can be read here."""
    headlines = (a.get_text(" ", strip=True) for a in soup.find_all("a", href=True))
    linked = sum(size(text) for text in headlines if size(text) >= HEADLINE_SIZE)
    return size(body) < SHORT_SIZE and linked > 3 * size(body)


def _outlet(meta: Meta, node: Node) -> str | None:
    return first(meta, "og:site_name") or text_of(node.get("publisher")) or first(meta, "application-name") or None


def _domain_name(url: str) -> str:
    labels = (urlsplit(url).hostname or "").split(".")
    return max(labels[:-1], key=len, default="")


def _language(soup: BeautifulSoup, meta: Meta, node: Node) -> str | None:
    root = soup.find("html")
    stated = (
        str(root.get("lang") or root.get("xml:lang") or "") if root else "",
        text_of(node.get("inLanguage")),
        first(meta, "og:locale", "content-language"),
    )
    return next((tag for text in stated if (tag := language_tag(text))), None)
