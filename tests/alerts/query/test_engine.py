"""The engine answers as the plain evaluator does, whatever the topics and the article."""

from collections.abc import Mapping
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.query import Document, Query, parse_query
from alerts.query.engine import Engine
from news import Span
from tests.alerts.query.topics_made import LISTS, documents, queries

Answers = list[tuple[str, tuple[Span, ...]]]

ARTICLE = Document(
    title="Arms sale: the U.S. and Israel's cease-fire",
    body="Washington sells F-15 fighter jets.\n\nThe fighter jets of the sale, sold to naïve buyers; ceasefire holds.",
    author="Ana Müller",
    source="The Daily Example",
    section="World / Europe",
    url="https://news.example/world/poland-jets",
    lang="en-GB",
)


def plainly(queries: Mapping[str, Query], document: Document) -> Answers:
    found = ((name, query.search(document)) for name, query in queries.items())
    return [(name, spans) for name, spans in found if spans is not None]


def engine_of(queries: Mapping[str, Query]) -> Engine:
    engine = Engine()
    for name, query in queries.items():
        engine.put(name, query)
    return engine


@pytest.mark.parametrize(
    "text",
    [
        "sale",
        "=sales OR =sale",
        "==US",
        "sel* jet?",
        "fighter-jet OR cease-fire",
        '"fighter jets of the sale"',
        '"the cease-fire"',
        '"israel cease-fire" OR "cease-fire washington"',
        '"jets sells F-15"~1',
        "sale NEAR/2 (arms OR jets)",
        "(sells ONEAR/3 jets) NEAR/3 sale",
        "ATLEAST/3 (jets OR =sale)",
        "ATLEAST/4 (jets OR =sale)",
        "@goods NEAR/3 the",
        "title:sale -body:arms",
        "title:(arms OR jets) AND lead:(F-15) AND NOT lead:ceasefire",
        "author:muller source:example section:europe url:poland",
        "author:mueller OR author:buyer",
        "lang:en jets NOT lang:de",
        "(sale AND NOT (jets AND rockets)) OR (sale AND rockets)",
        "NOT NOT naive sale",
        "(a1 b) OR (a2 b) OR (a3 b) OR (a4 b) OR (a5 b) OR (a6 b) OR (a7 b) OR (a8 b) OR (sale jets)",
        "the sale jets arms buyers holds sold NOT a1 NOT a2 NOT a3 NOT Israel",
        "title:ATLEAST/2 (arms OR sale)",
        'source:"daily example" AND source:(the NEAR/1 example)',
    ],
)
def test_a_query_of_any_kind_is_answered_as_the_plain_evaluator_answers_it(text: str) -> None:
    queries = {"topic": parse_query(text, LISTS)}

    assert engine_of(queries).search(ARTICLE) == plainly(queries, ARTICLE)


@pytest.mark.parametrize(
    ("text", "body", "lang"),
    [
        ("رفح", "وصلت الشاحنات برفح", "ar"),
        ("רפיח", "הם חזרו מרפיח", "he"),
        ("Рафах* OR школы", "Дорога к Рафаху мимо школ", "ru"),
        ("拉法", "卡车到达拉法口岸，" + "很长的一句话" * 20, "zh"),
        ("Häuser", "Das Haus der Hausers", "de"),
        ("दिल्ली", "समस्तीपुर से दिल्ली", "hi"),
    ],
)
def test_languages_are_answered_each_by_its_own_rules(text: str, body: str, lang: str) -> None:
    queries = {"topic": parse_query(text)}
    document = Document(body=body, lang=lang)
    answers = engine_of(queries).search(document)

    assert [name for name, _ in answers] == ["topic"]
    assert answers == plainly(queries, document)


def test_a_phrase_that_goes_on_beyond_the_lead_is_not_in_the_lead() -> None:
    queries = {"lead": parse_query('lead:"fire alarm"'), "body": parse_query('body:"fire alarm"')}
    document = Document(body="x " * 60 + "fire\nalarm", lang="en")
    answers = engine_of(queries).search(document)

    assert [name for name, _ in answers] == ["body"]
    assert answers == plainly(queries, document)


