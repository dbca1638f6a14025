import pytest

from bench.likeness_scores import bcubed, grouped, verdicts


def test_verdicts_count_what_was_merged_and_what_was_swallowed() -> None:
    got = verdicts([True, True, True, False, False, False, False], [True, True, False, True, False, False, False])
    assert (got.right, got.wrong, got.missed, got.apart) == (2, 1, 1, 3)
    assert (got.precision, got.recall, got.swallowed) == (2 / 3, 2 / 3, 0.25)
    assert got.f1 == pytest.approx(2 / 3)


def test_nothing_merged_is_worth_nothing_and_swallows_nothing() -> None:
    got = verdicts([True, False], [False, False])
    assert (got.precision, got.recall, got.f1, got.swallowed) == (0.0, 0.0, 0.0, 0.0)


def test_the_true_stories_score_best() -> None:
    got = grouped(["a", "a", "b"], ["quake", "quake", "vote"])
    assert (got.f1, got.groups, got.swallowed) == (1.0, 1.0, 0.0)


def test_a_story_whose_first_report_joins_another_one_is_swallowed() -> None:
    got = grouped(["a", "a", "b", "a"], ["quake", "vote", "fire", "vote"])
    assert got.swallowed == pytest.approx(1 / 3)
    assert got.groups == 1.0


def test_a_story_that_opens_a_group_later_is_told_late_but_told() -> None:
    assert grouped(["a", "a", "b"], ["quake", "vote", "vote"]).swallowed == 0.0


def test_one_group_each_has_the_precision_of_one_and_the_recall_of_none() -> None:
    got = grouped(["a", "b", "c", "d"], ["quake"] * 4)
    assert got.groups == 4.0
    assert got.f1 == pytest.approx(2 * 1.0 * 0.25 / 1.25)


def test_bcubed_weighs_each_document_by_its_own_group() -> None:
    given, true = [1, 1, 1, 2], ["quake", "quake", "vote", "vote"]
    precision, recall = (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, (1 + 1 + 0.5 + 0.5) / 4
    assert bcubed(given, true) == pytest.approx(2 * precision * recall / (precision + recall))
    assert bcubed(true, given) == pytest.approx(bcubed(given, true))
