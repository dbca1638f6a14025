"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF: XML to entries. JSON Feed is passed on."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import datetime

from lxml import etree

from news import Entry, Feed, FeedError
from parsers.address import web_address
from parsers.charset import to_utf8
from parsers.dates import read_date
from parsers.elements import Fields, Names, first, markup_of, rebase, text_of
from parsers.inflate import inflated
from parsers.json_feed import read_json_feed
from parsers.markup import as_html, clean, line
from parsers.wishes import hub_of, wishes_of
from parsers.xml_tree import is_too_large, read_xml

_ROOTS = ("rss", "rdf", "channel", "feed")
_ENTRIES = ("item", "entry", "atom:entry")
_ENTRY_TAGS = ("{*}item", "{*}entry", "{*}Item", "{*}ITEM", "{*}Entry")
_MAX_NESTING = 3  # entries in entries: two come from lost end tags, hundreds from somebody who wishes us ill
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = ("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "rdf:about")
_MAX_DATE = 100  # characters; longer is prose
_NO_SPACE = dict.fromkeys(map(ord, " \t\r\n"))
_MAX_NAME = 200  # characters that are looked through for a mailbox: the pattern tries each @
_JSON = re.compile(rb"\s*\{")
_MAILBOX = re.compile(r"^\S+@\S+\s*\((?P<after>[^()]+)\)$|^(?P<before>[^<>]+?)\s*<\S+@\S+>$|^(?P<bare>\S+@\S+)$")

_TITLES = ("title", "dc:title", "media:title", "atom:title", "itunes:title")
_PUBLISHED = (
    "pubdate", "dc:date", "dcterms:issued", "dcterms:created", "dcterms:date", "dcterms:available", "atom:published",
    "atom:issued", "atom:created", "published", "issued", "prism:publicationdate", "date", "created",
)  # fmt: skip
_UPDATED = ("atom:updated", "atom:modified", "dcterms:modified", "lastbuilddate", "updated", "modified")
_SUMMARIES = ("description", "atom:summary", "itunes:summary", "media:description", "summary", "abstract")
_CONTENTS = ("content:encoded", "xhtml:body", "xhtml:div", "atom:content", "fulltext", "content", "body")


def read_feed(body: bytes, url: str, content_type: str) -> Feed:
    """Read a feed of any kind. `url` is where it was read from: the base of relative links.

    Raises FeedError: the document is no feed, or it is beyond bounds.
    """
    data = to_utf8(inflated(body, url), content_type)
    if _JSON.match(data):
        return read_json_feed(data.decode("utf-8", "replace"), url)
    if is_too_large(data):
        raise FeedError("too large", url, "more tags than any feed has")
    root = read_xml(data)
    if root is None or (names := Names(root))[str(root.tag)].split(":")[-1] not in _ROOTS:
        raise FeedError("not a feed", url)
    return _atom(root, names, url) if names[str(root.tag)].endswith("feed") else _rss(root, names, url)


def _rss(root: etree._Element, names: Names, url: str) -> Feed:
    outer = names.fields(root)
    channel = root if names[str(root.tag)] == "channel" else next(iter(outer.get("channel", [])), root)
    head = names.fields(channel)
    base = rebase(rebase(url, root), channel)
    return Feed(
        line(first(head, *_TITLES)) or None,
        tuple(_entries(root, names, base)),
        language=first(head, "language", "dc:language").strip() or root.get(_LANG),
        wishes=wishes_of(head, names),
        hub=hub_of(head, url) or hub_of(outer, url),
    )


def _atom(root: etree._Element, names: Names, url: str) -> Feed:
    head = names.fields(root)
    entries = tuple(_entries(root, names, rebase(url, root)))
    title = line(_construct(head, "title")) or None
    return Feed(title, entries, language=root.get(_LANG), wishes=wishes_of(head, names), hub=hub_of(head, url))


def _entries(root: etree._Element, names: Names, base: str) -> Iterator[Entry]:
    """Wherever they stand: beside the channel, or in one another."""
    for element in root.iter(*_ENTRY_TAGS):
        key = names[str(element.tag)]
        if key not in _ENTRIES or sum(1 for _ in element.iterancestors(*_ENTRY_TAGS)) > _MAX_NESTING:
            continue
        if len(element) or (key == "item" and (_about(element) or _href(element))):
            yield (_item if key == "item" else _entry)(element, names.fields(element), names, rebase(base, element))


def _item(item: etree._Element, f: Fields, names: Names, base: str) -> Entry:
    guid = first(f, "guid", read=text_of).strip() or _about(item)
    return Entry(
        id=guid or first(f, "atom:id", "dc:identifier", "id", read=text_of).strip() or None,
        url=_item_url(f, base, guid) or web_address(_href(item), base),
        title=line(first(f, *_TITLES)),
        published_at=_date(f, *_PUBLISHED),
        updated_at=_date(f, *_UPDATED) or read_date(item.get("LASTMOD") or item.get("lastmod")),
        summary=first(f, *_SUMMARIES) or _described(f, names),
        content=first(f, *_CONTENTS),
        authors=_people(f, names, "dc:creator", "author", "atom:author", "itunes:author"),
        language=first(f, "dc:language").strip() or None,
    )


def _item_url(f: Fields, base: str, guid: str | None) -> str | None:
    """The link; else an Atom link; else the guid when it says, or does not deny, to be one."""
    for link in f.get("link", []):
        written = text_of(link).strip() or (link.get("href") if _is_alternate(link) else None)
        if found := web_address(written, rebase(base, link)):
            return found
    if found := _alternate(f.get("atom:link", []), base):
        return found
    lasting = all(_permalink(e) != "false" for e in f.get("guid", []))
    is_address = (guid or "").strip().lower().startswith(("http://", "https://"))
    return web_address(guid, base) if lasting and is_address else None


def _permalink(guid: etree._Element) -> str:
    return (guid.get("isPermaLink") or guid.get("ispermalink") or "true").strip().lower()


def _entry(entry: etree._Element, f: Fields, names: Names, base: str) -> Entry:
    return Entry(
        id=first(f, "atom:id", "id", read=text_of).strip() or None,
        url=_alternate(f.get("atom:link", []) + f.get("link", []), base) or _elsewhere(f, base),
        title=line(_construct(f, "title") or first(f, "media:title", "dc:title")),
        published_at=_date(f, "atom:published", "atom:issued", "atom:created", *_PUBLISHED),
        updated_at=_date(f, *_UPDATED),
        summary=_construct(f, "summary") or _described(f, names),
        content=_construct(f, "content"),
        authors=_people(f, names, "atom:author", "author", "dc:creator"),
        language=entry.get(_LANG),
    )


def _about(item: etree._Element) -> str | None:
    return next((about for name in _ABOUT if (about := item.get(name))), None)


def _href(item: etree._Element) -> str | None:
    """CDF keeps an item's address beside its name."""
    return item.get("href") or item.get("HREF")


def _is_alternate(link: etree._Element) -> bool:
    return (link.get("rel") or "alternate").strip().lower().rpartition("/")[2] == "alternate"


def _alternate(links: Iterable[etree._Element], base: str) -> str | None:
    """The address of the entry itself; HTML before other forms of it."""
    own = [e for e in links if _is_alternate(e)]
    own.sort(key=lambda e: "html" not in (e.get("type") or "html"))
    found = (web_address(e.get("href") or text_of(e), rebase(base, e)) for e in own)
    return next((address for address in found if address), None)


def _elsewhere(f: Fields, base: str) -> str | None:
    """Where an entry's content is, when the feed only says where."""
    found = (web_address(e.get("src"), rebase(base, e)) for e in f.get("atom:content", []))
    return next((address for address in found if address), None)


def _described(f: Fields, names: Names) -> str:
    """What is said of the entry's film or picture, as YouTube does."""
    groups = f.get("media:group", []) + f.get("media:content", [])
    return next((text for e in groups if len(e) and (text := first(names.fields(e), "media:description"))), "")


def _construct(f: Fields, name: str) -> str:
    """An Atom text construct as HTML, whatever form it has."""
    found = (_as_html(e) for e in f.get("atom:" + name, []) + f.get(name, []))
    return next((text for text in found if text.strip()), "")


def _as_html(element: etree._Element) -> str:
    kind, mode = (element.get("type") or "text").strip().lower(), (element.get("mode") or "").strip().lower()
    text = markup_of(element)
    if mode == "base64" or ("/" in kind and mode != "escaped" and not kind.startswith(("text/", "multipart/"))):
        text = _unpacked(text) if not kind.endswith(("xml", "html")) or mode == "base64" else text
    literal = kind in ("text", "text/plain") and mode not in ("escaped", "base64") and not len(element)
    return as_html(text) if literal else text


def _unpacked(text: str) -> str:
    """Base64 to text; what is no base64 stays what it is, and a picture is nothing to read."""
    try:
        packed = b64decode(text.translate(_NO_SPACE), validate=True)
    except (binascii.Error, ValueError):
        return text
    try:
        return clean(packed.decode("utf-8"))
    except UnicodeDecodeError:
        return ""


def _date(f: Fields, *keys: str) -> datetime | None:
    for key in keys:
        for element in f.get(key, ())[:3]:  # more are no dates of this entry
            if found := read_date(text_of(element)[:_MAX_DATE]):
                return found
    return None


def _people(f: Fields, names: Names, *keys: str) -> tuple[str, ...]:
    elements = (e for key in keys for e in f.get(key, ()))
    written = (line(first(names.fields(e), "atom:name", "name") if len(e) else e.text or "") for e in elements)
    return tuple(dict.fromkeys(name for raw in written if (name := _name(raw))))


def _name(text: str) -> str:
    """Drop the e-mail address that RSS wants beside a name."""
    found = _MAILBOX.match(text) if "@" in text and len(text) <= _MAX_NAME else None
    return (found["after"] or found["before"] or "") if found else text
