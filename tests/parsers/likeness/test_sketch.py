"""Fingerprints find the texts that may be the same."""

import subprocess
import sys

import pytest

from parsers import sketch
from parsers.likeness.tokens import words
from tests.parsers.likeness.stories import BRIDGE, prose


def shared(a: str, b: str) -> int:
    return len(set(sketch(a)) & set(sketch(b)))


def test_a_text_in_other_quotes_case_and_width_has_the_same_fingerprints() -> None:
    other = BRIDGE.replace('"', "\u201c").upper().replace(" ", "\u00a0").replace("HARBOUR", "HAR\u00adBOUR")
    assert sketch(other) == sketch(BRIDGE)


def test_a_teaser_shares_fingerprints_with_its_story() -> None:
    story = prose(1, 60)
    assert shared(" ".join(story.split()[:50]), story) >= 2


def test_a_copy_with_a_dateline_and_half_its_text_shares_fingerprints() -> None:
    story = prose(2, 40)
    assert shared("HARBOUR CITY (Wire) - " + story[: len(story) // 2], story) >= 2


def test_texts_without_a_phrase_in_common_share_none() -> None:
    assert shared(prose(3), prose(4)) == 0


def test_an_article_of_common_length_has_about_two_dozen() -> None:
    assert sum(len(sketch(prose(seed, 70))) for seed in range(20)) / 20 == pytest.approx(25, abs=3)


def test_fingerprints_are_the_same_in_another_process_and_fit_a_signed_column() -> None:
    code = f"from parsers import sketch; print(sketch({BRIDGE!r}))"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(sketch(BRIDGE))
    assert list(sketch(BRIDGE)) == sorted(sketch(BRIDGE))
    assert all(-(2**63) <= h < 2**63 for h in sketch(BRIDGE))


def test_fingerprints_do_not_change_from_one_release_to_the_next() -> None:
    assert sketch("The quick brown fox jumps over the lazy dog while seven thin cats look on from the wall.") == (
        FOX
    ), "stored fingerprints would find nothing any more"


def test_four_words_have_no_fingerprints() -> None:
    assert sketch("Bridge shut until spring") == ()


def test_a_text_without_end_has_no_end_of_fingerprints() -> None:
    endless = " ".join(f"word{number} stands here" for number in range(19_000))
    assert len(sketch(endless)) == 256
    assert shared(endless, "Preface. " + endless) > 230


FOX = (-4416808607670956297, 6831559981384992388)


def test_words_are_cut_the_same_whether_or_not_a_text_has_other_letters_elsewhere() -> None:
    plain = "It's 3,500 at 12:30, don't you_know? A 4th of N0w."
    assert words(f"{plain} é")[:-1] == words(plain)
    assert words(f"{plain} 渡")[:-1] == words(plain)
