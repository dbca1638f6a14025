"""Laws that hold for any bytes. `python -m bench.fuzz` tries a hundred thousand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.fuzz import SEEDS, read
from bench.hostile import bombs, mutated


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_a_feed_with_errors_is_read_or_refused_and_never_raises_anything_else(first: int) -> None:
    outcomes = {number: read(mutated(SEEDS, number)) for number in range(first, first + 50)}
    assert {number: word for number, word in outcomes.items() if word not in ("read", "refused")} == {}


@given(st.binary(max_size=200), st.sampled_from(SEEDS), st.integers(0, 1000))
def test_any_bytes_within_a_feed_are_read_or_refused(junk: bytes, seed: bytes, at: int) -> None:
    at %= len(seed)
    assert read(seed[:at] + junk + seed[at:]) in ("read", "refused")


def test_every_bomb_is_read_or_refused_when_it_is_small() -> None:
    made = [(name, make) for name, make in bombs(3_000) if " place " in name]
    assert {name: word for name, make in made if (word := read(make())) not in ("read", "refused")} == {}
