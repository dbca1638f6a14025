"""What is taken from a page before it is parsed: a fast look decides, and must miss nothing."""

import unicodedata

from parsers.page.scrubbing import scrub

_ALL = [chr(code) for code in range(0xA0, 0x110000) if not 0xD800 <= code < 0xE000]
_REMOVED = "\u00ad\u200b\u2060\ufeff\ufffe\uffff"


def test_every_character_that_has_a_composed_form_gets_it() -> None:
    apart = [char for char in _ALL if unicodedata.normalize("NFD", char) != char]
    wrong = [
        char
        for char in apart
        for form in (char, unicodedata.normalize("NFD", char))
        if scrub(form).decode() != unicodedata.normalize("NFC", char)
    ]
    assert len(apart) > 12_000
    assert not wrong


def test_every_mark_is_put_in_order() -> None:
    marks = [char for char in _ALL if unicodedata.combining(char)]
    wrong = [
        mark
        for mark in marks
        for text in (f"a{mark}\u0323", f"a\u0301{mark}")
        if scrub(text).decode() != unicodedata.normalize("NFC", text)
    ]
    assert len(marks) > 700
    assert not wrong


def test_no_other_character_is_changed() -> None:
    kept = [char for char in _ALL if unicodedata.is_normalized("NFC", char) and char not in _REMOVED]
    assert scrub(" ".join(kept)).decode() == " ".join(kept)


def test_what_no_reader_sees_goes_and_the_rest_stays() -> None:
    assert scrub("".join(f"a{char}b " for char in _REMOVED)) == b"ab " * len(_REMOVED)
    assert scrub("a\x00\x01\x0bb\tc\x0cd\r\n\x7f") == b"ab\tc d\r\n"
    assert scrub("it\x92s") == "it’s".encode()


def test_a_row_of_dashes_or_signs_is_no_pile_of_marks() -> None:
    text = "e\u0301" + "—" * 50 + "★" * 50 + "😀" * 50
    assert scrub(text).decode() == "é" + text[2:]
