from datetime import timedelta

from news import Source
from storage.database import Database
from storage.overview import status
from storage.sources import LEASE, claim_sources, finish_bad, finish_good, sync_sources
from tests.storage.conftest import NOW

BOTH = {"a", "b"}


def claimed(database: Database, owner: str = "me", now=NOW, **how) -> list[str]:
    with database.writing() as session:
        return sorted(claim.name for claim in claim_sources(session, BOTH, owner, now, **how))


def test_a_leased_source_is_not_given_to_another(with_sources: Database) -> None:
    assert claimed(with_sources) == ["a", "b"]
    assert claimed(with_sources, "you") == []


def test_a_lease_that_ended_is_given_to_another(with_sources: Database) -> None:
    claimed(with_sources)
    assert claimed(with_sources, "you", NOW + LEASE) == ["a", "b"]


def test_no_more_than_the_limit_is_claimed(with_sources: Database) -> None:
    assert len(claimed(with_sources, limit=1)) == 1
    assert len(claimed(with_sources, limit=5)) == 1


def test_only_the_named_sources_are_claimed(with_sources: Database) -> None:
    with with_sources.writing() as session:
        assert [c.name for c in claim_sources(session, {"b", "unknown"}, "me", NOW)] == ["b"]


def test_a_good_poll_ends_the_baseline_and_keeps_validators(with_sources: Database) -> None:
    with with_sources.writing() as session:
        (first, _) = claim_sources(session, BOTH, "me", NOW)
        finish_good(session, "a", NOW, "2 entries", etag='"v1"', last_modified=None)
    with with_sources.writing() as session:
        (again,) = claim_sources(session, BOTH, "me", NOW)
    assert (first.name, first.baseline, first.etag) == ("a", True, None)
    assert (again.name, again.baseline, again.etag) == ("a", False, '"v1"')


def test_a_failed_source_is_left_alone_until_it_is_due_unless_asked_for(with_sources: Database) -> None:
    with with_sources.writing() as session:
        claim_sources(session, BOTH, "me", NOW)
        finish_bad(session, "a", NOW, "timeout", NOW + timedelta(minutes=2))
    assert claimed(with_sources) == []
    assert claimed(with_sources, now=NOW + timedelta(minutes=2)) == ["a"]


def test_a_failed_source_is_polled_when_a_person_asks(with_sources: Database) -> None:
    with with_sources.writing() as session:
        claim_sources(session, BOTH, "me", NOW)
        finish_bad(session, "a", NOW, "timeout", NOW + timedelta(minutes=2))
    assert claimed(with_sources, due_only=False) == ["a"]


def test_a_source_that_moved_forgets_its_validators_but_not_its_baseline(with_sources: Database) -> None:
    with with_sources.writing() as session:
        finish_good(session, "a", NOW, "ok", etag='"v1"', last_modified="yesterday")
        sync_sources(session, [Source("a", "https://elsewhere.example/feed")], NOW)
        (claim,) = claim_sources(session, {"a"}, "me", NOW)
    assert (claim.etag, claim.last_modified, claim.baseline) == (None, None, False)


def test_a_source_that_left_the_desk_is_not_shown_and_comes_back_with_its_memory(with_sources: Database) -> None:
    a, b = Source("a", "https://a.example/feed"), Source("b", "https://b.example/feed")
    with with_sources.writing() as session:
        finish_good(session, "a", NOW, "ok", etag='"v1"', last_modified=None)
        sync_sources(session, [b], NOW)
        assert [source.name for source in status(session, ["mail", "chat"]).sources] == ["b"]
        sync_sources(session, [a, b], NOW)
        (claim,) = claim_sources(session, {"a"}, "me", NOW)
    assert claim.etag == '"v1"'
