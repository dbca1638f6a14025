"""What page and feed together know of an article."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.fuller import LONGEST_TEXT, LONGEST_TITLE, fuller
from news import Article, Entry, Evidence, Kind, Part, Precision

DAY = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
STUB = Article(
    "https://ledger.example/1",
    "Night ferry aground",
    "The night ferry ran aground on a sandbank.",
    authors=("Ingrid Sole",),
    published_at=DAY,
    language="en",
    kind=Kind.PAYWALL_STUB,
    parts=(Part.TEXT,),
)
WHOLE = "<p>The night ferry ran aground on a sandbank.</p><p>All of its passengers were brought ashore by sunrise.</p>"
ENTRY = Entry("1", STUB.url, content=WHOLE)


@pytest.mark.parametrize("kind", [Kind.PAYWALL_STUB, Kind.MEDIA])
def test_the_feeds_words_take_the_place_of_a_stub_that_is_clearly_shorter(kind: Kind) -> None:
    article = fuller(replace(STUB, kind=kind), ENTRY, None)
    assert article.text.endswith("\n\nAll of its passengers were brought ashore by sunrise.")
    assert (article.evidence, article.page_refused, article.kind) == (Evidence.FEED, kind.value, kind)
    assert article.parts == ()


def test_the_page_says_what_the_feed_leaves_out() -> None:
    article = fuller(STUB, ENTRY, None)
    assert (article.title, article.authors, article.published_at) == (STUB.title, STUB.authors, STUB.published_at)


def test_the_feed_speaks_first_where_its_words_are_taken() -> None:
    entry = replace(ENTRY, title="Ferry on a sandbank", authors=("Ole Berg",), published_at=DAY + HOUR)
    article = fuller(STUB, entry, None)
    assert (article.title, article.authors, article.published_at) == (entry.title, entry.authors, STUB.published_at)


def test_the_day_that_a_stub_states_is_not_replaced_by_when_it_was_read() -> None:
    stub = replace(STUB, published_precision=Precision.DAY)
    article = fuller(stub, replace(ENTRY, published_at=DAY + HOUR, ahead=True), None)
    assert article.evidence is Evidence.FEED
    assert (article.published_at, article.published_precision) == (DAY, Precision.DAY)


def test_a_moment_that_a_feed_knows_is_a_stubs_too() -> None:
    stub = replace(STUB, published_precision=Precision.DAY)
    article = fuller(stub, replace(ENTRY, published_at=DAY + HOUR), None)
    assert (article.published_at, article.published_precision) == (DAY + HOUR, Precision.INSTANT)


@pytest.mark.parametrize(
    ("read", "entry"),
    [
        (STUB, replace(ENTRY, content=STUB.text + " And so on.")),  # hardly longer
        (STUB, replace(ENTRY, content="")),
        (replace(STUB, kind=Kind.ARTICLE), ENTRY),
        (replace(STUB, kind=Kind.LIVE_BLOG), ENTRY),
    ],
)
def test_the_pages_words_stay_otherwise(read: Article, entry: Entry) -> None:
    assert fuller(read, entry, None) == read


def test_a_day_becomes_a_moment_when_the_feed_knows_one_of_that_day() -> None:
    read = replace(STUB, kind=Kind.ARTICLE, published_precision=Precision.DAY)
    article = fuller(read, replace(ENTRY, published_at=DAY + 9 * HOUR), None)
    assert (article.published_at, article.published_precision) == (DAY + 9 * HOUR, Precision.INSTANT)


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY,
        replace(ENTRY, published_at=DAY + 60 * HOUR),
        replace(ENTRY, published_at=DAY - 15 * HOUR),
        replace(ENTRY, published_at=DAY + HOUR, ahead=True),  # that is when it was read
    ],
)
def test_a_day_stays_a_day_when_the_feed_knows_no_better(entry: Entry) -> None:
    read = replace(STUB, kind=Kind.ARTICLE, published_precision=Precision.DAY)
    assert fuller(read, entry, None) == read


def test_a_page_without_a_date_takes_the_feeds() -> None:
    assert fuller(replace(STUB, published_at=None), replace(ENTRY, published_at=DAY), None).published_at == DAY


def test_the_desks_word_on_a_language_counts_first_and_the_feeds_last() -> None:
    entry = replace(ENTRY, content="", language="nb")
    assert fuller(STUB, entry, "da").language == "da"
    assert fuller(STUB, entry, None).language == "en"
    assert fuller(replace(STUB, language=None), entry, None).language == "nb"


def test_what_is_too_long_is_cut_with_its_parts() -> None:
    paragraphs = ["word " * 10_000] * 6
    parts = (Part.HEADING, *(Part.TEXT,) * 5)
    read = replace(STUB, kind=Kind.ARTICLE, title="a" * 5_000, text="\n\n".join(paragraphs), parts=parts)
    article = fuller(read, ENTRY, None)
    assert (len(article.title), len(article.text)) == (LONGEST_TITLE, LONGEST_TEXT)
    assert article.parts == parts[: len(article.text.split("\n\n"))] != parts
