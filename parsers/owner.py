"""Whose site an address is on, as the registries of names see it."""

from functools import cache, lru_cache
from ipaddress import ip_address

from publicsuffixlist import PublicSuffixList

from parsers.urls import host_of

# Where everyone has a name of his own, though the list of suffixes does not say so.
_PLATFORMS = frozenset((
    "beehiiv.com", "canalblog.com", "exblog.jp", "ghost.io", "livejournal.com", "medium.com", "narod.ru",
    "over-blog.com", "squarespace.com", "substack.com", "tistory.com", "tumblr.com", "typepad.com", "ucoz.ru",
    "wordpress.com",
))  # fmt: skip


@lru_cache(maxsize=4096)  # a desk reads a few hundred hosts, each of them again and again
def owner_of(url: str) -> str:
    """Tell the registrable domain of an address, in ASCII: "bbc.co.uk", "example.blogspot.com".

    Of a page behind a redirector or in a cache that carries its address it is the page's own. An IP address, and a
    name without a registry such as "localhost:8000", is itself, with its port: other ports there are other sites.
    "" for what is no web address.
    """
    place = host_of(url)
    name = place if place.endswith("]") else place.partition(":")[0]
    if "." not in name or _is_ip(name):
        return place
    domain = _suffixes().privatesuffix(name) or name
    return ".".join(name.split(".")[-3:]) if domain in _PLATFORMS else domain


@cache  # 15,000 rules, read once: in tens of milliseconds, and not by those who never ask
def _suffixes() -> PublicSuffixList:
    """The list as its package carries it, with the suffixes that companies hand out. It never asks the network."""
    return PublicSuffixList()


def _is_ip(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
