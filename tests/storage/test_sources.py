from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from news import GONE, Alone, Claim, Health, Identity, Memory, Move, Pick, Pulse, Source
from storage.database import Database
from storage.overview import status
from storage.sources import (
    LEASE,
    claim_sources,
    finish_poll,
    keep_memory,
    left_alone,
    memories,
    note_told,
    pause_source,
    resume_source,
    sync_sources,
)
from tests.storage.conftest import NOW

BOTH = {"a", "b"}
MINUTE = timedelta(minutes=1)
A, B = Source("a", "https://a.example/feed"), Source("b", "https://b.example/feed")

EVERYTHING = Memory(
    etag='"v1"',
    last_modified="Sun, 01 Mar 2026 12:00:00 GMT",
    whole_at=NOW - timedelta(hours=3),
    baseline=False,
    partial=2,
    listed=20,
    address="https://new.example/feed?key=geheim",
    move=Move("https://newer.example/feed", (date(2026, 2, 27), date(2026, 3, 1))),
    identity=Identity.ADDRESS,
    pulse=Pulse((0.5, 1.25, 0.0, 3.1, 4.0, 5.0, 6.0, 7.0), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.1), 301.5, NOW),
    news_at=NOW - timedelta(hours=1),
    health=Health.TIMED_OUT,
    result="no answer within 30 s",
    well_since=NOW - timedelta(days=3),
    ill_since=NOW - timedelta(days=2),
    failures=4,
    fetched_at=NOW,
    good_at=NOW - timedelta(days=2, microseconds=1),
    took=timedelta(seconds=1.25),
    gap_at=NOW - timedelta(days=4),
    gaps=7,
    told="ill",
    interval=timedelta(minutes=17),
    due_at=NOW + timedelta(minutes=17),
    alone_until=NOW + timedelta(minutes=32),
    floor_until=NOW + timedelta(minutes=90),
    paused_at=NOW,
    paused_why="a strike",
)


def claims(database: Database, now: datetime = NOW, owner: str = "me", pick: Pick = Pick.DUE, **how) -> list[Claim]:
    with database.writing() as session:
        return claim_sources(session, BOTH, owner, now, pick=pick, **how)


def claimed(database: Database, now: datetime = NOW, owner: str = "me", **how) -> list[str]:
    return sorted(claim.name for claim in claims(database, now, owner, **how))


def remember(database: Database, name: str, **what) -> None:
    with database.writing() as session:
        assert finish_poll(session, name, Memory(**what))


def remember_everything(database: Database) -> None:
    with database.writing() as session:
        note_told(session, {"a": EVERYTHING.told})
        finish_poll(session, "a", EVERYTHING)


def memory(database: Database, name: str) -> Memory:
    with database.reading() as session:
        return memories(session, {name})[name]


def sync(database: Database, *sources: Source) -> None:
    with database.writing() as session:
        sync_sources(session, sources, NOW)


def test_everything_that_can_be_remembered_is_read_back_as_it_was_written(with_sources: Database) -> None:
    for field in fields(Memory):
        assert getattr(EVERYTHING, field.name) != field.default, field.name  # else a lost column would not show
    remember_everything(with_sources)
    assert memory(with_sources, "a") == EVERYTHING


def test_a_source_that_was_never_polled_remembers_nothing_and_is_due(with_sources: Database) -> None:
    assert memory(with_sources, "a") == Memory(due_at=NOW)


def test_a_time_of_another_zone_is_the_same_moment(with_sources: Database) -> None:
    tokyo = datetime.fromisoformat("2026-03-01T21:00:00+09:00")
    remember(with_sources, "a", due_at=tokyo)
    assert memory(with_sources, "a").due_at == tokyo
    assert memory(with_sources, "a").due_at.tzinfo is UTC


def test_memories_are_those_of_the_desk_or_of_the_named(with_sources: Database) -> None:
    sync(with_sources, B)
    with with_sources.reading() as session:
        assert list(memories(session)) == ["b"]
        assert list(memories(session, ["a", "unknown"])) == ["a"]
        assert memories(session, []) == {}


def test_a_leased_source_is_not_given_to_another(with_sources: Database) -> None:
    assert claimed(with_sources) == ["a", "b"]
    assert claimed(with_sources, owner="you", pick=Pick.ALL) == []


def test_a_lease_that_ended_is_given_to_another(with_sources: Database) -> None:
    claimed(with_sources)
    assert claimed(with_sources, NOW + LEASE, "you", pick=Pick.WELL) == ["a", "b"]


def test_no_more_than_the_limit_is_claimed_and_the_longest_due_come_first(with_sources: Database) -> None:
    remember(with_sources, "a", due_at=NOW - MINUTE)
    remember(with_sources, "b", due_at=NOW - 2 * MINUTE)
    assert [claim.name for claim in claims(with_sources, limit=1)] == ["b"]
    assert [claim.name for claim in claims(with_sources, limit=5)] == ["a"]


