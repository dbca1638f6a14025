"""When an article was published and changed, by all that its page says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import islice
from urllib.parse import urlsplit

from news import Precision
from parsers.dates import read_clock, to_utc
from parsers.page.evidence import Found
from parsers.page.head import first
from parsers.page.time.labels import Role
from parsers.page.time.shown import Shown, anywhere, beside, headline_of
from parsers.page.time.stamps import Stamp, days_apart, offset_between
from parsers.page.time.stated import from_address, from_scripts, modified, month_in_address, published
from parsers.page.tree import Tree

_MONTH_FIRST_SITES = frozenset(("com", "org", "net", "us", "gov", "edu", "tv", "ph", "news", "io", "co"))
_BY_A_DAY = (timedelta(days=-1), timedelta(), timedelta(days=1))  # the address may be in another zone
_FAR = timedelta(days=366)  # ahead of two others: no update takes that long to be noticed by them
_SEASON = timedelta(days=20)  # a zone seen on another stamp of the page holds that long: clocks change in between


@dataclass(frozen=True, slots=True)
class Times:
    published_at: Found[datetime | None]  # aware UTC
    modified_at: Found[datetime | None]
    precision: Precision  # of the first
    utc_offset: timedelta | None  # of the page's own clock


def times_of(tree: Tree) -> Times:
    """When it was published and changed. A day is midnight UTC of the day that the page shows."""
    month_first = _is_month_first(tree)
    stated, changes = published(tree, month_first=month_first), modified(tree, month_first=month_first)
    agreed, month = _agree(stated), month_in_address(tree)
    headline = None if agreed and changes and stated[0].clock.utcoffset() else headline_of(tree)  # nothing left to ask
    shown = [] if headline is None else beside(headline, month_first=month_first, briefly=agreed)
    stamps = [*stated, *_firsts(shown, month), *from_address(tree)]
    if not any(stamp.trust >= 1.4 for stamp in stamps):
        everywhere = anywhere(tree.root, headline, month_first=month_first)
        stamps += [*_firsts(everywhere, month), *from_scripts(tree)]
    changes += [s.stamp for s in shown if s.role is Role.UPDATED]
    stamps = _without_far_ahead(_first_told(_ordered(stamps, changes), changes), changes)
    return _times(stamps, changes, shown, _marked(tree))


def _times(stamps: list[Stamp], changes: list[Stamp], shown: list[Shown], marked: Iterator[datetime]) -> Times:
    best = _best(stamps) or next(iter(changes), None)  # by then, where nothing else is told
    if best is None:
        return Times(Found(None), Found(None), Precision.INSTANT, None)
    offset = _offset(best, stamps, changes, [s.stamp for s in shown if s.role is not Role.UPDATED])
    if offset is None and best.clock.tzinfo is None and not best.is_day:
        offset = next((clock.utcoffset() for clock in marked if _shows(clock, best.clock)), None)
    others = tuple((s.where, s.clock.isoformat(" ")) for s in stamps if days_apart(s, best) > 1)
    changed = next(iter(changes), None)
    return Times(
        _found(best, offset, others),
        Found(None) if changed is None else _found(changed, offset, ()),
        Precision.DAY if best.is_day else Precision.INSTANT,
        offset,
    )


def _found(stamp: Stamp, offset: timedelta | None, others: tuple[tuple[str, str], ...]) -> Found[datetime | None]:
    clock = stamp.clock
    if stamp.is_day:
        clock = clock.replace(tzinfo=UTC)
    elif clock.tzinfo is None and offset is not None:
        clock = clock.replace(tzinfo=timezone(offset))
    return Found(to_utc(clock), stamp.where, others)


def _agree(stated: list[Stamp]) -> bool:
    """Whether two kinds of places state one day, and no other."""
    return len(_kinds(stated)) > 1 and not any(days_apart(s, stated[0]) for s in stated)


def _firsts(shown: Iterable[Shown], month: tuple[int, int] | None) -> list[Stamp]:
    """The most trusted one that is not called an update; of the month in the address, when any is."""
    stamps = [s.stamp for s in shown if s.role is not Role.UPDATED]
    own = [s for s in stamps if month in {((s.clock + day).year, (s.clock + day).month) for day in _BY_A_DAY}]
    return (own or stamps)[:1]


def _ordered(stamps: list[Stamp], changes: list[Stamp]) -> list[Stamp]:
    """With 03/04/2025 read as the rest of the page has it."""
    sure = {s.clock.date() for s in (*stamps, *changes) if s.swapped is None}
    return [s.in_other_order() if s.swapped and s.swapped.date() in sure and s.clock.date() not in sure else s
            for s in stamps]  # fmt: skip


def _first_told(stamps: list[Stamp], changes: list[Stamp]) -> list[Stamp]:
    """Without those that repeat the time of the last change, where the most trusted one does not."""
    changed = {to_utc(s.clock) for s in changes if not s.is_day}
    if not stamps or to_utc(stamps[0].clock) in changed or stamps[0].trust < 2.0:
        return stamps
    return [s for s in stamps if to_utc(s.clock) not in changed]


def _without_far_ahead(stamps: list[Stamp], changes: list[Stamp]) -> list[Stamp]:
    """Without a day more than a year after all others: a placeholder, or the day on which the page was saved."""
    days = [s.clock.date() for s in (*stamps, *changes)]
    last = max(days, default=date.min)
    others = [day for day in days if day != last]
    return [s for s in stamps if s.clock.date() != last] if len(others) > 1 and last - max(others) > _FAR else stamps


def _best(stamps: list[Stamp]) -> Stamp | None:
    """The day that the page's places together believe most, then its most exact stamp."""
    votes: dict[date, float] = {}
    for stamp in stamps:
        votes[stamp.clock.date()] = sum(_vote(stamp, kind) for kind in _kinds(stamps))
    if not votes:
        return None
    day = max(votes, key=lambda each: votes[each])
    return max((s for s in stamps if s.clock.date() == day), key=lambda s: (not s.is_day, s.trust))


