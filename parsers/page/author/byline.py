"""Who wrote it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from parsers.page.author.agencies import agency_of, distinct
from parsers.page.author.names import is_office, is_person, key_of, names_in
from parsers.page.author.roles import has_role
from parsers.page.author.signature import signature_of
from parsers.page.evidence import Found
from parsers.page.head import first
from parsers.page.json_ld import text_of, types_of
from parsers.page.tree import Tree

# Those made for one purpose before "author", where systems put the account or the owner, too.
_META = (
    "citation_author", "parsely-author", "sailthru.author", "article:author", "author", "cxenseparse:author", "byl",
    "byline",
    "dc.creator", "dcterms.creator", "dc.contributor", "article:author_name", "mediator_author", "author.name",
    "article_author",
    "shareaholic:article_author_name", "og:article:author",
)  # fmt: skip
_BODY = re.compile(r"Organization$|^WebSite$|^Corporation$")
_DOMAIN = re.compile(r"\S+\w\.[a-z]{2,4}")
MAX_NAMES = 30  # more is a list of something else
MAX_CHARS = 2_000  # of what one author says, in HTML as it may be


@dataclass(frozen=True, slots=True)
class Byline:
    """People and agencies. Without people, `authors` are the newsroom or the agency that is named in their place."""

    authors: Found[tuple[str, ...]]
    agencies: Found[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Statement:
    names: tuple[str, ...]
    where: str

    @property
    def keys(self) -> set[str]:
        return set(map(key_of, self.names))


def byline_of(tree: Tree) -> Byline:
    """Who wrote it, and which agencies are named as authors.

    What the page says to machines counts, where it names people; else the by-line that it shows.
    """
    outlet = _outlet_keys(tree)
    stated = list(_stated(tree))
    people = [statement for statement in stated if _names_people(statement, outlet)]
    chosen = _best(people) if people else _shown(tree, stated, outlet)
    return _byline(chosen, stated, outlet)


def _byline(chosen: _Statement, stated: list[_Statement], outlet: set[str]) -> Byline:
    others = tuple((each.where, ", ".join(each.names)) for each in stated if each.keys != chosen.keys)
    credits = [(agency, each.where) for each in (chosen, *stated) for name in each.names if (agency := agency_of(name))]
    agencies = Found(distinct(agency for agency, _ in credits), credits[0][1] if credits else "")
    return Byline(Found(_without_bodies(chosen.names, outlet), chosen.where, others), agencies)


def _best(people: list[_Statement]) -> _Statement:
    """The first; but one that names more people, or that leaves out the office beside the same people."""
    best = people[0]
    fuller = (each for each in people if each.keys > best.keys and all(map(is_person, each.names)))
    best = next(fuller, best)
    persons = {key_of(name) for name in best.names if is_person(name)}
    return next((each for each in people if each.keys == persons), best)


def _shown(tree: Tree, stated: list[_Statement], outlet: set[str]) -> _Statement:
    """The by-line on the page, where it says more than the office, the outlet or the account that is stated."""
    first_stated = stated[0] if stated else None
    shown = signature_of(tree.root, _title(tree))
    if shown is None:
        return first_stated or _Statement((), "")
    visible = _Statement(shown.names, shown.where)
    if first_stated is None or (shown.is_near and _says_more(visible, first_stated, outlet)):
        return visible
    return first_stated


def _says_more(shown: _Statement, stated: _Statement, outlet: set[str]) -> bool:
    """People beside an office, an agency beside the outlet's own name."""
    is_own = all(_is_outlet(name, outlet) for name in stated.names)
    return _names_people(shown, outlet) or (is_own and any(map(agency_of, shown.names)))


def _names_people(statement: _Statement, outlet: set[str]) -> bool:
    is_trusted = statement.where == "JSON-LD author"  # with a single name; elsewhere that may be an account
    known = [name for name in statement.names if not _is_outlet(name, outlet)]
    single = (name for name in known if name.isalpha() and name.istitle() and not is_office(name))
    return any(map(is_person, known)) or (is_trusted and any(single))


def _without_bodies(names: tuple[str, ...], outlet: set[str]) -> tuple[str, ...]:
    """Without agencies, roles and the outlet's own name, where people are named beside them."""
    people = [name for name in names if is_person(name) and not _is_outlet(name, outlet)]
    kept = (n for n in names if n in people or not (agency_of(n) or has_role(n) or _is_outlet(n, outlet)))
    return tuple(kept) if people else names


def _stated(tree: Tree) -> Iterator[_Statement]:
    """What the page says to machines, best first."""
    from_nodes = ((f"JSON-LD {key}", _named(tree.node.get(key))) for key in ("author", "creator"))
    from_meta = ((f"meta {key}", tree.meta[key][:MAX_NAMES]) for key in _META if key in tree.meta)
    places: tuple[Iterable[tuple[str, Iterable[str]]], ...] = (from_nodes, from_meta)
    for where, texts in (said for place in places for said in place):
        if names := names_in(texts):
            yield _Statement(names[:MAX_NAMES], where)


def _named(value: Any) -> list[str]:
    """Names in an author of JSON-LD: one or many, many in one person; no organisations beside people."""
    known = list(islice(_flat(value), MAX_NAMES))
    people = [name for one in known if not _is_body(one) for name in _names_of(one)]
    return people if any(map(is_person, people)) else [name for one in known for name in _names_of(one)]


def _flat(value: Any, depth: int = 0) -> Iterator[Any]:
    """What stands in a list, or in lists in a list."""
    if isinstance(value, list) and depth < 3:
        for one in value[:MAX_NAMES]:
            yield from _flat(one, depth + 1)
    elif value:
        yield value


def _names_of(author: Any) -> list[str]:
    name = author.get("name") if isinstance(author, dict) else author
    several = name[:MAX_NAMES] if isinstance(name, list) else [name]
    return [text for one in several if (text := text_of(one[:MAX_CHARS] if isinstance(one, str) else one))]


def _is_body(node: Any) -> bool:
    return isinstance(node, dict) and any(map(_BODY.search, types_of(node)))


def _title(tree: Tree) -> str:
    title = next(tree.root.iter("title"), None)
    in_head = title.text or "" if title is not None else ""
    return first(tree.meta, "og:title") or text_of(tree.node.get("headline")) or in_head


def _outlet_keys(tree: Tree) -> set[str]:
    """What the outlet is called: its stated names, and its address."""
    host = (urlsplit(tree.url).hostname or "").removeprefix("www.")
    bodies = (text_of(node.get("name")) for node in tree.nodes if _is_body(node))
    in_meta = (first(tree.meta, "og:site_name"), first(tree.meta, "application-name"))
    names = (*in_meta, *bodies, host, *host.split(".")[:-1])
    return {key for name in names if len(key := key_of(name)) > 2}


def _is_outlet(name: str, outlet: set[str]) -> bool:
    key = key_of(name)
    return key in outlet or key.removeprefix("the") in outlet or bool(_DOMAIN.fullmatch(name))
