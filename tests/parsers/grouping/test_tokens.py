"""A text as words, numbers and pauses."""

import pytest

from parsers.grouping.tokens import tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'île d’État, dell'Interno", ["île", "État", "Interno"]),
        ("Angola's don't o'clock", ["Angola", "dont", "oclock"]),
        ("l'all'estero", ["estero"]),
        ("local'area", ["localarea"]),
        ("At 12:30, 3,500 fled.", ["At", "12:30", "3,500", "fled", "."]),
        ("At 12:30 3,500 fled to 東京。", ["At", "12:30", "3,500", "fled", "to", "東京", "。"]),
    ],
)
def test_words_are_cut_without_what_apostrophes_tie_to_them(text: str, found: list[str]) -> None:
    assert tokens(text) == found
