import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.query import Document, parse_query
from alerts.query.reasons.nearly import why_not
from alerts.query.reasons.verdict import Verdict, nearest

ARTICLE = Document(
    title="Israel asks for F-15s",
    body=(
        "Washington sold Israel jets in May, and its arms makers were pleased. The deal was the largest in years. "
        "A supplier of frigates in Rafah said sanctions would follow, if the senate and the us army agreed at all."
    ),
    source="Meridian Post",
    lang="fr-FR",
)
ENGLISH = Document(ARTICLE.title, ARTICLE.body, source=ARTICLE.source, lang="en")
LISTS = {"weapons": ["missile*", "rafa", "tank"], "none": ["quince"]}


def judged(query: str, document: Document = ENGLISH) -> Verdict:
    return why_not(parse_query(query, LISTS), document)


def first(query: str, document: Document = ENGLISH) -> tuple[str, str]:
    one = nearest(judged(query, document))[0]
    return one.part, one.why


@pytest.mark.parametrize(
    ("query", "part", "why"),
    [
        ("selling", "selling", "not there; the article has “sold”"),
        ("approach", "approach", "not there"),
        ("agreement", "agreement", "not there"),
        ("rafa", "rafa", "not there; the article has “Rafah”"),
        ("quince", "quince", "not there"),
        ("=sanction", "=sanction", "only in another form: “sanctions”"),
        ("==US", "==US", "only written otherwise: “us”"),
        ('"arms supplier"', '"arms supplier"', "its words are there, with 11 words among them"),
        ('"jets Israel"', '"jets Israel"', "side by side, but in another order"),
        ('"arms deal"~2', '"arms deal"~2', "the nearest have 4 words among them, 2 too many"),
        ("arms NEAR/3 deal", "arms NEAR/3 deal", "the nearest have 4 words between, 1 too many"),
        ("deal ONEAR/9 arms", "deal ONEAR/9 arms", "only in the other order"),
        ("asks NEAR/3 sold", "asks NEAR/3 sold", "one stands in the title, the other in the body"),
        ("ATLEAST/4 israel", "ATLEAST/4 israel", "only twice: 2 too few"),
        ("ATLEAST/2 quince", "ATLEAST/2 quince", "not once: not there"),
        ("title:sold", "title:sold", "in the body, not in the title"),
        ("rafah source:reuters", "source:reuters", "it is “Meridian Post”"),
        ("rafah author:lane", "author:lane", "it has no author"),
        ("rafah lang:fr", "lang:fr", "the article is en"),
        ("rafah NOT frigates", "NOT frigates", "it is there"),
        ("@none", "@none", "none of its 1 entry"),
        ("@weapons", "@weapons", "none of its 3 entries; rafa: not there; the article has “Rafah”"),
    ],
)
def test_each_way_to_fail_says_by_how_much(query: str, part: str, why: str) -> None:
    assert first(query) == (part, why)


def test_an_irregular_verb_is_looked_for_in_english_only() -> None:
    assert first("selling", ARTICLE)[1] == "not there"


def test_short_words_that_look_alike_by_chance_are_not_offered() -> None:
    assert first("pear", Document(body="Ten per cent of it.", lang="en"))[1] == "not there"


def test_a_group_in_a_field_is_judged_member_by_member() -> None:
    verdict = judged("title:(israel AND rafah)")
    assert [(part.part, part.held) for part in verdict.parts] == [("title:israel", True), ("title:rafah", False)]


def test_what_came_nearest_is_shown() -> None:
    one = nearest(judged("arms NEAR/3 deal"))[0]
    assert [ARTICLE.body[span.start : span.end] for span in one.spans] == ["arms", "deal"]


def test_the_nearest_of_several_alternatives_is_named() -> None:
    assert [one.part for one in nearest(judged("quince OR (arms NEAR/3 deal) OR (pear AND plum)"))] == [
        "arms NEAR/3 deal"
    ]


def test_a_clause_of_which_a_part_is_there_is_nearer_than_a_list_of_which_nothing_is() -> None:
    asked = "@none OR (quince NEAR/3 pear) OR (plum NEAR/5 rafah)"
    assert [one.part for one in nearest(judged(asked))] == ["plum NEAR/5 rafah"]
    assert [one.part for one in nearest(judged("@none OR (rafah AND plum)"))] == ["plum"]


def test_a_word_of_a_lists_entry_says_nothing_and_entries_are_shown_as_lists_have_them() -> None:
    lists = {"sales": ["arms fair", "largest yacht", "pleased arms"]}
    one = nearest(why_not(parse_query("@sales", lists), ENGLISH))[0]
    assert one.why == "none of its 3 entries; pleased arms: its words are there, with 2 words among them"


def test_all_that_an_and_lacks_is_named_the_nearest_first() -> None:
    assert [one.part for one in nearest(judged("rafah AND quince AND =sanction"))] == ["=sanction", "quince"]


def test_a_query_that_fires_lacks_nothing() -> None:
    verdict = judged("rafah AND (quince OR jets)")
    assert verdict.held
    assert nearest(verdict) == ()
    assert [part.held for part in verdict.parts] == [True, True]


_WORDS = st.sampled_from(
    ["rafah", "selling", "quince", "title:jets", "jet*", '"arms deal"', "=sold", "==US", "@weapons", '"deal arms"~3']
)
_PLACED = st.sampled_from(["rafah", "arms", "deal", '"largest in years"', "quince", "@weapons", "(arms OR pear)"])
_QUERIES = st.recursive(
    st.one_of(
        _WORDS,
        st.tuples(_PLACED, st.sampled_from(["NEAR", "ONEAR"]), st.integers(0, 30), _PLACED).map(
            lambda q: f"({q[0]} {q[1]}/{q[2]} {q[3]})"
        ),
        st.tuples(st.integers(1, 4), _PLACED).map(lambda q: f"ATLEAST/{q[0]} {q[1]}"),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda q: f"({' '.join(q)})"),
        st.tuples(inner, _WORDS).map(lambda q: f"({q[0]} NOT {q[1]})"),
    ),
    max_leaves=6,
)


@given(_QUERIES, st.sampled_from([ARTICLE, ENGLISH]))
def test_the_verdict_is_that_of_the_search(query: str, document: Document) -> None:
    asked = parse_query(query, LISTS)
    verdict = why_not(asked, document)
    assert verdict.held is (asked.search(document) is not None)
    assert bool(nearest(verdict)) is not verdict.held
    assert (verdict.gap == 0) is verdict.held
