"""Sources that do not exist, and when they publish: for simulations. The same seed gives the same newsrooms."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

RATE_MEDIAN = 8.0  # entries a day; with the spread: a tenth of the sources has over 90, a tenth less than one
RATE_SPREAD = 1.9
RATE_LEAST, RATE_MOST = 1 / 7, 400.0
LISTED = 30  # entries that a source's document holds: who asks too late never sees the rest
# Weight of each local hour, midnight first: a desk wakes at six, is busiest before noon, and keeps a night shift.
DAY = (2, 1, 1, 1, 2, 4, 8, 12, 15, 16, 16, 15, 14, 14, 14, 13, 13, 12, 10, 8, 7, 6, 5, 3)
WEEK = (1.1, 1.15, 1.15, 1.15, 1.1, 0.7, 0.65)  # Monday first
ZONES = (-8, -6, -5, -3, 0, 0, 1, 1, 1, 2, 2, 3, 5, 8, 9, 11)  # hours from UTC: where desks are, roughly

Moment = float  # seconds since the simulation began


@dataclass(frozen=True, slots=True)
class Newsroom:
    """One source. `published` are its moments in order; it may have begun before the simulation did (negative ones)."""

    a_day: float
    published: Sequence[Moment]

    def since(self, after: Moment, until: Moment) -> Sequence[Moment]:
        """What was published after one moment and not after another."""
        return self.published[bisect_left(self.published, _next(after)) : bisect_left(self.published, _next(until))]

    def listed(self, now: Moment) -> Sequence[Moment]:
        """The dates in its document, oldest first."""
        end = bisect_left(self.published, _next(now))
        return self.published[max(end - LISTED, 0) : end]


def newsrooms(count: int, begin: datetime, days: int, before: int, seed: int) -> list[Newsroom]:
    """`count` sources over `days`, and `before` days earlier, so that their documents are filled when it begins."""
    return [_newsroom(begin, days, before, Random(f"{seed}/{number}")) for number in range(count)]


def _newsroom(begin: datetime, days: int, before: int, random: Random) -> Newsroom:
    a_day = min(max(random.lognormvariate(math.log(RATE_MEDIAN), RATE_SPREAD), RATE_LEAST), RATE_MOST)
    zone = timedelta(hours=random.choice(ZONES))
    published: list[Moment] = []
    for hour in range(-24 * before, 24 * days):
        here = begin + zone + timedelta(hours=hour)
        weight = DAY[here.hour] * len(DAY) / sum(DAY) * WEEK[here.weekday()] * len(WEEK) / sum(WEEK)
        published += sorted(3600 * (hour + random.random()) for _ in range(_poisson(a_day / 24 * weight, random)))
    return Newsroom(a_day, published)


def _poisson(mean: float, random: Random) -> int:
    """How many, where `mean` are expected (Knuth; fine for the few tens of an hour)."""
    threshold, count, product = math.exp(-mean), 0, random.random()
    while product > threshold:
        count += 1
        product *= random.random()
    return count


def _next(moment: Moment) -> Moment:
    return math.nextafter(moment, math.inf)
