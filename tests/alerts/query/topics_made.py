"""Topics and articles from few words, so that they meet. For Hypothesis, which makes what fails as small as it can."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from alerts.query import Document, Query, parse_query
from news import QueryError

WORDS = ["sale", "sales", "Sale", "arms", "arm", "cease", "fire", "cease-fire", "ceasefire", "us", "U.S.", "US", "the"]
WORDS += [
    "F-15",
    "f15",
    "o'brien",
    "anti-arms-sale",
    "naïve",
    "naive",
    "رفح",
    "برفح",
    "רפיח",
    "ברפיח",
    "拉法",
    "拉",
    "Рафаху",
]
PATTERNS = ["sal*", "ar?", "cease*", "F-1*", "cea?e-fi*", "naiv?", "拉*"]
GAPS = [" ", " ", " ", " ", ", ", "-", "'s ", ". ", "\n\n", " and yet ", ""]
LANGUAGES = ["en", "en-GB", "de", "ru", "ar", "he", "zh", ""]
NAMED = ("author", "source", "section", "url")
LISTS = {"goods": ["arms", "cease-fire", "fire sale"], "more": ["@goods", "拉法", "=US", "the sal*"]}


@st.composite
def texts(draw: DrawFn, most: int) -> str:
    pairs = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=most))
    return "".join(word + gap for word, gap in pairs)


@st.composite
def documents(draw: DrawFn) -> Document:
    named = {name: draw(texts(3)) for name in NAMED}
    return Document(title=draw(texts(5)), body=draw(texts(25)), lang=draw(st.sampled_from(LANGUAGES)), **named)


def _leaves() -> SearchStrategy[str]:
    words = st.tuples(st.sampled_from(["", "", "", "=", "=="]), st.sampled_from(WORDS)).map("".join)
    single = words | st.sampled_from(PATTERNS)
    within = st.lists(st.sampled_from([*WORDS, *PATTERNS]), min_size=1, max_size=4).map(" ".join)
    phrases = within.map('"{}"'.format)
    windows = st.builds('"{}"~{}'.format, within, st.integers(0, 5))
    return single | phrases | windows | st.sampled_from(["@goods", "@more"])


def _places() -> SearchStrategy[str]:
    near = st.sampled_from(["({} NEAR/{} {})", "({} ONEAR/{} {})"])
    return st.recursive(
        _leaves(),
        lambda inner: (
            st.builds("({} OR {})".format, inner, inner)
            | st.builds(lambda form, left, n, right: form.format(left, n, right), near, inner, st.integers(0, 6), inner)
        ),
        max_leaves=5,
    )


def _trees() -> SearchStrategy[str]:
    counted = st.builds("ATLEAST/{} {}".format, st.integers(1, 4), _places())
    fields = st.sampled_from(["title", "body", "lead", *NAMED])
    fielded = st.builds("{}:{}".format, fields, _places() | counted)
    language = st.sampled_from(["lang:en", "lang:ru"])
    return st.recursive(
        _places() | counted | fielded | language,
        lambda inner: (
            st.builds("({} AND {})".format, inner, inner)
            | st.builds("({} OR {})".format, inner, inner)
            | st.builds("({} NOT {})".format, inner, inner)
            | st.builds("({} AND NOT NOT {})".format, inner, inner)
        ),
        max_leaves=8,
    )


def _query(text: str) -> Query | None:
    try:
        return parse_query(text, LISTS)
    except QueryError:
        return None


def queries() -> SearchStrategy[Query]:
    """Queries of every kind. What the language refuses is left out."""
    return _trees().map(_query).filter(lambda query: query is not None)  # type: ignore[return-value]
