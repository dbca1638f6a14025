import pytest

from alerts.match import Matcher
from news import Article, Passage, QueryError, Span, Term, Topic

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


def test_a_renewed_matcher_compiles_what_changed_and_the_old_one_goes_on() -> None:
    ship, wave = Topic("ship", "S", "ship"), Topic("wave", "W", "@waving")
    old = Matcher([ship, wave], {"waving": ["waved"]})

    new = old.renewed([Topic("ship", "S", "rowing"), wave, Topic("grain", "G", "grain")], {"waving": ["cheered"]})

    assert topics_of(new) == ["grain"]
    assert topics_of(old) == []  # the topics that both have, by their new queries


def test_a_topic_that_left_the_desk_fires_no_more_and_may_come_back() -> None:
    ship, wave = Topic("ship", "S", "ship"), Topic("wave", "W", "waved")

    fewer = Matcher([ship, wave], {}).renewed([wave], {})

    assert topics_of(fewer) == ["wave"]
    assert topics_of(fewer.renewed([wave, ship], {})) == ["wave", "ship"]


def test_a_desk_with_a_mistake_renews_nothing() -> None:
    matcher = Matcher([Topic("ship", "S", "ship")], {})

    with pytest.raises(QueryError):
        matcher.renewed([Topic("ship", "S", "rowing"), Topic("t", "T", "ship AND")], {})

    assert topics_of(matcher) == ["ship"]


def test_a_match_names_the_terms_that_were_found_and_the_lists_that_they_are_from() -> None:
    (match,) = Matcher([Topic("t", "T", "(@vessels OR lorry) AND lang:en")], {"vessels": ["ship", "boat"]}).matches(
        ARTICLE, "Wire desk"
    )

    assert match.terms == (Term("ship", "vessels", match.spans), Term("lang:en", None, ()))


def topics_of(matcher: Matcher) -> list[str]:
    return [match.topic for match in matcher.matches(ARTICLE, "Wire desk")]
