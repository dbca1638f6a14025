"""Measuring how often events under the same names are taken for one, on reports made up for it."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bench.grouping_fit import Report, measured, report_of
from bench.grouping_namesakes import Likeness, candidates, namesakes, of_one_event, renamed, share, table

AT = datetime(2026, 3, 3, tzinfo=UTC)
FIRE = report_of("fire", "Warehouse burns in Ostby", "A warehouse in Ostby burned to the ground, the mayor said.", AT)
FERRY = report_of(
    "ferry", "Steamer hits wall at Velden", "The steamer struck a wall in Velden.", AT + timedelta(days=9)
)


def test_a_report_is_given_the_names_and_the_day_of_another_one() -> None:
    given = renamed(FERRY, FIRE, 1)
    assert (given.event, given.at) == ("ferry", AT)
    assert "ostby" in given.text.lower()
    assert "velden" not in given.text.lower()
    assert "struck a wall" in given.text


def test_a_report_without_names_stays_as_it_is() -> None:
    plain = report_of("x", "", "it rained and rained", AT)
    assert renamed(plain, FIRE, 3) is plain


def test_the_same_pairs_are_drawn_each_time_and_none_of_one_event() -> None:
    found = {"made": [FIRE, FERRY, FIRE, FERRY]}
    one, again = namesakes(found), namesakes(found)
    assert 0 < len(one.chances) <= 8
    assert one.chances.tolist() == again.chances.tolist()


def test_a_sure_pair_that_shares_too_little_besides_names_is_counted_as_unsure() -> None:
    pairs = Likeness(np.array([0.9, 0.9, 0.3, 0.9]), np.array([0.5, 0.1, 0.1, 0.3]))
    assert share("made", pairs) == "of 4 pairs of made: sure 75.0%, also besides names 50.0%"
    assert pairs.checked.tolist() == [0.9, 0.5, 0.3, 0.9]


def test_pairs_of_one_event_are_told_apart_among_the_candidates() -> None:
    reports = [Report(one.event, one.at, one.keys, one.packed) for one in (FIRE, FERRY, FIRE)]
    reports[2].among = [0, 1]
    likeness = candidates(reports)
    assert [len(one.chances) for one in likeness] == [0, 0, 2]
    (alike,) = of_one_event(reports, likeness).chances
    assert alike == likeness[2].chances[0] > likeness[2].chances[1]


def test_both_ways_of_grouping_are_measured() -> None:
    reports = [Report(one.event, one.at, one.keys, one.packed) for one in (FIRE, FERRY, FIRE)]
    reports[2].among = [0, 1]
    names_alone = [Likeness(np.zeros(0), np.zeros(0))] * 2 + [Likeness(np.array([0.9, 0.1]), np.array([0.1, 0.9]))]
    by_weights, checked = table({"made": reports}, {"made": names_alone})
    f1, groups, _ = measured([0, 1, 2], ["fire", "ferry", "fire"])
    assert "made 1.000/1.00/0.0%" in by_weights
    assert checked.split("made ")[1].startswith(f"{f1:.3f}/{groups:.2f}/")
    assert f1 == pytest.approx(0.8)
