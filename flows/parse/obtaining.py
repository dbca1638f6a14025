"""A page from the web or from a file, and what is read of it."""

import mimetypes
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from flows.asking import ask
from flows.parsing import Parsing
from flows.repetition import repeated_by
from flows.settings import Desk
from flows.sources.cures import cure_of
from flows.sources.subject import Subject, subject
from flows.sources.web import database_of, open_web
from news import Access, FetchError, Page, ParsingError, RefusalReason, WirewatchError
from parsers import Reading, explain_page

LARGEST_FILE = 50_000_000  # bytes; ten times what is taken from the web


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a page is to be asked for and judged. `source` is a name of the desk at `desk_path`."""

    source: str | None
    desk_path: Path
    access: Access
    accept: tuple[RefusalReason, ...] = ()
    site_rules: bool = True


def is_address(target: str) -> bool:
    return "://" in target


async def read_address(url: str, wanted: Wanted, environ: Mapping[str, str]) -> Reading:
    """Fetch a page as a poll would, and read it. Raises WirewatchError: not to be had, or not to be read."""
    asked = _subject(wanted.source or url, wanted, environ)
    async with open_web(asked.desk) as web:
        try:
            page = await ask(web, asked.source, url, robots=True)
            assert isinstance(page, Page)  # no validators were sent
            return await web.parsing.run(_work(asked, wanted, page), page)
        except (FetchError, ParsingError) as error:
            raise _told(url, error, asked) from error


async def read_file(path: Path, url: str, day: date | None, wanted: Wanted, environ: Mapping[str, str]) -> Reading:
    """Read a page that was saved on that day, by default when the file was written. Raises WirewatchError."""
    asked = _subject(wanted.source, wanted, environ) if wanted.source else None
    page = _saved(path, url, day)
    with closing(Parsing(workers=1)) as parsing:
        try:
            return await parsing.run(_work(asked, wanted, page), page)
        except ParsingError as error:
            raise _told(str(path), error, asked) from error


def _subject(target: str, wanted: Wanted, environ: Mapping[str, str]) -> Subject:
    return subject(target, wanted.desk_path, wanted.access, None, None, environ)


def _work(asked: Subject | None, wanted: Wanted, page: Page) -> "partial[Reading]":
    accept = (*wanted.accept, *(asked.source.accept if asked else ()))
    repeated = _repeated(page, asked.desk) if asked else frozenset()
    return partial(explain_page, accept=accept, repeated=repeated, site_rules=wanted.site_rules)


def _repeated(page: Page, desk: Desk | None) -> frozenset[int]:
    """What the desk has learned that this page's site repeats."""
    if desk is None or (database := database_of(desk)) is None:
        return frozenset()
    with closing(database):
        return repeated_by(page, database)


def _told(what: str, error: FetchError | ParsingError, asked: Subject | None) -> WirewatchError:
    beside = f" ({error.detail})" if error.detail else ""
    words = (
        f"{what}: {error.reason}{beside}. Cure: {cure_of(error, proxied=bool(asked and asked.source.access.proxy))}."
    )
    return WirewatchError(asked.shown(words) if asked else words)


def _saved(path: Path, url: str, day: date | None) -> Page:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WirewatchError(f"{path} is too large: no page has more than {LARGEST_FILE:,} bytes.")
        body, written_at = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise WirewatchError(f"{path} cannot be read: {error.strerror}.") from error
    saved_at = datetime.combine(day, time(), UTC) if day else written_at
    return Page(url, url, 200, mimetypes.guess_type(path.name)[0] or "text/html", body, saved_at)
