"""What a message says."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from alerts.message import compose
from news import Evidence, Kind, Passage, RefusalReason
from tests.alerts.reports import REPORT, UNSEEN, bodies, match, passage


def test_a_text_message_reads_like_this() -> None:
    assert compose(REPORT).text == (
        "Dockers walk out in Hamburg\n"
        "Hafen-Kurier via kurier-feed · 2026-11-21 14:05 UTC · en\n"
        "\n"
        "Port strikes (strikes)\n"
        "- About 900 *dockers* began to *walk out* at noon in Hamburg.\n"
        "\n"
        "Hamburg (hamburg)\n"
        "- The mayor of *Hamburg* asked both sides to talk.\n"
        "\n"
        "Also in: 2 outlets: Elbe Post, Nordwelle\n"
        "\n"
        "https://kurier.example.org/hafen/streik?page=1&part=2"
    )


def test_a_markdown_message_reads_like_this() -> None:
    assert compose(REPORT).markdown == (
        "**Dockers walk out in Hamburg**\n"
        "\n"
        "Hafen-Kurier via kurier-feed · 2026-11-21 14:05 UTC · en\n"
        "\n"
        "**Port strikes** (strikes)\n"
        "\n"
        "- About 900 **dockers** began to **walk out** at noon in Hamburg.\n"
        "\n"
        "**Hamburg** (hamburg)\n"
        "\n"
        "- The mayor of **Hamburg** asked both sides to talk.\n"
        "\n"
        "Also in: 2 outlets: Elbe Post, Nordwelle\n"
        "\n"
        "[kurier.example.org](<https://kurier.example.org/hafen/streik?page=1&part=2>)"
    )


def test_an_html_message_marks_the_words_and_links_the_article() -> None:
    html = compose(REPORT).html
    assert "About 900 <mark>dockers</mark> began to <mark>walk out</mark> at noon" in html
    assert '<a href="https://kurier.example.org/hafen/streik?page=1&amp;part=2">' in html
    assert '<h3 dir="ltr" lang="en">' in html


def test_the_subject_names_topics_and_headline() -> None:
    assert compose(REPORT).subject == "Port strikes, Hamburg: Dockers walk out in Hamburg"


def said_plainly(body: str) -> str:
    """A form as its reader sees it."""
    return unescape(re.sub(r"\\([()])", r"\1", body))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"evidence": Evidence.FEED}, "From the feed's summary: the page could not be read."),
        (
            {"evidence": Evidence.FEED, "page_refused": "consent wall"},
            "From the feed's summary: the page is a consent wall.",
        ),
        (
            {"evidence": Evidence.FEED, "page_refused": "robots", "feed_text": True},
            "From the feed's text: robots.txt keeps us from the page.",
        ),
        (
            {"evidence": Evidence.FEED, "page_refused": "paywall stub", "kind": "paywall stub"},
            "From the feed's summary: the page shows only the beginning (paywall).",
        ),
        (
            {"evidence": Evidence.TITLE, "page_refused": "http 404"},
            "Matched in the title only: the page could not be read (http 404).",
        ),
        ({"kind": "paywall stub"}, "Only the beginning could be read (paywall)."),
        ({"kind": "video or gallery"}, "Video or gallery: few words to match."),
    ],
)
def test_thin_evidence_is_told_in_every_form(values: dict[str, Any], words: str) -> None:
    assert all(words in said_plainly(body) for body in bodies(compose(replace(REPORT, **values))))
    assert not any(words in said_plainly(body) for body in bodies(compose(REPORT)))


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.LIVE_BLOG])
def test_an_article_that_was_read_whole_needs_no_word_on_it(kind: Kind) -> None:
    assert compose(replace(REPORT, kind=kind.value)) == compose(REPORT)
    assert compose(REPORT).text.splitlines()[2] == ""


@pytest.mark.parametrize("reason", [reason.value for reason in (*RefusalReason, Kind.PAYWALL_STUB, Kind.MEDIA)])
def test_each_way_in_which_a_page_gives_no_article_is_said_in_words(reason: str) -> None:
    """Not as a bare reason in parentheses, which is for what nobody foresaw; a page too deep is no reader's concern."""
    text = compose(replace(REPORT, evidence=Evidence.FEED, page_refused=reason)).text
    assert (f"could not be read ({reason})" in text) is (reason == "nested too deep")


def test_a_day_without_a_clock_is_told_without_one() -> None:
    published_at = datetime(2026, 11, 21, tzinfo=UTC)
    report = replace(REPORT, published_at=published_at, published_precision="day")
    assert all("· 2026-11-21 ·" in body for body in bodies(compose(report)))
    assert "· 2026-11-21 00:00 UTC ·" in compose(replace(report, published_precision="instant")).text


def test_an_article_without_a_date_is_undated() -> None:
    assert "· undated ·" in compose(replace(REPORT, published_at=None)).text


