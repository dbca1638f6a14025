"""From a tree back to text: what is read again is what was written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query import parse_query
from alerts.query.grammar.parse import parse
from alerts.query.grammar.resolve import Lists
from alerts.query.grammar.written import outline, written
from alerts.query.syntax import And, AtLeast, Field, Near, Node, Not, Or

LISTS = {"ok": ["flour", "fighter jet*"], "גדול": ["רפיח"]}
FIND = Lists(LISTS).find

WORDS = st.sampled_from([
    "flour", "fuel", "=arms", "==US", "U.S.", "F-15", "cease-fire", "F-1*", "O'Brien", "AT&T", "gaz*", "wo?en", "拉法",
    "拉",    "拉法*", "צה\"ל", "1,300", r"\AND", r"\NEAR/3", r"\near5", "=AND", "ab'c*", "رفح", "state-of-the-art",
    r"\ATLEAST", "s",    "near", "or", "=拉法", r"\@ok", "x-b'c*", "Müller", "ﬁ", "@ok", "@גדול",
])  # fmt: skip
PHRASES = st.lists(WORDS.filter(lambda word: word[0] not in "=@\\"), min_size=1, max_size=4).map(" ".join)
QUOTES = st.tuples(st.sampled_from(["", "=", "=="]), PHRASES, st.sampled_from(["", "~0", "~7"])).map(
    lambda made: f'{made[0]}"{made[1]}"{made[2]}'
)
PLACES = st.recursive(
    WORDS | QUOTES,
    lambda part: st.tuples(part, st.sampled_from([" OR ", " NEAR ", " ONEAR/0 ", " NEAR/100 "]), part).map(
        lambda made: f"({''.join(made)})"
    ),
    max_leaves=5,
)
FILTERS = st.sampled_from(["lang:pt-BR", "lang:en", "url:world/asia", "source:bbc.co.uk"])
QUERIES = st.recursive(
    PLACES | PLACES.map("ATLEAST/3 {}".format) | PLACES.map("lead:{}".format) | PLACES.map("title:(a {} NOT b)".format)
    | FILTERS,
    lambda part: st.tuples(part, st.sampled_from([" ", " AND ", " OR ", " NOT ", " OR NOT "]), part).map(
        lambda made: f"({''.join(made)})"
    )
    | part.map("NOT {}".format),
    max_leaves=8,
)  # fmt: skip


def unplaced(node: Node) -> Node:
    """Forget where each NOT stood."""
    match node:
        case Not(part=part):
            return Not(unplaced(part), 0)
        case And(parts=parts) | Or(parts=parts):
            return type(node)(tuple(map(unplaced, parts)))
        case Near(left=left, right=right):
            return replace(node, left=unplaced(left), right=unplaced(right))
        case Field(part=part) | AtLeast(part=part):
            return replace(node, part=unplaced(part))
    return node


@given(QUERIES)
def test_what_is_written_is_read_as_the_same_tree(query: str) -> None:
    tree = parse(query, FIND)

    text = written(tree)

    assert unplaced(parse(text, FIND)) == unplaced(tree), text
    assert written(parse(text, FIND)) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("a b", "a AND b"),
        ("a -b", "a NOT b"),
        ("((a)) OR (b OR c)", "a OR (b OR c)"),
        ("a OR b c", "a OR (b AND c)"),
        ("(a OR b) c", "(a OR b) AND c"),
        ("a NEAR b -c", "a NEAR/4 b NOT c"),
        ("(a NEAR/1 b) ONEAR/2 (c OR d)", "(a NEAR/1 b) ONEAR/2 (c OR d)"),
        ("NOT (a b) c", "NOT (a AND b) AND c"),
        ("title:(a) lang:en-GB", "title:a AND lang:en"),
        ("title:ATLEAST/2 (a OR b)", "title:ATLEAST/2 (a OR b)"),
        ('="arms sales"~3 “fighter jet”', '="arms sales"~3 AND "fighter jet"'),
        ("cease-fire U.N. 拉法", "cease-fire AND UN AND 拉法"),
        (r"\AND =OR", r"\AND AND =OR"),
        ("O'Brien", '"O Brien"'),
    ],
)
def test_parentheses_stand_where_reading_needs_them(query: str, text: str) -> None:
    assert written(parse(query, FIND)) == text


def test_a_tree_is_drawn_with_its_groups() -> None:
    tree = parse_query("fuel OR title:(flour trucks -(milk OR salt)) OR (@ok NEAR/3 bread)", LISTS).tree

    assert outline(tree).splitlines() == [
        "OR",
        "├ fuel",
        "├ title:",
        "│ └ AND",
        "│   ├ flour",
        "│   ├ trucks",
        "│   └ NOT OR",
        "│     ├ milk",
        "│     └ salt",
        "└ @ok NEAR/3 bread",
    ]


def test_a_field_around_a_distance_is_drawn_with_its_parentheses() -> None:
    assert outline(parse_query("fuel OR title:(gaza NEAR/5 aid)").tree).splitlines()[-1] == "└ title:(gaza NEAR/5 aid)"
    assert outline(parse_query("NOT title:(gaza NEAR/5 (aid OR food)) fuel").tree).splitlines() == [
        "AND",
        "├ NOT title:",
        "│ └ NEAR/5",
        "│   ├ gaza",
        "│   └ OR",
        "│     ├ aid",
        "│     └ food",
        "└ fuel",
    ]
