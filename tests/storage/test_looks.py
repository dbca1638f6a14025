import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from news import Article, Evidence, Kind, Look, Placement, Precision
from storage.articles import add_aliases, add_article
from storage.database import Database
from storage.leases import lease_owners, release_leases
from storage.looks import LEASE, SOONEST, came_out, claim_looks, end_looks, look_soon, plan_look, put_look
from tests.storage.conftest import NOW, article

A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def store(database: Database, number: int, source: str = "a", **values: object) -> int:
    """An article, known under its address."""
    url = f"https://a.example/{number}"
    with database.writing() as session:
        one: Article = replace(article(url), **values)  # type: ignore[arg-type]  # whatever the test says
        article_id, _ = add_article(session, source, one, Placement(), (), None, "a.example", NOW)
        add_aliases(session, article_id, [f"a.example/{number}"])
    return article_id


def plan(database: Database, *numbers: int, source: str = "a", at: timedelta = AN_HOUR) -> list[int]:
    ids = [store(database, number, source) for number in numbers]
    with database.writing() as session:
        for one in ids:
            look = Look(one, source, "", Kind.ARTICLE, NOW, etag='"1"', last_modified="yesterday", body="b")
            plan_look(session, look, NOW + at, NOW)
    return ids


def claim(
    database: Database, later: timedelta = AN_HOUR, owner: str = "us", limit: int = 10, each: int = 10
) -> list[Look]:
    with database.writing(alone=True) as session:
        return claim_looks(session, ["a", "b"], owner, NOW + later, limit=limit, each=each)


def put(
    database: Database, look: Look, next_at: timedelta, *, seen: timedelta | None = None, owner: str = "us"
) -> None:
    with database.writing() as session:
        put_look(session, look, owner, NOW + next_at, None if seen is None else NOW + seen)


def soon(database: Database, *numbers: int, later: timedelta = AN_HOUR, sources: tuple[str, ...] = ("a", "b")) -> int:
    with database.writing() as session:
        return look_soon(session, sources, [f"a.example/{number}" for number in numbers], NOW + later)


def test_a_look_is_due_when_its_time_has_come_and_knows_what_was_read(with_sources: Database) -> None:
    (one,) = plan(with_sources, 1)
    assert claim(with_sources, AN_HOUR - A_MINUTE) == []
    assert claim(with_sources) == [
        Look(one, "a", "https://a.example/1", Kind.ARTICLE, NOW, 0, '"1"', "yesterday", "b"),
    ]


def test_a_look_that_is_leased_is_nobody_elses_until_the_lease_ends(with_sources: Database) -> None:
    plan(with_sources, 1)
    assert len(claim(with_sources)) == 1
    assert claim(with_sources, owner="them") == []
    assert len(claim(with_sources, AN_HOUR + LEASE, owner="them")) == 1


def test_those_that_wait_longest_come_first_and_of_each_source_only_a_few(with_sources: Database) -> None:
    late = plan(with_sources, 1, 2, 3)
    early = plan(with_sources, 4, 5, source="b", at=A_MINUTE)
    found = [one.article_id for one in claim(with_sources, each=2)]
    assert found == [*early, *late[:2]]
    assert [one.article_id for one in claim(with_sources)] == late[2:]


def test_a_pass_takes_no_more_than_it_may_and_from_each_source(with_sources: Database) -> None:
    plan(with_sources, 1, 2, 3, at=A_MINUTE)
    plan(with_sources, 4, source="b")
    assert {one.source for one in claim(with_sources, limit=2)} == {"a", "b"}


def test_only_the_looks_of_the_sources_that_are_named_are_taken(with_sources: Database) -> None:
    plan(with_sources, 1)
    with with_sources.writing(alone=True) as session:
        assert claim_looks(session, ["b"], "us", NOW + AN_HOUR, limit=9, each=9) == []


def test_what_was_learned_at_a_look_is_there_at_the_next(with_sources: Database) -> None:
    plan(with_sources, 1)
    (look,) = claim(with_sources)
    put(with_sources, replace(look, etag='"2"', last_modified=None, body="c"), A_DAY, seen=AN_HOUR)
    assert claim(with_sources, A_DAY - A_MINUTE) == []
    (after,) = claim(with_sources, A_DAY)
    assert (after.turn, after.etag, after.last_modified, after.body) == (1, '"2"', None, "c")


def test_a_page_that_was_not_looked_at_is_as_it_was_known(with_sources: Database) -> None:
    plan(with_sources, 1)
    (look,) = claim(with_sources)
    put(with_sources, replace(look, etag="wrong"), A_DAY)
    assert claim(with_sources, A_DAY) == [look]


