"""A text cut piece by piece, each piece once, has the words that it has as a whole."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from alerts.query.engine.lexicon import LONGEST_REMEMBERED, Lexicon, Words
from alerts.query.engine.terms import Terms
from alerts.query.words.tokens import Token, cut

# What the rules of cutting turn on, and white space of all kinds: next to one another they do the most.
SIGNS = [
    "'",
    "\u2019",
    '"',
    "-",
    "\u2010",
    ".",
    ",",
    "/",
    "_",
    "s",
    "S",
    "U",
    "a",
    "ab",
    "é",
    "e\u0301",
    "\u0301",
    "1",
    "5,0",
]
SIGNS += [
    "\u05d0",
    "\u05e6\u05d4",
    "\u05b0",
    "\u05f4",
    "\u0631\u0641\u062d",
    "\u064e",
    "拉法",
    "\u304b\u3099",
    "\uff9e",
    "ᄀ",
    "ᅡ",
]
SIGNS += ["\u0e01\u0e34", "\u0939\u093f", "\U0001f600", "\u200d", "\u00ad", "\ud800", "x" * (LONGEST_REMEMBERED + 1)]
SPACES = [" ", "\n", "\t", "\xa0", "\u2028", "\u3000", "\x1c", "\x85", "\u2009", "\r\n", "  "]
nasty = st.lists(st.sampled_from(SIGNS) | st.sampled_from(SPACES), max_size=40).map("".join) | st.text(max_size=60)


def whole(words: Words, text: str, lexicon: Lexicon) -> tuple[list[Token], list[Token]]:
    """Put words of pieces together to what `cut` gives for the text."""
    begins = [at for at, char in enumerate(text) if not char.isspace() and (at == 0 or text[at - 1].isspace())]
    columns = (words.tokens, words.pieces, words.starts, words.ends)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    tokens = [
        Token(lexicon.text(token), begins[piece] + start, begins[piece] + end, at, at)
        for at, (token, piece, start, end) in enumerate(rows)
    ]
    compounds = [
        Token(lexicon.text(token), tokens[first].start, tokens[last].end, first, last)
        for first, last, token in words.compounds
    ]
    return tokens, compounds


@settings(max_examples=500, deadline=None)
@given(st.lists(nasty, min_size=1, max_size=3))
@example(["x' s", "a-b c - d", "a- b", "cease-fire cease-fire F-15 U.S. 's s"])
def test_pieces_cut_once_give_the_words_of_the_whole_text(texts: list[str]) -> None:
    lexicon = Lexicon("en", Terms())

    for text in [*texts, *texts]:  # again, when all pieces are known
        assert whole(lexicon.words(text.split()), text, lexicon) == tuple(cut(text))
