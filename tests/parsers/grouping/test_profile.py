"""What an article is about."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.grouping import profile_of
from parsers.grouping.packing import MOST_TERMS, unpack
from parsers.grouping.profile import MOST_KEYS
from tests.parsers.grouping.archive import profile, told_in

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
LANGUAGES = ["ar", "de", "es", "fr", "ru", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_reports_of_an_event_are_found_by_at_least_two_keys(language):
    first: dict[str, set[int]] = {}
    for told in told_in(language):
        keys = {*profile(told, language).keys}
        assert len(keys & first.setdefault(told.event, keys)) >= 2, told.title


@given(st.text(max_size=3000), st.text(max_size=3000))
def test_a_profile_is_small_whatever_it_is_made_of(title, text):
    one = profile_of(title, text, None, AT)
    assert len(one.keys) <= MOST_KEYS
    assert len(one.packed) <= 1300
    assert all(-(2**63) <= key < 2**63 for key in one.keys)


def test_a_text_of_many_words_is_bounded():
    one = profile_of("x" * 10_000, "".join(f"word{n} Na{n}me " for n in range(100_000)), "en", AT)
    assert len(one.packed) <= 1300
    packed = unpack(one.packed)
    assert packed is not None
    assert MOST_TERMS <= len(packed.ids) <= MOST_TERMS + 12


def test_common_words_and_weekdays_are_no_keys():
    said = "The police said on Tuesday that they have it from the government"
    assert profile_of(said, said, "en", AT).keys == ()


def test_the_site_after_a_headline_is_not_part_of_it():
    text = "Eleven guests were led out by firefighters from Prestwick."
    plain = profile_of("Two guests die in hotel fire in Ayr", text, "en", AT)
    assert profile_of("Two guests die in hotel fire in Ayr - The Harbour Courier | News", text, "en", AT) == plain


def test_typographic_quotes_and_wide_letters_make_no_difference():
    text = "Moira Reid didn't leave the Station Hotel in Ayr."
    fancy = "Moira Reid didn\u2019t leave the Station \uff28otel in Ayr."
    assert profile_of("", fancy, "en", AT).packed == profile_of("", text, "en", AT).packed


def test_the_time_is_kept_in_utc():
    there = timezone(timedelta(hours=5))
    assert profile_of("a", "b", "en", AT.astimezone(there)).at == AT
    assert profile_of("a", "b", "en", AT.replace(tzinfo=None)).at == AT


def test_words_are_told_as_they_were_written():
    words = profile_of("", "In Kiel sagte Bürgermeisterin Ulrike Ahrens, 14 Häuser seien zerstört.", "de", AT).words
    assert {"Ulrike Ahrens", "14 Häuser", "zerstört"} <= set(words.values())


def test_endings_do_not_hide_a_word():
    def keys(text: str) -> set[int]:
        return {*profile_of("", text, "ru", AT).keys}

    assert len(keys("Громова осудили в Рязани") & keys("Громов находится в Рязань")) == 2


def test_bytes_are_read_back_as_they_were():
    one = unpack(profile_of("Fire in Ayr", "Angus Reid, 61, died on Monday, 2 March.", "en", AT).packed)
    assert one is not None
    assert one.days.tolist() == [datetime(2026, 3, 2, tzinfo=UTC).toordinal()]
    assert one.length == 8
    assert (one.ids[1:] > one.ids[:-1]).all()
    assert 0 < one.rarity.max() <= 9.0
