"""Pages that give no article: kept with their sign, told as an illness, overruled, and read again."""

import pytest

from flows.refusals import are_mostly_refused, said
from news import Article, Channel, Kind, LastPages, Page, PageOutcome, Precision, RefusalReason, Route
from storage.pages import latest_refused, reopen_refused
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import FERRY, ORCHARD, STORIES, Item, Story, article, rss
from tests.flows.site import Answer, redirect

SHORT = Answer(b"<html><body><article><p>Ferry aground.</p></article></body></html>")
BRIEF = Story("From the harbour", ("Nothing but a picture of the day.",))  # what the feed says of the short page


def outcomes(office: Office) -> list[tuple[object, ...]]:
    """Of each entry: what its page came to, its state, and whether the rest of it is gone."""
    return [(a, b, bool(c)) for a, b, c in office.rows("select outcome, state, payload is null from entry order by id")]


def reopen(office: Office, name: str = "ledger") -> int:
    with office.database.writing() as session:
        return reopen_refused(session, name, NOW, office.now)


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (None, ("article", "done", True)),
        (SHORT, ("too short", "done", False)),
        (Answer(b"%PDF-1.7", content_type="application/pdf"), ("not html", "done", False)),
        (Answer(b"no", 403), ("http 403", "done", False)),
    ],
)
def test_what_a_page_came_to_is_kept_with_its_entry(
    office: Office, page: Answer | None, kept: tuple[str, str, bool]
) -> None:
    office.publish("ledger", FERRY, page=page)
    office.run()
    assert outcomes(office) == [kept]


def test_a_refusal_is_kept_with_its_sign_also_when_the_feeds_words_stepped_in(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"%PDF-1.7", content_type="application/pdf"))
    office.run()
    with office.database.reading() as session:
        (page,) = latest_refused(session, ["ledger"], NOW, 10)
    assert (page.reason, page.sign, page.url) == ("not html", "application/pdf", office.site.url("/ledger/1"))


def test_a_refusal_of_which_the_feed_has_no_words_is_kept_too(office: Office) -> None:
    office.site.routes["/ledger/1"] = SHORT
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/ledger/1"), guid="7"))
    office.watch("ledger", "/ledger.xml")
    office.run()
    assert outcomes(office) == [("too short", "failed", False)]


def test_an_entry_without_a_link_has_no_page_to_refuse(office: Office) -> None:
    office.site.routes["/ticker.xml"] = rss(Item(None, FERRY.headline, "7", AN_HOUR_AGO, FERRY.summary))
    office.watch("ticker", "/ticker.xml")
    office.run()
    assert outcomes(office) == [(None, "done", True)]
    assert "From the feed's summary: it names no page." in office.inbox.texts[0]


def test_an_alert_says_why_the_page_gave_no_article(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"no", 403))
    office.run()
    assert office.rows("select evidence, page_refused from article") == [("feed", "http 403")]
    assert "From the feed's summary: the page could not be read (http 403)." in office.inbox.texts[0]


def test_the_desk_overrules_a_refusal_for_its_source(office: Office) -> None:
    office.publish("ledger", BRIEF, page=SHORT)
    office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    office.run()
    assert outcomes(office) == [("article", "done", True)]
    assert len(office.inbox.mails) == 1


def test_a_refused_page_is_read_again_and_alerts_once(any_office: Office) -> None:
    any_office.publish("ledger", BRIEF, page=SHORT)
    any_office.run()
    assert any_office.inbox.mails == []
    any_office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    any_office.later(hours=1)
    assert reopen(any_office) == 1
    any_office.run()
    assert any_office.rows("select text, evidence, page_refused from article") == [("Ferry aground.", "page", None)]
    assert reopen(any_office) == 0
    any_office.run()
    assert len(any_office.inbox.mails) == 1
    assert "Ferry aground." in any_office.inbox.texts[0]


def test_what_was_told_from_the_feeds_words_is_not_told_again_from_the_page(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"no", 403))
    office.run()
    assert len(office.inbox.mails) == 1
    office.publish("ledger", FERRY, note="A walkout of dockers delayed the rescue.")
    reopen(office)
    office.run()
    assert office.status().alerts == {"ferry": 1, "strike": 1}
    assert office.status().holds == {}
    assert len(office.inbox.mails) == 2
    assert "dockers" in office.inbox.texts[1]
    assert office.rows("select topic from match order by topic") == [("ferry",), ("strike",)]


def test_a_page_that_is_refused_again_leaves_its_article_as_it_was(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(b"no", 403))
    office.run()
    office.publish("ledger", FERRY, page=SHORT)
    reopen(office)
    office.run()
    assert outcomes(office) == [("too short", "done", False)]
    assert office.rows("select text, page_refused from article") == [(FERRY.summary, "http 403")]
    assert len(office.inbox.mails) == 1


def test_a_page_that_turns_out_to_be_a_copy_joins_its_story_and_is_not_told(office: Office) -> None:
    office.publish("ledger", FERRY)
    office.publish("courier", Story(FERRY.headline, BRIEF.paragraphs), page=Answer(b"no", 403))
    office.topics = office.topics[:1]
    office.run()
    told = len(office.inbox.mails)
    office.publish("courier", FERRY)
    reopen(office, "courier")
    office.run()
    assert office.rows("select count(distinct story_id) from article") == [(1,)]
    assert len(office.inbox.mails) == told


