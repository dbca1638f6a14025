"""The elements of a feed under names of our own, whatever namespaces, prefixes and case it writes them in."""

import html
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

# By how an address begins, without scheme and in lower case: versions, slashes and https vary in the wild.
_PREFIXES = (
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("purl.org/dc/elements/", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/syndication", "sy"),
    ("search.yahoo.com/mrss", "media"),
    ("video.search.yahoo.com/mrss", "media"),
    ("www.itunes.com/dtds/podcast", "itunes"),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("www.w3.org/1999/xhtml", "xhtml"),
    ("prismstandard.org/namespaces", "prism"),
    # RSS has had many namespaces and none.
    ("purl.org/rss/1.0/modules/", "other"),
    ("purl.org/rss/", ""),
    ("purl.org/net/rss1.1", ""),
    ("my.netscape.com", ""),
    ("channel.netscape.com", ""),
    ("backend.userland.com", ""),
    ("blogs.law.harvard.edu", ""),
    ("cyber.law.harvard.edu", ""),
)
_WRITTEN = {prefix: prefix for _, prefix in _PREFIXES if prefix} | {"atom10": "atom", "a10": "atom"}
_ROOTS = {"rss": "", "channel": "", "item": "", "feed": "atom", "entry": "atom"}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# They have no end tag in HTML: with one, an HTML parser would read two of them.
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)

_MAX_NAMES = 5_000  # real feeds use a hundred; one that has more is malice, and each costs memory

Fields = dict[str, list[etree._Element]]


class Names(dict[str, str]):
    """Tag as lxml writes it -> our prefix of its namespace and its local name in lower case, as "dc:date".

    What has a namespace that nobody knows is "other:...": it must not pass for a title or link.
    """

    def __init__(self, root: etree._Element) -> None:
        super().__init__()
        # A known prefix on an address that nobody knows: a slip in the address.
        spaces = {space: prefix for prefix, space in root.nsmap.items() if prefix in _WRITTEN}
        self._spaces = {space: _WRITTEN[prefix] for space, prefix in spaces.items() if _prefix(space) is None}
        for element in (root, *islice(root, 3)):
            space, local = _split(element.tag)
            if space and (local == "rss" or (local in _ROOTS and _prefix(space) is None)):
                self._spaces.setdefault(space, _ROOTS[local])  # a feed in a namespace of its own, or RSS in Atom's

    def __missing__(self, tag: str) -> str:
        if len(self) >= _MAX_NAMES:
            return "other:"
        space, local = _split(tag)
        prefix = self._spaces.get(space, _prefix(space) if space else "")
        key = f"{'other' if prefix is None else prefix}:{local}" if prefix != "" else local
        self[tag] = key
        return key

    def fields(self, element: etree._Element) -> Fields:
        """Children by key, in document order."""
        fields: Fields = {}
        for child in element.iterchildren("*"):
            key = self[child.tag]
            if key in fields:
                fields[key].append(child)
            else:
                fields[key] = [child]
        return fields


def _split(tag: object) -> tuple[str, str]:
    if not isinstance(tag, str):
        return "", ""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return space, local.lower()


@lru_cache(maxsize=256)  # feeds use the same few
def _prefix(space: str) -> str | None:
    address = space.strip().lower().removeprefix("http://").removeprefix("https://")
    return next((prefix for start, prefix in _PREFIXES if address.startswith(start)), None)


def rebase(base: str, element: etree._Element) -> str:
    """The address that relative links in this element start from."""
    own = element.get(_BASE)
    try:
        return urljoin(base, own.strip()) if own else base
    except ValueError:  # brackets that are no IPv6 address
        return base


def text_of(element: etree._Element) -> str:
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


def markup_of(element: etree._Element) -> str:
    """The text, with any markup that was left unescaped inside it. Names lose their prefixes: they are HTML's."""
    if not len(element):
        return element.text or ""
    return _escape(element.text) + "".join(_written(element))


def _written(element: etree._Element) -> Iterator[str]:
    """Not lxml's own tostring: it repeats all namespaces of the document in each piece."""
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner is element:
            continue
        name = _local(inner.tag)
        if event == "start":
            attributes = "".join(f' {_local(k)}="{html.escape(str(v))}"' for k, v in inner.attrib.items())
            yield f"<{name}{attributes}>{_escape(inner.text)}"
        else:
            yield ("" if name.lower() in _VOID else f"</{name}>") + _escape(inner.tail)


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].rpartition(":")[2]


def _escape(text: str | None) -> str:
    return html.escape(text, quote=False) if text else ""


def first(fields: Fields, *keys: str, read: Callable[[etree._Element], str] = markup_of) -> str:
    """The first of these that says anything."""
    for key in keys:
        for element in fields.get(key, ()):
            if (text := read(element)).strip():
                return text
    return ""
