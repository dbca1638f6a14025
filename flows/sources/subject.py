"""Which source a command is about: one of the desk, or any address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flows.polling import without_queries
from flows.settings import Desk, load_desk
from flows.settings.addresses import source_fault
from flows.settings.headers import is_authorization
from flows.settings.problem import suggest
from news import Access, DeskError, Source, SourceKind, WirewatchError

_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?")  # an address as people say it: example.org/news


@dataclass(frozen=True, slots=True)
class Subject:
    """A source to be tried, and the desk that it is tried for, if any.

    `written` is its address as it stands in the desk file: without the secrets that were filled in.
    """

    source: Source
    desk: Desk | None
    written: str

    def shown(self, words: str) -> str:
        """Words for the screen: no secret of the address, and nothing that would steer the terminal."""
        if self.written != self.source.url:
            words = without_queries(words.replace(self.source.url, self.written))
        return "".join(letter if letter.isprintable() else " " for letter in words)


def subject(
    target: str,
    desk_path: Path,
    access: Access,
    kind: SourceKind | None,
    selector: str | None,
    environ: Mapping[str, str],
) -> Subject:
    """Find a source of the desk by its name, or take an address; what the command says counts before the desk.

    An address needs no desk file. Raises WirewatchError: neither the one nor the other; DeskError.
    """
    address = _address(target)
    desk = _desk(desk_path, environ, needed=address is None)
    known = _named(desk, target)
    if known and desk:
        _need_secrets(known)
        written = source_named(load_desk(desk_path, {}, secrets_needed=False), target).url
        return Subject(_with(known, access, kind, selector), desk, written)
    if address is None:
        raise _unknown(desk, target)
    if fault := source_fault(address):
        raise WirewatchError(f"{fault.wrong}. Cure: {fault.cure.replace('`login: ', '`--login ')}.")
    return Subject(Source(address, address, kind or SourceKind.AUTO, access=access, selector=selector), desk, address)


def source_named(desk: Desk, name: str) -> Source:
    """Raises WirewatchError: the desk has none of that name."""
    if found := _named(desk, name):
        return found
    raise _unknown(desk, name)


def _named(desk: Desk | None, name: str) -> Source | None:
    return next((source for source in desk.sources if source.name == name), None) if desk else None


def _unknown(desk: Desk | None, name: str) -> WirewatchError:
    cure = suggest(name, [source.name for source in desk.sources] if desk else [], "the sources are")
    return WirewatchError(f"No source of the desk is called “{name}”. Cure: {cure}")


def _address(target: str) -> str | None:
    if "://" in target:
        return target
    return f"https://{target}" if _BARE.fullmatch(target) else None


def _desk(path: Path, environ: Mapping[str, str], *, needed: bool) -> Desk | None:
    """A desk that is broken or absent only matters when a source is meant by its name."""
    try:
        return load_desk(path, environ, secrets_needed=False)
    except DeskError:
        if needed:
            raise
        return None


def _need_secrets(source: Source) -> None:
    """A text whose secret is not set stays as it is written."""
    access = source.access
    texts = (source.url, access.proxy or "", *(access.login or ()), *access.headers.values(), *access.cookies.values())
    lacking = sorted({name for text in texts for name in re.findall(r"\$\{(\w+)\}", text)})
    if lacking:
        names = ", ".join(lacking)
        raise WirewatchError(f"“{source.name}” needs {names}. Cure: set it, or let {lacking[0]}_FILE name a file.")


def _with(source: Source, said: Access, kind: SourceKind | None, selector: str | None) -> Source:
    own = source.access
    kept = {name: value for name, value in own.headers.items() if not (said.login and is_authorization(name))}
    access = Access(
        headers={**kept, **said.headers},
        cookies={**own.cookies, **said.cookies},
        login=said.login or (None if any(map(is_authorization, said.headers)) else own.login),
        user_agent=said.user_agent or own.user_agent,
        proxy=said.proxy or own.proxy,
        allow_private=said.allow_private or own.allow_private,
    )
    return replace(source, access=access, kind=kind or source.kind, selector=selector or source.selector)