def test_a_passage_of_two_topics_is_shown_once_with_the_words_of_both() -> None:
    words = "Dockers in Hamburg walk out."
    matches = (
        match("strikes", Passage("body", words, ((19, 27),))),
        match("hamburg", Passage("body", words, ((11, 18),)), passage("The mayor of [Hamburg] spoke.")),
    )
    text = compose(replace(REPORT, matches=matches)).text
    assert "Port strikes (strikes) + Hamburg (hamburg)\n- Dockers in *Hamburg* *walk out*.\n" in text
    assert "\nHamburg (hamburg)\n- The mayor of *Hamburg* spoke.\n" in text


def test_a_match_in_the_headline_is_marked_there_and_not_repeated() -> None:
    matches = (match("strikes", passage("Dockers [walk out] in Hamburg", "title")),)
    text = compose(replace(REPORT, matches=matches, topics=(("strikes", "Port strikes"),))).text
    assert text.startswith("Dockers *walk out* in Hamburg\n")
    assert text.count("walk out") == 1
    assert "Port strikes (strikes): in the headline\n" in text


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (((0, 4), (2, 6)), "<mark>a&lt;b&gt;c&amp;</mark>d"),  # overlapping
        (((0, 4), (4, 6)), "<mark>a&lt;b&gt;c&amp;</mark>d"),  # touching
        (((0, 6), (1, 2)), "<mark>a&lt;b&gt;c&amp;</mark>d"),  # one inside the other
        (((1, 2),), "a<mark>&lt;</mark>b&gt;c&amp;d"),  # on what is escaped
        (((3, 3), (-5, 1), (6, 99), (50, 60)), "<mark>a</mark>&lt;b&gt;c&amp;<mark>d</mark>"),  # empty and outside
    ],
)
def test_no_marks_can_break_the_markup(marks: tuple[tuple[int, int], ...], told: str) -> None:
    report = replace(REPORT, matches=(match("strikes", Passage("body", "a<b>c&d", marks)),))
    assert told in compose(report).html.replace(UNSEEN, "")


def test_bold_holds_in_the_middle_of_a_word_and_beside_punctuation() -> None:
    report = replace(REPORT, matches=(match("strikes", passage("US[$5bn] and Hafen[streik]ende and [Co.]KG")),))
    markdown = compose(report).markdown
    assert f"US**{UNSEEN}$5bn** and Hafen**streik**ende and **Co.{UNSEEN}**KG" in markdown


ARABIC = "قال متحدث باسم NATO إن [إضراب] عمال الميناء مستمر"


def test_right_to_left_passages_are_read_right_to_left() -> None:
    report = replace(
        REPORT,
        language="ar",
        outlet="جريدة الميناء",
        headline="إضراب في الميناء",
        matches=(match("strikes", passage("NATO: " + ARABIC)),),
    )
    message = compose(report)
    assert '<h3 dir="rtl" lang="ar">إضراب في الميناء</h3>' in message.html
    assert '<li dir="rtl" lang="ar">NATO: قال' in message.html
    assert "<mark>إضراب</mark>" in message.html
    assert "\u2067جريدة الميناء\u2069 via kurier-feed" in message.html
    for said in (message.text, message.markdown):
        assert "- \u2067NATO: قال" in said
        assert "مستمر\u2069\n" in said
    assert message.subject.endswith(": \u2067إضراب في الميناء\u2069")


def test_long_reports_are_cut_and_say_so() -> None:
    many = tuple(passage(f"Sentence {number} about [dockers] " + "and their long day " * 30) for number in range(40))
    report = replace(REPORT, matches=(match("strikes", *many),), also_in=tuple(f"Outlet {n}" for n in range(90)))
    message = compose(report)
    assert max(len(message.text), len(message.markdown)) <= 1_800
    assert re.search(r"- and 3\d more\n", message.text)
    assert "Also in: 90 outlets: Outlet 0, " in message.text
    assert "Outlet 4 and 85 more" in message.text
    assert "*dockers*" in message.text


def test_a_long_passage_is_cut_to_the_words_around_its_mark() -> None:
    words = "before " * 200 + "[walkout] " + "after " * 200
    line = next(
        line
        for line in compose(replace(REPORT, matches=(match("strikes", passage(words)),))).text.splitlines()
        if "walkout" in line
    )
    assert re.fullmatch(r"- … (before )+\*walkout\* (after ?)+ …", line)
    assert len(line) < 360


def test_fifty_topics_fit() -> None:
    topics = tuple((f"topic-{n}", f"Topic {n}") for n in range(50))
    matches = tuple(match(name, passage(f"The [word] of {title}.")) for name, title in topics)
    message = compose(replace(REPORT, topics=topics, matches=matches))
    assert message.subject == "Topic 0, Topic 1 +48: Dockers walk out in Hamburg"
    assert len(message.markdown) <= 1_800
    assert re.search(r"and 4\d more topics", message.text)


def test_the_same_report_gives_the_same_message() -> None:
    assert compose(REPORT) == compose(replace(REPORT))
