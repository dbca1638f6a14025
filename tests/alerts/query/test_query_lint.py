"""Advice on queries that may not mean what they seem to."""

import pytest

from alerts.query import lint_query
from news import QueryError


@pytest.mark.parametrize(
    ("query", "position", "cure"),
    [
        ("flour trucks", 0, '"flour trucks"'),
        ("fuel AND (flour trucks)", 10, '"flour trucks"'),
        ("fuel NOT flour trucks", 5, "NOT (flour trucks)"),
        ("title:flour trucks", 0, "title:(flour trucks)"),
        ("ATLEAST/2 flour trucks", 0, 'ATLEAST/2 "flour trucks"'),
        ("fuel OR flour AND milk", 5, "fuel OR (flour AND milk)"),
        ("fuel OR (flour OR milk AND salt)", 15, "flour OR (milk AND salt)"),
        ("fuel OR flour NOT milk", 5, "fuel OR (flour NOT milk)"),
        ("US", 0, "==US"),
        ("START", 0, "==START"),
        ("fuel or flour", 5, "write OR"),
        ("fuel Or flour", 5, "write OR"),
        ("fuel nOT flour", 5, "write NOT"),
        ("fuel near flour", 5, "write NEAR"),
        ("fuel near/3 flour", 5, "write NEAR/3"),
        ("fuel ONEAR3 flour", 5, "write ONEAR/3"),
        ("atleast/2 fuel", 0, "write ATLEAST/2"),
        ("fuel NEAR 8 flour", 5, "mean NEAR/8"),
        ("fuel ONEAR 2 @anything", 5, "mean ONEAR/2"),
        ("tru*", 0, "more letters"),
        ("C++", 0, "NEAR"),
        ("!fuel", 0, "NOT fuel"),
        ("fuel OR arms", 8, "=arms"),
        ('"who pays?"', 0, r"\?"),
    ],
)
def test_advice_has_a_place_and_a_cure(query: str, position: int, cure: str) -> None:
    (advice,) = (one for one in lint_query(query) if cure in one.hint)

    assert advice.position == position
    assert advice.message


@pytest.mark.parametrize(
    "query",
    [
        "flour",
        '"flour trucks"',
        "flour AND trucks",
        "fuel OR (flour AND milk)",
        "fuel OR flour NEAR milk",
        "(fuel OR flour) AND @anything",
        "trucks NEAR/3 flour NOT fuel",
        "trucks NEAR/3 8",
        'trucks NEAR "8"',
        "trucks NEAR F-15",
        "nearly10 OR nearby",
        "=arms OR ==US OR missil*",
        "lang:en AND flour",
        "NATO OR F-15 OR AT&T",
        "拉法*",
    ],
)
def test_a_plain_query_gets_no_advice(query: str) -> None:
    assert lint_query(query) == ()


def test_a_small_operator_is_not_told_to_be_part_of_a_phrase() -> None:
    assert [advice.position for advice in lint_query("fuel Or flour")] == [5]


def test_advice_comes_in_the_order_of_the_query() -> None:
    positions = [advice.position for advice in lint_query("US OR fuel arms AND tru*")]

    assert positions == sorted(positions)
    assert len(positions) == 5


def test_a_broken_query_is_refused() -> None:
    with pytest.raises(QueryError):
        lint_query("(fuel")
