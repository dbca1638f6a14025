from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from alerts.query import Document, parse_query
from alerts.query.reasons.reasons import terms_of

JETS = Document(
    title="Israel asks for F-15s",
    body="Washington may be selling Israel fighter jets. It would be the largest sale since 2019. Rafah is quiet.",
    source="Meridian Post",
    lang="en",
)
LISTS = {"weapons": ["fighter jet", "F-15s", "frigate*"], "wires": ["meridian", "northern"]}


def terms(query: str, document: Document = JETS, lists: Mapping[str, Sequence[str]] = LISTS) -> list[tuple[str, ...]]:
    """Each term as (text, list or "", words found…)."""
    asked = parse_query(query, lists)
    spans = asked.search(document)
    assert spans is not None
    texts = {"title": document.title, "body": document.body}
    return [
        (term.text, term.of_list or "", *(texts[span.field][span.start : span.end] for span in term.spans))
        for term in terms_of(asked, document, spans)
    ]


def test_terms_are_told_in_the_order_of_the_query_with_the_words_that_they_found() -> None:
    assert terms("rafah AND sell*") == [("rafah", "", "Rafah"), ("sell*", "", "selling")]


def test_a_term_names_the_list_that_it_is_an_entry_of() -> None:
    assert terms("sale NEAR/20 @weapons") == [
        ("sale", "", "sale"),
        ('"fighter jet"', "weapons", "fighter jets"),
    ]


def test_words_of_an_alternative_that_failed_are_no_reason() -> None:
    assert terms("(washington AND moscow) OR rafah") == [("rafah", "", "Rafah")]


def test_words_too_far_from_what_they_must_be_near_are_no_reason() -> None:
    assert terms("(israel NEAR/2 jet) AND rafah") == [
        ("israel", "", "Israel"),
        ("jet", "", "jets"),
        ("rafah", "", "Rafah"),
    ]


def test_what_must_not_be_there_is_no_reason() -> None:
    assert terms("rafah NOT moscow") == [("rafah", "", "Rafah")]


def test_filters_are_told_without_a_place() -> None:
    assert terms("rafah source:@wires lang:en") == [
        ("rafah", "", "Rafah"),
        ("source:meridian", "wires"),
        ("lang:en", ""),
    ]


def test_of_several_filters_only_the_one_that_held_is_told() -> None:
    assert terms("rafah (lang:fr OR lang:en OR source:reuters)") == [("rafah", "", "Rafah"), ("lang:en", "")]


def test_each_kind_of_entry_of_a_list_is_told() -> None:
    lists = {
        "all": ["sell", "rafa?", "==Israel", "=sold", "F-15s", '"largest since sale"~1', "quince", "wash*", "=jets"]
    }
    assert [text for text, *_ in terms("@all", lists=lists)] == [
        "sell", "rafa?", "==Israel", "F-15s", '"largest since sale"~1', "wash*", "=jets",
    ]  # fmt: skip


def test_entries_of_lists_in_arabic_are_told_with_their_clitics() -> None:
    document = Document(body="وصلت المساعدات إلى برفح", lang="ar")
    assert terms("@rafah", document, {"rafah": ["رفح", "غزة"]}) == [("رفح", "rafah", "برفح")]


def test_a_term_that_was_looked_for_in_one_field_says_so() -> None:
    assert terms("title:israel AND lead:washington") == [
        ("title:israel", "", "Israel"),
        ("lead:washington", "", "Washington"),
    ]


def test_a_term_that_stands_in_two_clauses_is_told_once() -> None:
    assert terms("rafah AND (rafah OR sale)") == [("rafah", "", "Rafah"), ("sale", "", "sale")]


def test_a_window_is_one_term_with_all_its_words() -> None:
    assert terms('"jets selling"~3') == [('"jets selling"~3', "", "selling", "jets")]


_WORDS = st.sampled_from(["rafah", "sale", "moscow", "israel", "jet*", '"fighter jets"', "=sold", "@weapons"])
_QUERIES = st.recursive(
    _WORDS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda q: f"({' '.join(q)})"),
        st.tuples(_WORDS, _WORDS, st.integers(0, 30)).map(lambda q: f"({q[0]} NEAR/{q[2]} {q[1]})"),
        st.tuples(inner, _WORDS).map(lambda q: f"({q[0]} NOT {q[1]})"),
        _WORDS.map(lambda word: f"title:{word}"),
    ),
    max_leaves=6,
)


@given(_QUERIES)
def test_the_terms_cover_exactly_what_is_highlighted(query: str) -> None:
    asked = parse_query(query, LISTS)
    spans = asked.search(JETS)
    if spans is None:
        return
    told = [span for term in terms_of(asked, JETS, spans) for span in term.spans]
    assert set(spans) <= set(told)
    assert all(any(s.field == t.field and s.start <= t.start and t.end <= s.end for s in spans) for t in told)
