"""One key for all guises of an address, and never one key for two pages."""

import re
from urllib.parse import urlsplit

from parsers.url_host import host_key
from parsers.url_path import path_key
from parsers.url_query import query_key
from parsers.url_wrappers import unwrap

__all__ = ["host_of", "host_of_key", "page_key", "same_site"]

_SCHEMES = ("http", "https")
_PORTS = (None, 80, 443)  # whichever the scheme: nobody serves a site of his own on the other's port
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp|#0{0,4}38|#x26);", re.I)
_HOST_ENDS = re.compile(r"[/?#]")
_NO_NAMES: frozenset[str] = frozenset()


def page_key(url: str, noise: frozenset[str] = _NO_NAMES) -> str:
    """Tell what page an address leads to: equal for two guises of one address.

    Scheme, www/mobile/AMP/print forms, default ports, fragments, trackers, sessions, order of parameters, index pages
    and spelling do not count. Redirectors, caches and archives that carry their target are followed, without a
    request. `noise`: further names of parameters that do not count on this host. The key of "https://" + key is the
    key itself; it begins with the host. What is no web address is its own key.
    """
    address = unwrap(_as_browsers_read(url))
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url.strip()
    if parts.scheme not in _SCHEMES or not host:
        return url.strip()
    path = path_key(parts.path)
    query = query_key(parts.query, path, noise) if parts.query else ""
    route = _route(parts.fragment) if parts.fragment else ""
    key = host_key(host) + ("" if port in _PORTS else f":{port}") + path + query + route
    inner = unwrap("https://" + key)  # a wrapper may be in disguise, too
    return key if len(inner) == len(key) + 8 else page_key(inner, noise)


def host_of(url: str) -> str:
    """The host of a page as its key has it, with any port of its own. "" for what is no web address."""
    key = page_key(url)
    is_address = url.lstrip()[:4].lower() == "http" and "://" not in key[:8]
    return host_of_key(key) if is_address else ""


def host_of_key(key: str) -> str:
    """The host that a page key begins with."""
    return _HOST_ENDS.split(key, maxsplit=1)[0]


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: the same host, or one below the other, www and m. aside."""
    try:
        a, b = (host_key(urlsplit(url).hostname or "") for url in (one, other))
    except ValueError:
        return False
    return bool(a and b) and (a == b or a.endswith("." + b) or b.endswith("." + a))


def _as_browsers_read(url: str) -> str:
    """What feeds and mail programs do to an address, undone."""
    url = url.strip()
    if not url.isascii():
        url = url.encode("utf-8", "replace").decode()  # half a character, as careless cutting leaves it
    while "&amp;" in url or "&#" in url:  # escaped more than once, by some
        url, before = _ESCAPED_AMPERSAND.sub("&", url), url
        if url == before:
            break
    if "\\" in url:
        start, mark, query = url.partition("?")
        url = start.replace("\\", "/") + mark + query
    return url


def _route(fragment: str) -> str:
    """What a page of scripts shows is named behind the #; everywhere else that is a place in the page."""
    route = fragment.strip()
    return "#" + route if route[:1] in ("!", "/") and route.strip("!/") else ""
