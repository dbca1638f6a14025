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


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Gen. Omar Haddad said on Jan. 30 that Rafah was quiet.",
        "The U.S. envoy, Mr. J. R. Lane, left Rafah.",
        "Flight No. 5 of Acme Inc. of Ohio, e.g. its cargo, went to Rafah.",
        "Am 3. Mai kam Dr. Weiß z. B. mit der 21. Division nach Rafah.",
        "Selon M. Martin, St. Malo a écrit à Rafah.",
        "El Sr. García y la Dra. Ruiz salieron de Rafah.",
        "Из г. Омска в т. ч. и в Rafah.",
        "Am 31. Dez. 2026 gingen rd. 20 Panzer nach Rafah.",
        "EE. UU. felicitó a Rafah.",
        "Il 3 mag. 2026 il Natl. Bureau tornò a Rafah.",
        "डॉ. शर्मा Rafah गए।",
        "“Leave Rafah!” he shouted, and left.",
        "They asked... and then Rafah fell.",
    ],
)
def test_a_stop_that_only_shortens_a_word_ends_no_sentence(sentence: str) -> None:
    body = f"Rain fell on the coast. {sentence} Nobody slept there."
    assert [p.text for p in passages("", body, at(body, "Rafah"))] == [sentence]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was the last act of the U.S.", "The war in Rafah went on."),
        ("They lost to Acme Inc.", "But Rafah held."),
        ("He arrived at 5 p.m.", "It rained in Rafah."),
        ("“We leave.”", "Rafah was empty."),
        ("He said no.", "Rafah was empty."),
        ("የመጀመሪያው ዓረፍተ ነገር።", "Rafah ሁለተኛው።"),
        ("पहला वाक्य।", "Rafah दूसरा वाक्य।"),
        ("これは文です。", "Rafahの文です。"),
    ],
)
def test_a_sentence_ends_also_behind_a_short_word_when_the_next_begins_like_one(before: str, after: str) -> None:
    body = f"{before} {after}"
    assert [p.text for p in passages("", body, at(body, "Rafah"))] == [after]


def test_marks_close_together_on_both_sides_of_a_stop_are_one_passage() -> None:
    body = "Long ago. Jets were for sale. Rafah bought none. Rain."
    assert shown(passages("", body, at(body, "sale", "Rafah"))) == [
        ("Jets were for sale. Rafah bought none.", ["sale", "Rafah"])
    ]


def test_marks_in_two_paragraphs_are_two_passages() -> None:
    body = "Jets were for sale.\n\nRafah bought none."
    assert [p.text for p in passages("", body, at(body, "sale", "Rafah"))] == body.split("\n\n")


def test_marks_far_apart_in_one_endless_sentence_are_shown_each_with_its_own_words() -> None:
    body = "Rafah " + "word " * 300 + "Rafah"
    spans = [Span("body", 0, 5), Span("body", len(body) - 5, len(body))]
    found = passages("", body, spans)
    assert [[p.text[a:b] for a, b in p.marks] for p in found] == [["Rafah"], ["Rafah"]]
    assert max(len(p.text) for p in found) <= LONGEST + 10


def test_a_long_list_is_shown_in_pieces_that_do_not_overlap() -> None:
    body = ", ".join(f"village {at}" + (" Rafah" if at % 9 == 0 else "") for at in range(60))
    spans = [Span("body", at, at + 5) for at in range(len(body)) if body.startswith("Rafah", at)]
    found = passages("", body, spans)
    assert len(found) > 2
    end = 0
    for passage in found:
        end = body.index(passage.text, end) + len(passage.text)  # raises when it begins in the one before


@given(st.text("ab. \n。U", max_size=80), st.data())
def test_no_words_are_shown_twice(body: str, data: st.DataObject) -> None:
    starts = data.draw(st.sets(st.integers(0, max(0, len(body) - 1)), max_size=6))
    spans = [Span("body", start, start + 1) for start in starts if start < len(body)]
    assert sum(len(p.text) for p in passages("", body, spans)) <= len(body)


@given(st.text("ab. \n。U", max_size=80), st.data())
def test_marks_always_point_at_the_matched_words(body: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, max(0, len(body) - 1)), max_size=4))
    spans = [Span("body", start, min(len(body), start + 2)) for start in starts if start < len(body)]
    marked = "".join(p.text[a:b] for p in passages("", body, spans) for a, b in p.marks)
    covered = {position for span in spans for position in range(span.start, span.end)}
    assert marked.replace(" ", "").replace("\n", "") == "".join(
        body[i] for i in sorted(covered) if body[i] not in " \n"
    )
