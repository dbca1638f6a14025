"""Pages made to hurt: each ends in an article or a refusal. `python -m bench.fuzz --pages` tries many more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.fuzz import read_page
from bench.hostile import mutated
from bench.hostile_pages import SEEDS, page_bombs
from news import Refusal, RefusalReason
from parsers import read_article
from parsers.page.tree import MAX_CHARS, MAX_COMMENTS, MAX_TAGS, TooDeepError, plant
from tests.parsers.pages import page

WELL = ("read", "refused")
SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "
TEXT = f"<p>{SENTENCE * 3}</p>"


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pages_that_mutations_begin_with_are_articles(seed: bytes) -> None:
    assert read_page(seed) == "read"


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_a_page_with_errors_is_read_or_refused_and_never_raises(first: int) -> None:
    outcomes = {number: read_page(mutated(SEEDS, number)) for number in range(first, first + 50)}
    assert {number: word for number, word in outcomes.items() if word not in WELL} == {}


@given(st.binary(max_size=200), st.sampled_from(SEEDS), st.integers(0, 2000))
def test_any_bytes_within_a_page_are_read_or_refused(junk: bytes, seed: bytes, at: int) -> None:
    at %= len(seed)
    assert read_page(seed[:at] + junk + seed[at:]) in WELL


def test_every_bomb_is_read_or_refused_when_it_is_small() -> None:
    made = [(name, make) for name, make in page_bombs(2_000) if " in place " in name]
    assert {name: word for name, make in made if (word := read_page(make())) not in WELL} == {}


@pytest.mark.parametrize(
    "junk",
    [
        "<div>" * 300, "<i>" * 100_000, "<table><tr><td>" * 200, "<p>x" * (MAX_TAGS + 1), "x" * (MAX_CHARS + 1),
        "<p " + " ".join(f"a{n}=x" for n in range(25_000)) + ">",
        "<p " + " ".join(f"a{n}" for n in range(25_000)) + ">",
        "<p " + " ".join(f"a{n}='>'" for n in range(25_000)) + ">", f"<p class='{'x ' * 5_500_000}'>",
        f"<p class='{'<!--' * (MAX_COMMENTS + 1)}'>",
    ],
    ids=["divs", "unclosed", "tables", "tags", "characters", "attributes", "bare attributes", "> in attributes",
         "a long attribute", "comments in an attribute"],
)  # fmt: skip
def test_what_would_cost_too_much_to_parse_is_refused_by_name(junk: str) -> None:
    result = read_article(page(f"<html><body>{TEXT}{junk}{TEXT}</body></html>"))
    assert isinstance(result, Refusal)
    assert result.reason in (RefusalReason.TOO_DEEP, RefusalReason.TOO_LARGE)


def test_what_libxml2_would_cut_in_silence_is_an_error() -> None:
    with pytest.raises(TooDeepError):
        plant(f"<html><body>{TEXT}{'<div>' * 256}{TEXT}", "https://post.example/a")


def test_a_page_nested_as_deep_as_real_ones_is_read() -> None:
    assert read_page(f"<html><body>{'<div>' * 200}{TEXT}{'</div>' * 200}</body></html>".encode()) == "read"


def test_a_million_marks_on_one_letter_are_cut_short() -> None:
    piled = "e" + "\u0301\u0323" * 500_000
    root = plant(f"<html><body><p>{piled}</p>{TEXT}", "https://post.example/a").root
    assert len(root.findtext(".//p") or "") < 40


def test_a_page_that_is_nothing_but_space_is_empty() -> None:
    result = read_article(page("<html>" + " " * 1_000_000))
    assert isinstance(result, Refusal)
