"""The articles as pages: the lead, its copies, and traps that hold their words only where they should."""

import json
import re
from functools import cache

import pytest
from bs4 import BeautifulSoup

from flows.demo.outlets import EAST_SHORE, HARBOUR_COURIER, MERIDIAN_POST, NORTHERN_WIRE, OUTLETS
from flows.demo.pieces import Piece, pieces_of
from flows.demo.truth import (
    BACKLOG,
    COPIES,
    CROSSING,
    GONE,
    LEAD,
    LEAD_IN_COURIER,
    LEAD_IN_POST,
    MATCHES,
    SILENT,
    STORIES_TOLD,
    Place,
)
from tests.flows.demo.reader import documents, get, places

WATCHED = re.compile(r"rafah|رفح|רפיח|\bf-?15s?\b|fighter jet|arms supplier|weapon|missile|ammunition", re.IGNORECASE)
FURNITURE = "figure, .related-stories, .newsletter-box"  # what the three furniture traps hide their words in
ALL_PAGES_HAVE = ("time[datetime]", "figure figcaption", "link[rel=canonical]", "meta[property='og:title']", "h1")
BY_PLACE: dict[Place, Piece] = {
    Place(outlet.name, piece.path_at(outlet)): piece for outlet in OUTLETS for piece in pieces_of(outlet)
}
BY_PLACE_PATHS = {(place.outlet, piece.slug): place.path for place, piece in BY_PLACE.items()}


@cache
def soup(url: str) -> BeautifulSoup:
    return BeautifulSoup(get(url).body, "lxml")


def paragraphs(place: Place) -> list[str]:
    return [block.text for block in BY_PLACE[place].blocks if block.kind == "paragraph"]


def words_of(url: str, *, without: str = "") -> str:
    page = BeautifulSoup(get(url).body, "lxml")
    for part in page.select(without) if without else ():
        part.decompose()
    return page.get_text(" ")


@pytest.mark.parametrize("place", [LEAD, LEAD_IN_COURIER, LEAD_IN_POST])
def test_the_lead_says_it_in_other_words(outlets: dict[str, str], place: Place) -> None:
    text = words_of(places(outlets)[place])

    assert "weighing selling Israel up to 50 new F-15 fighter jets" in text
    assert "arms supplier" in text
    assert "The sale was informally notified" in text
    assert "Rafah" in text


def test_no_document_says_arms_sale_or_arms_deal(outlets: dict[str, str]) -> None:
    said = [url for url in documents(outlets) if re.search(r"arms[\s-]+(sale|deal)", get(url).text, re.IGNORECASE)]

    assert said == []


def test_the_copies_carry_the_agency_text_each_in_its_own_way() -> None:
    original, courier, post = (paragraphs(place) for place in (LEAD, LEAD_IN_COURIER, LEAD_IN_POST))

    assert COPIES == {LEAD: (LEAD_IN_COURIER, LEAD_IN_POST)}
    assert courier[1:] == original[1:-2]  # cuts the last two
    assert post[2:] == original[1:]  # begins with a line of its own
    assert {text.split("Air strikes", 1)[1] for text in (original[0], courier[0], post[1])} == {
        original[0].split("Air strikes", 1)[1]
    }
    for distinct in ("title", "author", "summary"):
        assert len({getattr(BY_PLACE[place], distinct) for place in (LEAD, LEAD_IN_COURIER, LEAD_IN_POST)}) == 3


def test_watched_words_stand_in_the_body_of_matching_articles_only() -> None:
    speaking = {place for place in BY_PLACE if WATCHED.search(" ".join([BY_PLACE[place].title, *paragraphs(place)]))}

    assert speaking == set(MATCHES)


def test_watched_words_stand_on_the_pages_of_matches_and_furniture_traps_only(outlets: dict[str, str]) -> None:
    urls = {place: url for place, url in places(outlets).items() if place not in GONE}
    speaking = {place for place, url in urls.items() if WATCHED.search(words_of(url))}

    assert speaking == {*MATCHES, *(place for place, why in SILENT.items() if why.startswith("only a "))}


