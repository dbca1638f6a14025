from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.addresses import add_learned, is_surely, learned_keys, note_other_text, note_same_text
from news import Article, Candidate, Placement, Source
from storage.articles import add_aliases, add_article, article_known_as
from storage.database import Database, Session
from storage.parameters import noise_of
from storage.sources import sync_sources

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
READ = "https://www.courier.example/read"
STORY = Article("https://courier.example/1", "Bridge closes after crack", "The harbour bridge was closed at noon.")
THERE = Candidate(1, 1, STORY.title, STORY.text, NOW, NOW)


@pytest.fixture
def desk(database: Database) -> Database:
    with database.writing() as session:
        sync_sources(session, [Source("a", "https://courier.example/feed")], NOW)
    return database


def store(session: Session, *keys: str, copy_of: int | None = None) -> int:
    article_id, _ = add_article(session, "a", STORY, Placement(copy_of=copy_of), [], None, "", NOW)
    add_aliases(session, article_id, keys)
    return article_id


def see_one_text(session: Session, name: str, first: int = 1, times: int = 3) -> list[bool]:
    """As many articles, each found under two addresses that differ in this parameter."""
    return [
        note_same_text(session, store(session), f"{READ}/{n}?{name}=north", f"{READ}/{n}?{name}=south")
        for n in range(first, first + times)
    ]


def test_what_left_three_texts_as_they_were_is_left_out_of_keys(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        assert learned_keys(session, READ + "/9?ed=west&id=7") == set()
        assert see_one_text(session, "ed") == [False, False, True]
        assert learned_keys(session, "http://courier.example/read/9?ed=west&id=7") == {"courier.example/read/9?id=7"}


@pytest.mark.parametrize(
    "url",
    [READ + "/9?id=7", "https://other.example/read?ed=west", "https://courier.example/?ed=west", "no address", ""],
)
def test_where_nothing_is_left_out_or_nothing_is_left_there_is_no_learned_key(desk: Database, url: str) -> None:
    with desk.writing(alone=True) as session:
        see_one_text(session, "ed")
        assert learned_keys(session, url) == set()


def test_an_article_is_found_under_an_address_that_only_noise_tells_from_its_own(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        see_one_text(session, "ed")
        stored = store(session)
        add_learned(session, stored, READ + "/9?ed=west", "https://other.example/9?ed=west")
        assert article_known_as(session, learned_keys(session, READ + "/9?ed=east")) == stored
        assert article_known_as(session, learned_keys(session, READ + "/8?ed=east")) is None


def test_two_texts_unlearn_what_was_noise_and_its_addresses(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        see_one_text(session, "ed")
        add_learned(session, store(session), READ + "/9?ed=west")
        note_other_text(session, READ + "/9?ed=west", READ + "/9?ed=east")
        assert learned_keys(session, READ + "/9?ed=east") == set()
        assert article_known_as(session, {"courier.example/read/9"}) is None
        assert see_one_text(session, "ed", first=11) == [False, False, False]


def test_where_several_differ_only_what_was_noise_is_doubted(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        for name in ("ed", "tab", "mood"):
            see_one_text(session, name)
        note_other_text(session, READ + "/9?ed=west&tab=a", READ + "/9?ed=east&tab=b&place=x")
        assert noise_of(session, "courier.example") == {"mood"}
        see_one_text(session, "place", first=21)
        assert noise_of(session, "courier.example") == {"mood", "place"}


def test_addresses_that_differ_elsewhere_teach_nothing(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        see_one_text(session, "ed")
        note_other_text(session, READ + "/9?ed=west", READ + "/8?ed=east")
        note_other_text(session, READ + "/9?ed=west", READ + "/9?ed=west&utm_source=x")
        assert not note_same_text(session, store(session), READ + "/9", READ + "/8")
        assert noise_of(session, "courier.example") == {"ed"}


def test_ids_are_not_learned_from_reports_that_were_sent_twice(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        for n in range(20, 30):
            assert not note_same_text(session, store(session), f"{READ}?id={n}", f"{READ}?id={n + 1000}")
        assert noise_of(session, "courier.example") == frozenset()


def test_what_tells_two_stored_texts_apart_is_not_learned(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        store(session, "courier.example/read/1?ed=north")
        store(session, "courier.example/read/1?ed=south")
        store(session, "courier.example.org/read/1?tab=a")
        store(session, "courier.example.org/read/1?tab=b")
        assert see_one_text(session, "ed", first=11) == [False, False, False]
        assert see_one_text(session, "tab", first=11) == [False, False, True]


def test_copies_of_one_text_are_no_conflict(desk: Database) -> None:
    with desk.writing(alone=True) as session:
        first = store(session, "courier.example/read/1?ed=north")
        store(session, "courier.example/read/1?ed=south", copy_of=first)
        assert see_one_text(session, "ed", first=11) == [False, False, True]


@pytest.mark.parametrize(
    ("headline", "sure"),
    [
        ("Bridge closes after crack", True), ("Bridge closes after crack | Courier", True), ("Library to stay", False),
        ("", False), (None, False),
    ],
)  # fmt: skip
def test_what_is_known_by_habit_alone_must_be_announced_alike(headline: str | None, sure: bool) -> None:
    assert is_surely(headline, THERE) is sure


def test_a_stored_article_without_headline_is_read_again(desk: Database) -> None:
    assert not is_surely("Bridge closes", replace(THERE, title=""))