def _kinds(stamps: list[Stamp]) -> list[list[Stamp]]:
    """Stamps by the kind of place: two meta elements are one voice."""
    kinds: dict[str, list[Stamp]] = {}
    for stamp in stamps:
        kinds.setdefault(stamp.where.split()[0], []).append(stamp)
    return list(kinds.values())


def _vote(stamp: Stamp, kind: list[Stamp]) -> float:
    """What one kind of place gives to the day of a stamp: all of its trust, or half for the day beside it."""
    return max((s.trust * (1.0, 0.5)[days_apart(s, stamp)] for s in kind if days_apart(s, stamp) < 2), default=0.0)


def _offset(best: Stamp, stamps: list[Stamp], changes: list[Stamp], shown: list[Stamp]) -> timedelta | None:
    """The page's own zone: as the stamp writes it, another that shows the same clock or stands near, or as shown."""
    own = best.clock.utcoffset()
    if best.is_day or own:
        return own or None
    zoned = [s.clock for s in (*stamps, *changes, *shown) if s.clock.utcoffset()]
    if own is None:
        return _zone_of_naive(best.clock, zoned, [s.clock for s in (*stamps, *shown) if s.is_utc and not s.is_day])
    seen = (clock for s in shown for clock in (s.beside, s.clock) if clock is not None and clock.tzinfo is None)
    offsets = (offset_between(best.clock, clock) for clock in seen if clock.hour or clock.minute)
    near = (clock.utcoffset() for clock in zoned if abs(clock - best.clock) < _SEASON)
    return next((offset for offset in (*offsets, *near) if offset is not None), None)


def _zone_of_naive(clock: datetime, zoned: list[datetime], utc: list[datetime]) -> timedelta | None:
    for other in zoned:
        if _shows(other, clock):
            return other.utcoffset()
    for other in utc:
        if (offset := offset_between(other, clock)) is not None:
            return offset
    near = (other.utcoffset() for other in zoned if abs(other.replace(tzinfo=None) - clock) < _SEASON)
    return next(near, None)


def _shows(zoned: datetime, clock: datetime) -> bool:
    """Whether both show the same minute."""
    return zoned.replace(tzinfo=None, second=0) == clock.replace(second=0)


def _marked(tree: Tree) -> Iterator[datetime]:
    """The clocks with a zone in the page's first <time> elements, wherever they stand."""
    for tag in islice(tree.root.iter("time"), 20):
        clock = read_clock(tag.get("datetime"))
        if clock and clock.utcoffset():
            yield clock


def _is_month_first(tree: Tree) -> bool:
    """Whether 03/04/2025 is the third of March: in English, on sites that are not of another country."""
    language = tree.root.get("lang") or tree.root.get("xml:lang") or first(tree.meta, "og:locale")
    if language.replace("_", "-").lower() not in ("", "en", "en-us"):
        return False
    return (urlsplit(tree.url).hostname or "").rpartition(".")[2] in _MONTH_FIRST_SITES
