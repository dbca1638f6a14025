from datetime import UTC, datetime

import pytest

from news import Article, Entry, Evidence, Refusal, RefusalReason
from parsers import article_from_entry, read_article
from tests.parsers.pages import URL, page, saved

SENTENCE = "The harbour bridge was closed to all traffic on Thursday morning, the city said. "


def read(body: bytes | str, content_type: str = "text/html", url: str = URL) -> Article:
    article = read_article(page(body, content_type, url))
    assert isinstance(article, Article), article
    return article


def refusal(body: bytes | str, content_type: str = "text/html") -> RefusalReason:
    result = read_article(page(body, content_type))
    assert isinstance(result, Refusal)
    return result.reason


@pytest.fixture(scope="module")
def bridge() -> Article:
    return read(saved("article.html"))


@pytest.mark.parametrize(
    "word",
    "zeppelin lighthouse tugboat Gull Volcano orchestra Parliament Pelican submarine gorilla walrus Lindqvist".split(),  # noqa: SIM905
)
def test_a_word_beside_the_article_is_not_in_its_text(bridge: Article, word: str) -> None:
    assert word.casefold() in saved("article.html").decode().casefold()
    assert word.casefold() not in bridge.text.casefold()


def test_the_body_is_all_of_its_paragraphs_in_order(bridge: Article) -> None:
    paragraphs = bridge.text.split("\n\n")
    assert [p.split()[0] for p in paragraphs] == ["The", "Engineers", "Detours", "Some", "Line", "Ferries", "The"]
    assert paragraphs[1].endswith("Mirjam Falk.")


def test_what_the_page_states_of_itself(bridge: Article) -> None:
    assert bridge.title == "Harbour bridge closes after crack is found"
    assert bridge.authors == ("Ada Lindqvist", "Tom O'Neill")
    assert bridge.outlet == "The Harbour Post"
    assert bridge.published_at == datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    assert bridge.modified_at == datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert (bridge.language, bridge.section, bridge.canonical_url) == ("en-GB", "Local", URL)
    assert bridge.evidence is Evidence.PAGE


def test_a_body_in_a_box_by_mistake_is_still_the_body() -> None:
    text = f"<body><div class='newsletter-page sidebar'><p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p></div></body>"
    assert read(text).text.count("harbour") == 8


def test_a_body_in_several_containers_is_read_from_all() -> None:
    chunk = "<div class=chunk>" + "".join(f"<p>Chunk {{0}} says {i}. {SENTENCE * 2}</p>" for i in range(3)) + "</div>"
    text = "<main><h1>A bridge</h1>" + chunk.format("a") + "<div class=ad>Buy</div>" + chunk.format("b") + "</main>"
    assert [p[:7] for p in read(text).text.split("\n\n")] == ["Chunk a"] * 3 + ["Chunk b"] * 3


def test_lines_cut_by_double_breaks_are_paragraphs() -> None:
    article = read(f"<div id=x>{SENTENCE * 2}<br><br>{SENTENCE * 2}<br/> <br/>Second to last. {SENTENCE}</div>")
    assert article.text.count("\n\n") == 2


def test_the_standfirst_under_the_headline_belongs_to_the_text() -> None:
    body = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(4))
    head = "<h1>Bridge shut</h1><h2>Divers have found a crack as long as a bus in the northern pier.</h2>"
    text = f"<article><header>{head}</header><div>{body}</div></article>"
    assert read("<title>Bridge shut</title>" + text).text.startswith("Divers have found")


def test_the_second_article_of_an_endless_page_is_left_out() -> None:
    def one(title: str, word: str) -> str:
        return f"<article><h1>{title}</h1>" + f"<p>{word} {SENTENCE * 3}</p>" * 3 + "</article>"

    article = read(
        "<title>Bridge shut down</title>" + one("Bridge shut down", "Otter.") + one("Zoo opens again", "Gorilla.")
    )
    assert "Otter" in article.text
    assert "Gorilla" not in article.text


def test_json_ld_fills_in_when_the_page_shows_only_a_teaser() -> None:
    ld = '{"@type":"NewsArticle","headline":"Bridge shut","articleBody":"%s"}' % (SENTENCE * 8)
    assert read(f'<script type="application/ld+json">{ld}</script><p>{SENTENCE}</p>').text.count("harbour") == 8


def test_json_ld_of_another_story_gives_neither_words_nor_names_nor_times() -> None:
    ld = (
        '{"@type":"NewsArticle","headline":"Zoo buys three gorillas","url":"https://www.harbour-post.example/zoo/gorillas",'
        '"author":{"name":"Joe Roe"},"datePublished":"2020-01-01T10:00:00Z","articleBody":"%s"}'
        % ("Gorillas eat. " * 99)
    )
    byline = '<p class="byline">By Ada Moor</p><time datetime="2026-03-05T10:00:00Z">5 March</time>'
    text = f"<article><h1>Bridge shut</h1>{byline}<p>{SENTENCE * 3}</p></article>"
    article = read(f'<script type="application/ld+json">{ld}</script>{text}')
    assert article.text == (SENTENCE * 3).strip()
    assert (article.authors, article.published_at) == (("Ada Moor",), datetime(2026, 3, 5, 10, tzinfo=UTC))