@pytest.mark.parametrize("text", ['"bora bora"', '"bora bora bora"', '"to bora bora by"', '"bora cease-fire bora"'])
def test_a_phrase_of_words_that_come_again_is_found_wherever_it_stands(text: str) -> None:
    queries = {"topic": parse_query(text), "near": parse_query(f"{text} NEAR/3 bora")}
    body = "to Bora Bora Bora by Bora bora; to bora bora by bora cease-fire bora, bora ceasefire Bora"
    document = Document(title="Bora", body=body, lang="en")
    answers = engine_of(queries).search(document)

    assert [name for name, _ in answers] == ["topic", "near"]
    assert answers == plainly(queries, document)


@settings(max_examples=150, deadline=None)
@given(st.lists(queries(), min_size=1, max_size=8), st.lists(documents(), min_size=1, max_size=3))
def test_the_answers_are_those_of_the_plain_evaluator(topics: list[Query], articles: list[Document]) -> None:
    named = {f"topic {number}": query for number, query in enumerate(topics)}
    engine = engine_of(named)

    for article in articles:
        assert engine.search(article) == plainly(named, article)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.none() | queries()), max_size=12),
    st.lists(documents(), min_size=1, max_size=2),
)
def test_topics_that_came_and_went_leave_nothing_behind(
    edits: list[tuple[str, Query | None]], articles: list[Document]
) -> None:
    engine, kept = Engine(), dict[str, Query]()
    for name, query in edits:
        engine.search(articles[0])  # so that the words are known before the topic
        if query is not None:
            engine.put(name, query)
            kept[name] = query
        elif name in kept:
            engine.drop(name)
            del kept[name]

    assert len(engine) == len(kept)
    for article in articles:
        assert engine.search(article) == plainly(kept, article)


def test_topics_are_told_in_the_order_they_were_put_and_a_new_query_keeps_its_place() -> None:
    engine = engine_of({name: parse_query("sale") for name in ("second", "first", "third")})
    engine.drop("first")
    engine.put("second", parse_query("jets"))
    engine.put("fourth", parse_query("arms"))

    assert [name for name, _ in engine.search(ARTICLE)] == ["second", "third", "fourth"]
    assert "first" not in engine
    assert "second" in engine


def test_dropping_an_unknown_topic_is_an_error() -> None:
    with pytest.raises(KeyError):
        Engine().drop("nothing")


def test_topics_that_come_and_go_for_weeks_take_no_more_room() -> None:
    engine = Engine()
    engine.search(ARTICLE)
    sizes = []
    for number in range(3000):
        text = f'(word{number} OR "fighter jets {number}" OR seen{number}*) NOT title:(other{number} arms)'
        engine.put("topic", parse_query(text))
        if number % 1000 == 999:
            sizes.append(engine.sizes())
    engine.drop("topic")

    assert sizes[0] == sizes[-1]
    assert engine.sizes()["units in use"] == 0


def test_articles_of_ever_new_words_take_no_more_room_than_the_lexicon_may() -> None:
    engine = engine_of({"topic": parse_query("sale")})
    for start in range(0, 400_000, 20_000):
        engine.search(Document(body=" ".join(f"w{number}" for number in range(start, start + 20_000)), lang="en"))

    assert engine.sizes()["pieces"] < 100_000


def test_topics_may_be_put_while_articles_are_searched() -> None:
    engine = engine_of({"steady": parse_query('sale "fighter jets"')})
    expected = parse_query('sale "fighter jets"').search(ARTICLE)
    wrong: list[Answers] = []

    def search() -> None:
        for _ in range(200):
            answers = engine.search(ARTICLE)
            if dict(answers).get("steady") != expected:
                wrong.append(answers)

    searchers = [Thread(target=search) for _ in range(3)]
    for searcher in searchers:
        searcher.start()
    for number in range(300):
        engine.put(f"topic {number % 7}", parse_query(f"(jets OR sale{number}*) NEAR/3 sale"))
        engine.put(f"other {number}", parse_query(f'"the sale {number}" OR arms'))
        engine.drop(f"other {number}")
    for searcher in searchers:
        searcher.join()

    assert not wrong
    assert len(engine) == 8
