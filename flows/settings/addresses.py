"""Addresses of the web and of databases. No fault ever quotes one: it may hold a password."""

import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flows.settings.problem import Fault

DEFAULT_DATABASE = "sqlite:///wirewatch.db"

_SQLITE = "sqlite:///"
_POSTGRESQL = "postgresql+psycopg://"
_PORTS = {"http": ":80", "https": ":443"}
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


def source_fault(url: str) -> Fault | None:
    """Why no source can be asked at this address, or None."""
    if fault := web_fault(url):
        return fault
    if "@" in urlsplit(url).netloc:
        return Fault("an address holds no user or password", 'use `login: "user:password"`')
    return None


def login_fault(login: str) -> Fault | None:
    user, colon, _ = login.partition(":")
    if user.strip() and colon and login.isprintable():
        return None
    return Fault("a login is a user, a colon and a password on one line", 'write "user:password"')


def proxy_fault(proxy: str) -> Fault | None:
    """Why no proxy can be reached at this address, or None. TLS to the proxy itself is not spoken."""
    parts = None if _NOT_IN_URLS.search(proxy) else _split(proxy)
    if parts and parts.scheme == "http" and parts.hostname and not (parts.path.strip("/") or parts.query):
        return None
    return Fault("this is no address of a proxy", "write http://host:port, or http://user:password@host:port")


def callback_fault(callback: str) -> Fault | None:
    """Why hubs cannot call this address, or None. A path of ours is added to it."""
    if fault := web_fault(callback):
        return fault
    if set("?#@") & set(callback):
        wrong = "the callback has a query, a fragment or a password inside"
        return Fault(wrong, "write it plainly, such as `https://news.example.org/websub`")
    return None


def listening_at(listen: str) -> tuple[str, int] | Fault:
    """Host and port of `127.0.0.1:8765`, `[::1]:8765` or `name:8765`."""
    parts = None if _NOT_IN_URLS.search(listen) or set("/?#@") & set(listen) else _split(f"//{listen}")
    if parts and parts.hostname and parts.port:
        return parts.hostname, parts.port
    return Fault("this is no place to listen at", "write an address and a port, such as `127.0.0.1:8765`")


def same_page(url: str) -> str:
    """A key under which two spellings of one address meet: case of the host, the scheme's own port, fragment."""
    parts = _split(url)
    if parts is None:
        return url
    netloc = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, " "))
    return parts._replace(netloc=netloc, fragment="").geturl()


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