def test_whoever_lost_the_lease_changes_nothing(with_sources: Database) -> None:
    plan(with_sources, 1)
    (look,) = claim(with_sources)
    put(with_sources, look, A_DAY, seen=AN_HOUR, owner="them")
    assert claim(with_sources, AN_HOUR + LEASE) == [look]


def test_what_is_planned_stays_as_it_is(with_sources: Database) -> None:
    (one,) = plan(with_sources, 1)
    with with_sources.writing() as session:
        plan_look(session, Look(one, "b", "", Kind.ARTICLE, NOW), NOW, NOW)
    assert claim(with_sources, A_MINUTE) == []


def test_looks_that_ended_come_back_when_the_source_lists_other_words(with_sources: Database) -> None:
    plan(with_sources, 1)
    (look,) = claim(with_sources)
    with with_sources.writing() as session:
        end_looks(session, look, "us")
    assert claim(with_sources, 1000 * A_DAY) == []
    assert soon(with_sources, 1, later=A_DAY) == 1
    assert len(claim(with_sources, A_DAY)) == 1


def test_an_article_that_was_never_planned_is_looked_at_when_it_is_listed_again(with_sources: Database) -> None:
    one = store(with_sources, 1, published_at=NOW - 3 * AN_HOUR)
    assert soon(with_sources, 1, 7) == 1
    (look,) = claim(with_sources)
    assert (look.article_id, look.source, look.since, look.turn) == (one, "a", NOW - 3 * AN_HOUR, 0)


def test_a_page_is_not_looked_at_again_at_once_however_often_it_is_listed(with_sources: Database) -> None:
    plan(with_sources, 1)  # it was read at NOW
    soon(with_sources, 1, later=A_MINUTE)
    assert claim(with_sources, SOONEST - A_MINUTE) == []
    (look,) = claim(with_sources, SOONEST)
    put(with_sources, replace(look, turn=2), A_DAY, seen=SOONEST)
    soon(with_sources, 1, later=SOONEST)
    assert claim(with_sources, 4 * SOONEST - A_MINUTE) == []
    assert len(claim(with_sources, 4 * SOONEST)) == 1


def test_being_listed_never_puts_a_look_off(with_sources: Database) -> None:
    plan(with_sources, 1, at=A_MINUTE)
    soon(with_sources, 1, later=timedelta(0))
    assert len(claim(with_sources, A_MINUTE)) == 1


def test_a_look_that_is_under_way_when_the_change_is_listed_is_done_again(with_sources: Database) -> None:
    plan(with_sources, 1)
    (look,) = claim(with_sources)
    soon(with_sources, 1)
    put(with_sources, look, A_DAY, seen=AN_HOUR)
    assert len(claim(with_sources, owner="them")) == 1


@pytest.mark.parametrize(
    "values",
    [{"evidence": Evidence.FEED}, {"kind": Kind.PAYWALL_STUB}, {"kind": Kind.MEDIA}],
    ids=["the feed's words", "stub", "video"],
)
def test_what_was_not_read_whole_from_its_page_is_not_looked_at(
    with_sources: Database, values: dict[str, object]
) -> None:
    store(with_sources, 1, **values)
    assert soon(with_sources, 1) == 0
    assert claim(with_sources) == []


def test_the_articles_of_other_sources_than_those_named_are_left_alone(with_sources: Database) -> None:
    store(with_sources, 1)
    assert soon(with_sources, 1, sources=("b",)) == 0
    assert soon(with_sources) == 0


def test_the_looks_of_a_process_that_ended_are_free_again(with_sources: Database) -> None:
    plan(with_sources, 1)
    claim(with_sources)
    with with_sources.writing() as session:
        assert lease_owners(session) == {"us"}
        assert release_leases(session, ["us"], NOW) == 1
    assert len(claim(with_sources, owner="them")) == 1


def test_two_who_claim_at_once_share_the_looks(with_sources: Database) -> None:
    ids = plan(with_sources, *range(1, 9))
    found: list[int] = []
    workers = [
        threading.Thread(target=lambda: found.extend(one.article_id for one in claim(with_sources, limit=4)))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(found) == ids


def test_an_article_came_out_when_it_says_unless_it_was_seen_before() -> None:
    before, after = NOW - AN_HOUR, NOW + AN_HOUR
    assert came_out(before, Precision.INSTANT, NOW) == before
    assert came_out(after, Precision.INSTANT, NOW) == NOW
    assert came_out(None, Precision.INSTANT, NOW) == NOW
    assert came_out(before, Precision.DAY, NOW) == NOW
    assert came_out(before - 2 * A_DAY, Precision.DAY, NOW) == before - A_DAY
