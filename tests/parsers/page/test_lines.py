"""Lines of a body that are the writer's, and lines that are the page's."""

import pytest

from tests.parsers.page.bodies import SENTENCE, firsts, read, story, why


@pytest.mark.parametrize(
    "sentence",
    [
        "Owners of the broken boats will receive compensation of 900 crowns each, the court ruled.",
        "Affiliate links must be marked in red from June, the agency for shops has decided.",
        "Read more to your children, teachers on the island asked all parents on Friday.",
        "Das könnte sie noch lange beschäftigen, heißt es aus dem Rathaus der Stadt.",
        "À lire les chiffres du port, la saison sera la pire depuis vingt ans.",
        "Jetzt testen die Werften den neuen Anstrich an drei alten Fähren.",
        "Become a member of the crew or swim, the captain told the stowaway.",
        "Don't miss the last ferry, the harbour office warned: it leaves at six.",
        "A letter that lands in your inbox may sink your savings, the bank warned.",
        "Externe Inhalte kosten die Sender viel Geld, rechnete der Ausschuss vor.",
        "Newsletters of the party cost two million crowns a year, auditors found.",
    ],
)
def test_a_whole_sentence_that_begins_like_furniture_is_the_writers(sentence: str) -> None:
    told = f"<article>{story('First')}<p>{sentence}</p>{story('Last')}</article>"
    assert read(told).paragraphs[1].text == sentence


@pytest.mark.parametrize(
    "line",
    [
        "Read more: the ferry that never came",
        "Read more <a href=/x>about the ferry that never came back home</a> here.",
        "Sign up for our letter from the harbour, every Friday before breakfast.",
        "Follow us on Mastodon for all the news of the harbour and its ships.",
        "Das könnte Sie auch interessieren",
        "All links to shops on this page are affiliate links, and we earn a commission.",
        "Das Beste der Woche, directly to your inbox.",
    ],
)
def test_a_line_that_sends_the_reader_on_is_cut(line: str) -> None:
    assert firsts(read(f"<article>{story('First')}<p>{line}</p>{story('Last')}</article>")) == ["First", "Last"]


@pytest.mark.parametrize(
    "heading",
    ["Shareholders revolt", "Follow the money", "Comment from the pier", "Popular no more", "Latest in court"],
)
def test_a_heading_before_a_sentence_is_of_the_article(heading: str) -> None:
    body = read(f"<article>{story('First')}<h2>{heading}</h2><p>Nobody came.</p>{story('Last')}</article>")
    assert [p.text for p in body.paragraphs][1:3] == [heading, "Nobody came."]


@pytest.mark.parametrize("heading", ["Latest in court", "More from this harbour", "関連ニュース"])
def test_a_heading_before_links_is_of_a_box(heading: str) -> None:
    links = "<div><p><a href=/z>Zoo opens</a> 5 May</p></div>"
    assert firsts(read(f"<article>{story('First')}<h2>{heading}</h2>{links}{story('Last')}</article>")) == [
        "First",
        "Last",
    ]


NAMES = "<ul><li><a href=/p/1>Ada Lind</a>, sailor</li><li><a href=/p/2>Bo Ek</a></li></ul>"
TEAMS = "<table><tr><td><a href=/t/1>Harbour FC</a></td><td>31</td></tr></table>"


@pytest.mark.parametrize(("names", "last"), [(NAMES, "Bo Ek"), (TEAMS, "31")])
def test_linked_names_among_the_paragraphs_are_told(names: str, last: str) -> None:
    assert last in read(f"<article>{story('First')}{names}{story('Last')}</article>").text


@pytest.mark.parametrize(
    ("lead", "kept"),
    [("<p><b>The winners are:</b></p>", True), ("<h2>The winners</h2>", False), ("<p>Topics:</p>", False)],
)
def test_linked_names_at_the_end_need_a_lead_in(lead: str, kept: bool) -> None:
    assert ("Bo Ek" in read(f"<article>{story('First', 'Second')}{lead}{NAMES}</article>").text) is kept


def test_linked_headlines_among_the_paragraphs_go_and_are_told_of() -> None:
    links = "".join(f"<li><a href=/{i}>A gorilla escapes from the city zoo, again {i}</a></li>" for i in range(3))
    body = read(f"<article>{story('First')}<ul>{links}</ul>{story('Last')}</article>")
    assert firsts(body) == ["First", "Last"]
    assert [cut.why for cut in body.cuts] == ["links"] * 3


@pytest.mark.parametrize(
    "line", ["<p>3. <a href=/p/3>Ada Lind</a></p>", "<h3><a href=/m/9>Harbour tower</a> (1911)</h3>"]
)
def test_a_linked_name_above_what_is_told_of_it_stays(line: str) -> None:
    body = read(f"<article>{story('First')}{line}{story('Second')}</article>")
    assert len(body.paragraphs) == 3


@pytest.mark.parametrize("line", ["<p><a href=/p/3>Ada Lind</a></p>", f"<h3><a href=/m/9>{SENTENCE}</a></h3>"])
def test_a_linked_line_without_a_number_or_as_long_as_a_headline_goes(line: str) -> None:
    assert len(read(f"<article>{story('First')}{line}{story('Second')}</article>").paragraphs) == 2


def test_a_linked_heading_of_a_teaser_goes() -> None:
    teaser = f"<div><h3><a href=/m/9>Zoo opens</a></h3><p>{SENTENCE * 2}</p></div>"
    assert "links" in why(read(f"<article>{story('First')}{teaser}{story('Second')}</article>")).values()