@pytest.mark.parametrize("url", ["http://[x", "http://ex℀mple.com/", "http://user:pw@[x]/"])
def test_an_address_that_cannot_be_one_counts_as_none(url: str) -> None:
    article = read(f"<article><h1>Harbour bridge shut after crack</h1><p>{SENTENCE * 8}</p></article>", url=url)
    assert (article.url, article.title) == ("", "Harbour bridge shut after crack")


def test_broken_json_ld_still_tells_the_date() -> None:
    ld = '{"@type":"NewsArticle","headline":"He said "no"","datePublished":"2026-03-05T10:00:00Z",}'
    article = read(f'<script type="application/ld+json">{ld}</script><p>{SENTENCE * 3}</p>')
    assert article.published_at == datetime(2026, 3, 5, 10, tzinfo=UTC)


def test_a_date_without_zone_takes_the_zone_of_the_same_clock_elsewhere() -> None:
    head = '<meta property="article:published_time" content="2026-03-05T10:00:00">'
    assert read(f"{head}<p>{SENTENCE * 3}</p>").published_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    shown = '<time datetime="2026-03-05T10:00:00+02:00">10:00</time>'
    assert read(f"{head}{shown}<p>{SENTENCE * 3}</p>").published_at == datetime(2026, 3, 5, 8, tzinfo=UTC)


def test_a_canonical_address_of_another_site_is_not_believed() -> None:
    for address in ("https://evil.example/x", "https://www.harbour-post.example/"):
        assert read(f'<link rel=canonical href="{address}"><p>{SENTENCE * 3}</p>').canonical_url is None


def test_the_language_is_guessed_when_the_page_does_not_say() -> None:
    text = "Die Hafenbrücke ist seit Donnerstagmorgen für den gesamten Verkehr gesperrt, teilte die Stadt mit. " * 3
    assert read(f"<p>{text}</p>").language == "de"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        ("%PDF-1.7 <p>", "application/pdf", RefusalReason.NOT_HTML),
        ("just words", "text/plain", RefusalReason.NOT_HTML),
        ("<html><body><nav>Home</nav></body></html>", "text/html", RefusalReason.EMPTY),
        ("<html><body><p>Hello you.</p></body></html>", "text/html", RefusalReason.TOO_SHORT),
        ("<body>" + "<div>" * 5_000 + "words " * 50, "text/html", RefusalReason.TOO_DEEP),
        ("<body>" + "<i>" * 500_000, "text/html", RefusalReason.TOO_LARGE),
        (
            "<body><p>All of our headlines of today, for you.</p>"
            + "".join(f"<h3><a href=/{i}>A headline that leads to another page {i}</a></h3>" for i in range(30)),
            "text/html",
            RefusalReason.LIST_PAGE,
        ),
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_is_refused_by_name(body: str, content_type: str, reason: RefusalReason) -> None:
    assert refusal(body, content_type) is reason


@pytest.mark.parametrize(
    "junk",
    [
        "\0" * 9_999, "<" * 9_999, "<!--" * 9_999, "&#x110000;" * 999, "<b>" * 9_999,
        '<script type="application/ld+json">' + "[" * 99_999,
    ],
)  # fmt: skip
def test_junk_before_an_article_ends_in_a_value(junk: str) -> None:
    assert isinstance(read_article(page(f"<html>{junk}<p>{SENTENCE * 3}</p>")), Article | Refusal)


def test_the_feeds_own_words_become_an_article() -> None:
    at = datetime(2026, 3, 5, tzinfo=UTC)
    entry = Entry(
        "1", URL, "Bridge shut", at, None, "<p>Short.</p>", f"<p>{SENTENCE}</p><p>It is 5 &lt; 6.</p>", ("Ada",)
    )
    article = article_from_entry(entry, URL, "en")
    assert article is not None
    assert article.text == f"{SENTENCE.strip()}\n\nIt is 5 < 6."
    assert (article.evidence, article.language, article.published_at) == (Evidence.FEED, "en", at)


def test_a_headline_alone_is_evidence_of_its_own_kind() -> None:
    article = article_from_entry(Entry("1", URL, "Bridge shut"), URL, None)
    assert article is not None
    assert (article.text, article.evidence) == ("", Evidence.TITLE)


def test_an_entry_without_words_gives_nothing() -> None:
    assert article_from_entry(Entry("1", URL, summary="<img src=x>"), URL, "en") is None
