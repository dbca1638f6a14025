"""The text that JSON-LD states beside the one that the page shows."""

from typing import Any

import pytest

from news import Part
from parsers.page.body.stated_body import compared
from parsers.page.evidence import Body, Paragraph

TITLE = "Ward results are in after a long night"
FIRST = "The count in the town hall ended at four in the morning, an hour later than planned, the clerk said."
SECOND = "Turnout was higher than it had been four years ago, most of all in the two wards by the river."
THIRD = "The new council meets on Monday to choose a mayor from among its members, as the law demands."
LATER = "Late on Friday the clerk said that one ward would be counted again after a complaint by a candidate."
OTHER = "The museum by the lake will close for two years, its director said, and its paintings go on a journey. " * 6


def node(body: str, headline: str = TITLE, **fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": headline, "articleBody": body, **fields}


def shown(*texts: str, items: tuple[str, ...] = ()) -> Body:
    return Body((*(Paragraph(text) for text in texts), *(Paragraph(item, Part.ITEM) for item in items)))


def texts(body: Body) -> list[str]:
    return [paragraph.text for paragraph in body.paragraphs]


STATED = "\n\n".join((FIRST, SECOND, THIRD))


def test_a_statement_of_which_the_page_shows_the_beginning_stands_in() -> None:
    body = compared(shown(FIRST), node(STATED), TITLE)
    assert (texts(body), body.where) == ([FIRST, SECOND, THIRD], "JSON-LD articleBody")


def test_a_statement_of_this_headline_stands_in_where_the_page_shows_only_a_footer() -> None:
    footer = "The Courier has been printed on this coast since 1911."
    assert texts(compared(shown(footer), node(STATED), TITLE)) == [FIRST, SECOND, THIRD]
    assert texts(compared(Body(), node(STATED), TITLE)) == [FIRST, SECOND, THIRD]


def test_a_statement_that_the_page_contradicts_is_not_believed() -> None:
    assert texts(compared(shown(FIRST), node(OTHER, "Museum to close for two years"), TITLE)) == [FIRST]
    long = [FIRST, SECOND, THIRD, LATER, f"{FIRST} {SECOND}"]
    assert texts(compared(shown(*long), node(OTHER * 4), TITLE)) == long


def test_a_list_after_the_stated_end_stays_with_the_line_above_it() -> None:
    results = ("Ward 1: Ada Moor, 1,204 votes", "Ward 2: Ben Lund, 998 votes")
    body = compared(shown(FIRST, SECOND, THIRD, "The winners:", items=results), node(STATED), TITLE)
    assert texts(body) == [FIRST, SECOND, THIRD, "The winners:", *results]


def test_prose_that_was_added_after_the_stated_end_stays() -> None:
    body = compared(shown(FIRST, SECOND, THIRD, "Thanks for signing up!", LATER), node(STATED), TITLE)
    assert texts(body) == [FIRST, SECOND, THIRD, LATER]
    assert [(cut.text, cut.why) for cut in body.cuts] == [
        ("Thanks for signing up!", "after the end of JSON-LD articleBody")
    ]


def test_an_agency_that_is_the_author_may_be_named_in_what_was_added() -> None:
    later = "The clerk would not say when the count begins, but two of her staff told Reuters that it may be Monday."
    body = compared(shown(FIRST, SECOND, THIRD, later), node(STATED, author={"name": "Reuters"}), TITLE)
    assert texts(body)[-1] == later


@pytest.mark.parametrize("name", ["Ada Moor", "Ada"])
@pytest.mark.parametrize("author", [{"name": "Ada Moor"}, "Ada Moor", [{"name": "Ben Lund"}, {"name": "Ada Moor"}]])
def test_words_about_an_author_after_the_stated_end_go(author: Any, name: str) -> None:
    about = f"{name} covers town halls and everything that is decided in them, and has done so for eleven years."
    body = compared(shown(FIRST, SECOND, THIRD, about), node(STATED, author=author), TITLE)
    assert texts(body) == [FIRST, SECOND, THIRD]
