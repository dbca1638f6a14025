import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import Entry, Keys, Placement
from storage.articles import add_article
from storage.database import Database
from storage.entries import (
    LEASE,
    add_entries,
    claim_leads,
    finish_lead,
    known_keys,
    lead_is_open,
    note_keys,
    postpone_lead,
    seen_hash,
)
from tests.storage.conftest import NOW, article, entry, keys

KEY = st.integers(0, 2**63 - 1)


def fill(database: Database, *numbers: int, baseline: bool = False) -> int:
    with database.writing() as session:
        return add_entries(session, "a", [entry(n) for n in numbers], NOW, baseline=baseline)


def known(database: Database, source: str, *numbers: int) -> frozenset[int]:
    with database.reading() as session:
        return known_keys(session, source, [key for n in numbers for key in _each(keys(n))])


def _each(named: Keys) -> set[int]:
    return {key for key in (named.id, named.address, named.words) if key is not None}


def test_all_keys_of_an_entry_are_known_afterwards_and_no_others(with_sources: Database) -> None:
    assert fill(with_sources, 1, 2) == 2
    assert fill(with_sources) == 0
    assert known(with_sources, "a", 1, 2, 3) == _each(keys(1)) | _each(keys(2))
    assert known(with_sources, "a") == frozenset()


def test_a_key_of_one_source_is_not_known_of_another(with_sources: Database) -> None:
    fill(with_sources, 1)
    assert known(with_sources, "b", 1) == frozenset()
    with with_sources.writing() as session:
        assert add_entries(session, "b", [entry(1)], NOW, baseline=False) == 1
    assert known(with_sources, "b", 1) == _each(keys(1))


def test_keys_that_an_entry_does_not_have_are_left_out(with_sources: Database) -> None:
    bare = (Keys(None, 7, None), entry(1)[1])
    with with_sources.writing() as session:
        add_entries(session, "a", [bare, bare], NOW, baseline=False)
        assert known_keys(session, "a", [7, 0]) == {7}


def test_another_key_of_a_known_entry_can_be_noted(with_sources: Database) -> None:
    fill(with_sources, 1)
    with with_sources.writing() as session:
        note_keys(session, "a", [Keys(99, keys(1).address, None)])
        note_keys(session, "a", [Keys(99, None, None)])  # once more does no harm
        note_keys(session, "a", [])
        assert known_keys(session, "a", [99]) == {99}


@given(KEY, KEY, KEY)
def test_two_keys_of_a_source_stay_two_and_fit_into_a_database(salt: int, one: int, other: int) -> None:
    hashes = {seen_hash(salt, one), seen_hash(salt, other)}
    low = (1 << 51) - 1  # what tells a source's keys apart
    assert len(hashes) == len({one & low, other & low})
    assert all(0 <= number < 2**63 for number in hashes)


def test_two_who_read_the_same_document_at_once_add_its_entries_once(with_sources: Database) -> None:
    added: list[int] = []

    def read_once() -> None:
        with with_sources.writing() as session:
            if not known_keys(session, "a", _each(keys(1))):
                added.append(add_entries(session, "a", [entry(1)], NOW, baseline=False))

    threads = [threading.Thread(target=read_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert added == [1]


def test_a_lead_carries_its_entry_in_the_order_it_was_seen(with_sources: Database) -> None:
    fill(with_sources, 1, 2, baseline=True)
    with with_sources.writing() as session:
        leads = claim_leads(session, {"a"}, "me", NOW)
    assert [lead.entry for lead in leads] == [entry(1)[1], entry(2)[1]]
    assert [(lead.source, lead.baseline, lead.attempt) for lead in leads] == [("a", True, 1)] * 2


@pytest.mark.parametrize(
    "whole",
    [
        Entry(None, None),
        Entry(
            "urn:1",
            "https://a.example/1?x=ü",
            title='Überschrift "eins" \u2028 😀',
            published_at=NOW,
            updated_at=NOW + timedelta(microseconds=1),
            summary="<p>kurz</p>\n\t",
            content="<p>lang</p>\x7f",
            authors=("A", "B"),
            language="de",
            ahead=True,
        ),
    ],
)
def test_an_entry_is_read_back_whole(with_sources: Database, whole: Entry) -> None:
    with with_sources.writing() as session:
        add_entries(session, "a", [(Keys(1, 2, 3), whole)], NOW, baseline=False)
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
    assert lead.entry == whole


def test_a_leased_lead_waits_for_the_end_of_its_lease(with_sources: Database) -> None:
    fill(with_sources, 1)
    with with_sources.writing() as session:
        assert len(claim_leads(session, {"a"}, "me", NOW)) == 1
        assert claim_leads(session, {"a"}, "you", NOW) == []
        (again,) = claim_leads(session, {"a"}, "you", NOW + LEASE)
    assert again.attempt == 2


def test_a_postponed_lead_comes_back_when_its_time_has_come(with_sources: Database) -> None:
    fill(with_sources, 1)
    with with_sources.writing() as session:
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
        postpone_lead(session, lead.id, "timeout", NOW + timedelta(minutes=2))
        assert claim_leads(session, {"a"}, "me", NOW) == []
        assert len(claim_leads(session, {"a"}, "me", NOW + timedelta(minutes=2))) == 1


def test_a_finished_lead_is_never_claimed_again_and_can_be_finished_once(with_sources: Database) -> None:
    fill(with_sources, 1)
    with with_sources.writing() as session:
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
        stored, _ = add_article(session, "a", article(), Placement(), [1, 2], None, "", NOW)
        assert lead_is_open(session, lead.id)
        assert finish_lead(session, lead.id, "stored", stored)
        assert not lead_is_open(session, lead.id)
        assert not finish_lead(session, lead.id, "stored", stored)
        assert claim_leads(session, {"a"}, "me", NOW + LEASE) == []
    assert known(with_sources, "a", 1) == _each(keys(1))  # seen is seen
