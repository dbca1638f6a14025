"""What the page says of itself in meta and link elements."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from parsers.urls import same_site

Meta = Mapping[str, tuple[str, ...]]


def meta_of(root: HtmlElement) -> Meta:
    """Values of all meta elements by name, property or itemprop (lower case), in document order."""
    found: dict[str, list[str]] = {}
    for tag in root.iter("meta"):
        content = " ".join(str(tag.get("content") or "").split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (key := str(tag.get(attribute) or "").strip().lower()):
                found.setdefault(key, []).append(content)
    return {key: tuple(values) for key, values in found.items()}


def first(meta: Meta, *keys: str) -> str:
    return next((values[0] for key in keys if (values := meta.get(key))), "")


def canonical(root: HtmlElement, meta: Meta, url: str) -> str | None:
    """The address that the page calls its own, when it is a page of the same site and not merely its front page."""
    links = [tag.get("href") for tag in root.iter("link") if "canonical" in (tag.get("rel") or "").lower().split()]
    for link in [*links, first(meta, "og:url")]:
        try:
            address = urljoin(url, str(link or "").strip())
        except ValueError:
            continue
        if link and is_page_of(address, url):
            return address
    return None


def is_page_of(address: str, url: str) -> bool:
    """Tell whether an address leads to a page of the same site, and not from a page to the site's front."""
    try:
        parts, own = urlsplit(address), urlsplit(url)
    except ValueError:
        return False
    is_front = parts.path in ("", "/") and not parts.query and own.path not in ("", "/")
    return parts.scheme in ("http", "https") and same_site(address, url) and not is_front
