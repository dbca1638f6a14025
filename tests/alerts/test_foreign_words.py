"""What the strangers in a message cannot do."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from alerts.message import compose
from news import Changed, Evidence, FollowUp, Match, Message, Occasion, Passage, Report
from tests.alerts.reports import REPORT, bodies, match

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

FOREIGN = (
    "@everyone @here <!channel> <!here|x> <@U123> [tap](javascript:alert(1)) [tap][1] [1]: http://evil.example "
    "<http://evil.example|bank> <b>x</b> <script>alert(1)</script> **b** _i_ `c` ```d``` ~~s~~ ||sp|| "
    "&#64;all &lt;i&gt;"
)


FOLLOW_UP = FollowUp(
    tuple(Occasion)[1:],
    (FOREIGN,),
    changes=(Changed(FOREIGN, "x" + FOREIGN, ((FOREIGN, "1"), ("2", FOREIGN))), Changed("", FOREIGN)),
    marker=FOREIGN,
    outlets=3,
)


@pytest.fixture(scope="module", params=[None, FOLLOW_UP], ids=["first", "follow-up"])
def hostile(request: pytest.FixtureRequest) -> Message:
    """A report that says FOREIGN wherever a stranger has a say."""
    return compose(
        replace(
            REPORT,
            follow_up=request.param,
            agencies=(FOREIGN, FOREIGN),
            copies=2,
            copied_in=(FOREIGN,),
            first_outlet="f" + FOREIGN,
            near=FOREIGN,
            near_id=3,
            told_before=(FOREIGN,),
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
    news = FollowUp((Occasion.CORRECTION,), ("k",), changes=(Changed(start, ""), Changed(start, start)), marker=start)
    report = replace(REPORT, outlet=start, matches=(match("strikes", Passage("body", start, ())),))
    report = replace(report, near=start, agencies=(start,), first_outlet=start + "x")
    messages = compose(report), compose(replace(report, follow_up=news))
    for line in (line for message in messages for said in bodies(message)[:2] for line in said.splitlines()):
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


ANYTHING = st.text(max_size=80) | st.text("<>&\"'[](){}*_`~|@!#\\/;:=-+.1 \n\u202e\u2067\u05d0é", max_size=120)
MARKS = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=5).map(tuple)
CHANGES = st.builds(
    Changed, ANYTHING, ANYTHING, st.lists(st.tuples(ANYTHING, ANYTHING), max_size=5).map(tuple)
)  # fmt: skip
FOLLOW_UPS = st.builds(
    FollowUp,
    st.lists(st.sampled_from(tuple(Occasion)[1:]), unique=True).map(tuple),
    st.just(("k",)),
    st.lists(CHANGES, max_size=7).map(tuple),
    ANYTHING,
    st.integers(-1, 99),
)
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
    copies=st.integers(-1, 99),
    copied_in=st.lists(ANYTHING, max_size=9).map(tuple),
    agencies=st.lists(ANYTHING, max_size=9).map(tuple),
    first_outlet=ANYTHING,
    near=ANYTHING,
    near_id=st.none() | st.integers(1, 10**9),
    story_id=st.none() | st.integers(1, 10**9),
    follow_up=st.none() | FOLLOW_UPS,
    told_before=st.lists(ANYTHING, max_size=9).map(tuple),
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
    agencies=(WORST,) * 9,
    copies=10**6,
    copied_in=(WORST,) * 9,
    first_outlet="f" + WORST,
    near=WORST,
    near_id=10**9,
    story_id=10**9,
    told_before=(WORST,) * 9,
)
WORST_FOLLOW_UP = FollowUp(tuple(Occasion)[1:], ("k",), (Changed(WORST, WORST, ((WORST, WORST),) * 9),) * 9, WORST, 99)


@PATIENT
@given(REPORTS)
@example(WORST_REPORT)
@example(replace(WORST_REPORT, follow_up=WORST_FOLLOW_UP))
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
