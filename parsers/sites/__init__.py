"""Rules of publishers whose pages are not understood without.

One file each, named after its host with `_` for dots and hyphens: `bbc_co_uk.py` holds the `RULE` of bbc.co.uk.
A page's host thus names the file, and only the rules of sites that are really read are ever imported; a new file
is all that a new rule takes. A rule of several hosts has a file for each of the others, which imports it.
"""

import pkgutil
import re
from functools import cache, lru_cache
from importlib import import_module
from urllib.parse import urlsplit

from parsers.page.site_rule import SiteRule


def rule_for(url: str) -> SiteRule | None:
    """The rule for the page at this address: that of its host, else of the nearest host above it."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return _rule_of(host) if host else None


@cache
def names() -> frozenset[str]:
    """The files that hold rules, without importing any."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__))


@lru_cache(maxsize=4_096)  # a desk reads some hundred hosts
def _rule_of(host: str) -> SiteRule | None:
    labels = host.rstrip(".").split(".")
    for start in range(len(labels) - 1):  # never the last label alone
        name = file_name(".".join(labels[start:]))
        if name in names() and (rule := _loaded(name)) and is_below(host, rule.hosts):
            return rule
    return None


def file_name(host: str) -> str:
    return re.sub(r"[.-]", "_", host)


def is_below(host: str, others: tuple[str, ...]) -> bool:
    """a_b.py could be of a.b and of a-b: its rule says of which."""
    return any(host == other or host.endswith(f".{other}") for other in others)


def _loaded(name: str) -> SiteRule:
    rule = import_module(f"{__name__}.{name}").RULE
    assert isinstance(rule, SiteRule)
    return rule
