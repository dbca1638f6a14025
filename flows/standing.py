"""How things stand with a desk: what the database counts, and what only the desk and the clock tell."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

from flows.refusals import REFUSED, are_mostly_in_part, are_mostly_refused, refused_count, said, said_in_part
from flows.settings import Desk
from flows.wellbeing import REFUSED as TOLD_AS_REFUSED
from flows.wellbeing import SILENT, has_fallen_silent
from news import Health, LastPages, Memory, Problem, SourceStatus, Status
from storage.database import Database
from storage.overview import status
from storage.pages import last_pages
from storage.sources import memories

LATELY = timedelta(days=2)  # a gap that is older has been seen by now
GAP = "gap: two answers had nothing in common, so entries may have been lost between them"
_WELL = {health.value for health in Health if health.is_well}


def standing(desk: Desk, now: datetime) -> Status:
    """Raises StorageError."""
    with closing(Database(desk.database_url)) as database, database.reading() as session:
        found = status(session, [channel.name for channel in desk.channels])
        known = memories(session)
        pages = last_pages(session, known)
    sources = [_heard(source, known.get(source.name), pages.get(source.name), now) for source in found.sources]
    odd = [problem for s in sources if s.name in known for problem in _problems(s, known[s.name], pages, now)]
    return replace(found, sources=(*sources, *_never_met(desk, known)), problems=(*odd, *found.problems))


def _heard(source: SourceStatus, memory: Memory | None, pages: LastPages | None, now: datetime) -> SourceStatus:
    """A source that is well, but silent for longer than it ever is at these hours, or with pages of no use."""
    if memory is None or source.health not in _WELL:
        return source
    if has_fallen_silent(memory, now):
        return replace(source, health=SILENT, since=memory.news_at)
    if are_mostly_refused(pages, already=memory.told == TOLD_AS_REFUSED):
        return replace(source, health=REFUSED, since=None, refused=said(pages) if pages else None)
    if pages and are_mostly_in_part(pages):
        return replace(source, in_part=said_in_part(pages))
    return source


def _problems(source: SourceStatus, memory: Memory, pages: Mapping[str, LastPages], now: datetime) -> Iterator[Problem]:
    """What a person may want to look at beside failures, which the database tells."""
    if memory.paused_at:
        yield Problem("source", source.name, f"paused: {memory.paused_why or 'by hand'}", 1)
    elif source.health == SILENT:
        yield Problem("source", source.name, "silent: nothing new for longer than ever at these hours", 1)
    elif source.refused:
        detail = f"{source.refused}; which: wirewatch sources refused"
        yield Problem("source", source.name, detail, refused_count(pages[source.name]))
    if memory.gap_at and now - memory.gap_at < LATELY:
        yield Problem("source", source.name, GAP, memory.gaps)


def _never_met(desk: Desk, known: Mapping[str, Memory]) -> list[SourceStatus]:
    """Sources of the desk that no pass has met yet."""
    return [SourceStatus(s.name, None, None, None, 0, 0, 0) for s in desk.sources if s.name not in known]
