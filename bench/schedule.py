"""How often to ask, and how late the news is then: policies of polling on simulated newsrooms.

    python -m bench.schedule

No network, no clock: the same seed gives the same figures on every machine. bench/README.md says more.
"""

import math
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from statistics import fmean, median

from rich.console import Console
from rich.table import Table

from bench.newsrooms import Moment, Newsroom, newsrooms
from bench.policies import DAY, HOUR, MINUTE, Look, Policy, policies

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
BEFORE_DAYS = 40  # so that the document of a source that publishes weekly is not empty when it begins
BANDS = (("over 50 a day", 50.0, math.inf), ("1 to 50", 1.0, 50.0), ("less than one", 0.0, 1.0))


@dataclass(slots=True)
class Outcome:
    """What one policy did to some newsrooms, in the days that count. Delays are seconds, one for each entry seen."""

    polls: int = 0
    feed_days: float = 0.0
    delays: list[float] = field(default_factory=list)
    lost: int = 0  # no longer listed when it was asked

    def add(self, other: "Outcome") -> None:
        self.polls += other.polls
        self.feed_days += other.feed_days
        self.delays += other.delays
        self.lost += other.lost


def simulate(newsroom: Newsroom, policy: Policy, warm_up: Moment, end: Moment, first: Moment) -> Outcome:
    """Poll one newsroom from `first` to `end`; what is published before `warm_up` ends only teaches the policy."""
    outcome = Outcome(feed_days=(end - warm_up) / DAY)
    now, seen = first, -math.inf
    while now < end:
        listed = newsroom.listed(now)
        new = [moment for moment in listed if moment > seen]
        if now >= warm_up:
            outcome.polls += 1
        outcome.delays += [now - moment for moment in new if moment >= warm_up]
        outcome.lost += sum(moment >= warm_up for moment in newsroom.since(seen, now)) - _counted(new, warm_up)
        seen, now = now, now + policy(Look(now, listed, new))
    return outcome


def _counted(moments: Iterable[Moment], warm_up: Moment) -> int:
    return sum(moment >= warm_up for moment in moments)


def outcomes(make: Callable[[], Policy], rooms: Sequence[Newsroom], warm_up: Moment, end: Moment) -> dict[str, Outcome]:
    """By band of newsrooms, and of all."""
    by_band = {name: Outcome() for name, _, _ in BANDS} | {"all": Outcome()}
    for number, room in enumerate(rooms):
        first = Random(number).random() * HOUR  # nobody adds a thousand sources in one second
        outcome = simulate(room, make(), warm_up, end, first)
        band = next(name for name, least, most in BANDS if least <= room.a_day < most)
        by_band[band].add(outcome)
        by_band["all"].add(outcome)
    return by_band


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed; 0.0 of none."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else 0.0


def row(outcome: Outcome) -> list[str]:
    delays = outcome.delays or [0.0]
    minutes = (median(delays) / MINUTE, percentile(delays, 0.95) / MINUTE, fmean(delays) / MINUTE)
    lost = 100 * outcome.lost / max(outcome.lost + len(outcome.delays), 1)
    polls = outcome.polls / max(outcome.feed_days, 1.0)
    return [f"{polls:.1f}", *(f"{one:.1f}" for one in minutes), f"{lost:.2f}"]


def rows(by_band: Mapping[str, Outcome]) -> dict[str, list[str]]:
    """At once, so that a policy's million delays are not kept beside the next one's."""
    return {band: row(outcome) for band, outcome in by_band.items()}


def main() -> int:
    parser = ArgumentParser(prog="python -m bench.schedule", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--days", type=int, default=28, help="that count")
    parser.add_argument("--warm-up", type=int, default=14, help="days before them, for policies that learn")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    days = options.warm_up + options.days
    rooms = newsrooms(options.feeds, BEGIN, days, BEFORE_DAYS, options.seed)
    made = policies(BEGIN)
    found = {name: rows(outcomes(make, rooms, options.warm_up * DAY, days * DAY)) for name, make in made.items()}
    console = Console(width=110)
    for band in ("all", *(name for name, _, _ in BANDS)):
        title = f"{band}: delay in minutes from published to seen"
        table = Table("policy", "polls per feed and day", "median", "p95", "mean", "lost %", title=title)
        for name, by_band in found.items():
            table.add_row(name, *by_band[band])
        console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
