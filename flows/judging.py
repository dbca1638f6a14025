"""What the end of a poll means for the next one. Pure: a memory in, a memory out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from flows.doubling import doubled
from flows.due import next_interval, observed
from news import GONE, FeedError, FetchError, Health, Identity, Memory, Move, ParsingError, Source, Wishes

SLOW = timedelta(seconds=10)  # most feeds answer within one second
MOVE_DAYS = 3  # a permanent redirect is believed when it was seen on so many different days
FAILURES_BEFORE_HOME = 3  # in a row at an address that it moved to; then the desk's own is tried again
FIRST_BACK_OFF = timedelta(minutes=1)
FIRST_BACK_OFF_BUSY = timedelta(minutes=5)  # it said that we ask too much, not how long to wait
SHORT_BACK_OFF = timedelta(hours=6)  # a source that comes back after a bad day must not stay unseen for another
LONGEST_BACK_OFF = timedelta(days=7)
SHARE_OF_ILLNESS = 4  # never alone for longer than a quarter of the time it has been ill: then it costs little, too
JITTER = 0.2  # what failed together must not come back together
GONE_FOR_GOOD = "http 410"
INTERNAL = "internal error"  # a mistake of ours
MAX_PARTIAL = 5  # polls in a row; then what could be read is the baseline, and the rest will be news when it comes
LONGEST_RESULT = 300  # characters that are stored and shown

_BY_REASON = {
    "timeout": Health.TIMED_OUT, "took too long": Health.TIMED_OUT,
    "dns": Health.UNREACHABLE, "refused": Health.UNREACHABLE, "tls": Health.UNREACHABLE,
    "connection": Health.UNREACHABLE, "host down": Health.UNREACHABLE,
    "too large": Health.TOO_LARGE, "took too much memory": Health.TOO_LARGE,
    "too many redirects": Health.MISDIRECTED, "redirect loop": Health.MISDIRECTED,
    "private address": Health.MISDIRECTED, "bad address": Health.MISDIRECTED,
    "asked to wait": Health.BUSY, "http 429": Health.BUSY,
    "robots": Health.BLOCKED, "robots unavailable": Health.BLOCKED, "asks for a human": Health.BLOCKED,
    "http 401": Health.BLOCKED, "http 402": Health.BLOCKED, "http 403": Health.BLOCKED, "http 451": Health.BLOCKED,
    "http 404": Health.GONE, GONE_FOR_GOOD: Health.GONE,
    "html instead of feed": Health.HTML, INTERNAL: Health.BROKEN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """What a good poll brought. `listed` is None when nothing was modified."""

    asked: str  # the address that was asked
    listed: int | None = None
    new: int = 0
    arrivals: Sequence[datetime] = ()  # when the new entries were published, or seen
    gap: bool = False
    left: int = 0  # entries that there was no room for: list them again
    identity: Identity = Identity.EITHER
    etag: str | None = None
    last_modified: str | None = None
    missed: tuple[str, ...] = ()  # parts of it that could not be read, in words
    moved_to: str | None = None
    found_at: str | None = None  # a home page's feed: asked by itself from now on
    wishes: Wishes = field(default_factory=Wishes)
    max_age: timedelta | None = None
    took: timedelta = timedelta()


def after_answer(was: Memory, source: Source, got: Answered, now: datetime, *, pushed: bool = False) -> Memory:
    """The memory after a poll that went well, or in part. `pushed`: a hub tells us sooner, so a slow check will do."""
    pulse = observed(was.pulse, got.arrivals, now)
    fastest, slowest = source.fastest, source.slowest
    interval = next_interval(pulse, now, fastest=fastest, slowest=slowest, wishes=got.wishes, max_age=got.max_age)
    if got.gap or got.left:
        interval = max(fastest or timedelta(0), interval / 2)
    interval = min(interval, max(_half_roll(was, got, now), fastest or timedelta(0)))
    if pushed and not got.gap:
        interval = max(interval, slowest)
    address, move = _whereabouts(was, source, got, now)
    same = got.listed is None
    return replace(
        was,
        etag=was.etag if same else (got.etag if not got.left else None),
        last_modified=was.last_modified if same else (got.last_modified if not got.left else None),
        whole_at=was.whole_at if same else now,
        baseline=was.baseline and (got.left > 0 or got.listed == 0 or (bool(got.missed) and was.partial < MAX_PARTIAL)),
        partial=was.partial + 1 if got.missed else 0,
        listed=got.listed or was.listed,
        address=address,
        move=move,
        identity=was.identity if same else got.identity,
        pulse=pulse,
        news_at=now if got.new or was.news_at is None else was.news_at,
        health=_health(got),
        result=_result(got)[:LONGEST_RESULT],
        well_since=was.well_since or now,
        ill_since=None,
        failures=0,
        fetched_at=now,
        good_at=now,
        took=got.took,
        gap_at=now if got.gap else was.gap_at,
        gaps=was.gaps + got.gap,
        interval=interval,
        due_at=now + interval - (fastest or timedelta(0)) / 2,  # the schedule's nearest turn, not the one after it
        alone_until=None,
        floor_until=None,
    )


def _half_roll(was: Memory, got: Answered, now: datetime) -> timedelta:
    """Half the time in which the document rolls over, as fast as it just did: what has rolled out is lost."""
    if was.baseline or not was.good_at or not got.listed or got.new < 2:
        return timedelta.max
    return (now - was.good_at) * got.listed / (2 * got.new)


def after_push(was: Memory, got: Answered, now: datetime) -> Memory:
    """The memory after a hub pushed something. It says nothing about the document that a poll would get."""
    return replace(
        was,
        identity=got.identity,
        pulse=observed(was.pulse, got.arrivals, now) if was.pulse else None,
        news_at=now if got.new else was.news_at,
        due_at=None,  # the next check stays what it is
    )


def after_failure(
    was: Memory,
    error: FetchError | FeedError | ParsingError,
    said: str,
    now: datetime,
    chance: float,
    *,
    of_a_part: bool = False,
) -> Memory:
    """The memory after a failed poll; `chance` in [0, 1) spreads the next one. `of_a_part`: of what it points to."""
    health = health_of(error)
    wish = error.retry_after if isinstance(error, FetchError) else None
    ill_since = was.ill_since or now
    failures = was.failures + 1
    at_home = was.address is None or failures >= FAILURES_BEFORE_HOME
    gone = error.reason == GONE_FOR_GOOD and was.address is None and not of_a_part
    pause = back_off(was.failures, now - ill_since, chance, busy=health is Health.BUSY)
    return replace(
        was,
        address=None if at_home else was.address,
        move=None if at_home and was.address else was.move,
        etag=None if at_home and was.address else was.etag,
        last_modified=None if at_home and was.address else was.last_modified,
        health=health,
        result=said[:LONGEST_RESULT],
        well_since=None,
        ill_since=ill_since,
        failures=failures,
        fetched_at=now,
        due_at=now + pause,
        alone_until=now + pause,
        floor_until=now + wish if wish else was.floor_until,
        paused_at=now if gone else was.paused_at,
        paused_why=GONE if gone else was.paused_why,
    )


def after_waiting(was: Memory, wish: timedelta, said: str, now: datetime) -> Memory:
    """Its host asked another source of ours to wait, so it was not asked at all: no fault of its own."""
    until, health = now + wish, was.health or Health.BUSY
    return replace(was, result=said[:LONGEST_RESULT], health=health, due_at=until, floor_until=until)


def back_off(failures: int, ill_for: timedelta, chance: float, *, busy: bool = False) -> timedelta:
    """How long to leave a source alone: doubling with its failures in a row before this one, with jitter."""
    longest = min(max(SHORT_BACK_OFF, ill_for / SHARE_OF_ILLNESS), LONGEST_BACK_OFF)
    pause = doubled(FIRST_BACK_OFF_BUSY if busy else FIRST_BACK_OFF, failures, longest)
    return min(pause * (1 - JITTER + 2 * JITTER * chance), LONGEST_BACK_OFF)


def health_of(error: FetchError | FeedError | ParsingError) -> Health:
    """The word for a failure."""
    reason = error.reason
    if known := _BY_REASON.get(reason):
        return known
    if reason.startswith("http 5"):
        return Health.BUSY if isinstance(error, FetchError) and error.retry_after else Health.SERVER_ERROR
    return Health.BLOCKED if reason.startswith("http ") else Health.UNPARSABLE


def _health(got: Answered) -> Health:
    if got.missed:
        return Health.IN_PART
    if got.listed == 0:
        return Health.EMPTY
    if got.took > SLOW:
        return Health.SLOW
    return Health.NOT_MODIFIED if got.listed is None else Health.OK


def _whereabouts(was: Memory, source: Source, got: Answered, now: datetime) -> tuple[str | None, Move | None]:
    """Where to ask from now on, and the permanent redirect that is not believed yet."""
    if got.found_at:
        return got.found_at, None
    if got.moved_to is None or got.moved_to == got.asked:
        return was.address, None
    known = was.move.days if was.move and was.move.to == got.moved_to else ()
    days = tuple(dict.fromkeys((*known, now.date())))
    if len(days) < MOVE_DAYS:
        return was.address, Move(got.moved_to, days)
    return (None if got.moved_to == source.url else got.moved_to), None


def _result(got: Answered) -> str:
    if got.listed is None:
        return "not modified"
    words = [f"{got.listed} entries, {got.new} new"]
    if got.gap:
        words.append("gap: nothing in common with the last answer, so some may have been lost between")
    if got.left:
        words.append(f"{got.left} left for the next time")
    if got.missed:
        words.append(f"missed {len(got.missed)}: {got.missed[0]}")
    return "; ".join(words)