def test_only_the_named_sources_are_claimed(with_sources: Database) -> None:
    with with_sources.writing() as session:
        assert claim_sources(session, [], "me", NOW, pick=Pick.ALL) == []
        found = claim_sources(session, {"b", "unknown", 'quo"te', "%s"}, "me", NOW, pick=Pick.ALL)
    assert [claim.name for claim in found] == ["b"]


def test_thousands_of_names_are_one_parameter(database: Database) -> None:
    names = [f"source {number}" for number in range(40_000)]  # SQLite takes 32,766 parameters
    sync(database, *(Source(name, f"https://{number}.example/") for number, name in enumerate(names[:50])))
    with database.writing() as session:
        assert len(claim_sources(session, names, "me", NOW, pick=Pick.DUE)) == 50


def test_the_next_check_is_written_before_the_request(with_sources: Database) -> None:
    remember(with_sources, "a", interval=20 * MINUTE, due_at=NOW - MINUTE)
    claim = next(claim for claim in claims(with_sources) if claim.name == "a")
    assert claim.memory.due_at == NOW + 20 * MINUTE
    assert claim.lease_until == NOW + LEASE
    assert memory(with_sources, "a") == claim.memory  # whatever becomes of us


def test_a_claim_carries_what_is_remembered(with_sources: Database) -> None:
    known = replace(EVERYTHING, told="", paused_at=None, paused_why=None, floor_until=NOW, alone_until=None, due_at=NOW)
    with with_sources.writing() as session:
        finish_poll(session, "a", known)
    claim = next(claim for claim in claims(with_sources) if claim.name == "a")
    assert claim.memory == replace(known, due_at=NOW + known.interval)


@pytest.mark.parametrize(
    ("what", "picks"),
    [
        ({}, {Pick.DUE, Pick.WELL, Pick.ALL}),
        ({"due_at": NOW + MINUTE}, {Pick.WELL, Pick.ALL}),
        ({"due_at": NOW, "alone_until": NOW + MINUTE}, {Pick.ALL}),
        ({"due_at": NOW, "alone_until": NOW}, {Pick.DUE, Pick.WELL, Pick.ALL}),
        ({"due_at": NOW, "floor_until": NOW + MINUTE}, set()),
        ({"due_at": NOW, "floor_until": NOW}, {Pick.DUE, Pick.WELL, Pick.ALL}),
        ({"due_at": NOW, "paused_at": NOW, "paused_why": "x"}, set()),
    ],
)
def test_a_source_is_picked_by_why_it_waits(with_sources: Database, what: dict, picks: set[Pick]) -> None:
    remember(with_sources, "a", **what)
    found = set()
    for pick in Pick:
        if "a" in claimed(with_sources, owner=pick, pick=pick):
            found.add(pick)
            with with_sources.writing() as session:  # as it was before
                finish_poll(session, "a", Memory(**({"due_at": NOW} | what)))
    assert found == picks


def test_those_that_wait_are_counted_once_by_why(database: Database) -> None:
    waiting = {
        "paused": {"paused_at": NOW, "floor_until": NOW + MINUTE},
        "asked": {"floor_until": NOW + MINUTE, "alone_until": NOW + MINUTE},
        "ill": {"alone_until": NOW + MINUTE, "due_at": NOW + MINUTE},
        "later": {"due_at": NOW + MINUTE},
        "ready": {},
        "leased": {},
        "not named": {"paused_at": NOW},
    }
    sync(database, *(Source(name, "https://x.example/") for name in waiting))
    for name, what in waiting.items():
        remember(database, name, **({"due_at": NOW} | what))
    with database.writing() as session:
        claim_sources(session, {"leased"}, "me", NOW, pick=Pick.DUE)
    with database.reading() as session:
        found = left_alone(session, set(waiting) - {"not named"}, NOW)
    assert found == {Alone.PAUSED: 1, Alone.ASKED: 1, Alone.AFTER_ERRORS: 1, Alone.NOT_DUE: 1}


def test_a_finished_poll_ends_the_lease(with_sources: Database) -> None:
    claimed(with_sources)
    remember(with_sources, "a", due_at=NOW)
    assert claimed(with_sources, owner="you") == ["a"]


def test_a_poll_whose_lease_was_lost_writes_nothing(with_sources: Database) -> None:
    claimed(with_sources)
    claimed(with_sources, NOW + LEASE, "you", pick=Pick.ALL)
    with with_sources.writing() as session:
        assert not finish_poll(session, "a", Memory(etag='"mine"'), "me")
        assert finish_poll(session, "a", Memory(etag='"yours"'), "you")
    assert memory(with_sources, "a").etag == '"yours"'


