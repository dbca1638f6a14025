"""The picture that leads an article."""

import itertools
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from parsers.page.body.boxes import names_of
from parsers.page.evidence import Found
from parsers.page.tree import Tree, is_inside

_META = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
# Words of an address that belong to the site and not to the article.
_SITE = re.compile(
    r"(?:^|[^a-z])(?:logos?|placeholders?|favicons?|icons?|avatars?|gravatar|spacer|blank|pixel|dummy|fallback"
    r"|no[-_]?(?:image|photo|thumb\w*)|og[-_]?(?:image|default)|apple-touch\w*|transparent|1x1|loading"
    r"|social[-_]?(?:share|image|card|media|default)|share[-_]?(?:image|default|img)|sprites?|badge|emoji)(?:[^a-z]|$)"
    r"|^default",
    re.I,
)
_ID = re.compile(r"[A-Za-z0-9]{6,}")  # with a digit: what makes the name of a file its own
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?|\d+x\d+|\w*?_?\d{1,3}px", re.I)
_FACE = re.compile(r"author|avatar|byline|contributor|bio\b|profile|teaser|related|promo|card\b", re.I)
_SLUG = re.compile(r"[^/?=&.]{24,}")
_SMALL = 150  # pixels a side; portraits of authors and icons have less
MAX_IMAGES = 60
_MAX_CHARS = 2_000  # of an address; browsers and servers take no longer ones


def lead_image_of(tree: Tree, base: str, links: list[HtmlElement]) -> Found[str | None]:
    """The address of the picture that the page names, in the form it is shown in; else the first big one it shows.

    `base` is the address that others on the page are relative to, `links` its link elements.
    """
    stated = [(where, url) for where, text in _stated(tree, links) if (url := _address(text, base))]
    if not stated:
        leading = next((url for image in _images(tree.root) if _leads(image) for url in _sources(image, base)), None)
        return Found(leading, "figure") if leading else Found(None)
    where, url = stated[0]
    shown = next(_shown_as(url, tree.root, base), url)
    marks = _marks(url)
    others = ((w, u) for w, u in stated if u != url and not any(mark in unquote(u) for mark in marks))
    return Found(shown, where, tuple(others))


def _stated(tree: Tree, links: list[HtmlElement]) -> Iterator[tuple[str, str]]:
    for text in _addresses(tree.node.get("image")):
        yield f"{tree.told_in} image", text
    for key in _META:
        for text in tree.meta.get(key, ()):
            yield f"meta {key}", text
    for link in links:
        if link.get("rel") == "image_src":
            yield "link image_src", link.get("href") or ""
    for text in _addresses(tree.node.get("thumbnailUrl")):
        yield f"{tree.told_in} thumbnailUrl", text


def _addresses(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 4:
        for each in value[:10]:
            yield from _addresses(each, depth + 1)
    elif isinstance(value, dict) and depth < 4:
        yield from _addresses(value.get("url") or value.get("contentUrl") or value.get("@id"), depth + 1)


def _address(text: str, base: str) -> str:
    """An address on the web of what may be a picture of its own; "" for others."""
    if len(text) > _MAX_CHARS:
        return ""
    try:
        address = urljoin(base, text.strip().replace("&amp;", "&").replace("&#038;", "&"))
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path not in ("", "/")
    return address if is_web and not parts.path.endswith(".svg") and not _SITE.search(_file(parts.path)) else ""


def _file(path: str) -> str:
    return unquote(path.rstrip("/").rsplit("/", 1)[-1])


def _images(root: HtmlElement) -> Iterator[HtmlElement]:
    return (image for image in itertools.islice(root.iter("img"), MAX_IMAGES) if not _is_small(image))


def _shown_as(stated: str, root: HtmlElement, base: str) -> Iterator[str]:
    """The same picture as it stands on the page."""
    marks = _marks(stated)
    for image in itertools.islice(root.iter("img"), MAX_IMAGES):
        for name in _SOURCES:
            text = unquote(image.get(name) or "")
            is_same = any(mark in text for mark in marks) and not _is_small(image)
            if is_same and (address := _source(image, name, base)):
                yield address


def _leads(image: HtmlElement) -> bool:
    """In a figure of the article, and not the face of its author."""
    around = list(itertools.islice(image.iterancestors(), 8))
    if any(_FACE.search(names_of(each.attrib)) for each in (image, *around[:5])):
        return False
    if is_inside(image, "nav", "footer", "aside"):
        return False
    return any(each.tag in ("figure", "picture") for each in around) or is_inside(image, "article", "main")


def _is_small(image: HtmlElement) -> bool:
    sides = (re.match(r"\d+", image.get(side) or "") for side in ("width", "height"))
    return any(side and int(side[0]) < _SMALL for side in sides) or bool(_SITE.search(names_of(image.attrib)))


def _sources(image: HtmlElement, base: str) -> Iterator[str]:
    return (address for name in _SOURCES if (address := _source(image, name, base)))


def _source(image: HtmlElement, name: str, base: str) -> str:
    """The first address in one attribute; "" where something stands in for the picture until it is had."""
    stated = (image.get(name) or "").split()
    return _address(stated[0].rstrip(","), base) if stated and not stated[0].startswith("data:") else ""


def _marks(address: str) -> list[str]:
    """What makes the name of a picture its own, in all its sizes."""
    path = unquote(address).split("://", 1)[-1].split("/", 1)[-1]
    ids = [i for i in _ID.findall(path) if not i.isalpha() and not _DATE.fullmatch(i)]
    return ids or [slug[:24] for slug in _SLUG.findall(path)]
