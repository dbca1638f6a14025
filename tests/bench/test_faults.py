from collections import Counter
from pathlib import Path

from bench.farm import Farm
from bench.faults import out_of_reach
from bench.ill_farm import ENTRIES, HIDING, LINGERING, READABLE, IllFarm


class Notebook(Farm):
    """A farm that was never started; it keeps what it is told."""

    def __init__(self, told: dict[int, str], ports: int) -> None:
        super().__init__(Path("farm.py"), feeds=1000, ports=ports)
        self.told, self.port = told, 9000

    def faults(self) -> dict[int, str]:
        return dict(self.told)

    def set_fault(self, feed: int, kind: str | None) -> None:
        self.told[feed] = kind or "none"


def dealt() -> IllFarm:
    ill = IllFarm(Path("farm.py"), feeds=1000, ports=50, rate=0.24, retry_after=5)
    kinds = READABLE + HIDING
    ill.farm = Notebook({feed: kinds[feed % len(kinds)] for feed in range(0, 1000, 5)}, ports=50)
    ill.deal()
    return ill


def test_the_feeds_that_hang_or_drip_have_hosts_of_their_own() -> None:
    ill = dealt()
    lingering = {feed for feed, kind in ill.faults.items() if kind in LINGERING}
    assert len(lingering) == 20
    assert {ill.farm.port_of(feed) for feed in lingering} == ill.slow_ports == {9000}
    elsewhere = Counter(kind for feed, kind in ill.faults.items() if feed not in lingering)
    assert set(elsewhere) <= {*READABLE, *HIDING}
    assert all(ill.farm.port_of(feed) != 9000 for feed, kind in ill.faults.items() if kind not in LINGERING)


def test_healed_is_all_that_hides_a_feed() -> None:
    ill = dealt()
    ill.heal()
    assert set(ill.faults.values()) <= set(READABLE)
    assert all(kind not in ("badxml", "latin1") for feed, kind in ill.faults.items() if feed % 10 == 9)
    assert "noetag" in ill.faults.values()


def test_the_peak_of_slow_hosts_stands_apart() -> None:
    ill = dealt()
    stats = {"peak_port": {"9000": 12, "9001": 3, "9002": 4}}
    assert (ill.peak(stats, slow=False), ill.peak(stats, slow=True)) == (4, 12)


def test_out_of_reach_is_only_what_was_there_before_and_listed_no_more_at_the_end() -> None:
    truth = {(feed, number) for feed in (1, 2) for number in range(1, ENTRIES + 4)}
    assert out_of_reach(truth, read_at_once={2}) == {(1, 1), (1, 2), (1, 3)}
    many = {(1, number) for number in range(1, 3 * ENTRIES)}
    assert max(number for _, number in out_of_reach(many, read_at_once=())) == ENTRIES
