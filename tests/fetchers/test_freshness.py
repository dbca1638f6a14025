"""How long an answer stays as it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetchers.freshness import max_age

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FIVE = "Sun, 22 Nov 2026 12:05:00 GMT"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public,MAX-AGE = 600 , must-revalidate"}, 600),
        ({"cache-control": 'max-age="600"'}, 600),
        ({"cache-control": "s-maxage=600"}, None),
        ({"cache-control": "s-maxage=900, max-age=60"}, 60),
        ({"cache-control": "max-age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "999"}, 0),
        ({"cache-control": "max-age=600", "age": "old"}, 600),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": 'no-cache="set-cookie", max-age=600'}, 600),
        ({"cache-control": "no-store", "expires": FIVE}, None),
        ({"cache-control": "max-age=600", "expires": FIVE}, 600),
        ({"cache-control": "max-age=-1"}, None),
        ({"cache-control": "max-age=999999999999"}, 365 * 86_400),
        ({"cache-control": "private", "expires": FIVE}, 300),
        ({"expires": FIVE}, 300),
        ({"expires": FIVE, "date": "Sun, 22 Nov 2026 11:55:00 GMT"}, 600),
        ({"expires": FIVE, "date": "today"}, 300),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"expires": "0"}, None),
    ],
)
def test_what_a_server_says_of_freshness_is_read(said: dict[str, str], seconds: int | None) -> None:
    assert max_age(said, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=40))
def test_any_words_are_a_length_or_none(control: str, age: str, expires: str) -> None:
    found = max_age({"cache-control": control, "age": age, "expires": expires, "date": expires}, NOW)
    assert found is None or timedelta() <= found <= timedelta(days=365)
