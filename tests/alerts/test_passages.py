import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.passages import LONGEST, passages
from news import Passage, Span

BODY = "Rain fell. The U.S. may sell jets to Rafah. Nobody said when.\n\nRafah waits, and waits. The end."


def at(body: str, *words: str) -> list[Span]:
    return [Span("body", body.index(word), body.index(word) + len(word)) for word in words]


def shown(found: tuple[Passage, ...]) -> list[tuple[str, list[str]]]:
    return [(p.text, [p.text[a:b] for a, b in p.marks]) for p in found]


def test_the_sentence_around_a_match_is_shown_with_its_words_marked() -> None:
    assert shown(passages("", BODY, at(BODY, "jets", "sell"))) == [
        ("The U.S. may sell jets to Rafah.", ["sell", "jets"])
    ]


def test_each_sentence_is_shown_once_in_reading_order_after_the_title() -> None:
    spans = [*at(BODY, "end", "Nobody"), Span("title", 0, 3)]
    assert shown(passages("Jets for sale", BODY, spans)) == [
        ("Jets for sale", ["Jet"]),
        ("Nobody said when.", ["Nobody"]),
        ("The end.", ["end"]),
    ]


def test_a_match_across_two_sentences_shows_both() -> None:
    body = "One fell. Two rose. Three stood."
    assert shown(passages("", body, [Span("body", 4, 13)])) == [("One fell. Two rose.", ["fell. Two"])]


def test_overlapping_spans_become_one_mark() -> None:
    (found,) = passages("", "fighter jets fly", [Span("body", 0, 12), Span("body", 8, 12)])
    assert found.marks == ((0, 12),)


def test_a_long_sentence_is_cut_at_words_around_the_match() -> None:
    body = "word " * 200 + "Rafah " + "word " * 200
    (found,) = passages("", body, at(body, "Rafah"))
    assert len(found.text) <= LONGEST + 10
    assert set(found.text.split()) == {"word", "Rafah"}
    assert [found.text[a:b] for a, b in found.marks] == ["Rafah"]


@pytest.mark.parametrize("body", ["دخلت المساعدات. أعيد فتح معبر رفح؟ نعم.", "雨。拉法口岸重新开放。完。"])
def test_sentences_end_as_their_script_ends_them(body: str) -> None:
    word = "رفح" if "رفح" in body else "拉法"
    (found,) = passages("", body, at(body, word))
    assert word in found.text
    assert len(found.text) < len(body) - 3


@given(st.text("ab. \n。U", max_size=80), st.data())
def test_marks_always_point_at_the_matched_words(body: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, max(0, len(body) - 1)), max_size=4))
    spans = [Span("body", start, min(len(body), start + 2)) for start in starts if start < len(body)]
    marked = "".join(p.text[a:b] for p in passages("", body, spans) for a, b in p.marks)
    covered = {position for span in spans for position in range(span.start, span.end)}
    assert marked.replace(" ", "").replace("\n", "") == "".join(
        body[i] for i in sorted(covered) if body[i] not in " \n"
    )
