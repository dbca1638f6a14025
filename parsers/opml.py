"""Lists of feeds as feed readers export them (OPML), read and written."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from lxml import etree

from news import FeedError
from parsers.address import web_address
from parsers.charset import to_utf8
from parsers.xml_tree import is_too_large, read_xml

_SPACE = re.compile(r"\s+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can say them
_WRAPPED = re.compile(r"feed:(?://)?(https?://.*)|feed://(.*)", re.I | re.S)  # what some browsers made of addresses
_GUISE = re.compile(r"^https?://(?:www\.)?|/$")  # no more: the parameters of a feed choose what it lists
_END = re.compile(rb"</(?:\w+:)?opml\s*>|<(?:\w+:)?opml\b[^>]*/>", re.I)
_MAX_DEPTH = 20  # folders in folders; readers allow one or two


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. `tags` are its folders, one tag a path ("News/Africa"), and its categories."""

    title: str
    url: str
    site_url: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """An outline with an address that is no feed for us, and why."""

    title: str
    why: str


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Read the export of a feed reader, however it was made, in its order; each feed once, with all its tags.

    Outlines without the address of a feed on the web are left out. Raises FeedError: it is no OPML.
    """
    found: dict[str, Outline] = {}
    for outline in _outlines(_root(body)):
        if isinstance(outline, Outline):
            key = _GUISE.sub("", outline.url)
            found[key] = _merged(found[key], outline) if key in found else outline
    return tuple(found.values())


def misfits_of(body: bytes) -> tuple[Misfit, ...]:
    """What `read_opml` leaves out, in its order. Raises FeedError: it is no OPML."""
    return tuple(one for one in _outlines(_root(body)) if isinstance(one, Misfit))


def is_cut_off(body: bytes) -> bool:
    """Whether the end of the list is missing, and with it perhaps some of its feeds."""
    return _END.search(to_utf8(body)) is None


def _root(body: bytes) -> etree._Element:
    data = to_utf8(body)
    if is_too_large(data):
        raise FeedError("too large", "", "more than any list of feeds")
    root = read_xml(data)
    if root is None or _name(root) != "opml":
        raise FeedError("not OPML", "", "export the list of feeds as OPML, and try again")
    return root


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """Write a list that feed readers import: a folder for each tag, and all tags of a feed in its `category`.

    A feed with several tags stands in the folder of each; a "/" in a tag makes a folder in a folder.
    Reading it again gives the same outlines, in the order of the folders; those without tags come first.
    """
    top = _Folder()
    for outline in outlines:
        for tag in outline.tags or ("",):
            top.of(tag).feeds.append(outline)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', f"  <head>{_head(title)}</head>"]
    return "\n".join([*lines, "  <body>", *_lines(top, "    "), "  </body>", "</opml>", ""])


class _Folder:
    def __init__(self) -> None:
        self.feeds: list[Outline] = []
        self.folders: dict[str, _Folder] = {}

    def of(self, path: str) -> "_Folder":
        folder = self
        for name in _path(path)[:_MAX_DEPTH]:
            folder = folder.folders.setdefault(name, _Folder())
        return folder


def _head(title: str) -> str:
    return f"<title>{html.escape(_ILLEGAL.sub('', title), quote=False)}</title>"


def _lines(folder: _Folder, indent: str) -> Iterator[str]:
    for outline in folder.feeds:
        yield f"{indent}<outline {_attributes(outline)}/>"
    for name, inner in folder.folders.items():
        yield f"{indent}<outline text={_quoted(name)} title={_quoted(name)}>"
        yield from _lines(inner, indent + "  ")
        yield f"{indent}</outline>"


def _attributes(outline: Outline) -> str:
    """Categories begin with a slash, as OPML 2.0 wants them; commas part them, so a comma in one is written %2C."""
    pairs = {"type": "rss", "text": outline.title, "title": outline.title, "xmlUrl": outline.url}
    if outline.site_url:
        pairs["htmlUrl"] = outline.site_url
    if outline.tags:
        pairs["category"] = ",".join("/" + tag.replace("%", "%25").replace(",", "%2C") for tag in outline.tags)
    return " ".join(f"{name}={_quoted(value)}" for name, value in pairs.items())


def _quoted(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _outlines(root: etree._Element) -> Iterator[Outline | Misfit]:
    """Every outline with an address, in the order of the document; the folders around it are its tags."""
    path: list[tuple[Iterator[etree._Element], tuple[str, ...]]] = [(iter(root), ())]
    while path:
        rest, folders = path[-1]
        element = next(rest, None)
        if element is None:
            path.pop()
            continue
        own = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        inner = folders
        if _name(element) == "outline":
            if outline := _outline(own, folders):
                yield outline
            elif (name := _title(own)) and len(folders) < _MAX_DEPTH:
                inner = (*folders, name)
        path.append((iter(element), inner))


def _outline(own: dict[str, str], folders: tuple[str, ...]) -> Outline | Misfit | None:
    kind = own.get("type", "").strip()
    is_feed = kind.lower() in ("rss", "atom")
    address = own.get("xmlurl") or own.get("feedurl") or (own.get("url", "") if is_feed else "")
    if not address.strip():
        return None
    if "+" in kind:  # FreshRSS: HTML+XPath, JSON+DotNotation and the like, whose address is no feed
        return Misfit(_title(own) or address, f"it is no feed, its reader picks news from a page ({_plain(kind)})")
    if not (url := _address(address)):
        return Misfit(_title(own) or address, "its address is no web address")
    title, categories = _title(own) or url, tuple(_categories(own))
    return Outline(title, url, _address(own.get("htmlurl", "")), _tags(title, folders, categories))


def _tags(title: str, folders: tuple[str, ...], categories: tuple[str, ...]) -> tuple[str, ...]:
    if "/".join(folders) in categories:  # as we write it
        return _distinct(categories)
    if folders and folders[-1] == title:  # Thunderbird puts each feed in a folder of its own
        folders = folders[:-1]
    return _distinct(("/".join(folders), *categories))


def _title(own: dict[str, str]) -> str:
    return next((text for name in ("title", "text") if (text := _plain(own.get(name, "")))), "")


def _plain(text: str) -> str:
    """One line; some readers escape what was escaped."""
    return _SPACE.sub(" ", html.unescape(text) if _ENTITY.search(text) else text).strip()


def _address(text: str) -> str | None:
    """Addresses that were escaped twice say "&amp;" between parameters."""
    link = text.strip().replace("&amp;", "&")
    if found := _WRAPPED.match(link):
        link = found[1] or f"http://{found[2]}"
    return web_address(link, "")


def _categories(own: dict[str, str]) -> Iterator[str]:
    for part in own.get("category", "").split(","):
        name = part.replace("%2C", ",").replace("%25", "%") if part.strip().startswith("/") else part
        yield "/".join(_path(_plain(name)))


def _path(tag: str) -> list[str]:
    return [name for part in tag.split("/") if (name := part.strip())]


def _merged(one: Outline, other: Outline) -> Outline:
    return replace(one, site_url=one.site_url or other.site_url, tags=_distinct([*one.tags, *other.tags]))


def _distinct(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()
