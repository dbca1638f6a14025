import threading
from datetime import datetime, timedelta

from storage.database import Database
from storage.hosts import (
    KEPT,
    keep_robots,
    reserve_turn,
    robots_record,
    silence,
    silence_of,
    silences,
    tidy_hosts,
)
from tests.storage.conftest import NOW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def soonest(free_at: datetime | None, silent_until: datetime | None, now: datetime) -> datetime:
    return max(now, free_at or now, silent_until or now)


def reserve(database: Database, host: str = "a.example", now: datetime = NOW, pause: timedelta = SECOND) -> datetime:
    with database.writing() as session:
        return reserve_turn(session, host, pause, now, patience=MINUTE, next_start=soonest)


def silent(database: Database, until: datetime, host: str = "a.example") -> None:
    with database.writing() as session:
        silence(session, host, until, NOW)


def test_a_host_that_nobody_asks_is_free(database: Database) -> None:
    assert reserve(database) == NOW
    assert reserve(database, "b.example") == NOW


def test_turns_lie_a_pause_apart(database: Database) -> None:
    assert [reserve(database) for _ in range(3)] == [NOW, NOW + SECOND, NOW + 2 * SECOND]
    assert reserve(database, now=NOW + MINUTE) == NOW + MINUTE  # what has passed is passed


def test_those_who_ask_at_once_get_different_turns(database: Database) -> None:
    got: list[datetime] = []
    threads = [threading.Thread(target=lambda: got.append(reserve(database))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [NOW + i * SECOND for i in range(8)]


def test_a_turn_beyond_patience_is_told_and_not_taken(database: Database) -> None:
    reserve(database, pause=2 * MINUTE)
    assert reserve(database) == NOW + 2 * MINUTE
    assert reserve(database) == NOW + 2 * MINUTE
    assert reserve(database, now=NOW + MINUTE) == NOW + 2 * MINUTE  # near enough: taken
    assert reserve(database, now=NOW + MINUTE) == NOW + 2 * MINUTE + SECOND


def test_a_silent_host_has_no_turn_before_its_time(database: Database) -> None:
    silent(database, NOW + 30 * SECOND)
    assert reserve(database) == NOW + 30 * SECOND
    assert reserve(database) == NOW + 31 * SECOND


def test_a_silence_is_never_shortened(database: Database) -> None:
    silent(database, NOW + 2 * MINUTE)
    silent(database, NOW + MINUTE)
    silent(database, NOW + MINUTE, "b.example")
    silent(database, NOW - MINUTE, "c.example")
    with database.reading() as session:
        assert silences(session, NOW) == {"a.example": NOW + 2 * MINUTE, "b.example": NOW + MINUTE}
        assert silences(session, NOW + MINUTE) == {"a.example": NOW + 2 * MINUTE}
        assert silence_of(session, "a.example", NOW) == NOW + 2 * MINUTE
        assert silence_of(session, "a.example", NOW + 2 * MINUTE) is None
        assert silence_of(session, "unknown", NOW) is None


def test_the_rules_of_a_site_are_kept_until_their_time_and_replaced(database: Database) -> None:
    with database.writing() as session:
        assert robots_record(session, "https://a.example", NOW) is None
        keep_robots(session, "https://a.example", "User-agent: *", None, NOW + MINUTE)
        assert robots_record(session, "https://a.example", NOW) == ("User-agent: *", None, NOW + MINUTE)
        keep_robots(session, "https://a.example", None, "timeout", NOW + 2 * MINUTE)
        assert robots_record(session, "https://a.example", NOW + MINUTE) == (None, "timeout", NOW + 2 * MINUTE)
        assert robots_record(session, "https://a.example", NOW + 2 * MINUTE) is None


def test_what_is_long_past_is_forgotten_and_nothing_else(database: Database) -> None:
    reserve(database, "past.example")
    reserve(database, "silent.example")
    silent(database, NOW + KEPT, "silent.example")
    reserve(database, "busy.example", now=NOW + MINUTE)
    with database.writing() as session:
        keep_robots(session, "https://past.example", None, None, NOW)
        keep_robots(session, "https://busy.example", None, None, NOW + MINUTE)
        tidy_hosts(session, NOW + KEPT + 2 * SECOND)
        assert robots_record(session, "https://past.example", NOW - SECOND) is None
        assert robots_record(session, "https://busy.example", NOW) is not None
        assert silence_of(session, "silent.example", NOW) == NOW + KEPT
    assert reserve(database, "past.example") == NOW
    assert reserve(database, "busy.example") == NOW + MINUTE + SECOND
