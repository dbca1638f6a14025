"""What the pages of entries came to: kept, counted, and opened again."""

from datetime import datetime, timedelta

from sqlalchemy import text

from news import Kind, LastPages, PageOutcome, Placement, RefusalCount, RefusedPage
from storage.articles import add_article
from storage.database import Database
from storage.entries import add_entries, claim_leads, finish_lead, postpone_lead
from storage.pages import LATEST, count_refusals, last_pages, latest_refused, reopen_refused
from tests.storage.conftest import NOW, article, entry

DAY = timedelta(days=1)
WALL = PageOutcome("consent wall", "div#onetrust")
SHORT = PageOutcome("too short")
READ = PageOutcome(Kind.ARTICLE.value)


def finish(database: Database, *pages: PageOutcome | None, source: str = "a", now: datetime = NOW) -> None:
    """Give a source one entry for each of these pages, and finish them."""
    with database.writing() as session:
        add_entries(session, source, [entry(number) for number, _ in enumerate(pages)], now, baseline=False)
        leads = claim_leads(session, {source}, "me", now, len(pages))
        for lead, page in zip(leads, pages, strict=True):
            assert finish_lead(session, lead.id, "done with", None, page)


def seen(database: Database, source: str = "a") -> LastPages | None:
    with database.reading() as session:
        return last_pages(session, {source}).get(source)


def test_the_latest_pages_are_counted_by_reason_the_most_frequent_first(with_sources: Database) -> None:
    finish(with_sources, *[SHORT] * 4, READ, PageOutcome(Kind.PAYWALL_STUB.value), SHORT, *[WALL] * 6, SHORT)
    assert seen(with_sources) == LastPages(LATEST, (("consent wall", 6), ("too short", 2)), (("paywall stub", 1),))


def test_pages_of_every_kind_that_can_be_read_are_no_refusals(with_sources: Database) -> None:
    finish(with_sources, *[PageOutcome(kind.value) for kind in Kind])
    assert seen(with_sources) == LastPages(len(Kind), (), (("paywall stub", 1), ("video or gallery", 1)))


def test_entries_whose_page_was_not_read_do_not_count(with_sources: Database) -> None:
    finish(with_sources, None, None)
    assert seen(with_sources) is None
    finish(with_sources, WALL, source="b")
    assert seen(with_sources) is None
    assert seen(with_sources, "b") == LastPages(1, (("consent wall", 1),))


def test_refusals_are_counted_since_a_moment_and_for_the_sources_asked_for(with_sources: Database) -> None:
    finish(with_sources, WALL, WALL, now=NOW - DAY)
    finish(with_sources, WALL, SHORT, READ, SHORT)
    finish(with_sources, SHORT, source="b")
    with with_sources.reading() as session:
        assert count_refusals(session, {"a"}, NOW) == [
            RefusalCount("a", "too short", 2, NOW), RefusalCount("a", "consent wall", 1, NOW)
        ]  # fmt: skip
        assert [(one.source, one.count) for one in count_refusals(session, {"a", "b"}, NOW - DAY)] == [
            ("a", 3), ("a", 2), ("b", 1)
        ]  # fmt: skip


def test_the_latest_refusals_come_with_their_sign_and_address(with_sources: Database) -> None:
    finish(with_sources, SHORT, READ, WALL)
    with with_sources.reading() as session:
        assert latest_refused(session, {"a"}, NOW, 5) == [
            RefusedPage("a", "consent wall", "div#onetrust", "https://a.example/2", NOW),
            RefusedPage("a", "too short", "", "https://a.example/0", NOW),
        ]
        assert len(latest_refused(session, {"a"}, NOW, 1)) == 1
        assert latest_refused(session, {"a"}, NOW + DAY, 5) == []


def test_a_sign_is_kept_as_databases_take_it(with_sources: Database) -> None:
    finish(with_sources, PageOutcome("bot wall", "\0\ud800" + "x" * 5_000))
    with with_sources.reading() as session:
        (page,) = latest_refused(session, {"a"}, NOW, 5)
    assert page.sign == "?" + "x" * 299


def test_refused_entries_can_be_opened_again_whole(with_sources: Database) -> None:
    finish(with_sources, WALL, READ, SHORT, None)
    with with_sources.writing() as session:
        assert reopen_refused(session, "a", NOW, NOW + DAY) == 2
        leads = claim_leads(session, {"a"}, "me", NOW + DAY)
    assert [lead.entry for lead in leads] == [entry(0)[1], entry(2)[1]]
    assert [(lead.attempt, lead.article_id) for lead in leads] == [(1, None)] * 2
    assert seen(with_sources) == LastPages(1)  # what is open is not refused


def test_stubs_are_listed_and_opened_again_with_the_refused(with_sources: Database) -> None:
    finish(with_sources, PageOutcome(Kind.PAYWALL_STUB.value), PageOutcome(Kind.LIVE_BLOG.value))
    with with_sources.writing() as session:
        assert count_refusals(session, {"a"}, NOW) == [RefusalCount("a", "paywall stub", 1, NOW)]
        assert [page.reason for page in latest_refused(session, {"a"}, NOW, 5)] == ["paywall stub"]
        assert reopen_refused(session, "a", NOW, NOW) == 1


def test_what_was_not_kept_whole_stays_closed(with_sources: Database) -> None:
    finish(with_sources, WALL)
    with with_sources.writing() as session:
        session.connection().execute(text("update entry set payload = null"))
        assert reopen_refused(session, "a", NOW, NOW) == 0
        assert claim_leads(session, {"a"}, "me", NOW) == []


def test_what_is_opened_again_is_read_at_once(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_entries(session, "a", [entry(1)], NOW, baseline=False)
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
        postpone_lead(session, lead.id, "timeout", NOW + 9 * DAY)
        finish_lead(session, lead.id, "failed", None, WALL)
        reopen_refused(session, "a", NOW, NOW)
        assert claim_leads(session, {"a"}, "me", NOW) != []


def test_entries_of_another_source_or_an_earlier_time_stay_closed(with_sources: Database) -> None:
    finish(with_sources, WALL, now=NOW - DAY)
    finish(with_sources, WALL, source="b")
    with with_sources.writing() as session:
        assert reopen_refused(session, "a", NOW, NOW) == 0


def test_an_article_from_the_feeds_words_stays_with_its_entry(with_sources: Database) -> None:
    with with_sources.writing() as session:
        add_entries(session, "a", [entry(1)], NOW, baseline=False)
        (lead,) = claim_leads(session, {"a"}, "me", NOW)
        stored, _ = add_article(session, "a", article(), Placement(), [], None, "", NOW)
        finish_lead(session, lead.id, "stored", stored, WALL)
        assert reopen_refused(session, "a", NOW, NOW) == 1
        assert reopen_refused(session, "a", NOW, NOW) == 0
        (again,) = claim_leads(session, {"a"}, "me", NOW)
    assert again.article_id == stored
