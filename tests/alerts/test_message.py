"""What a message says, and what the strangers in it cannot do."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from alerts.message import compose
from news import Evidence, Kind, Match, Message, Passage, RefusalReason, Report

UNSEEN = "\u200b"
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def passage(marked: str, field: str = "body") -> Passage:
    """A passage from words in which [brackets] are the marks."""
    marks, text = [], ""
    for piece in re.split(r"(\[.*?\])", marked):
        start = len(text)
        text += piece.strip("[]")
        if piece.startswith("["):
            marks.append((start, len(text)))
    return Passage(field, text, tuple(marks))


def match(topic: str, *passages: Passage) -> Match:
    return Match(topic, (), passages)


REPORT = Report(
    headline="Dockers walk out in Hamburg",
    link="https://kurier.example.org/hafen/streik?page=1&part=2",
    outlet="Hafen-Kurier",
    source="kurier-feed",
    published_at=datetime(2026, 11, 21, 15, 5, tzinfo=timezone(timedelta(hours=1))),
    language="en",
    evidence=Evidence.PAGE,
    topics=(("strikes", "Port strikes"), ("hamburg", "Hamburg")),
    matches=(
        match("strikes", passage("About 900 [dockers] began to [walk out] at noon in Hamburg.")),
        match("hamburg", passage("The mayor of [Hamburg] asked both sides to talk.")),
    ),
    also_in=("Elbe Post", "Nordwelle"),
)


def bodies(message: Message) -> tuple[str, str, str]:
    return message.text, message.markdown, message.html


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
        "Also in: Elbe Post, Nordwelle\n"
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
        "Also in: Elbe Post, Nordwelle\n"
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


FOREIGN = (
    "@everyone @here <!channel> <!here|x> <@U123> [tap](javascript:alert(1)) [tap][1] [1]: http://evil.example "
    "<http://evil.example|bank> <b>x</b> <script>alert(1)</script> **b** _i_ `c` ```d``` ~~s~~ ||sp|| "
    "&#64;all &lt;i&gt;"
)


@pytest.fixture(scope="module")
def hostile() -> Message:
    """A report that says FOREIGN wherever a stranger has a say."""
    return compose(
        replace(
            REPORT,
            headline=FOREIGN,
            evidence=Evidence.TITLE,
            page_refused=FOREIGN,
            outlet=FOREIGN,
            source="s" + FOREIGN,
            language=FOREIGN,
            also_in=(FOREIGN,),
            matches=(match("strikes", Passage("body", FOREIGN, ((1, 9), (20, 30)))),),
        )
    )


def test_nobody_is_pinged(hostile: Message) -> None:
    for said in (hostile.subject, *bodies(hostile)):
        assert not re.search(r"@\w", said)
        assert not re.search(r"<[!@#]|&lt;[!@#]", said)


def test_no_foreign_link_is_a_link(hostile: Message) -> None:
    for said in (hostile.subject, hostile.text):
        assert not re.search(r"\][(\[:]|<http", said)
    assert re.findall(r"(?<!\\)\]\(", hostile.markdown) == ["]("]  # ours
    assert not re.search(r"(?<!\\)<http://evil", hostile.markdown)
    assert [link.get("href") for link in ET.fromstring(f"<x>{hostile.html}</x>").iter("a")] == [REPORT.link]


def test_no_foreign_markup_is_markup(hostile: Message) -> None:
    assert {tag.tag for tag in ET.fromstring(f"<x>{hostile.html}</x>").iter()} <= {
        "x", "h3", "p", "b", "em", "ul", "li", "mark", "a",
    }  # fmt: skip
    unescaped = re.sub(r"\\.", "", hostile.markdown)
    assert not re.search(r"[_`~|]", unescaped.replace(REPORT.link, ""))
    assert "`" not in hostile.text
    assert not re.search(r"&#?\w+;", hostile.text + hostile.markdown)


@pytest.mark.parametrize("start", ["# loud", "- item", "+ item", "1. item", "2) item", "> quote", "--- ", "=== "])
def test_no_foreign_line_starts_a_block(start: str) -> None:
    report = replace(REPORT, outlet=start, matches=(match("strikes", Passage("body", start, ())),))
    message = compose(report)
    for line in (*message.text.splitlines(), *message.markdown.splitlines()):
        assert not line.removeprefix("- ").startswith(start.split()[0])


@pytest.mark.parametrize("gap", ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f", "\0", "\t"])
def test_a_title_brings_no_line_along(gap: str) -> None:
    message = compose(replace(REPORT, headline=f"Calm{gap}Bcc: all@example.org"))
    assert message.subject.splitlines() == [message.subject]
    assert gap not in message.subject
    assert "\nBcc" not in message.text + message.markdown + message.html


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "", "http://", "http://[",
        "https://bank.example@evil.example/", "https://a..b/", "https://exa mple.org/", "https://" + "a" * 9_000,
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_left_out(link: str) -> None:
    message = compose(replace(REPORT, link=link))
    assert "href" not in message.html
    assert "](" not in message.markdown
    assert "://" not in message.text


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("https://müller.example/ß?q=ä", "https://xn--mller-kva.example/%C3%9F?q=%C3%A4"),
        ("https://a.example/x_(y)*'\"<>\\^`{|}", "https://a.example/x_%28y%29%2A%27%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("https://a.example/\u202egpj.exe", "https://a.example/%E2%80%AEgpj.exe"),
        ("https://a.example:8443/@desk/1?a=1&copy;=2#top", "https://a.example:8443/@desk/1?a=1&copy%3B=2#top"),
    ],
)
def test_a_link_keeps_its_meaning_and_loses_its_teeth(link: str, said: str) -> None:
    message = compose(replace(REPORT, link=link))
    assert message.text.endswith("\n" + said)
    assert message.markdown.endswith(f"](<{said}>)")
    assert [a.get("href") for a in ET.fromstring(f"<x>{message.html}</x>").iter("a")] == [said]


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


ANYTHING = st.text(max_size=80) | st.text("<>&\"'[](){}*_`~|@!#\\/;:=-+.1 \n\u202e\u2067\u05d0é", max_size=120)
MARKS = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=5).map(tuple)
REPORTS = st.builds(
    Report,
    headline=ANYTHING,
    link=ANYTHING | ANYTHING.map("https://a.example/".__add__),
    outlet=ANYTHING,
    source=ANYTHING,
    published_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    language=st.none() | ANYTHING,
    evidence=st.sampled_from(Evidence),
    page_refused=st.none() | ANYTHING,
    topics=st.lists(st.tuples(ANYTHING, ANYTHING), max_size=6).map(tuple),
    matches=st.lists(
        st.builds(
            Match,
            topic=ANYTHING,
            spans=st.just(()),
            passages=st.lists(
                st.builds(Passage, field=st.sampled_from(["title", "body"]), text=ANYTHING, marks=MARKS), max_size=4
            ).map(tuple),
        ),
        max_size=5,
    ).map(tuple),
    also_in=st.lists(ANYTHING, max_size=9).map(tuple),
)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # time tells of the machine only
WORST = "]<" * 500
WORST_REPORT = replace(
    REPORT,
    headline=WORST,
    evidence=Evidence.FEED,
    page_refused=WORST,
    outlet=WORST,
    source="s" + WORST,
    also_in=(WORST,) * 9,
    topics=tuple((f"{n}" + WORST, WORST) for n in range(9)),
    matches=(match("strikes", Passage("title", WORST, tuple((n, n + 1) for n in range(0, 900, 2)))),),
)


@PATIENT
@given(REPORTS)
@example(WORST_REPORT)
def test_whatever_strangers_write_the_message_holds(report: Report) -> None:
    message = compose(report)
    tags = {tag.tag for tag in ET.fromstring(f"<x>{message.html}</x>").iter()}
    assert tags <= {"x", "h3", "p", "b", "em", "ul", "li", "mark", "a"}
    assert len(message.subject.splitlines()) <= 1
    assert len(message.subject) <= 300
    assert max(len(message.text), len(message.markdown)) <= 4_000
    for said in (message.subject, *bodies(message)):
        assert not re.search(r"@\w", said.replace(_own_link(message), ""))
        assert _isolates_pair_up(said)


@PATIENT
@given(REPORTS)
def test_a_reader_of_markdown_finds_no_markup_of_strangers(report: Report) -> None:
    message = compose(report)
    ours = {"p", "strong", "em", "ul", "li", "a", "br"}
    assert _read_as_markdown(message.markdown)[0] <= ours
    assert _read_as_markdown(message.markdown)[1] <= {_own_link(message)}
    # chats read it in plain text too; strangers' asterisks may make italics there, but nothing more
    assert _read_as_markdown(message.text)[0] <= ours - {"a"} | {"s"}


def _read_as_markdown(said: str) -> tuple[set[str], set[str]]:
    """The tags and the link targets that a CommonMark reader makes of it, raw HTML included as "raw"."""
    tokens = [
        inner
        for token in MarkdownIt().enable("strikethrough").parse(said)
        for inner in (token, *(token.children or ()))
    ]
    tags = {
        "raw" if token.type.startswith("html") else token.tag
        for token in tokens
        if token.tag or token.type.startswith("html")
    }
    return tags, {str(token.attrs["href"]) for token in tokens if "href" in token.attrs}


def _own_link(message: Message) -> str:
    found = re.search(r"\]\(<(https?://[^>]*)>\)\Z", message.markdown)
    return found[1] if found else "\0"


def _isolates_pair_up(said: str) -> bool:
    return re.fullmatch("([\u2066\u2067]\u2069)*", "".join(BIDI.findall(said))) is not None
