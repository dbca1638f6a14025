"""Ways to decide when a source is asked again: ours, and those of others as their sources tell them.

A policy is made anew for each source. It is told what each poll sees, and gives the seconds until the next.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.newsrooms import Moment
from flows.due import next_interval, observed
from news import Pulse

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class Look:
    """What a poll sees: the dates in the document, oldest first, and those that it had not seen yet."""

    now: Moment
    listed: Sequence[Moment]
    new: Sequence[Moment]


Policy = Callable[[Look], float]


class Miniflux:
    """miniflux/v2 internal/model/feed.go, `entry_frequency` with its defaults: the mean gap of the last week.

    Kinder than life: its worker looks for due feeds only once an hour by default; here it looks at once.
    """

    def __init__(self) -> None:
        self._week: list[Moment] = []  # from its database: more than a document lists

    def __call__(self, look: Look) -> float:
        self._week = [moment for moment in (*self._week, *look.new) if moment > look.now - 7 * DAY]
        if not self._week:
            return DAY
        return min(max(round(7 * DAY / MINUTE / len(self._week)) * MINUTE, 5 * MINUTE), DAY)


def commafeed(look: Look) -> float:
    """Athou/commafeed FeedRefreshIntervalCalculator.java, empirical, with its defaults of 5 minutes and 4 hours."""
    most = 4 * HOUR
    if len(look.listed) < 2:
        return most
    silent_days = (look.now - look.listed[-1]) / DAY
    for days, share in ((30, 1), (14, 2), (7, 4)):
        if silent_days >= days:
            return most / share
    mean_gap = (look.listed[-1] - look.listed[0]) / (len(look.listed) - 1)
    return min(max(mean_gap / 2, 5 * MINUTE), most / 4)


class MediaCloud:
    """mediacloud/rss-fetcher fetcher/tasks.py, config.py: 6 hours, then more or less by how much was known already."""

    def __init__(self) -> None:
        self._interval, self._good, self._news_at = 6 * HOUR, 0, 0.0

    def __call__(self, look: Look) -> float:
        self._good += 1
        if look.new:
            self._news_at = look.now
        if self._good > 2:
            self._adjust(look.now, 1 - len(look.new) / len(look.listed) if look.listed else 1.0)
        return self._interval

    def _adjust(self, now: Moment, known: float) -> None:
        if known >= 0.67:
            recently = now - self._news_at < 31 * DAY
            self._interval = min(self._interval + (10 if recently else 60) * MINUTE, DAY)
        elif known < 0.33:
            shorter = max(self._interval - HOUR, 10 * MINUTE)
            self._interval = 6 * HOUR if self._interval > 6 * HOUR else shorter


class Ours:
    """flows/due.py. Due sources are looked for every `fastest`, so a poll waits for the next such turn."""

    def __init__(self, begin: datetime, fastest: timedelta, slowest: timedelta) -> None:
        self._begin, self._fastest, self._slowest = begin, fastest, slowest
        self._pulse: Pulse | None = None

    def __call__(self, look: Look) -> float:
        here = self._time(look.now)
        self._pulse = observed(self._pulse, [self._time(moment) for moment in look.new], here)
        interval = next_interval(self._pulse, here, fastest=self._fastest, slowest=self._slowest)
        # the turn that is nearest: flows/judging.py makes it due half a turn early
        turns = max(round(interval / self._fastest), 1)
        return turns * self._fastest.total_seconds()

    def _time(self, moment: Moment) -> datetime:
        return self._begin + timedelta(seconds=moment)


def policies(begin: datetime) -> Mapping[str, Callable[[], Policy]]:
    """All that are compared, ours last."""

    def ours(fastest: float, slowest: float) -> Callable[[], Policy]:
        return lambda: Ours(begin, timedelta(minutes=fastest), timedelta(minutes=slowest))

    return {
        "every 15 min": lambda: lambda _: 15 * MINUTE,
        "every 60 min": lambda: lambda _: HOUR,
        "Miniflux, by frequency": Miniflux,
        "CommaFeed, empirical": lambda: commafeed,
        "Media Cloud": MediaCloud,
        "ours, 2 to 30 min": ours(2, 30),
        "ours, 2 min to 3 h": ours(2, 180),
        "ours, 5 to 60 min": ours(5, 60),
    }
