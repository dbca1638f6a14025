from datetime import timedelta

from storage.database import Database
from storage.repetition import KEPT, keep_recent, recent_of, tidy_repetition
from tests.storage.conftest import NOW

LARGEST = 2**64 - 1


def recent(database: Database, host: str = "a.example") -> list[list[int]]:
    with database.reading() as session:
        return [list(one) for one in recent_of(session, host)]


def keep(database: Database, *paragraphs: list[int], host: str = "a.example") -> None:
    with database.writing(alone=True) as session:
        keep_recent(session, host, paragraphs, NOW)


def test_a_host_that_is_new_said_nothing(database: Database) -> None:
    assert recent(database) == []


def test_what_a_host_said_last_takes_the_place_of_what_was_remembered(database: Database) -> None:
    keep(database, [1, 2])
    keep(database, [1, 2], [LARGEST], [])
    keep(database, [7], host="b.example")
    assert recent(database) == [[1, 2], [LARGEST], []]


def test_a_host_that_falls_silent_is_forgotten(database: Database) -> None:
    keep(database, [1])
    with database.writing() as session:
        tidy_repetition(session, NOW + KEPT)
    assert recent(database) == [[1]]
    with database.writing() as session:
        tidy_repetition(session, NOW + KEPT + timedelta(seconds=1))
    assert recent(database) == []