def test_a_page_that_is_read_days_later_is_compared_with_the_stories_of_its_time(office: Office) -> None:
    """Else a copy of what was told last week would be told as news."""
    office.publish("ledger", FERRY)
    office.site.routes["/courier.xml"] = rss(Item(office.site.url("/courier/1"), "From the harbour", "7", AN_HOUR_AGO))
    office.watch("courier", "/courier.xml")
    office.run()
    told = len(office.inbox.mails)
    office.site.routes["/courier/1"] = article(FERRY, published_at=AN_HOUR_AGO)
    office.later(days=5)
    assert reopen(office, "courier") == 1
    office.run()
    assert office.rows("select count(*), count(distinct story_id), count(copy_of) from article") == [(2, 1, 1)]
    assert len(office.inbox.mails) == told


def test_an_entry_that_gave_nothing_is_read_again_as_if_it_were_new(office: Office) -> None:
    office.site.routes["/ledger.xml"] = rss(Item(office.site.url("/ledger/1"), guid="7"))
    office.watch("ledger", "/ledger.xml")
    office.run()
    assert office.titles == []
    office.site.routes["/ledger/1"] = article(FERRY, published_at=AN_HOUR_AGO)
    reopen(office)
    office.run()
    assert office.titles == [FERRY.headline]
    assert len(office.inbox.mails) == 1


def test_two_pages_behind_one_wall_that_is_accepted_do_not_become_one_article(office: Office) -> None:
    """Their addresses lead to the same place; what the feed announced tells them apart."""
    office.site.routes["/wall"] = SHORT
    office.publish("ledger", FERRY, ORCHARD, page=redirect("/wall"))
    office.run()
    office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    assert reopen(office) == 2
    office.run()
    assert office.titles == sorted([FERRY.headline, ORCHARD.headline])
    assert office.rows("select evidence from article order by evidence") == [("feed",), ("page",)]
    assert ("leads to another article", "done", False) in outcomes(office)


def test_walls_are_told_to_those_who_ask_how_the_sources_are(any_office: Office) -> None:
    any_office.channels += (Channel("desk", any_office.inbox.url + "&name=desk"),)
    any_office.routes = (Route(to=("desk",), topics=("@health",)),)
    any_office.publish("ledger", *STORIES[:6], page=Answer(b"no", 403))
    any_office.run()
    any_office.run()
    (message,) = any_office.inbox.texts
    assert "ledger: 6 of the last 6 pages: http 403" in message


@pytest.mark.parametrize(
    ("last", "already", "refused"),
    [
        (None, False, False),
        (LastPages(4, (("empty", 4),)), False, False),
        (LastPages(5, (("empty", 4),)), False, True),
        (LastPages(10, (("empty", 7),)), False, False),
        (LastPages(10, (("empty", 5), ("robots", 3))), False, True),
        (LastPages(10, (("empty", 5),)), True, True),
        (LastPages(10, (("empty", 4),)), True, False),
        (LastPages(10), True, False),
    ],
)
def test_a_source_is_ill_when_most_of_its_latest_pages_give_no_article(
    last: LastPages | None, already: bool, refused: bool
) -> None:
    assert are_mostly_refused(last, already=already) is refused


def test_several_reasons_are_told_with_their_counts() -> None:
    last = LastPages(10, (("bot wall", 7), ("http 403", 2)))
    assert said(last) == "9 of the last 10 pages: bot wall (7), http 403 (2)"


@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_can_be_read_is_no_refusal(kind: Kind) -> None:
    assert not PageOutcome(kind.value).is_refusal
    assert all(PageOutcome(reason.value).is_refusal for reason in RefusalReason)


def stub(page: Page, **_how: object) -> Article:
    """What a page behind a paywall is read as."""
    words, swift = "The night ferry ran aground.", f"{page.url}/fast"
    return Article(page.final_url, FERRY.headline, words, kind=Kind.PAYWALL_STUB, amp_url=swift)


def test_a_paywall_leaves_the_feeds_words_when_they_say_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.reading.read_article", stub)
    office.publish("ledger", FERRY)
    office.run()
    columns = "text, evidence, kind, page_refused"
    assert office.rows(f"select {columns} from article") == [(FERRY.summary, "feed", "paywall stub", "paywall stub")]
    assert "From the feed's summary: the page shows only the beginning (paywall)." in office.inbox.texts[0]
    assert [key for (key,) in office.rows("select key from alias where key like '%/fast'")]


def test_a_paywall_is_told_when_the_feed_says_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.reading.read_article", stub)
    office.publish("ledger", Story(FERRY.headline, ("",)))
    office.run()
    assert office.rows("select evidence from article") == [("page",)]
    assert "Only the beginning could be read (paywall)." in office.inbox.texts[0]


def yesterday(page: Page, **_how: object) -> Article:
    """What a page is read as that tells the day alone."""
    midnight = NOW.replace(day=28, month=2, hour=0)
    return Article(
        page.final_url, FERRY.headline, FERRY.summary, published_at=midnight, published_precision=Precision.DAY
    )


def test_of_a_day_without_a_clock_its_end_counts_and_no_clock_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Published in the evening it is younger than the backlog of a day, though that day began earlier."""
    monkeypatch.setattr("flows.reading.read_article", yesterday)
    office.publish("ledger", FERRY, published_at=None)
    office.run()
    (message,) = office.inbox.texts
    assert "2026-02-28" in message
    assert "2026-02-28 00:00" not in message
