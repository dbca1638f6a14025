import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from sqlalchemy import text

from alerts.query import Document
from flows.topics.phrases import AROUND, phrases_of
from flows.topics.shown import say
from flows.topics.subject import Version
from flows.topics.suggest import Suggestions, log_likelihood, suggest
from flows.topics.suggested import suggestion_lines, suggestions_json
from news import Span, Topic
from storage.database import Database
from tests.flows.topics.filled import fill

SEEN = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUAKES = [
    (
        "Quake in Ostby",
        "An earthquake shook. Rescue teams dug through the rubble for survivors by the harbour.",
    ),
    ("Second quake", "The earthquake left rubble in every street, and rescue teams came from Norra by boat."),
    ("After the quake", "Rescue teams pulled a child out of the rubble a day after the earthquake in the valley."),
    ("A strong quake", "Survivors of the earthquake slept outside; rescue teams cleared rubble with bare hands."),
]
OTHERS = [
    (f"Council meets {n}", f"The council of ward {n} spoke about roads, schools and the harbour.") for n in range(30)
]
COLLAPSE = ("House falls", "Rescue teams searched the rubble of a house that fell after a gas leak in Norra.")


def found(database: Database, query: str = "earthquake", texts: list[tuple[str, str]] | None = None) -> Suggestions:
    fill(database, texts or [*QUAKES, *OTHERS, COLLAPSE], SEEN)
    version = Version(Topic("quakes", "Earthquakes", query), {})
    return suggest(database, version, SEEN, SEEN + DAY, 20)


def test_terms_near_hits_and_seldom_elsewhere_are_told_with_their_counts(database: Database) -> None:
    told = {one.text.casefold(): (one.hits, one.elsewhere) for one in found(database).terms}
    assert (told["rubble"], told["rescue teams"]) == ((4, 1), (4, 1))


def test_words_of_the_query_and_words_that_are_everywhere_are_not_told(database: Database) -> None:
    told = {one.text.casefold() for one in found(database, "earthquake OR quak*").terms}
    assert not told & {"earthquake", "quake", "harbour", "the", "council"}


def test_of_more_terms_than_can_be_kept_those_of_several_hits_are_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {one.text.casefold() for one in found(database).terms}
    monkeypatch.setattr("flows.topics.suggest.FULL", 30)
    version = Version(Topic("quakes", "Earthquakes", "earthquake"), {})
    told = {one.text.casefold() for one in suggest(database, version, SEEN, SEEN + DAY, 20).terms}
    assert "rubble" in told
    assert told <= whole


def test_a_word_that_hardly_stands_alone_is_told_as_its_phrase_only(database: Database) -> None:
    told = {one.text.casefold() for one in found(database).terms}
    assert "rescue teams" in told
    assert not told & {"rescue", "teams"}


def test_each_term_shows_where_it_was_found(database: Database) -> None:
    (rubble,) = [one for one in found(database).terms if one.text == "rubble"]
    assert rubble.passage is not None
    assert [rubble.passage.text[start:end] for start, end in rubble.passage.marks] == ["rubble"]


def test_an_article_that_has_such_terms_and_does_not_fire_is_told(database: Database) -> None:
    (miss,) = found(database).misses
    assert miss.title == "House falls"
    assert "rubble" in miss.terms


def test_what_stands_in_one_hit_or_one_outlet_only_is_not_told(database: Database) -> None:
    texts = [(title, f"{body} Sign up for Harbourline." if n == 0 else body) for n, (title, body) in enumerate(QUAKES)]
    texts[3] = (texts[3][0], f"{texts[3][1]} Sign up for Harbourline.")  # of the same outlet as the first
    assert not any("Harbourline" in one.text for one in found(database, texts=[*texts, *OTHERS]).terms)


def test_copies_count_nowhere(database: Database) -> None:
    ids = fill(database, [*QUAKES, *OTHERS], SEEN)
    with database.writing() as session:
        session.execute(text(f"update article set copy_of = {ids[0]} where id in ({ids[1]}, {ids[2]})"))
    told = suggest(database, Version(Topic("quakes", "", "earthquake"), {}), SEEN, SEEN + DAY, 20)
    assert (told.hits, told.articles) == (2, 32)


def test_a_topic_without_hits_gives_nothing(database: Database) -> None:
    told = found(database, "volcano")
    assert (told.terms, told.misses, told.hits) == ((), (), 0)
    assert "no article fires" in lines(told)


def test_chinese_words_are_told_as_pairs_of_signs(database: Database) -> None:
    quakes = [(f"地震{n}", "地震之后，救援人员在废墟中搜寻。") for n in "一二三四"]
    others = [(f"会议{n}", "市议会讨论了道路和学校。") for n in range(20)]
    fill(database, [*quakes, *others], SEEN, "zh")
    told = suggest(database, Version(Topic("quakes", "", "地震"), {}), SEEN, SEEN + DAY, 20)
    assert "废墟" in {one.text for one in told.terms}


def lines(told: Suggestions) -> str:
    console = Console(file=StringIO(), width=80)
    say(console, suggestion_lines(told, None, plain=True))
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_what_is_printed_names_counts_passages_and_near_misses(database: Database) -> None:
    said = lines(found(database))
    assert "quakes: 4 of 35 articles fire since 2026-03-01" in said
    assert "rubble (en): in 4 of 4 hits; OR would add 1 article" in said
    assert "the *rubble* for survivors" in said.replace("\n", " ").replace("    ", "")
    assert "House falls" in said
    assert "wirewatch topics explain quakes 35" in said


def test_json_holds_the_same(database: Database) -> None:
    said = json.loads(suggestions_json(found(database), ()))
    assert said["hits"] == 4
    assert said["near_in_meaning"] == []
    assert "rubble" in [one["text"] for one in said["terms"]]


def test_only_words_around_a_hit_are_near_it() -> None:
    body = "Rubble lay there. " + "so " * (AROUND + 5) + "an earthquake shook houses"
    at = body.index("earthquake")
    near = {p.key.stems for p in phrases_of(Document(body=body, lang="en"), [Span("body", at, at + 10)])}
    assert ("hous",) in near
    assert ("rubbl",) not in near
    assert not any("earthquak" in part for stems in near for part in stems)


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_likelihood_is_zero_for_equal_rates_and_never_below(hits: int, others: int, data: st.DataObject) -> None:
    near, elsewhere = data.draw(st.integers(0, hits)), data.draw(st.integers(0, others))
    assert log_likelihood(near, hits, elsewhere, others) >= -1e-6
    assert log_likelihood(hits, hits * 2, others, others * 2) == pytest.approx(0, abs=1e-6)


def test_nothing_is_changed_by_it(database: Database) -> None:
    def rows() -> list[int]:
        with database.reading() as session:
            return [session.scalar(text(f"select count(*) from {t}")) for t in ("match", "hold", "alert", "article")]

    fill(database, QUAKES, SEEN)
    before = rows()
    suggest(database, Version(Topic("quakes", "", "earthquake"), {}), SEEN, SEEN + DAY, 20)
    assert rows() == before
