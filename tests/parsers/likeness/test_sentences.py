"""Where sentences begin, in characters and in tokens: the same wherever a text is first asked."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.likeness.sentences import Sentences
from parsers.likeness.tokens import words

TEXT = "The ferry left at noon. Mr. Hale saw it sail.\n\nNobody else did!  By dusk it was back, he said"
PARTS = st.sampled_from(
    ["ferry", "Mr.", "U.S.", "noon. ", "dusk!\n", "\n\n", "3,500", " ", "渡轮。", "l’île", "né ", "..."]
)


def read(text: str) -> Sentences:
    return Sentences(text, len(words(text)))


def test_a_token_is_told_its_place_in_its_sentence() -> None:
    sentences = read(TEXT)
    assert (sentences.before(7), sentences.after(7)) == (2, 3)  # "saw" of the second sentence
    assert TEXT[: sentences.place(10)].endswith("sail.\n\n")
    assert (sentences.before(99), sentences.place(99)) == (79, len(TEXT))


@given(st.lists(PARTS, max_size=30).map("".join), st.lists(st.integers(0, 40), min_size=1))
def test_a_text_that_was_read_to_its_end_answers_as_one_that_was_not(text: str, tokens: list[int]) -> None:
    whole = read(text)
    whole.place(len(text) + 1)
    for token in tokens:
        fresh = read(text)
        answers = [(one.before(token), one.after(token), one.place(token)) for one in (fresh, whole)]
        assert answers[0] == answers[1]
