"""What a host's addresses teach about their parameters: which of them leave the page as it is."""

import re

from parsers.url_path import Naming, naming
from parsers.url_query import pairs_of
from parsers.urls import host_of_key, page_key

# A value that may be all that tells one page from the next: a number, a hash, a token, a headline.
_LIKE_AN_ID = re.compile(
    r"\d+|(?=.*\d{5})[\w.:-]+|[0-9a-f]{8,}|(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}|[^\W_]+(?:[-_ ][^\W_]+){2,}|.{24,}",
    re.I | re.S,
)
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jspx?|cfm|cgi|pl|do|dll|exe)$", re.I)


def differing_parameters(one: str, other: str) -> tuple[str, frozenset[str]] | None:
    """Tell (host, names) of the parameters in which two addresses of a host differ; None where they differ in nothing
    or elsewhere. Guises of an address do not differ. A parameter may be missing in one of the two.
    """
    a, b = page_key(one), page_key(other)
    if a == b or _without_query(a) != _without_query(b):
        return None
    return host_of_key(a), frozenset(name for name, _ in set(pairs_of(a)) ^ set(pairs_of(b)))


def differing_parameter(one: str, other: str) -> tuple[str, str] | None:
    """The same where it is one parameter; None where there are several."""
    host, names = differing_parameters(one, other) or ("", frozenset[str]())
    return (host, min(names)) if len(names) == 1 else None


def can_be_noise(one: str, other: str) -> bool:
    """Tell whether two addresses that differ in one parameter, and led to one text, say anything about it.

    Where the path names the article (a headline, a number), they do: nothing else is needed to choose it. Where it
    does not, an id is the page's only name: that two ids lead to one text is what a report sent twice looks like,
    and that one leads where none leads is what the latest report looks like. However often it is seen, it proves
    nothing. There only what is no id counts: an edition, a tab, a reader's list.
    """
    found = differing_parameter(one, other)
    if found is None:
        return False
    key = page_key(one)
    path = _without_query(key)[len(found[0]) :]
    if naming(path) is not Naming.NOT and not _SCRIPT.search(path):
        return True
    values = [value or name for url in (one, other) for name, value in pairs_of(page_key(url)) if name == found[1]]
    return not any(_LIKE_AN_ID.fullmatch(value) for value in values)


def key_without(key: str, names: frozenset[str]) -> str:
    """A page key with these parameters left out."""
    return page_key("https://" + key, names)


def _without_query(key: str) -> str:
    """Host, path and route."""
    rest, mark, route = key.partition("#")
    return rest.partition("?")[0] + mark + route
