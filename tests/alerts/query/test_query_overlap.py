"""Entries of a list that add nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query import Document, Query
from alerts.query.advice.overlap import covers, swallowed
from alerts.query.grammar.resolve import read_entry
from alerts.query.syntax import Listed


def test_an_entry_that_another_one_finds_is_named_with_it() -> None:
    entries = ["drone*", "fighter jet", "drones*", "Fighter Jet", "fighter  jet", "attack drone*", "=drone", "@other"]

    assert sorted(swallowed(entries)) == [(2, 0), (4, 1), (5, 0), (6, 0)]


def test_entries_that_cannot_be_read_are_left_aside() -> None:
    assert list(swallowed(["a*", "", "(gaza)", "gaza"])) == []


ENTRIES = [
    "sell",
    "sold",
    "=sell",
    "==Sell",
    "sell*",
    "selling",
    "sel*",
    "sellers*",
    "hard sell",
    '"sell a jet"',
]
TEXTS = st.lists(st.sampled_from(["sell", "Sell", "sold", "selling", "hard", "a", "jet", "sellers"]), max_size=6)


@pytest.mark.parametrize("wide", ENTRIES)
@given(narrow=st.sampled_from(ENTRIES[1:]), words=TEXTS)
def test_what_is_said_to_cover_is_found_wherever_the_other_is(wide: str, narrow: str, words: list[str]) -> None:
    leaves = [leaf for entry in (wide, narrow) if not isinstance(leaf := read_entry(entry), str)]
    document = Document(body=" ".join(words), lang="en")
    found = [Query("", Listed("", (leaf,))).search(document) for leaf in leaves]

    if covers(*leaves) and found[1] is not None:
        assert found[0] is not None
