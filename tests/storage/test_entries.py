from datetime import timedelta

from news import Placement
from storage.articles import add_article
from storage.database import Database
from storage.entries import LEASE, add_entries, claim_leads, finish_lead, lead_is_open, postpone_lead
from tests.storage.conftest import NOW, article, entry


def fill(database: Database, *numbers: int, baseline: bool = False) -> int:
    with database.writing() as session:
        return add_entries(session, "a", [entry(n) for n in numbers], NOW, baseline=baseline)[0]


def test_entries_seen_before_are_not_added_again(with_sources: Database) -> None:
    assert fill(with_sources, 1, 2) == 2
    assert fill(with_sources, 2, 3) == 1
    assert fill(with_sources) == 0


def test_a_lead_carries_its_whole_entry_in_the_order_it_was_seen(with_sources: Database) -> None:
    fill(with_sources, 1, 2, baseline=True)
    with with_sources.writing() as session:
        leads = claim_leads(session, {"a"}, "me", NOW)
    assert [lead.entry for lead in leads] == [entry(1)[1], entry(2)[1]]
    assert [(lead.source, lead.baseline, lead.attempt) for lead in leads] == [("a", True, 1)] * 2


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
        stored, _ = add_article(session, "a", article(), Placement(), [1, 2], NOW)
        assert lead_is_open(session, lead.id)
        assert finish_lead(session, lead.id, "stored", stored)
        assert not lead_is_open(session, lead.id)
        assert not finish_lead(session, lead.id, "stored", stored)
        assert claim_leads(session, {"a"}, "me", NOW + LEASE) == []
    assert fill(with_sources, 1) == 0  # seen is seen
