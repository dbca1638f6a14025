"""Which words of one text stand in another."""

import pytest

from parsers.likeness.alignment import Run, Windows, equal_runs

WORDS = tuple(f"w{number}" for number in range(200))


@pytest.mark.parametrize("at", [5, 31, 32, 33, 63, 64, 65, 96, 194])
def test_a_run_ends_just_before_the_word_that_is_another(at: int) -> None:
    changed = (*WORDS[:at], "another", *WORDS[at + 1 :])
    assert equal_runs(Windows(WORDS), Windows(changed)) == [Run(0, 0, at), Run(at + 1, at + 1, 199 - at)]


@pytest.mark.parametrize("length", [31, 32, 33, 64, 100])
def test_a_run_ends_with_the_shorter_text(length: int) -> None:
    assert equal_runs(Windows(WORDS), Windows(WORDS[:length])) == [Run(0, 0, length)]
    assert equal_runs(Windows(WORDS[:length]), Windows(WORDS)) == [Run(0, 0, length)]
