"""Queries as other tools write them, and as they are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query import normalise, parse_query, read_query
from alerts.query.grammar.parse import parse
from alerts.query.grammar.written import written
from news import QueryError
from tests.alerts.query.test_query_written import FIND, LISTS, QUERIES, unplaced


@pytest.mark.parametrize(
    ("query", "ours"),
    [
        ("gaza w/5 aid", "gaza NEAR/5 aid"),
        ("gaza /5 aid", "gaza NEAR/5 aid"),
        ("gaza pre/5 aid", "gaza ONEAR/5 aid"),
        ("gaza W/S aid", "gaza NEAR/25 aid"),
        ("gaza /p aid", "gaza NEAR/75 aid"),
        ("gaza pre/s aid", "gaza ONEAR/25 aid"),
        ("atleast5(gaza)", "ATLEAST/5 gaza"),
        ("HEADLINE(gaza)", "title:gaza"),
        ("HLEAD(gaza or rafah)", "title:(gaza OR rafah) OR lead:(gaza OR rafah)"),
        ("terror! w/5 gaza and not film", "(terror* NEAR/5 gaza) NOT film"),
        ("terror!", "terror*"),
        ("allcaps(RICO)", "==RICO"),
        ("gaza near5 aid", "gaza NEAR/4 aid"),
        ("gaza adj5 aid", "gaza ONEAR/4 aid"),
        ("hd=gaza and la=en", "title:gaza lang:en"),
        ("la=english gaza", "lang:en gaza"),
        ('lp="gaza strip"', 'lead:"gaza strip"'),
        ("hlp=gaza not oil", "(title:gaza OR lead:gaza) NOT oil"),
        ("terror$3", "terror*"),
        ("gaza near/5 aid", "gaza NEAR/5 aid"),
        ("ingress:gaza", "lead:gaza"),
        ("gaza NEAR/5f aid", "gaza ONEAR/5 aid"),
        ('raw:"Gaza Strip"', '=="Gaza Strip"'),
        ("gaza site:www.bbc.co.uk", "gaza source:bbc.co.uk"),
        ("gaza -site:bbc.co.uk/sport", "gaza -url:bbc.co.uk/sport"),
        ("gaza language:fr", "gaza lang:fr"),
        ("intitle:gaza inurl:world", "title:gaza url:world"),
        ("allintitle: gaza aid", "title:(gaza aid)"),
        ("（加沙 OR 拉法）停火", "(加沙 OR 拉法) 停火"),
        ("「停火 协议」 标题", '"停火 协议" 标题'),
        ("title：加沙", "title:加沙"),
        ("gaza AROUND(5) aid", "gaza NEAR/5 aid"),
        ("+gaza -oil", "gaza -oil"),
        ("gaza && aid || rafah", "gaza AND aid OR rafah"),
        ("gaza && !oil", "gaza NOT oil"),
        ('gaza^2 OR "gaza strip"^1.5 OR (rafah aid)^3', 'gaza OR "gaza strip" OR (rafah aid)'),
        ("Title:(gaza aid)", "title:(gaza aid)"),
        ("gaza –oil", "gaza -oil"),
        ("gaza AND\u00a0NOT oil", "gaza NOT oil"),
        ("gaza \u200bOR\u200b rafah", "gaza OR rafah"),
        ("byline:ana outlet:reuters text:gaza", "author:ana source:reuters body:gaza"),
        ("(gaza w/5 (aid or food)) and rafah", "(gaza NEAR/5 (aid OR food)) AND rafah"),
        # LexisNexis: words side by side are a phrase; OR first, then the smallest distance, then AND, NOT last
        ("gaza strip w/5 aid", '"gaza strip" NEAR/5 aid'),
        ("gaza w/5 aid or food", "gaza NEAR/5 (aid OR food)"),
        ("gaza or rafah and aid w/5 food", "(gaza OR rafah) AND aid NEAR/5 food"),
        ("HEADLINE(gaza strip or rafah) and aid", 'title:("gaza strip" OR rafah) AND aid'),
        ("gaza w/10 aid w/5 food", "gaza NEAR/10 (aid NEAR/5 food)"),
        ("gaza w/5 aid w/5 food", "(gaza NEAR/5 aid) NEAR/5 food"),
        ("gaza w/5 aid and not film and oscar", "gaza NEAR/5 aid NOT (film AND oscar)"),
        ("gaza w/5 aid and not film or oscar", "gaza NEAR/5 aid NOT (film OR oscar)"),
        ("gaza w/5 aid and not film and not oscar", "gaza NEAR/5 aid NOT film NOT oscar"),
        ("gaza w/5 aid Or food", "gaza NEAR/5 (aid OR food)"),
        ("PUBLICATION(daily example) and SECTION(world)", 'source:"daily example" AND section:world'),
        ("BYLINE(muller) and LANGUAGE(english)", "author:muller AND lang:en"),
        ("atleast5(gaza strip) and aid", 'ATLEAST/5 "gaza strip" AND aid'),
        ("lang:en gaza strip w/5 aid", 'lang:en "gaza strip" NEAR/5 aid'),
        # Factiva: distances count steps and come before fields, OR last
        ("gaza strip near5 aid", '"gaza strip" NEAR/4 aid'),
        ("gaza near5 aid or food and milk", "gaza NEAR/4 aid OR (food AND milk)"),
        ("hd=gaza strip and aid", 'title:"gaza strip" AND aid'),
        ("hd=gaza near5 aid", "title:(gaza NEAR/4 aid)"),
        ("hlp=gaza strip and aid", '(title:"gaza strip" OR lead:"gaza strip") AND aid'),
        ("hd=gaza w/5 aid", "title:(gaza ONEAR/4 aid)"),
        ("gaza adj aid near5 food", "(gaza ONEAR/0 aid) NEAR/4 food"),
        ("gaza same aid and la=en", "gaza NEAR/75 aid AND lang:en"),
        ("gaza w5 aid and la=en", "gaza ONEAR/4 aid AND lang:en"),
        ("gaza strip/N30/aid", '"gaza strip" NEAR/29 aid'),
    ],
)
def test_what_other_tools_write_is_taken_for_what_it_means(query: str, ours: str) -> None:
    assert written(read_query(query).tree) == written(parse_query(ours).tree)
    assert normalise(query).changes or "\u00a0" in query


@pytest.mark.parametrize(
    "query",
    [
        "gaza or rafah",
        "gaza and aid",
        "!gaza aid",
        "Yahoo! OR A$",
        "US$50 hd",
        '"gaza w/5 aid" OR "near5"',
        r"gaza \w/5 \near5",
        "gaza -oil F-15 cease-fire",
        '"a b"~5',
        "C++ AT&T 12:30",
        "headline news",
        "title (gaza)",
        "gaza | rafah",
        '"gaza w/5 aid" and film',
        '"（加沙）"',
        "加沙」",
        "gaza strip NEAR/5 aid OR food",
        "gaza same adj w5 aid",
        "city(gaza) date(aid)",
        "url:news.example/F1/race gaza strip",
        "gaza AND aid OR food NOT film AND oscar",
    ],
)
def test_what_may_be_meant_as_it_stands_is_left(query: str) -> None:
    assert normalise(query).text == query
    assert normalise(query).changes == ()


@given(QUERIES)
def test_a_query_of_our_own_is_left_as_it_is(query: str) -> None:
    text = written(parse(query, FIND))

    assert normalise(text).text == text
    assert unplaced(read_query(query, LISTS).tree if _anchored(query) else parse(query, FIND)) == unplaced(
        parse(query, FIND)
    )


def _anchored(query: str) -> bool:
    try:
        parse_query(query, LISTS)
    except QueryError:
        return False
    return True


@pytest.mark.parametrize(
    ("query", "code", "position"),
    [
        ("gaza w/5 (aid", "unbalanced-open", 9),
        ("gaza w/500 aid", "bad-number", 5),
        ("gaza w/5 aid and (food OR )", "missing-operand", 23),
        ("hlead(gaza or ) rafah", "missing-operand", 11),
        ("HEADLINE(gaza) @none", "unknown-set", 15),
        ("gaza not w/5 oil", "unsupported", 5),
        ("gaza AND NOT W/S oil", "unsupported", 5),
        ("HEADLINE(gaza) and SUBJECT(arms)", "unknown-field", 19),
        ("HLEAD(gaza) and city(aid)", "unknown-field", 16),
        ("gaza and date(geq 2020) w/5 aid", "unknown-field", 9),
        ("gaza ns=gcat", "unknown-field", 5),
        ("re=isrz", "unknown-field", 0),
        ("hd=gaza and wc>500", "unknown-field", 12),
        ("gaza/F50/", "unsupported", 4),
        ("AND gaza ns=gcat", "missing-operand", 0),
        ("ns=gcat AND", "unknown-field", 0),
        ("hlead(" * 40 + "gaza" + ")" * 40, "nested-field", 6),
        ("gaza~", "unsupported", 4),
        ("[a TO b]", "unsupported", 0),
    ],
)
def test_an_error_has_its_place_in_what_was_written(query: str, code: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        read_query(query)

    assert (caught.value.code, caught.value.position) == (code, position)


def test_each_change_says_what_stood_where_and_why() -> None:
    (change,) = normalise("gaza near5 aid").changes

    assert (change.position, change.written, change.taken) == (5, "near5", "NEAR/4")
    assert "one less" in change.why


def test_a_refusal_speaks_in_the_words_that_were_written() -> None:
    with pytest.raises(QueryError) as far:
        read_query("gaza not w/5 oil")
    with pytest.raises(QueryError) as wide:
        read_query("gaza w/500 oil")

    assert "`not w/5`" in far.value.message
    assert wide.value.message.startswith("`w/500` is taken for `NEAR/500`")


def test_what_is_chained_without_end_is_refused_in_reasonable_time() -> None:
    with pytest.raises(QueryError):
        read_query("gaza" + " w/5 aid" * 5_000)


PIECES = st.sampled_from([
    "gaza", "Aid", "near5", "w/5", "/s", '"a b"', '"', "(", ")", " ", " ", "or", "and not", "OR", "headline:", "HLEAD(",
    "hd=", "^2", "!", "$", "+", "-", "–", "raw:", "site:a.b/c", "&&", "AROUND(3)", "atleast3(", "NEAR/3f", "\\",
    "title:", "allintitle:", "\u200b",
    "ns=", "SUBJECT(", "not w/5", "/F5/", "/N5/", "same", "pre/2", "la=en", "lang:", "NOT", "film",
])  # fmt: skip


@given(st.lists(PIECES, max_size=10).map("".join))
def test_whatever_is_pasted_every_place_is_one_of_what_was_written(query: str) -> None:
    taken = normalise(query)

    assert len(taken.places) == len(taken.text) + 1
    assert all(0 <= place <= len(query) for place in taken.places)
    for change in taken.changes:
        assert query.startswith(change.written, change.position)
