from collections import Counter
from pathlib import Path
from statistics import fmean

import pytest

from alerts.query import Document, parse_query
from bench.topic_mix import SHARES, WORDS, Desk, made_articles, make_desk, position_share, read_articles


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return made_articles(200)


@pytest.fixture(scope="module")
def desk(articles: list[Document]) -> Desk:
    return make_desk(articles, 1000)


def test_shapes_come_in_their_shares(desk: Desk) -> None:
    counted = Counter(topic.shape for topic in desk.topics)
    assert {shape: counted[shape] / 10 for shape in SHARES} == pytest.approx(SHARES, abs=3)


def test_two_fifths_of_the_topics_have_phrases_near_or_wildcards(desk: Desk) -> None:
    assert position_share(desk) == pytest.approx(0.4, abs=0.04)


def test_a_topic_has_seven_leaves_on_average(desk: Desk) -> None:
    assert fmean(topic.leaves for topic in desk.topics) == pytest.approx(7, abs=0.6)


def test_every_topic_can_be_read_and_one_in_some_hundred_hits_an_article(articles: list[Document], desk: Desk) -> None:
    queries = [parse_query(topic.text, desk.lists) for topic in desk.topics]
    hits = sum(query.search(article) is not None for query in queries for article in articles[:10])
    assert 0.001 < hits / (10 * len(queries)) < 0.02


def test_the_same_seed_gives_the_same_topics(articles: list[Document], desk: Desk) -> None:
    assert make_desk(articles, 1000) == desk
    assert make_desk(articles, 1000, seed=2) != desk


def test_short_articles_are_joined_and_those_of_other_languages_left_out(tmp_path: Path) -> None:
    rows = '{"title": "One", "body": "%s"}\n' % ("word " * 350) * 4 + '{"lang": "de", "body": "%s"}\n' % ("Wort " * 900)
    (tmp_path / "articles.jsonl").write_text(rows)
    read = read_articles([tmp_path / "articles.jsonl"])
    assert len(read) == 2
    assert all(len(article.body.split()) >= WORDS and "Wort" not in article.body for article in read)
