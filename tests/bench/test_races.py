import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlmodel import SQLModel, col

from bench.race_losses import losses
from bench.race_news import PAGES_AN_EVENT, guise, race_page
from bench.racer import Task, race
from bench.races import MEETING, list_pages, order, run
from parsers import page_key
from storage.database import Database, Session
from storage.tables import (
    AlertRow,
    ArticleRow,
    DeliveryRow,
    EntryRow,
    FingerprintRow,
    ProfileRow,
    StoryRow,
    table_of,
)

ARTICLES, SOURCES = 20, 2
NOW = datetime.now(UTC)  # move_in forgets what is old by the true clock


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def test_processes_that_are_killed_store_and_tell_everything_once(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'race.db'}" if kind == "sqlite" else request.getfixturevalue("postgres_url")
    found, raced = run(url, tmp_path, articles=60, processes=2, kills=3, look=0.01)
    assert raced.killed == 3
    assert set(asdict(found).values()) == {0}, found
    assert found.is_none


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file in which two sources were read, one after the other."""
    folder = tmp_path_factory.mktemp("races")
    url = f"sqlite:///{folder / 'race.db'}"
    with closing(Database(url)) as database:
        list_pages(database, Task(url, folder, SOURCES, 0, NOW), ARTICLES)
    for own in range(SOURCES):
        race(Task(url, folder, SOURCES, own, NOW))
    return folder / "race.db"


@pytest.fixture
def raced(stored: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it to spoil."""
    copied = shutil.copy(stored, tmp_path / "copy.db")
    with closing(Database(f"sqlite:///{copied}")) as database:
        yield database


def test_one_process_after_the_other_stores_each_page_once_with_nothing_lost(raced: Database) -> None:
    assert losses(raced, ARTICLES, NOW).is_none
    with raced.reading() as session:
        assert session.execute(select(func.count()).select_from(ArticleRow)).scalar_one() == ARTICLES
        stories = session.execute(select(func.count(col(ArticleRow.story_id).distinct()))).scalar_one()
    assert stories == ARTICLES // PAGES_AN_EVENT


def no_delivery(session: Session) -> None:
    session.execute(delete(DeliveryRow).where(col(DeliveryRow.channel) == "chat"))


def second_delivery(session: Session) -> None:
    _again(session, DeliveryRow, id=None, key="another")


def no_alert(session: Session) -> None:
    session.execute(delete(AlertRow))


def second_article(session: Session) -> None:
    _again(session, ArticleRow, id=None)


def no_article(session: Session) -> None:
    """An article that another process had stored is not there: as if its page had never been read."""
    session.execute(update(ArticleRow).values(url=func.replace(col(ArticleRow.url), "/news/", "/elsewhere/")))


def open_lead(session: Session) -> None:
    session.execute(update(EntryRow).where(col(EntryRow.id) == 1).values(state="waiting"))


def no_fingerprints(session: Session) -> None:
    session.execute(delete(FingerprintRow).where(col(FingerprintRow.article_id) == 1))


def foreign_fingerprint(session: Session) -> None:
    session.execute(insert(FingerprintRow), [{"hash": 5, "article_id": 1}])


def no_profile(session: Session) -> None:
    session.execute(delete(ProfileRow))


def foreign_profile(session: Session) -> None:
    copy = session.scalar(select(col(ArticleRow.id)).where(col(ArticleRow.copy_of).is_not(None)).limit(1))
    _again(session, ProfileRow, article_id=copy)


def empty_story(session: Session) -> None:
    session.execute(insert(StoryRow), [{"opened_at": NOW}])


def _again(session: Session, row: type[SQLModel], **values: object) -> None:
    """Store the first row of a table once more."""
    first = session.execute(select(table_of(row)).limit(1)).mappings().one()
    there = {name: value for name, value in (dict(first) | values).items() if value is not None}
    session.execute(insert(table_of(row)), [there])


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (second_article, "stored_twice"),
        (no_article, "not_stored"),
        (open_lead, "leads_left"),
        (second_delivery, "told_twice"),
        (no_delivery, "not_told"),
        (no_alert, "without_alert"),
        (no_fingerprints, "prints_missing"),
        (foreign_fingerprint, "prints_foreign"),
        (no_profile, "profiles_missing"),
        (foreign_profile, "profiles_foreign"),
        (empty_story, "stories_empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_lost_or_doubled_is_counted(raced: Database, spoil: Callable[[Session], None], told: str) -> None:
    with raced.writing() as session:
        spoil(session)
    found = losses(raced, ARTICLES, NOW)
    assert getattr(found, told) > 0
    assert not found.is_none


def test_each_source_lists_all_pages_in_an_order_of_its_own_though_nearly_the_same() -> None:
    one, other = order(200, 0), order(200, 1)
    assert sorted(one) == sorted(other) == list(range(200))
    assert one != other
    assert all(abs(one.index(number) - other.index(number)) < 2 * MEETING for number in range(200))


def test_all_guises_of_a_page_are_one_page_and_no_two_pages_are() -> None:
    assert {page_key(guise(race_page(7).url, source)) for source in range(8)} == {page_key(race_page(7).url)}
    assert len({page_key(race_page(number).url) for number in range(200)}) == 200


def test_an_event_has_reports_in_words_of_their_own_and_copies_of_them() -> None:
    pages = [race_page(number) for number in range(PAGES_AN_EVENT)]
    assert len({page.event for page in pages}) == 1
    assert [page.text == pages[0].text for page in pages] == [True, False, True, False, True]
    assert pages[1].text == pages[3].text
    assert all(page.topic in page.title for page in pages)
    assert race_page(PAGES_AN_EVENT).event == 1
