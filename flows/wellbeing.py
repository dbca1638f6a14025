"""What broke and what recovered among the sources: seen after each pass, told to those whom `@health` is routed to."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from alerts.policy import channels_for
from flows.due import is_silent
from flows.house import House
from flows.refusals import are_mostly_refused, said
from flows.settings import HEALTH
from news import GONE, Health, LastPages, Memory, Notice
from storage.outbox import queue_notice
from storage.pages import last_pages
from storage.sources import memories, note_told

ILL_AFTER = 3  # failures in a row: one minute, then two, then four
OUTAGE_FROM = 3  # sources; with fewer, "most of them" says nothing
LATELY = timedelta(minutes=15)  # an outage shows in those asked lately: each source is asked at its own pace
OUTAGE_SHARE = 10  # and a tenth of all is down: two dead hosts at night are not our network
PUT_OFF = timedelta(hours=12)  # a source whose server asks to wait for so long is as good as broken
BACK_WITHIN = timedelta(days=1)  # of an outage; back-off ends after six hours, so by then it was asked again
OURS = (Health.UNREACHABLE, Health.TIMED_OUT)  # what a source's failure looks like when our own network is down

OUTAGE, ILL, SILENT, REFUSED, PAUSED, WELL = "outage", "ill", "silent", "refused", "paused", ""
NO_PAGES: Mapping[str, LastPages] = MappingProxyType({})
AFTER = "after an outage"  # over, but this source was not seen well since: nothing to say yet


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
    with house.database.reading() as session:
        pages = last_pages(session, house.sources)
    with house.database.writing(alone=True) as session:  # two passes that end at once must not both tell
        now = house.clock()
        seen = look(memories(session, house.sources), now, since, pages)
        note_told(session, seen.told)
        if seen.notice is None:
            return 0
        key = uuid.uuid4()
        return sum(queue_notice(session, f"{key}-{n}", to, seen.notice, now) for n, to in enumerate(channels))


def look(
    known: Mapping[str, Memory], now: datetime, since: datetime, pages: Mapping[str, LastPages] = NO_PAGES
) -> Seen:
    """Compare how the sources are, and what their latest `pages` came to, with what was last told of them. Pure."""
    outage = _is_outage(known, now)
    states = {name: _state(memory, pages.get(name), now, outage) for name, memory in known.items()}
    changed = {name: state for name, state in states.items() if state != known[name].told}
    loudly = {name: state for name, state in changed.items() if _is_news(known[name].told, state, known, outage)}
    gaps = [name for name, memory in known.items() if memory.gap_at and memory.gap_at >= since]
    sections = _sections(known, pages, loudly, gaps, now)
    return Seen(Notice(_subject(sections, outage), tuple(sections)) if sections else None, changed)


def _is_news(told: str, state: str, known: Mapping[str, Memory], outage: bool) -> bool:
    """An outage is told when it begins, and when it ends with those that are back by then. The rest is silent."""
    if state == OUTAGE:
        return not any(memory.told == OUTAGE for memory in known.values())
    if state == AFTER or (told == AFTER and state == WELL):
        return False
    return not (outage and told == OUTAGE and state == WELL)


def _is_outage(known: Mapping[str, Memory], now: datetime) -> bool:
    lately = [memory for memory in known.values() if memory.fetched_at and now - memory.fetched_at <= LATELY]
    down = [memory for memory in lately if memory.failures and memory.health in OURS]
    enough = len(lately) >= OUTAGE_FROM and len(down) * OUTAGE_SHARE >= len(known)
    return enough and len(down) * 2 > len(lately)


def _state(memory: Memory, pages: LastPages | None, now: datetime, outage: bool) -> str:
    """In one word, "" when all is well."""
    if memory.paused_at:  # who pauses it by hand knows
        return PAUSED if memory.paused_why == GONE else memory.told
    if memory.floor_until and memory.floor_until > now and memory.good_at and now - memory.good_at > PUT_OFF:
        return ILL
    if memory.failures:
        return _state_of_illness(memory, now, outage)
    if has_fallen_silent(memory, now):
        return SILENT
    return REFUSED if are_mostly_refused(pages, already=memory.told == REFUSED) else WELL


def has_fallen_silent(memory: Memory, now: datetime) -> bool:
    """Whether it lists nothing new for longer than ever; hours in which nobody asked are no silence."""
    return is_silent(memory.pulse, memory.news_at, memory.good_at or now)


def _state_of_illness(memory: Memory, now: datetime, outage: bool) -> str:
    if memory.told == ILL:
        return ILL  # not well yet
    if memory.health in OURS:
        if outage:
            return OUTAGE
        if memory.told in (OUTAGE, AFTER) and memory.ill_since and now - memory.ill_since < BACK_WITHIN:
            return AFTER
    if memory.failures >= ILL_AFTER:
        return ILL
    return memory.told if memory.told in (SILENT, REFUSED) else WELL


def _sections(
    known: Mapping[str, Memory],
    pages: Mapping[str, LastPages],
    changed: Mapping[str, str],
    gaps: Sequence[str],
    now: datetime,
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
        "Pages give no articles: alerts rest on the feed's own words": each(
            REFUSED, lambda name, _: f"{name}: {said(pages[name])}"
        ),
        "Listed nothing that was known: entries may have been lost between two polls": sorted(gaps),
        "Recovered": each(WELL, _well),
    }
    return [(heading, tuple(said)) for heading, said in lines.items() if said]


def _subject(sections: Sequence[tuple[str, tuple[str, ...]]], outage: bool) -> str:
    counts = {heading.split()[0].lower(): len(lines) for heading, lines in sections}
    names = {"most": "unreachable", "listed": "with gaps", "pages": "with refused pages"}
    words = ", ".join(f"{count} {names.get(word, word)}" for word, count in counts.items())
    return f"wirewatch: {'our network? ' if outage else ''}sources: {words}"


def _ill(name: str, memory: Memory) -> str:
    since = f" since {memory.ill_since:%Y-%m-%d %H:%M} UTC" if memory.ill_since else ""
    return f"{name}: {memory.health}{since} ({_short(memory.result)})"


def _silent(name: str, memory: Memory, now: datetime) -> str:
    return f"{name}: nothing new for {_length(now - memory.news_at)}" if memory.news_at else name


def _well(name: str, memory: Memory) -> str:
    said = dict.fromkeys(filter(None, (memory.health, _short(memory.result))))
    return f"{name}: {', '.join(said) or 'resumed'}"


def _short(result: str | None) -> str:
    """Without the libraries' own words in parentheses."""
    return (result or "").partition(" (")[0]


def _length(length: timedelta) -> str:
    hours = int(length / timedelta(hours=1))
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"
