"""The places of a desk file where `${NAME}` is filled in, and what must hold once it is."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from flows.settings.addresses import (
    DEFAULT_DATABASE,
    database_fault,
    login_fault,
    proxy_fault,
    same_page,
    source_fault,
)
from flows.settings.document import Document, Node, Pairs, Text, child, text_of
from flows.settings.problem import Fault, Place, Problem
from flows.settings.secrets import Expanded, expand, secret
from flows.settings.shape import COOKIE_VALUE, HEADER_VALUE, NO_COOKIE_VALUE, NO_HEADER_VALUE

DATABASE_VARIABLE = "WIREWATCH_DATABASE_URL"  # wins over the desk file, so that one file serves laptop and server

_VALUES: Mapping[str, tuple[str, Fault]] = {  # what a text must look like once its secrets are filled in
    "headers": (HEADER_VALUE, NO_HEADER_VALUE),
    "cookies": (COOKIE_VALUE, NO_COOKIE_VALUE),
}
_WHOLE: Mapping[str, Callable[[str], Fault | None]] = {"login": login_fault, "proxy": proxy_fault}


@dataclass(frozen=True, slots=True)
class Filled:
    """Every interpolated text by the place where it is written; the database's own under None."""

    texts: Mapping[Place | None, Expanded] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    lacking: tuple[Problem, ...] = ()  # secrets that are not set: errors for a run, warnings for a check


def fill_in(document: Document, environ: Mapping[str, str]) -> Filled:
    """Fill in addresses, channels, headers and the like, then judge them. Nothing told quotes a value."""
    nodes = [*_interpolated(document)]
    texts: dict[Place | None, Expanded] = {node.place: expand(node.value or "", environ) for node in nodes}
    database = _database(document, environ)
    texts[None] = database.text
    told = [(node.place, texts[node.place]) for node in nodes] + [(database.place, database.text)]
    problems = [Problem(place, fault) for place, text in told for fault in text.broken]
    lacking = [Problem(place, fault) for place, text in told for fault in text.lacking]
    for judge in (_address_problems, _value_problems, _whole_problems):
        problems += judge(document, texts)
    problems += _database_problems(database)
    return Filled(texts, tuple(problems), tuple(lacking))


def _interpolated(document: Document) -> Iterator[Text]:
    channels = [channel for _, channel in document.pairs("channels")]
    candidates = [child(node, "url") for node in (*document.items("sources"), *channels)]
    yield from (node for node in candidates if isinstance(node, Text) and node.value is not None)
    for key in _VALUES:
        yield from _values(document, key)
    for key in _WHOLE:
        yield from _wholes(document, key)


def _cascade(document: Document) -> Iterator[Node | None]:
    yield from document.items("sources")
    yield from (schedule for _, schedule in document.pairs("schedules"))
    yield document.find("defaults")


def _values(document: Document, key: str) -> Iterator[Text]:
    """The texts inside each mapping of this key, wherever in the cascade."""
    for node in _cascade(document):
        mapping = child(node, key)
        values = mapping.values.values() if isinstance(mapping, Pairs) else ()
        yield from (value for value in values if isinstance(value, Text) and value.value is not None)


def _wholes(document: Document, key: str) -> Iterator[Text]:
    found = (child(node, key) for node in _cascade(document))
    yield from (node for node in found if isinstance(node, Text) and (node.value or "").strip())


@dataclass(frozen=True, slots=True)
class _Database:
    place: Place
    text: Expanded
    origin: str  # in words


def _database(document: Document, environ: Mapping[str, str]) -> _Database:
    node = document.find("database")
    place = node.place if node else Place(1, 1)
    if environ.get(DATABASE_VARIABLE) or environ.get(f"{DATABASE_VARIABLE}_FILE"):
        value = secret(DATABASE_VARIABLE, environ)
        text = Expanded(value) if isinstance(value, str) else Expanded("", broken=(value,))
        return _Database(place, text, f"{DATABASE_VARIABLE}: ")
    return _Database(place, expand(text_of(node) or DEFAULT_DATABASE, environ), "")


def _database_problems(database: _Database) -> Iterator[Problem]:
    if database.text.lacking or database.text.broken:
        return
    if fault := database_fault(database.text.value):
        yield Problem(database.place, Fault(database.origin + fault.wrong, fault.cure))


def _value_problems(document: Document, texts: Mapping[Place | None, Expanded]) -> Iterator[Problem]:
    """Secrets that a header or cookie cannot carry. What is written in the file itself is judged by its shape."""
    for key, (pattern, fault) in _VALUES.items():
        for node in _values(document, key):
            if re.search(pattern, node.value or "") and not re.search(pattern, texts[node.place].value):
                yield Problem(node.place, fault)


def _whole_problems(document: Document, texts: Mapping[Place | None, Expanded]) -> Iterator[Problem]:
    for key, fault_of in _WHOLE.items():
        for node in _wholes(document, key):
            text = texts[node.place]
            if not (text.lacking or text.broken) and (fault := fault_of(text.value)):
                yield Problem(node.place, fault)


def _address_problems(document: Document, texts: Mapping[Place | None, Expanded]) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for source in document.items("sources"):
        node = child(source, "url")
        if not isinstance(node, Text) or not (node.value or "").strip():
            continue
        text = texts[node.place]
        if text.lacking or text.broken:
            continue
        if fault := source_fault(text.value):
            yield Problem(node.place, fault)
        elif (page := same_page(text.value)) in first:
            wrong = f"this address stands already on line {first[page].line}"
            yield Problem(node.place, Fault(wrong, "keep one source for each address"))
        else:
            first[page] = node.place
