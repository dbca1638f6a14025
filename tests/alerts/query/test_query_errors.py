"""What is refused: code, place and cure."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.query import Document, parse_query
from news import QueryError

LISTS = {
    "ok": ["flour"],
    "loop": ["flour", "@back"],
    "back": ["@loop"],
    "short": ["flour", "a*"],
    "group": ["(flour OR fuel)"],
    "either": ["flour OR fuel"],
    "gap": ["  "],
    "lost": ["@away"],
}


def refusal(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse_query(query, LISTS)
    return caught.value


@pytest.mark.parametrize(
    ("query", "code", "position"),
    [
        ("", "empty", 0),
        (" \t\n", "empty", 0),
        ("a (b", "unbalanced-open", 2),
        ("(a (b)", "unbalanced-open", 0),
        ("((a", "unbalanced-open", 1),
        ("a) AND", "unbalanced-close", 1),
        (") a", "unbalanced-close", 0),
        ("a ( )", "empty-group", 2),
        ('a "b c', "unclosed-quote", 2),
        ('("a) b', "unclosed-quote", 1),
        ('a ="b', "unclosed-quote", 3),
        ('a ""', "empty-phrase", 2),
        ('="!?"', "wildcard-prefix", 2),
        ("a OR", "missing-operand", 2),
        ("a OR AND b", "missing-operand", 5),
        ("a AND )", "missing-operand", 2),
        ("NOT", "missing-operand", 0),
        ("a ONEAR/2 ", "missing-operand", 2),
        ("a AND title:", "missing-operand", 6),
        ("body: OR b", "missing-operand", 0),
        ("lang:", "missing-operand", 0),
        ("a ATLEAST/2", "missing-operand", 2),
        ("a - b", "no-token", 2),
        ("a =", "no-token", 2),
        ("a @ b", "no-token", 2),
        ("a 😀", "no-token", 2),
        ("a head:b", "unknown-field", 2),
        ("http://a.example", "unknown-field", 0),
        ("title:(a section:b)", "nested-field", 9),
        ("url:lang:en", "nested-field", 4),
        ("a lang:=en", "bad-lang", 2),
        ('lang:"en', "bad-lang", 0),
        ("lang:e*", "bad-lang", 0),
        ("a lang:-en", "bad-lang", 2),
        ("a @away", "unknown-set", 2),
        ("a @lost", "unknown-set", 2),
        ("a @loop", "set-cycle", 2),
        ("flour @short", "wildcard-prefix", 6),
        ("flour @group", "unsupported", 6),
        ("flour @either", "unsupported", 6),
        ("flour @gap", "empty", 6),
        ("a b*", "wildcard-prefix", 2),
        ('"ab c*"', "wildcard-prefix", 4),
        ("a NEAR/ b", "bad-number", 2),
        ("a NEAR/101 b", "bad-number", 2),
        ("a ONEAR/2f b", "bad-number", 2),
        ("ATLEAST a", "bad-number", 0),
        ("ATLEAST/0 a", "bad-number", 0),
        ('"a b"~', "bad-number", 5),
        ('"a b"~٣', "bad-number", 5),
        ("(a b) NEAR c", "near-operand", 0),
        ("a NEAR (b OR (c d))", "near-operand", 7),
        ("a NEAR NOT b", "near-operand", 7),
        ("ATLEAST/2 lang:en", "near-operand", 10),
        ("ATLEAST/2 a NEAR b", "near-operand", 0),
        ("a NEAR b NEAR c", "near-chain", 9),
        ("NOT a", "unanchored", 0),
        ("a OR (b OR -c)", "unanchored", 11),
        ("title:(NOT a) -b", "unanchored", 7),
        ("ab^2", "unsupported", 2),
        ("ab~", "unsupported", 2),
        ("a [b", "unsupported", 2),
        ("a {b", "unsupported", 2),
        ("a /b.*/", "unsupported", 2),
        ("(" * 60 + "a" + ")" * 60, "unsupported", 50),
        ("a " + "NOT " * 60 + "b", "unsupported", 202),
    ],
)
def test_a_refusal_has_code_and_position(query: str, code: str, position: int) -> None:
    error = refusal(query)

    assert (error.code, error.position) == (code, position)
    assert error.message
    assert error.hint


@pytest.mark.parametrize(
    ("query", "code", "position"),
    [
        ("AND a @away", "missing-operand", 0),
        ("@away AND", "unknown-set", 0),
        ('AND a "b', "missing-operand", 0),
        ("(a AND", "unbalanced-open", 0),
        ("NOT (a", "unbalanced-open", 4),
        ("NOT a b^", "unsupported", 7),
        ("(a head:b", "unbalanced-open", 0),
        ("(a head:b)", "unknown-field", 3),
        ('a (b "c', "unbalanced-open", 2),
        ("(a (b) c*", "unbalanced-open", 0),
    ],
)
def test_the_leftmost_error_is_told_and_grammar_before_meaning(query: str, code: str, position: int) -> None:
    error = refusal(query)

    assert (error.code, error.position) == (code, position)


@pytest.mark.parametrize(
    ("query", "cure"),
    [
        ("a NEAR/2f b", "ONEAR/2"),
        ("a && b", "AND"),
        ("a || b", "a single `|`"),
        ("headline:a", "title:"),
        ("titel:a", "title:"),
        ("headlin:a", "title:"),
        ("publicaton:a", "source:"),
        ("https://www.bbc.co.uk/news a", "source:bbc.co.uk"),
        ("https://www.bbc.co.uk", "url:bbc.co.uk"),
        ("http://a.example", r"http\:"),
        ("@okk", "@ok"),
        ("NOT a", "positive"),
        ("a - b", "-gaza"),
        ("lang:(sv OR da)", "lang:en OR lang:fr"),
    ],
)
def test_a_hint_says_what_to_write(query: str, cure: str) -> None:
    assert cure in refusal(query).hint


def test_an_unknown_list_is_guessed_at_first_and_then_the_desks_own_come_before_those_that_ship() -> None:
    shipped = {"weapons": ["gun"], "agencies": ["WFP"]}
    lists = {**{f"library/{name}": entries for name, entries in shipped.items()}, **shipped, "ours": ["flour"]}

    def hint(query: str) -> str:
        with pytest.raises(QueryError) as caught:
            parse_query(query, lists)
        return caught.value.hint

    assert hint("@wepons") == "Did you mean @weapons?"
    assert hint("@zzz") == "The lists are @ours, and 2 that ship: see `wirewatch topics library`."
    assert hint("@library/wepons") == "Did you mean @library/weapons?"


def test_a_list_that_names_itself_may_mean_the_one_that_ships() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("@weapons", {"weapons": ["@weapons", "gun"], "library/weapons": ["gun"]})

    assert '"@library/weapons"' in caught.value.hint


def test_an_error_in_a_list_names_list_and_entry() -> None:
    message = refusal("flour @short").message

    assert "short" in message
    assert "`a*`" in message


def test_what_looks_like_an_error_but_is_none() -> None:
    for query in ("12:30", r"a\:b", r"\@ok x", "a b NOT c", "a (b OR NOT c)", "NOT NOT a b", "lang:en-US", "a\\"):
        parse_query(query, LISTS)


PIECES = st.sampled_from([
    '"', "(", ")", " ", " ", "AND", "OR", "NOT", "-", "NEAR/2", "ONEAR", "ATLEAST/2 ", "title:", "lang:", "url:",
    "@ok", "@loop", "=", "==", "*", "?", "~", "~3", "\\", "|", "^", "/", "flour", "fuel", "F-15", "U.S.", "صه",
    'צה"ל', "拉法", "ﬁ", "\u0301",
])  # fmt: skip
QUERIES = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=14).map("".join)
TEXTS = st.lists(
    st.sampled_from(["flour ", "fuel ", "F-15 ", "U.S. ", "צה״ל ", "拉法", "ﬁ-́"]) | st.text(max_size=4)
).map("".join)


@given(QUERIES, TEXTS, TEXTS)
@example("a\\", "a", "a")
@example("(" * 3_000, "", "")
@example("NOT " * 3_000 + "a", "", "")
@example("ATLEAST/2 " * 3_000 + "a", "", "")
def test_a_query_is_refused_by_name_or_answered_within_the_text(query: str, title: str, body: str) -> None:
    try:
        spans = parse_query(query, LISTS).search(Document(title=title, body=body, lang="en"))
    except QueryError as refused:
        error = refused
    else:
        for field, start, end in spans or ():
            assert 0 <= start < end <= len({"title": title, "body": body}[field])
        return
    assert 0 <= error.position <= len(query)
    assert error.hint
