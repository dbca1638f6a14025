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
        ("fuel ONEAR3 flour", 5, "write ONEAR/3"),
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


def test_who_excludes_with_a_minus_is_not_told_that_it_reaches_one_word() -> None:
    assert not any("reaches" in advice.message for advice in lint_query("fuel -flour price"))


def test_single_quotes_are_told_of_once() -> None:
    assert [advice.hint for advice in lint_query("'gaza strip' fuel")] == ['Write double quotes: "gaza strip".']


def test_a_small_operator_is_not_told_to_be_part_of_a_phrase() -> None:
    assert [advice.position for advice in lint_query("fuel Or flour")] == [5]


def test_advice_comes_in_the_order_of_the_query() -> None:
    positions = [advice.position for advice in lint_query("US OR fuel arms AND tru*")]

    assert positions == sorted(positions)
    assert len(positions) == 5


def test_a_broken_query_is_refused() -> None:
    with pytest.raises(QueryError):
        lint_query("(fuel")


@pytest.mark.parametrize(
    ("query", "position", "cure"),
    [
        ("gaza OR =gaza", 8, "Leave out `=gaza`"),
        ("gaz* OR =gaza", 8, "Leave out `=gaza`"),
        ("weapons OR fuel OR weapon", 19, "Leave out `weapon`"),
        ('"gaza strip" OR gaza', 0, 'Leave out `"gaza strip"`'),
        ("fuel AND (gaza OR gaza)", 18, "Leave out `gaza`"),
        ("lang:en lang:fr gaza", 8, "(lang:en OR lang:fr)"),
        ('"gaza strip" NOT gaza', 17, "exclude a phrase"),
        ("gaza fuel -gaza", 11, "exclude a phrase"),
        ("yearly", 0, "=yearly"),
        ("authority", 0, "=authority"),
        ("united", 0, "=united"),
        ("‘gaza AND strip’", 0, "double quotes"),
        ("weapons/rifles", 0, "(weapons OR rifles)"),
        ("10,000 OR fuel", 0, "(10,000 OR 10000)"),
        ("vitamin AND x", 12, "phrase"),
        ("headline:gaza", 0, "title:"),
        ("fuel^2", 4, "no weights"),
        ("U.S. OR fuel", 0, "==US"),
        ("=US", 0, "==US"),
        ("fuel NEAR(8) flour", 5, "mean NEAR/8"),
        ("title:-fuel", 6, "NOT fuel"),
        ("flour|-fuel", 6, "NOT fuel"),
        ("Gaza, Rafah, Sinai", 0, "OR between them"),
        ("غزة، رفح", 0, "OR between them"),
        ("加沙、拉法", 0, "(加沙 OR 拉法)"),
        ("Gaza;Rafah", 0, "(Gaza OR Rafah)"),
        ("xyz=tgrd AND fuel", 0, "source:"),
        ("lang:english fuel", 0, "lang:en."),
        ("lang:xx fuel", 0, "two letters"),
        ("@weapons -@weapons", 10, "Leave out one of the two."),
        ("gaza w/5 aid not film and oscar", 17, "parentheses around what is excluded"),
        ("lang:eng fuel", 0, "lang:en."),
        ("fuel AND lang:UA", 9, "lang:uk."),
        ("lang:klingon fuel", 0, "two letters"),
        ("lang:nb fuel", 0, "lang:nn"),
        ("fuel OR lang:fr", 8, "must be there as well"),
        ("lang:fr -fuel", 0, "must be there as well"),
    ],
)
def test_advice_on_what_is_needless_impossible_or_surprising(query: str, position: int, cure: str) -> None:
    found = [one for one in lint_query(query) if cure in one.hint]

    assert [one.position for one in found] == [position]


@pytest.mark.parametrize(
    "query",
    [
        '"gaza strip" OR "west bank"',
        "sold OR sell*",
        "==gaza OR ==Gaza OR rafah",
        "(lang:en OR lang:fr) AND gaza",
        "lang:en AND NOT lang:fr AND gaza",
        'gaza NOT "gaza strip"',
        "gaza NOT (gaza NEAR/3 film)",
        "title:gaza NOT gaza",
        "10,000 OR 10000",
        "missiles",
        "minister OR election OR sanctions",
        "WFP OR IMF OR UAV OR UK OR BBC",
        "ter?or OR ar*ment",
        "(lang:en OR lang:fr) fuel",
        "fuel OR flour NEAR (8 OR 9)",
        "fuel OR (lang:fr AND title:flour)",
        "lang:EN AND fuel",
        "lang:ckb AND fuel",
        "@weapons -@others",
    ],
)
def test_sound_queries_get_no_such_advice(query: str) -> None:
    assert lint_query(query) == ()


@pytest.mark.parametrize(
    ("query", "position", "ours"),
    [
        ("gaza w/5 aid", 5, "gaza NEAR/5 aid"),
        ("fuel near/3 flour", 5, "fuel NEAR/3 flour"),
        ("atleast/2 fuel", 0, "ATLEAST/2 fuel"),
        ("GAZA OR RAFAH W/5 FUEL", 0, "(GAZA OR RAFAH) NEAR/5 FUEL"),
        (
            "HEADLINE(flour sale! w/3 gaza) and BYLINE(smith) and not film review",
            0,
            'title:("flour sale*" NEAR/3 gaza) AND author:smith AND NOT "film review"',
        ),
    ],
)
def test_what_a_borrowed_query_is_taken_for_is_told_once_ready_to_be_pasted(
    query: str, position: int, ours: str
) -> None:
    (advice,) = lint_query(query)

    assert (advice.position, advice.message) == (position, f"This is taken for: {ours}")
    assert advice.hint.startswith("Write it so.")


def test_the_archive_tells_which_other_word_a_word_mostly_finds() -> None:
    vocabulary = {"relating": 3, "relation": 4, "relative": 90, "operating": 2}

    (advice,) = lint_query("relation", vocabulary)

    assert "`relative`" in advice.message
    assert lint_query("operating", vocabulary) == ()
