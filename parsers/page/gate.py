"""What a page is: an article, something like it, or none at all, by name."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from news import Kind, RefusalReason
from parsers.page.evidence import Body
from parsers.page.head import first
from parsers.page.size import size
from parsers.page.tree import Tree, words

HEADLINE_SIZE = 25  # characters; menu entries are shorter
SHORT_SIZE = 250  # characters; a page with more of its own is no mere list
MIN_SIZE = 40  # characters; a flash of one line is an article, a lone label is not


@dataclass(frozen=True, slots=True)
class Signs:
    """What the whole page tells, before anything is taken from it."""

    says_article: bool
    is_front: bool
    linked: int  # characters of headlines that lead elsewhere


@dataclass(frozen=True, slots=True)
class Verdict:
    outcome: Kind | RefusalReason
    sign: str = ""  # what it was told by


def signs_of(tree: Tree) -> Signs:
    meta = tree.meta
    says = tree.node or first(meta, "og:type").lower() == "article" or first(meta, "article:published_time")
    headlines = (words(a) for a in tree.root.iter("a") if a.get("href"))
    linked = sum(size(text) for text in headlines if size(text) >= HEADLINE_SIZE)
    address = urlsplit(tree.url)
    is_front = bool(address.hostname) and address.path in ("", "/") and not address.query
    return Signs(bool(says), is_front, linked)


def judge(signs: Signs, body: Body, accept: Collection[RefusalReason]) -> Verdict:
    """What the page is. Reasons in `accept` are not held against it: the desk overruled them for its source."""
    length = size(body.text)
    if not length:
        return Verdict(RefusalReason.EMPTY)
    is_list = signs.is_front or (length < SHORT_SIZE and signs.linked > 3 * length)
    if is_list and not signs.says_article and RefusalReason.LIST_PAGE not in accept:
        return Verdict(RefusalReason.LIST_PAGE)
    if length < MIN_SIZE and RefusalReason.TOO_SHORT not in accept:
        return Verdict(RefusalReason.TOO_SHORT)
    return Verdict(Kind.ARTICLE)