def test_a_finished_poll_that_names_no_next_check_keeps_that_of_the_claim(with_sources: Database) -> None:
    claimed(with_sources)
    remember(with_sources, "a", due_at=None)
    assert memory(with_sources, "a").due_at == NOW + Memory().interval


def test_what_was_learned_by_the_way_leaves_the_lease_alone(with_sources: Database) -> None:
    claimed(with_sources)
    with with_sources.writing() as session:
        assert keep_memory(session, "a", Memory(gaps=3, due_at=NOW))
        assert not keep_memory(session, "unknown", Memory())
    assert memory(with_sources, "a").gaps == 3
    assert claimed(with_sources, owner="you") == []


def test_a_paused_source_is_left_alone_until_it_is_resumed(with_sources: Database) -> None:
    remember(with_sources, "a", due_at=NOW + MINUTE, alone_until=NOW + MINUTE)
    with with_sources.writing() as session:
        assert pause_source(session, "a", "a strike", NOW)
        assert not pause_source(session, "unknown", "a strike", NOW)
    assert memory(with_sources, "a").paused_why == "a strike"
    assert claimed(with_sources, pick=Pick.ALL) == ["b"]
    with with_sources.writing() as session:
        assert resume_source(session, "a", NOW)
        assert not resume_source(session, "unknown", NOW)
    assert memory(with_sources, "a").paused_why is None
    assert claimed(with_sources) == ["a"]


def test_resuming_does_not_break_into_what_a_server_asked_for(with_sources: Database) -> None:
    remember(with_sources, "a", due_at=NOW, floor_until=NOW + MINUTE)
    with with_sources.writing() as session:
        resume_source(session, "a", NOW)
    assert "a" not in claimed(with_sources, pick=Pick.ALL)


def test_a_pause_while_the_source_is_polled_stays(with_sources: Database) -> None:
    claimed(with_sources)
    with with_sources.writing() as session:
        pause_source(session, "a", "a strike", NOW)
        finish_poll(session, "a", Memory(health=Health.OK), "me")
    kept = memory(with_sources, "a")
    assert (kept.paused_at, kept.paused_why, kept.health) == (NOW, "a strike", Health.OK)


def test_what_was_told_touches_nothing_else(with_sources: Database) -> None:
    remember_everything(with_sources)
    with with_sources.writing() as session:
        note_told(session, {"a": "paused", "unknown": "ill"})
        note_told(session, {})
    assert memory(with_sources, "a") == replace(EVERYTHING, told="paused")


def test_what_was_told_while_the_source_is_polled_stays(with_sources: Database) -> None:
    (claim, _) = claims(with_sources)
    with with_sources.writing() as session:
        note_told(session, {claim.name: "ill"})
        finish_poll(session, claim.name, claim.memory, "me")
    assert memory(with_sources, claim.name).told == "ill"


def test_a_new_address_in_the_desk_forgets_what_was_about_the_old_one(with_sources: Database) -> None:
    with with_sources.writing() as session:
        note_told(session, {"a": EVERYTHING.told})
        finish_poll(session, "a", replace(EVERYTHING, paused_why=GONE))
    sync(with_sources, Source("a", "https://elsewhere.example/feed"), B)
    assert memory(with_sources, "a") == replace(
        EVERYTHING,
        etag=None,
        last_modified=None,
        whole_at=None,
        address=None,
        move=None,
        failures=0,
        due_at=NOW,
        alone_until=None,
        floor_until=None,
        paused_at=None,
        paused_why=None,
    )


def test_a_new_address_does_not_resume_what_a_person_paused(with_sources: Database) -> None:
    with with_sources.writing() as session:
        pause_source(session, "a", "a strike", NOW)
    sync(with_sources, Source("a", "https://elsewhere.example/feed"), B)
    assert claimed(with_sources, pick=Pick.ALL) == ["b"]


def test_whoever_polls_the_old_address_meanwhile_writes_nothing(with_sources: Database) -> None:
    claimed(with_sources)
    sync(with_sources, Source("a", "https://elsewhere.example/feed"), B)
    with with_sources.writing() as session:
        assert not finish_poll(session, "a", Memory(address="https://old.example/moved"), "me")
    assert claimed(with_sources, owner="you") == ["a"]


def test_the_same_address_forgets_nothing(with_sources: Database) -> None:
    remember_everything(with_sources)
    sync(with_sources, A, B)
    assert memory(with_sources, "a") == EVERYTHING


def test_a_source_that_left_the_desk_is_not_shown_and_comes_back_with_its_memory(with_sources: Database) -> None:
    remember_everything(with_sources)
    sync(with_sources, B)
    with with_sources.reading() as session:
        assert [source.name for source in status(session, ["mail", "chat"]).sources] == ["b"]
    sync(with_sources, A, B)
    assert memory(with_sources, "a") == EVERYTHING
    with with_sources.reading() as session:
        assert [source.name for source in status(session, ["mail", "chat"]).sources] == ["a", "b"]
