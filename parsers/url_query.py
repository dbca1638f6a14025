"""One spelling of a query for all its guises: what chooses the page, in a fixed order."""

import re
import unicodedata
from urllib.parse import quote, unquote_plus

from parsers.url_parameters import Kind, is_view, kind_of, tells_a_channel
from parsers.url_path import Naming, naming

Pair = tuple[str, str]

_SESSION = re.compile(r"[0-9a-f]{16,}", re.I)
_ID = re.compile(r"\d+(?:[-_]\d+)?")
_LONG_ID = re.compile(r"\d{3,}(?:[-_]\d+)?")
_NAMELESS_ID = re.compile(r"\d+(?:[-_]\d+)?|[0-9a-f]{16,}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_FLAG = re.compile(r"[01]?")
_SMALL = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"\d+")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)
_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+){3,}(?:\.[a-z]{3,5})?")  # four words are a headline, three a button's name


def query_key(query: str, path: str, noise: frozenset[str]) -> str:
    """The parameters that choose the page, after a question mark; "" where none does. `path` as path_key has it."""
    named = naming(path)
    pairs = [pair for pair in _pairs(query) if pair[0] not in noise]
    kept = {pair for pair in pairs if not _is_noise(*pair, named)}
    if not named:
        kept = _without_marks(kept) or {pair for pair in pairs if _is_session(*pair)}  # a page's only name, after all
    return "?" + "&".join(sorted(map(_written, kept))) if kept else ""


def _without_marks(pairs: set[Pair]) -> set[Pair]:
    """Beside an id of the page's own, a newsroom's number is not another."""
    if not any(kind_of(name) is Kind.CHOOSES and _LONG_ID.fullmatch(value) for name, value in pairs):
        return pairs
    return {pair for pair in pairs if kind_of(pair[0]) is not Kind.MARK}


def pairs_of(key: str) -> list[Pair]:
    """The parameters that a page key holds, in its order."""
    return _pairs(key.partition("#")[0].partition("?")[2])


def _pairs(query: str) -> list[Pair]:
    """Names and values. `name=` says nothing; a name alone may be what it is all about."""
    pairs = []
    for part in query.strip("?&;").split("&"):
        name, mark, value = part.partition("=")
        if value or (name and not mark):
            pairs.append((_plain(name).removeprefix("amp;"), _plain(value)))
    return [pair for pair in pairs if pair[0]]


def _plain(text: str) -> str:
    """Bytes that are no UTF-8 stay what they are: two of them are not one."""
    if "%" in text or "+" in text:
        text = unquote_plus(text, errors="surrogateescape")
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).strip()


def _written(pair: Pair) -> str:
    name, value = (quote(text, errors="surrogateescape") for text in pair)
    return f"{name}={value}" if value else name


def _is_session(name: str, value: str) -> bool:
    return bool(_SESSION.fullmatch(value)) and kind_of(name) in (Kind.SOURCE, Kind.UNSURE)


def _is_noise(name: str, value: str, named: Naming) -> bool:
    """Whether a parameter leaves the page as it is. In doubt it does not, where the path does not name the article."""
    if is_view(name, value) or (named and not value and not _may_choose(name, value, named)):
        return True
    kind = kind_of(name)
    if kind is Kind.TRACKER:
        return True
    if kind is Kind.MARK:
        return bool(named) or bool(_FLAG.fullmatch(value)) or not _NAMELESS_ID.fullmatch(value)
    if kind is Kind.SOURCE:
        return _says_only_whence(value, named)
    if kind is Kind.UNSURE:
        return _is_session(name, value) or tells_a_channel(name, value) or (bool(named) and not _is_id(name, value))
    if kind is Kind.PERSON:
        return bool(named)
    if kind is Kind.CONTEXT:
        return named is Naming.NUMBER
    if kind is Kind.PAGE:
        return bool(named) and bool(_FLAG.fullmatch(value))
    return kind is Kind.UNKNOWN and (bool(named) and not _may_choose(name, value, named))


def _says_only_whence(value: str, named: Naming) -> bool:
    """A source is a tracker, unless its value is an id."""
    if _SESSION.fullmatch(value) or named is Naming.NUMBER:
        return True
    return not (_LONG_ID if named else _ID).fullmatch(value) and not _UUID.fullmatch(value)


def _is_id(name: str, value: str) -> bool:
    """Networks count their buttons in these ("s=09"); elsewhere every number but a switch may be an id."""
    if name.lower() in ("s", "r", "sr"):
        return bool(_LONG_ID.fullmatch(value))
    return bool(_ID.fullmatch(value)) and not _FLAG.fullmatch(value)


def _may_choose(name: str, value: str, named: Naming) -> bool:
    """A parameter that nobody knows, beside a path that names the article: an id, a part, a headline all the same."""
    said = value or name
    if _FLAG.fullmatch(value) and value:
        return False
    if _SMALL.fullmatch(said):
        return bool(value)
    if named is Naming.NUMBER:
        return False
    return bool(_NUMBER.fullmatch(said) or _UUID.fullmatch(said) or (value and _SLUG.fullmatch(value)))
