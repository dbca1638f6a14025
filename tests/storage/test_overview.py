from dataclasses import replace
from datetime import timedelta

import pytest

from news import Health, Memory, SourceStatus
from storage.database import Database
from storage.entries import add_entries, claim_leads, postpone_lead
from storage.overview import status
from storage.sources import finish_poll
from storage.tables import SubscriptionRow
from tests.storage.conftest import NOW, entry

HOUR = timedelta(hours=1)
WELL = Memory(
    health=Health.NOT_MODIFIED,
    result="not modified",
    well_since=NOW - 9 * HOUR,
    fetched_at=NOW,
    good_at=NOW,
    gap_at=NOW - 2 * HOUR,
    gaps=1,
    interval=HOUR,
    due_at=NOW + HOUR,
)
ILL = replace(
    WELL,
    health=Health.GONE,
    result="404",
    well_since=None,
    ill_since=NOW - HOUR,
    failures=3,
    alone_until=NOW + 4 * HOUR,
)


def seen(database: Database, memory: Memory) -> SourceStatus:
    with database.writing() as session:
        finish_poll(session, "a", memory)
    with database.reading() as session:
        return status(session, []).sources[0]


def test_a_source_is_shown_with_all_that_is_known(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_entries(session, "a", [entry(1), entry(2)], NOW, baseline=False)
        session.add(
            SubscriptionRow(source="a", hub="h", topic="t", token="x", secret="y", state="active", asked_at=NOW)
        )
    assert seen(with_sources, WELL) == SourceStatus(
        "a",
        NOW,
        NOW,
        "not modified",
        0,
        articles=0,
        waiting=2,
        health="not modified",
        since=NOW - 9 * HOUR,
        next_at=NOW + HOUR,
        interval=HOUR,
        gap_at=NOW - 2 * HOUR,
        gaps=1,
        address=None,
        push="active",
    )


def test_a_source_that_was_never_polled_has_no_health(with_sources: Database) -> None:
    with with_sources.reading() as session:
        shown = status(session, []).sources[0]
    assert (shown.health, shown.since, shown.next_at, shown.push) == (None, None, NOW, None)


@pytest.mark.parametrize(
    ("memory", "health", "since", "next_at"),
    [
        (ILL, "gone", NOW - HOUR, NOW + 4 * HOUR),
        (replace(ILL, floor_until=NOW + 5 * HOUR), "gone", NOW - HOUR, NOW + 5 * HOUR),
        (replace(ILL, alone_until=NOW), "gone", NOW - HOUR, NOW + HOUR),
        (replace(ILL, paused_at=NOW, paused_why="a strike"), "paused", NOW, None),
        (replace(WELL, paused_at=NOW, paused_why="a strike"), "paused", NOW, None),
    ],
)
def test_the_health_of_a_source_says_since_when_and_what_comes_next(
    with_sources: Database, memory: Memory, health: str, since: object, next_at: object
) -> None:
    shown = seen(with_sources, memory)
    assert (shown.health, shown.since, shown.next_at) == (health, since, next_at)


def test_where_a_source_moved_is_shown_without_what_may_be_a_key(with_sources: Database) -> None:
    moved = replace(WELL, address="https://user:geheim@new.example:8443/feed;v=1?key=geheim#top")
    assert seen(with_sources, moved).address == "https://new.example:8443/feed;v=1"


def test_ill_sources_are_problems_and_well_ones_are_not(with_sources: Database) -> None:
    seen(with_sources, ILL)
    with with_sources.reading() as session:
        assert [(p.name, p.detail, p.count) for p in status(session, []).problems] == [("a", "404", 3)]
    seen(with_sources, WELL)
    with with_sources.reading() as session:
        assert status(session, []).problems == ()


def test_pages_that_wait_for_one_reason_are_one_line_with_their_count(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_entries(session, "a", [entry(n) for n in range(5)], NOW, baseline=False)
        for number, lead in enumerate(claim_leads(session, ["a"], "o", NOW)):
            reason = "timeout" if number < 3 else "http 404"
            postpone_lead(session, lead.id, f"{reason}: https://a.example/{number} (after {number} s)", NOW)
    with with_sources.reading() as session:
        assert [(p.what, p.name, p.detail, p.count) for p in status(session, []).problems] == [
            ("entry", "a", "to be tried again: http 404", 2),
            ("entry", "a", "to be tried again: timeout", 3),
        ]
