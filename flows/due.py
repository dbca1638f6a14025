"""When a source is asked again: as often as it publishes, within its bounds and its own wishes. Pure."""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from news import Pulse, Wishes

FADING = timedelta(weeks=4)  # what is older than that counts about a third: four Mondays tell what a Monday is like
BUCKET = timedelta(hours=3)  # finer ones stay empty for most sources
HOURS, DAYS = 8, 7
PRIOR_ENTRIES, PRIOR_HOURS = 0.5, 2.0  # of a source that nothing is known of: six a day, and soon forgotten
SMOOTHING = 2.0  # entries that every hour and weekday is taken to have had: a night without news is not forever
A_DAY, A_WEEK = 24.0, 168.0  # hours; a rhythm of days is known after some days, one of weeks after some weeks
SILENT_ENTRIES = 10.0  # expected and not come: chance alone does that once in 20,000 times (Poisson)
SILENT_AT_LEAST = timedelta(hours=12)  # news comes in bursts, so a short silence proves nothing

_HOUR = timedelta(hours=1)
_NOTHING = Wishes()


def first_pulse(dates: Sequence[datetime], now: datetime) -> Pulse:
    """The pulse of a source on its first poll, from the dates of what it lists."""
    recent = [min(date, now) for date in dates if now - date < FADING]
    span = max((now - min(recent, default=now)) / _HOUR, 1.0) if recent else 0.0
    return _counted(Pulse((0.0,) * HOURS, (0.0,) * DAYS, span, now), recent)


def observed(pulse: Pulse | None, arrivals: Sequence[datetime], now: datetime) -> Pulse:
    """Bring a pulse up to `now` with what came since it was last brought up to date."""
    if pulse is None:
        return first_pulse(arrivals, now)
    left = math.exp(-max((now - pulse.at) / FADING, 0.0))
    faded = Pulse(
        tuple(count * left for count in pulse.hours),
        tuple(count * left for count in pulse.days),
        pulse.span_hours * left + (FADING / _HOUR) * (1 - left),
        now,
    )
    return _counted(faded, arrivals)


def _counted(pulse: Pulse, arrivals: Sequence[datetime]) -> Pulse:
    if not arrivals:
        return pulse
    hours, days = list(pulse.hours), list(pulse.days)
    for moment in arrivals:
        hour, day = _place(moment)
        hours[hour] += 1
        days[day] += 1
    return Pulse(tuple(hours), tuple(days), pulse.span_hours, pulse.at)


def next_interval(
    pulse: Pulse | None,
    now: datetime,
    *,
    fastest: timedelta | None,
    slowest: timedelta,
    wishes: Wishes = _NOTHING,
    max_age: timedelta | None = None,
) -> timedelta:
    """How long to wait until the next check: half the time in which one new entry is expected.

    What the feed and its server wish for makes it longer, never shorter, and only up to `slowest`. Without
    `fastest` the schedule alone decides: zero.
    """
    if fastest is None:
        return timedelta(0)
    wished = max(wishes.interval or timedelta(0), max_age or timedelta(0))
    wanted = max(_half_gap(pulse, now, slowest), fastest, min(wished, slowest))
    return min(_after_rest(now + wanted, wishes) - now, max(slowest, fastest))


def expected(pulse: Pulse, since: datetime, until: datetime, enough: float = math.inf) -> float:
    """How many entries a source with this pulse lists between two moments; counted no further than `enough`."""
    total = 0.0
    for length, rate in _pieces(pulse, since, until):
        total += rate * (length / _HOUR)
        if total >= enough:
            break
    return total


def is_silent(pulse: Pulse | None, news_at: datetime | None, now: datetime) -> bool:
    """Whether nothing new has come for longer than this source is ever silent at these hours and weekdays."""
    if pulse is None or news_at is None or now - news_at < SILENT_AT_LEAST:
        return False
    return expected(pulse, news_at, now, SILENT_ENTRIES) >= SILENT_ENTRIES


def _half_gap(pulse: Pulse | None, now: datetime, longest: timedelta) -> timedelta:
    """Half the time from now in which one entry is expected; at most `longest`."""
    if pulse is None:
        return longest
    missing = 1.0
    gap = timedelta(0)
    for length, rate in _pieces(pulse, now, now + 2 * longest):
        brought = rate * (length / _HOUR)
        if brought >= missing:
            return (gap + length * (missing / brought)) / 2
        missing -= brought
        gap += length
    return longest


def _pieces(pulse: Pulse, since: datetime, until: datetime) -> Iterator[tuple[timedelta, float]]:
    """The time between two moments, cut where the rate changes: (length, entries an hour)."""
    total = sum(pulse.hours)
    base = (total + PRIOR_ENTRIES) / (pulse.span_hours + PRIOR_HOURS)
    by_hour = _shares(pulse.hours, A_DAY / max(pulse.span_hours, 1.0))
    by_day = _shares(pulse.days, A_WEEK / max(pulse.span_hours, 1.0))
    start = since
    while start < until:
        hour, day = _place(start)
        end = min(_bucket_end(start), until)
        yield end - start, base * by_hour[hour] * by_day[day]
        start = end


def _shares(counts: Sequence[float], unknown: float) -> list[float]:
    """How much busier than the mean each part of a rhythm is, 1.0 being the mean.

    `unknown` is the length of the rhythm over the time that was looked at: parts that were not seen yet are no silent
    ones, so as long as it is near one or above, all are taken to be much the same.
    """
    mean = sum(counts) / len(counts)
    smoothing = SMOOTHING + mean * unknown**2
    return [(count + smoothing) / (mean + smoothing) for count in counts]


def _place(moment: datetime) -> tuple[int, int]:
    moment = moment.astimezone(UTC)
    return moment.hour // 3, moment.weekday()


def _bucket_end(moment: datetime) -> datetime:
    moment = moment.astimezone(UTC)
    return moment.replace(hour=moment.hour // 3 * 3, minute=0, second=0, microsecond=0) + BUCKET


def _after_rest(moment: datetime, wishes: Wishes) -> datetime:
    """The first moment from here on at which the feed does not wish to be left alone."""
    if not (wishes.skip_hours or wishes.skip_days):
        return moment
    for _ in range(7 * 24):
        if moment.hour not in wishes.skip_hours and moment.weekday() not in wishes.skip_days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + _HOUR
    return moment  # it skips every hour of the week: no wish at all
