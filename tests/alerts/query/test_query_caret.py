"""The place of an error, shown."""

from alerts.query.grammar.caret import pointed


def test_the_caret_stands_under_the_place() -> None:
    assert pointed("gaza AND OR aid", 9) == "gaza AND OR aid\n         ^"


def test_only_the_line_is_shown_and_what_stands_around() -> None:
    assert pointed("gaza\nAND (aid", 9) == "AND (aid\n    ^"
    assert pointed("x" * 200 + "(" + "y" * 200, 200) == f"… {'x' * 48}({'y' * 47} …\n{' ' * 50}^"


def test_a_long_line_is_cut_between_words() -> None:
    shown, caret = pointed("flour OR " * 20 + "AND fuel" + " OR bread" * 20, 180).split("\n")

    assert shown.startswith(("… flour OR", "… OR flour"))
    assert shown.endswith((" bread …", " OR …"))
    assert shown[len(caret) - 1 :].startswith("AND fuel")
    assert len(shown) <= 100


def test_wide_letters_marks_and_tabs_have_their_columns() -> None:
    assert pointed("拉法 (a", 3) == "拉法 (a\n     ^"
    assert pointed("e\u0301\t(a", 3) == "e\u0301 (a\n  ^"


def test_from_right_to_left_the_word_is_named_in_place_of_a_column() -> None:
    assert pointed("רפיח AND @nowhere x", 9) == "רפיח AND @nowhere x\n^ at: @nowhere"
    assert pointed("רפיח AND", 8) == "רפיח AND\n^ at: the end"
