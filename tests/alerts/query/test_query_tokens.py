"""Where words begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query.words.tokens import cut


def words(text: str) -> list[str]:
    return [token.text for token in cut(text).tokens]


def compounds(text: str) -> list[str]:
    return [token.text for token in cut(text).compounds]


def test_an_acronym_is_one_word_whose_place_includes_its_dots() -> None:
    (token,) = cut("U.S.").tokens

    assert (token.text, token.start, token.end) == ("US", 0, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J.R.R.Tolkien wrote", ["JRR", "Tolkien", "wrote"]),
        ("the U.N.-led force", ["the", "UN", "led", "force"]),
        ("p.m", ["pm"]),
        ("x.y1", ["x", "y1"]),
        ("It cost 1,300.50 in 2.5 days.", ["It", "cost", "1,300.50", "in", "2.5", "days"]),
        ("$1.3bn", ["1.3", "bn"]),
        ("snake_case @name #tag", ["snake", "case", "name", "tag"]),
        ("the army's tanks, the ARMY’S too", ["the", "army", "tanks", "the", "ARMY", "too"]),
        ("5's and O'Neil", ["5", "s", "and", "O", "Neil"]),
        ("l'eau", ["l", "eau"]),
        ("", []),
    ],
)
def test_words_of_an_alphabet(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_each_letter_of_a_script_without_spaces_is_a_word() -> None:
    assert words("拉法 ガザ라파") == ["拉", "法", "ガ", "ザ", "라", "파"]


def test_thai_marks_stay_with_their_letter() -> None:
    assert words("ที่นี่") == ["ที่", "นี่"]


def test_half_width_and_decomposed_letters_are_cut_as_their_composed_forms() -> None:
    assert [len(words(text)) for text in ("ガ", "ｶﾞ", "라", "\u1105\u1161")] == [1, 1, 1, 1]


def test_vowel_signs_belong_to_their_word() -> None:
    assert words("दिल्ली में") == ["दिल्ली", "में"]


def test_gershayim_join_hebrew_letters_and_nothing_else() -> None:
    assert words('ארה"ב "שלום" ג׳ורג׳ a"b') == ["ארהב", "שלום", "גורג", "a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cease-fire", ["ceasefire"]),
        ("an F‑16 here", ["F16"]),
        ("anti-tank-mine", ["antitankmine"]),
        ("state-of-the-art", []),
        ("a--b c -d e- f", []),
        ("2.5-inch U.S.-made", []),
        ("拉-法", []),
        ("one-two, three-four", ["onetwo", "threefour"]),
    ],
)
def test_two_or_three_words_with_hyphens_are_also_one(text: str, expected: list[str]) -> None:
    assert compounds(text) == expected


def test_a_compound_covers_the_places_of_its_words() -> None:
    (compound,) = cut("the cease-fire").compounds

    assert (compound.start, compound.end, compound.first, compound.last) == (4, 14, 1, 2)


@given(st.text())
def test_words_stand_in_the_text_in_order(text: str) -> None:
    tokens, joined = cut(text)

    ends = [0, *(token.end for token in tokens)]
    assert all(end <= token.start < token.end <= len(text) for end, token in zip(ends, tokens, strict=False))
    assert [token.first for token in tokens] == list(range(len(tokens)))
    assert all(tokens[whole.first].start == whole.start and tokens[whole.last].end == whole.end for whole in joined)
