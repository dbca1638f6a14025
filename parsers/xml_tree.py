"""XML as it is found in the wild, to a tree."""

import re

from lxml import etree

from parsers.xml_mend import mend

MAX_BYTES = 16_777_216  # the largest real feeds (podcasts of twenty years) stay below 10 MB, news feeds below 1 MB
# What each may take in memory, at most (libxml2's nodes, our own mending), and all. Real feeds of 16 MB stay below.
_COSTS = ((b"<", 200), (b"=", 330), (b"&", 15))
_TREE_BYTES = 160_000_000
_ROOT = re.compile(
    rb"<!--.*?(?:-->|\Z)|(<(?:[\w.-]{1,30}:)?(?:rss|feed|rdf|urlset|sitemapindex|channel|opml)[\s>/])", re.I | re.S
)


def is_too_large(data: bytes) -> bool:
    """Tell whether the tree of it could take more than 200 MB. Counts = for attributes, wherever they stand."""
    if len(data) * max(cost for _, cost in _COSTS) <= _TREE_BYTES:  # nearly all: no need to count
        return False
    return len(data) > MAX_BYTES or sum(data.count(sign) * cost for sign, cost in _COSTS) > _TREE_BYTES


def read_xml(data: bytes) -> etree._Element | None:
    """Parse a feed or sitemap, in UTF-8 and however broken. None when no root element that we read is in sight.

    What stands before the root is dropped, the DOCTYPE with it: nothing external is ever loaded and
    entity bombs stay unexpanded text. Plain entities that it defined are filled in.
    """
    start = next((found.start(1) for found in _ROOT.finditer(data) if found[1]), None)
    if start is None:
        return None
    try:
        return etree.fromstring(data[start:], _parser(recover=False))
    except etree.XMLSyntaxError:
        return _recover(mend(data[start:], data[:start]))


def _recover(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
