import re

import pytest

from parsers.any_case import search_any_case


@pytest.mark.parametrize(
    ("text", "found"),
    [("Please Verify You Are Human", "Verify You"), ("verify you", "verify you"), ("Nothing of that", "")],
)
def test_what_is_found_is_given_as_the_text_writes_it(text: str, found: str) -> None:
    assert search_any_case(re.compile("verify you"), text) == found


def test_a_letter_that_gets_longer_when_made_small_shifts_nothing() -> None:
    assert search_any_case(re.compile("dikkat et"), "İİİ! Dikkat Et") == "dikkat et"
