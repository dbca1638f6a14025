"""Pages that gave no article, or a part of one: which, why, and by what sign; and reading them again."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.table import Table
from rich.text import Text

from flows.screen import ago, as_json
from flows.settings import Desk, load_desk
from flows.sources.naming import one_line
from flows.sources.subject import source_named
from flows.tables import worded_table
from news import RefusalCount, RefusedPage
from storage.database import Database
from storage.pages import count_refusals, latest_refused, reopen_refused

SHOWN = 20  # pages: a screenful


@dataclass(frozen=True, slots=True)
class Refused:
    """What gave no article, or a part of one (paywall stubs, galleries), counted, and the latest of it."""

    counts: tuple[RefusalCount, ...]
    latest: tuple[RefusedPage, ...]


def refused_of(desk: Desk, name: str | None, since: datetime) -> Refused:
    """Of one source, or of all, what was listed since then. Raises WirewatchError: no such source; StorageError."""
    names = _names(desk, name)
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        counts = count_refusals(session, names, since)
        return Refused(tuple(counts), tuple(latest_refused(session, names, since, SHOWN)))


def _names(desk: Desk, name: str | None) -> Collection[str]:
    return [source.name for source in desk.sources] if name is None else [source_named(desk, name).name]


def refused_table(refused: Refused, now: datetime, width: int) -> Table:
    """How many pages of which source for which reason, for a screen of `width` characters."""
    counts = [(Text(one.source), Text(one.reason), str(one.count), ago(one.latest_at, now)) for one in refused.counts]
    return worded_table("Refused pages", ("source", "reason", "count", "latest"), counts, width, spare=("latest",))


def refused_lines(refused: Refused, now: datetime) -> Iterator[Text]:
    """The latest pages. Each address has a line of its own, to be copied; what pages say comes without its powers."""
    for page in refused.latest:
        sign = f" ({one_line(page.sign)})" if page.sign else ""
        yield Text(f"{one_line(page.url)}\n  {page.source}: {page.reason}{sign}, listed {ago(page.seen_at, now)}")


def refused_json(refused: Refused) -> str:
    return json.dumps(asdict(refused), default=as_json, indent=2, ensure_ascii=False) + "\n"


def reread(desk_path: Path, name: str, length: timedelta, environ: Mapping[str, str], now: datetime) -> int:
    """Put the pages of a source that gave no whole article back into the queue. Return how many.

    Raises WirewatchError: the desk has no such source; DeskError, StorageError.
    """
    desk = load_desk(desk_path, environ, secrets_needed=False)
    source = source_named(desk, name)
    with closing(Database(desk.database_url)) as database, database.writing() as session:
        return reopen_refused(session, source.name, now - length, now)
