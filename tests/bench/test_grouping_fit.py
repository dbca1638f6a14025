"""Learning what evidence weighs, on events made up for it."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from bench.grouping_fit import Report, b_cubed, grouped, measured, regression, with_candidates
from parsers.grouping import profile_of
from parsers.grouping.packing import unpack

AT = datetime(2026, 3, 3, tzinfo=UTC)


def report(event: str, text: str, day: int = 0) -> Report:
    profile = profile_of("", text, "en", AT + timedelta(days=day))
    packed = unpack(profile.packed)
    assert packed is not None
    return Report(event, profile.at, profile.keys, packed)


def test_scores_are_those_of_the_kit():
    got, gold = [0, 0, 1, 1, 1], ["a", "a", "a", "b", "b"]
    assert b_cubed(got, gold) == pytest.approx(11 / 15)  # precision and recall alike
    assert measured(got, gold)[1:] == (1.5, 0.5)  # the first of group 1 is of story a: b opens none


def test_regression_finds_the_column_that_tells():
    chance = np.random.default_rng(1)
    found = chance.normal(size=(400, 2))
    model = regression(found, (found[:, 0] > 0.5).astype(float), np.ones(400))
    assert model.weights[0] > 10 * abs(model.weights[1])
    assert model.chances(np.array([[2.0, 0.0], [-2.0, 0.0]])).round().tolist() == [1, 0]


def test_candidates_share_two_keys_within_the_days():
    reports = [report("a", "Quake shakes Luganville"), report("a", "Luganville after quake", 5), report("b", "Quake")]
    reports.append(report("a", "Luganville quake", 60))
    assert [one.among for one in with_candidates(reports, days=30, limit=5)] == [[], [0], [], []]


def test_a_report_joins_its_likeliest_one_when_sure():
    reports = [report("a", "x"), report("b", "y"), report("a", "z")]
    reports[2].among = [1, 0]
    assert grouped(reports, [[], [], [0.3, 0.9]], sure=0.8) == [0, 1, 0]
    assert grouped(reports, [[], [], [0.3, 0.9]], sure=0.95) == [0, 1, 2]
