from dataclasses import replace
from datetime import timedelta

import pytest

from news import By, Placement, StoredArticle
from storage.archive import archive, articles_of, find_article
from storage.articles import add_aliases, add_article, renew_article
from storage.database import Database
from tests.storage.conftest import NOW, article
from tests.storage.test_articles import RICH

HOUR = timedelta(hours=1)


@pytest.fixture
def filled(with_sources: Database) -> Database:
    """Five articles, an hour apart: of a, b, a, b, a; in en, pt, pt-BR, por and no language."""
    with with_sources.writing() as session:
        for number, (source, language) in enumerate(
            (("a", "en"), ("b", "pt"), ("a", "pt-BR"), ("b", "por"), ("a", None)), 1
        ):
            one = replace(article(f"https://{source}.example/{number}"), title=f"Report {number}", language=language)
            add_article(session, source, one, Placement(), [], None, "", NOW + number * HOUR)
    return with_sources


def titles(batches) -> list[list[str]]:
    return [[one.article.title for one in batch] for batch in batches]


def test_an_article_is_read_back_as_it_was_stored(with_sources: Database) -> None:
    with with_sources.writing() as session:
        first, story = add_article(session, "a", RICH, Placement(), [], None, "", NOW)
        second, _ = add_article(session, "b", article(), Placement(story, By.COPY, first), [], None, "", NOW)
    ((one, other),) = archive(with_sources, since=NOW)
    assert one == StoredArticle(first, "a", story, None, NOW, RICH)
    assert other == StoredArticle(second, "b", story, first, NOW, article())


def test_the_archive_comes_in_batches_in_the_order_stored(filled: Database) -> None:
    found = titles(archive(filled, since=NOW, batch=2))
    assert found == [["Report 1", "Report 2"], ["Report 3", "Report 4"], ["Report 5"]]


def test_since_is_within_and_until_is_not(filled: Database) -> None:
    assert titles(archive(filled, since=NOW + 2 * HOUR, until=NOW + 4 * HOUR)) == [["Report 2", "Report 3"]]
    assert titles(archive(filled, since=NOW + 6 * HOUR)) == []


def test_the_archive_of_one_source_or_language(filled: Database) -> None:
    assert titles(archive(filled, since=NOW, source="b")) == [["Report 2", "Report 4"]]
    assert titles(archive(filled, since=NOW, language="pt")) == [["Report 2", "Report 3"]]
    assert titles(archive(filled, since=NOW, source="b", language="en")) == []


def test_others_can_write_between_two_batches_and_what_they_store_is_left_to_them(filled: Database) -> None:
    batches = archive(filled, since=NOW, batch=3)
    first = next(batches)
    with filled.writing() as session:
        add_article(session, "a", replace(article(), title="Late"), Placement(), [], None, "", NOW + 9 * HOUR)
        renew_article(session, 4, replace(article(), title="Report 4, whole"), Placement(), [])
    assert titles([first, *batches]) == [["Report 1", "Report 2", "Report 3"], ["Report 4, whole", "Report 5"]]


def test_an_empty_archive_gives_nothing(database: Database) -> None:
    assert list(archive(database, since=NOW)) == []


def test_articles_are_read_by_their_ids(filled: Database) -> None:
    with filled.reading() as session:
        assert [one.id for one in articles_of(session, [4, 2, 99])] == [2, 4]
        assert articles_of(session, []) == []


@pytest.mark.parametrize(
    ("ref", "key", "title"),
    [
        ("2", None, "Report 2"),
        ("https://a.example/3", None, "Report 3"),
        ("https://a.example/amp/3?utm=x", "a.example/amp/3", "Report 3"),
        ("https://a.example/nowhere", "a.example/nowhere", None),
        ("report", None, "Report 5"),
        ("PORT 4", None, "Report 4"),
        ("Rep%t", None, None),
        ("9" * 30, None, None),
    ],
)
def test_an_article_is_found_by_id_address_or_piece_of_title(
    filled: Database, ref: str, key: str | None, title: str | None
) -> None:
    with filled.writing() as session:
        add_aliases(session, 3, {"a.example/amp/3"})
        found = find_article(session, ref, key)
    assert (found and found.article.title) == title


def test_a_number_in_a_title_is_found_where_no_article_has_that_id(filled: Database) -> None:
    with filled.writing() as session:
        add_article(session, "a", replace(article(), title="2030 at last"), Placement(), [], None, "", NOW)
        found = find_article(session, "2030")
    assert found is not None
    assert found.article.title == "2030 at last"
