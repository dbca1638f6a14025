"""Addresses of the web and of databases. No fault ever quotes one: it may hold a password."""

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flows.settings.problem import Fault

DEFAULT_DATABASE = "sqlite:///wirewatch.db"

_SQLITE = "sqlite:///"
_POSTGRESQL = "postgresql+psycopg://"
_NOT_IN_URLS = re.compile(r"[\s\x00-\x1f\x7f]")


def web_fault(url: str) -> Fault | None:
    """Why this is no http(s) address, or None."""
    cure = "write the whole address, such as `https://example.org/feed.xml`"
    if _NOT_IN_URLS.search(url):
        return Fault("an address has no spaces inside", cure)
    parts = _split(url)
    if parts is None or not parts.hostname:
        return Fault("this is no web address", cure)
    if parts.scheme not in ("http", "https"):
        return Fault("the address must begin with http:// or https://", cure)
    return None


def same_page(url: str) -> str:
    """A key under which two spellings of one address meet: case of the host, fragment."""
    parts = _split(url)
    if parts is None:
        return url
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()


def contact_fault(contact: str) -> Fault | None:
    if not contact.isascii() or set("()") & set(contact):  # it goes into the User-Agent, in parentheses
        return Fault("`contact` has a letter outside ASCII, or a parenthesis", "write it percent-encoded")
    if re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", contact) or web_fault(contact) is None:
        return None
    return Fault("`contact` is no address", "write https://… or mailto:…, so that publishers can reach you")


def database_fault(url: str) -> Fault | None:
    """Why no database can be reached by this URL, or None."""
    cure = f"write {_SQLITE}wirewatch.db or {_POSTGRESQL}user:password@host/name"
    if url.startswith(_SQLITE):
        kept = url.removeprefix(_SQLITE).partition("?")[0] not in ("", ":memory:")
        return None if kept else Fault("this database would forget everything", cure)
    if not url.startswith(_POSTGRESQL):
        return Fault("only SQLite and PostgreSQL are known here", cure)
    parts = _split(url)
    return Fault("this is no database URL", cure) if parts is None or not parts.path.strip("/") else None


def absolute_database(url: str, root: Path) -> str:
    """A relative SQLite path counts from the folder of the desk file, not from where the program was started."""
    if not url.startswith(_SQLITE):
        return url
    path, mark, options = url.removeprefix(_SQLITE).partition("?")
    return f"{_SQLITE}{(root / path).as_posix()}{mark}{options}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises on "host:abc"
    except ValueError:
        return None
    return parts
