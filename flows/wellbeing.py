"""What broke and what recovered among the sources: seen after each pass, told to those whom `@health` is routed to."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from alerts.policy import channels_for
from flows.due import is_silent
from flows.house import House
from flows.settings import HEALTH
from news import Health, Memory, Notice
from storage.outbox import queue_notice
from storage.sources import memories, note_told

ILL_AFTER = 3  # failures in a row: one minute, then two, then four
OUTAGE_FROM = 3  # sources; with fewer, "most of them" says nothing
OURS = (Health.UNREACHABLE, Health.TIMED_OUT)  # what a source's failure looks like when our own network is down

OUTAGE, ILL, SILENT, PAUSED, WELL = "outage", "ill", "silent", "paused", ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be told, and what each source whose state changed is then known as."""

    notice: Notice | None
    told: Mapping[str, str]


def tell_health(house: House, since: datetime) -> int:
    """Tell once what changed, in one message a channel, with the gaps `since` then. Return how many were queued."""
    channels = channels_for(HEALTH, house.desk.routes)
    if not channels:
        return 0
    with house.database.writing(alone=True) as session:  # two passes that end at once must not both tell
        now = house.clock()
        seen = look(memories(session, house.sources), now, since)
        note_told(session, seen.told)
        if seen.notice is None:
            return 0
        key = uuid.uuid4()
        return sum(queue_notice(session, f"{key}-{n}", to, seen.notice, now) for n, to in enumerate(channels))


def look(known: Mapping[str, Memory], now: datetime, since: datetime) -> Seen:
    """Compare how the sources are with what was last told of them. Pure."""
    outage = _is_outage(known)
    states = {name: _state(memory, now, outage) for name, memory in known.items()}
    changed = {name: state for name, state in states.items() if state != known[name].told}
    if any(memory.told == OUTAGE for memory in known.values()) and outage:
        changed_loudly = {name: state for name, state in changed.items() if state != OUTAGE}  # said already
    else:
        changed_loudly = changed
    gaps = [name for name, memory in known.items() if memory.gap_at and memory.gap_at >= since]
    sections = _sections(known, changed_loudly, gaps, now)
    return Seen(Notice(_subject(sections, outage), tuple(sections)) if sections else None, changed)


def _is_outage(known: Mapping[str, Memory]) -> bool:
    polled = [memory for memory in known.values() if memory.health]
    down = [memory for memory in polled if memory.failures and memory.health in OURS]
    return len(polled) >= OUTAGE_FROM and len(down) * 2 > len(polled)


def _state(memory: Memory, now: datetime, outage: bool) -> str:
    """In one word, "" when all is well."""
    if memory.paused_at:
        return PAUSED
    if outage and memory.failures and memory.health in OURS:
        return OUTAGE
    if memory.failures >= ILL_AFTER:
        return ILL
    if memory.failures and memory.told in (ILL, OUTAGE):
        return memory.told  # not well yet
    return SILENT if is_silent(memory.pulse, memory.news_at, now) else WELL


def _sections(
    known: Mapping[str, Memory], changed: Mapping[str, str], gaps: Sequence[str], now: datetime
) -> list[tuple[str, tuple[str, ...]]]:
    by_state: dict[str, list[str]] = {}
    for name, state in sorted(changed.items()):
        by_state.setdefault(state, []).append(name)

    def each(state: str, say: Callable[[str, Memory], str]) -> list[str]:
        return [say(name, known[name]) for name in by_state.get(state, [])]

    lines = {
        "Most sources cannot be reached: probably our own network": each(OUTAGE, _ill),
        "Broke": each(ILL, _ill),
        "Paused": each(PAUSED, lambda name, memory: f"{name}: {memory.paused_why}"),
        "Silent for longer than ever at these hours": each(SILENT, partial(_silent, now=now)),
        "Listed nothing that was known: entries may have been lost between two polls": sorted(gaps),
        "Recovered": each(WELL, _well),
    }
    return [(heading, tuple(said)) for heading, said in lines.items() if said]


def _subject(sections: Sequence[tuple[str, tuple[str, ...]]], outage: bool) -> str:
    counts = {heading.split()[0].lower(): len(lines) for heading, lines in sections}
    names = {"most": "unreachable", "listed": "with gaps"}
    words = ", ".join(f"{count} {names.get(word, word)}" for word, count in counts.items())
    return f"wirewatch: {'our network? ' if outage else ''}sources: {words}"


def _ill(name: str, memory: Memory) -> str:
    since = f" since {memory.ill_since:%Y-%m-%d %H:%M} UTC" if memory.ill_since else ""
    return f"{name}: {memory.health}{since} ({memory.result})"


def _silent(name: str, memory: Memory, now: datetime) -> str:
    return f"{name}: nothing new for {_length(now - memory.news_at)}" if memory.news_at else name


def _well(name: str, memory: Memory) -> str:
    return f"{name}: {memory.health or 'resumed'}" + (f", {memory.result}" if memory.result else "")


def _length(length: timedelta) -> str:
    hours = int(length / timedelta(hours=1))
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"
