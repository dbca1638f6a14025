import pytest

from alerts.match import Matcher
from news import Article, Passage, QueryError, Span, Topic

ARTICLE = Article(
    url="https://quay.example/world/grain-ships",
    title="Grain ships leave",
    text="The ships sail.\n\nNobody waved.",
    outlet="The Quay",
    authors=("Ilse Maarten", "Daniel Okoro"),
    language="en-GB",
    section="World",
)


def fires(query: str, **lists: list[str]) -> bool:
    return bool(Matcher([Topic("t", "T", query)], lists).matches(ARTICLE, "Wire desk"))


@pytest.mark.parametrize(
    "query",
    [
        "title:grain",
        "body:waved",
        "ship",
        "author:Okoro AND ship",
        "section:world AND ship",
        'source:"wire desk" AND ship',
        "source:quay AND ship",
        "source:quay.example AND ship",
        "url:grain AND ship",
        "lang:en AND ship",
        "@vessels",
    ],
)
def test_every_field_of_an_article_can_be_asked_for(query: str) -> None:
    assert fires(query, vessels=["ship", "boat"])


@pytest.mark.parametrize(
    "query",
    ["author:Nobody AND ship", "section:sport AND ship", "source:other AND ship", "lang:de AND ship", "body:grain"],
)
def test_a_field_that_differs_does_not_fire(query: str) -> None:
    assert not fires(query)


def test_matches_come_in_the_order_of_the_desk_with_their_passages() -> None:
    topics = [Topic("b", "B", "ship"), Topic("none", "None", "rafah"), Topic("a", "A", "waved")]
    first, second = Matcher(topics, {}).matches(ARTICLE, "Wire desk")
    assert (first.topic, second.topic) == ("b", "a")
    assert first.spans == (Span("title", 6, 11), Span("body", 4, 9))
    assert first.passages == (
        Passage("title", "Grain ships leave", ((6, 11),)),
        Passage("body", "The ships sail.", ((4, 9),)),
    )


def test_a_query_that_is_not_well_formed_is_refused_at_once() -> None:
    with pytest.raises(QueryError):
        Matcher([Topic("t", "T", "ship AND")], {})
