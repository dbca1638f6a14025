"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0: XML to entries."""

import html
import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree

from news import Entry, Feed, FeedError
from parsers.charset import decode
from parsers.dates import read_date
from parsers.json_feed import read_json_feed
from parsers.markup import has_tags, plain
from parsers.xml_tree import read_xml

_PREFIXES = {
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://example.com/newformat#": "atom",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
# RSS has had many namespaces and none; whatever else is unknown must not pass for its title or link.
_RSS = re.compile(
    r"$|https?://(purl\.org/(rss|net/rss1\.1)|my\.netscape\.com|channel\.netscape\.com"
    r"|backend\.userland\.com|blogs\.law\.harvard\.edu)",
    re.I,
)
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MAILBOX = re.compile(r"^\S+@\S+\s*\((?P<after>[^()]+)\)$|^(?P<before>[^<>]+?)\s*<\S+@\S+>$|^(?P<bare>\S+@\S+)$")

_Fields = dict[str, list[etree._Element]]


def read_feed(body: bytes, url: str, content_type: str) -> Feed:
    """Read a feed of any kind. `url` is where it was read from: the base of relative links.

    Raises FeedError: the document is no feed.
    """
    text = decode(body, content_type)
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return read_json_feed(text, url)
    root = read_xml(text)
    if root is None or _key(root).split(":")[-1] not in ("rss", "feed", "rdf", "channel"):
        raise FeedError("not a feed", url)
    base = urljoin(url, root.get(_BASE) or "")
    return _atom(root, base) if _key(root).endswith("feed") else _rss(root, base)


def _rss(root: etree._Element, base: str) -> Feed:
    channel = root if _key(root) == "channel" else next(iter(_fields(root).get("channel", [])), root)
    head = _fields(channel)
    base = urljoin(base, channel.get(_BASE) or "")
    items = [e for e in root.iter() if isinstance(e.tag, str) and _key(e) == "item"]
    entries = (_item(item, base) for item in items if len(item) or item.get(_ABOUT))
    title = plain(_first(head, "title", "dc:title", "media:title", "atom:title"))
    language = _first(head, "language", "dc:language").strip() or None
    return Feed(title or None, tuple(entries), language=language)


def _item(item: etree._Element, base: str) -> Entry:
    f = _fields(item)
    base = urljoin(base, item.get(_BASE) or "")
    guid = _first(f, "guid").strip() or item.get(_ABOUT)
    return Entry(
        id=guid or _first(f, "atom:id", "dc:identifier").strip() or None,
        url=_item_url(f, base, guid),
        title=plain(_first(f, "title", "dc:title", "media:title", "atom:title", "itunes:title")),
        published_at=_date(f, "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "published"),
        updated_at=_date(f, "atom:updated", "dcterms:modified", "lastbuilddate", "updated"),
        summary=_first(f, "description", "atom:summary", "itunes:summary", "media:description", "summary"),
        content=_first(f, "content:encoded", "xhtml:body", "atom:content", "fulltext", "content"),
        authors=_people(e for key in ("dc:creator", "author", "atom:author", "itunes:author") for e in f.get(key, [])),
        language=_first(f, "dc:language").strip() or None,
    )


def _item_url(f: _Fields, base: str, guid: str | None) -> str | None:
    """The link; else an Atom link; else the guid when it says, or does not deny, to be one."""
    for link in f.get("link", []):
        if found := web_address(_text(link) or link.get("href"), base):
            return found
    if found := _alternate(f.get("atom:link", []), base):
        return found
    lasting = all((e.get("isPermaLink") or "true").strip().lower() != "false" for e in f.get("guid", []))
    is_address = (guid or "").strip().lower().startswith(("http://", "https://"))
    return web_address(guid, base) if lasting and is_address else None


def _atom(root: etree._Element, base: str) -> Feed:
    head = _fields(root)
    entries = tuple(_entry(e, base) for e in head.get("atom:entry", []) + head.get("entry", []) if len(e))
    return Feed(plain(_html(head, "title")) or None, entries, language=root.get(_LANG))


def _entry(entry: etree._Element, base: str) -> Entry:
    f = _fields(entry)
    base = urljoin(base, entry.get(_BASE) or "")
    return Entry(
        id=_first(f, "atom:id", "id").strip() or None,
        url=_alternate(f.get("atom:link", []) + f.get("link", []), base),
        title=plain(_html(f, "title")) or plain(_first(f, "media:title")),
        published_at=_date(f, "atom:published", "atom:issued", "atom:created", "published", "dc:date"),
        updated_at=_date(f, "atom:updated", "atom:modified", "updated"),
        summary=_html(f, "summary"),
        content=_html(f, "content"),
        authors=_people(f.get("atom:author", []) + f.get("author", []) + f.get("dc:creator", [])),
        language=entry.get(_LANG),
    )


def _alternate(links: Iterable[etree._Element], base: str) -> str | None:
    """The address of the entry itself; HTML before other forms of it."""
    own = [e for e in links if (e.get("rel") or "alternate").strip().lower() == "alternate"]
    own.sort(key=lambda e: "html" not in (e.get("type") or "html"))
    found = (web_address(e.get("href"), urljoin(base, e.get(_BASE) or "")) for e in own)
    return next((address for address in found if address), None)


def web_address(link: str | None, base: str) -> str | None:
    """Resolve a link; None unless it leads to a web page."""
    link = "".join((link or "").split("\n")).strip().replace(" ", "%20")
    try:
        address = urljoin(base, link)
        return (
            address if link and urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname else None
        )
    except ValueError:  # brackets that are no IPv6 address
        return None


def _key(element: etree._Element) -> str:
    """Name an element by our own prefix for its namespace and its local name, in lower case."""
    tag = str(element.tag)
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    if prefix := _PREFIXES.get(space.lower()):
        return f"{prefix}:{local.lower()}"
    return local.lower() if _RSS.match(space) else f"other:{local.lower()}"


def _fields(element: etree._Element) -> _Fields:
    """Children by key, in document order."""
    fields: _Fields = {}
    for child in element:
        if isinstance(child.tag, str):
            fields.setdefault(_key(child), []).append(child)
    return fields


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _markup(element: etree._Element) -> str:
    """The text, with any markup that was left unescaped inside it."""
    if not len(element):
        return element.text or ""
    inner = (etree.tostring(child, encoding="unicode") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


def _first(f: _Fields, *keys: str) -> str:
    """The first of these that says anything."""
    return next((text for key in keys for e in f.get(key, []) if (text := _markup(e)).strip()), "")


def _html(f: _Fields, name: str) -> str:
    """An Atom text construct as HTML, whatever form it has."""
    for element in f.get("atom:" + name, []) + f.get(name, []):
        kind = (element.get("type") or "text").lower()
        text = _markup(element)
        literal = kind in ("text", "text/plain") and element.get("mode") != "escaped" and not len(element)
        # Many write HTML and forget to say so.
        text = html.escape(text, quote=False) if literal and not has_tags(text) else text
        if text.strip():
            return text
    return ""


def _date(f: _Fields, *keys: str) -> datetime | None:
    return next((found for key in keys for e in f.get(key, []) if (found := read_date(_text(e)))), None)


def _people(elements: Iterable[etree._Element]) -> tuple[str, ...]:
    names = (plain(_first(_fields(e), "atom:name", "name") if len(e) else _text(e)) for e in elements)
    return tuple(dict.fromkeys(name for raw in names if (name := _name(raw))))


def _name(text: str) -> str:
    """Drop the e-mail address that RSS wants beside a name."""
    found = _MAILBOX.match(text)
    return (found["after"] or found["before"] or "") if found else text