@pytest.mark.parametrize(
    ("why", "hidden_in", "words"),
    [
        ("only a related headline says it", ".related-stories", {"rafah"}),
        ("only a picture caption says it", "figcaption", {"rafah"}),
        ("only a newsletter box says it", ".newsletter-box", {"rafah", "f-15", "fighter jet"}),
    ],
)
def test_a_furniture_trap_says_it_in_one_place(
    outlets: dict[str, str], why: str, hidden_in: str, words: set[str]
) -> None:
    (place,) = (place for place, reason in SILENT.items() if reason == why)
    url = places(outlets)[place]
    hidden = " ".join(part.get_text(" ") for part in soup(url).select(hidden_in))

    assert words <= {found.lower() for found in WATCHED.findall(hidden)}
    assert WATCHED.search(words_of(url, without=FURNITURE)) is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/business/halvorsen-sells-fewer-cars-earns-more", ["sold", "sales", "fleet"]),
        ("/stories/a-store-says-goodbye/", ["clearance sale", "sold"]),
        ("/sport/rowers-arms-are-not-the-secret.html", ["arms", "sold"]),
    ],
)
def test_the_wording_traps_are_baited(path: str, words: list[str]) -> None:
    (place,) = (place for place in SILENT if place.path == path)
    text = " ".join(paragraphs(place))

    assert all(word in text for word in words)


def test_arms_are_spoken_of_by_the_lead_and_the_rower_only() -> None:
    speaking = {place for place in BY_PLACE if re.search(r"\barms?\b", " ".join(paragraphs(place)), re.IGNORECASE)}

    assert speaking == {LEAD, *COPIES[LEAD], Place(HARBOUR_COURIER.name, "/sport/rowers-arms-are-not-the-secret.html")}


def test_the_truth_agrees_with_itself() -> None:
    told = [place for story in STORIES_TOLD for place in story]

    assert set(told) == set(MATCHES) - BACKLOG
    assert len(told) == len(set(told))
    assert not set(MATCHES) & set(SILENT)


def test_the_backlog_is_older_than_three_days_and_what_is_told_younger_than_one() -> None:
    assert all(BY_PLACE[place].age.days >= 3 for place in BACKLOG)
    assert all(BY_PLACE[place].age.days < 1 for place in set(MATCHES) - BACKLOG)


def test_a_gone_page_leaves_a_summary_that_tells_the_story() -> None:
    assert all(len(BY_PLACE[place].summary.split()) >= 60 for place in GONE)


def test_a_page_shows_every_paragraph_and_all_a_news_page_has(outlets: dict[str, str]) -> None:
    for place, url in places(outlets).items():
        if place in GONE:
            continue
        page, piece = soup(url), BY_PLACE[place]
        text = " ".join(page.get_text(" ").split())
        assert all(paragraph in text for paragraph in paragraphs(place)), url
        assert [heading.get_text() for heading in page.select("h1")] == [piece.title]
        assert all(page.select_one(selector) for selector in ALL_PAGES_HAVE), url
        assert all(said in text for said in (piece.author, piece.caption, *piece.tags)), url
        related = {link["href"] for link in page.select("a")}
        assert {BY_PLACE_PATHS[place.outlet, slug] for slug in piece.related} <= related


def test_arabic_pages_are_arabic_from_right_to_left(outlets: dict[str, str]) -> None:
    for place, url in places(outlets).items():
        if place.outlet == EAST_SHORE.name:
            page = soup(url)
            assert page.html is not None
            assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
            assert not any(re.search("[A-Za-z]", paragraph) for paragraph in paragraphs(place))


def test_the_crossing_is_another_story_than_the_lead() -> None:
    assert all("معبر رفح" in text for text in (BY_PLACE[CROSSING].title, paragraphs(CROSSING)[0]))


def test_json_ld_is_plain_in_one_graph_in_another_and_broken_in_a_third(outlets: dict[str, str]) -> None:
    first = {place.outlet: url for place, url in reversed(places(outlets).items()) if place not in GONE}
    plain, graph, broken = (
        soup(first[outlet.name]).select("script[type='application/ld+json']")[0].get_text()
        for outlet in (NORTHERN_WIRE, HARBOUR_COURIER, MERIDIAN_POST)
    )

    assert json.loads(plain)["@type"] == "NewsArticle"
    assert [node["@type"] for node in json.loads(graph)["@graph"]][-1] == "NewsArticle"
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken)
