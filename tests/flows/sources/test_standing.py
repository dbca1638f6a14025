"""What `status` and `sources list` tell of sources that are well, and yet worth a look."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.house import move_in
from flows.settings import load_desk
from news import Health, Memory, Pulse
from storage.database import Database
from storage.sources import keep_memory
from tests.flows.sources.table import row

NOW = datetime.now(UTC)
BUSY = Pulse((300.0,) * 8, (350.0,) * 7, 672.0, NOW)  # about eighty a day
WELL = Memory(health=Health.OK, well_since=NOW - timedelta(days=9), good_at=NOW, fetched_at=NOW, news_at=NOW)


@pytest.fixture
def remember(desk):
    """Make the database remember this of the first source."""

    def keep(memory: Memory) -> None:
        loaded = load_desk(desk, {})
        with closing(Database(loaded.database_url)) as database:
            move_in(loaded, database, NOW)
            with database.writing() as session:
                assert keep_memory(session, "Courier", memory)

    return keep


def test_a_source_that_is_well_needs_no_look(wirewatch, remember):
    remember(WELL)

    assert row(wirewatch("sources", "list"), "Courier")[:3] == ["Courier", "ok", "9 d ago"]
    assert "To look at" not in wirewatch("status")


def test_silence_against_its_own_rhythm_is_told(wirewatch, remember):
    remember(replace(WELL, pulse=BUSY, news_at=NOW - timedelta(days=3)))

    assert row(wirewatch("sources", "list"), "Courier")[:3] == ["Courier", "silent", "3 d ago"]
    assert "silent: nothing new for longer than ever at these hours" in wirewatch("status")


def test_a_gap_is_told_for_two_days_and_counted_for_ever(wirewatch, remember):
    remember(replace(WELL, gaps=7, gap_at=NOW - timedelta(days=1)))
    assert "gap: two answers had nothing in common" in wirewatch("status")

    remember(replace(WELL, gaps=7, gap_at=NOW - timedelta(days=3)))
    assert "gap: " not in wirewatch("status")
    assert "7" in row(wirewatch("sources", "list"), "Courier")


def test_a_source_that_moved_tells_where_without_its_key(wirewatch, remember):
    remember(replace(WELL, address="https://new.example/feed?key=hunter2"))

    said = wirewatch("sources", "list")

    assert "moved to https://new.example/feed; Ports, Isles" in row(said, "Courier")
    assert "hunter2" not in said


def test_times_to_come_are_told_as_people_say_them(wirewatch, remember):
    remember(replace(WELL, interval=timedelta(minutes=20), due_at=NOW + timedelta(hours=5, minutes=30)))

    cells = row(wirewatch("sources", "list"), "Courier")

    assert {"20 min", "in 5 h"} <= set(cells)


@pytest.mark.parametrize(
    ("alone_until", "told"), [(None, "by schedule"), (NOW + timedelta(hours=3, minutes=5), "in 3 h")]
)
def test_a_source_that_is_polled_by_its_schedule_says_so(wirewatch, remember, alone_until, told):
    remember(replace(WELL, interval=timedelta(0), due_at=NOW, alone_until=alone_until))

    assert told in row(wirewatch("sources", "list"), "Courier")
    assert told in row(wirewatch("status"), "Courier")


@pytest.mark.parametrize("command", [("status",), ("sources", "list")])
def test_words_stay_whole_on_a_narrow_screen(wirewatch, remember, monkeypatch, command):
    remember(
        replace(
            WELL, interval=timedelta(minutes=20), due_at=NOW + timedelta(hours=5), gaps=7, health=Health.UNPARSABLE,
            good_at=NOW - timedelta(hours=30), well_since=None, ill_since=NOW - timedelta(hours=29),
        )
    )  # fmt: skip
    wide = set(wirewatch(*command).split())
    monkeypatch.setenv("COLUMNS", "80")

    said = wirewatch(*command)

    assert max(map(len, said.splitlines())) <= 80
    words = {word for word in said.split() if word.isalpha()}
    assert {"Courier", "unparsable", "health"} <= words
    assert words <= wide
