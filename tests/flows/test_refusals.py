"""Pages that give no article: kept with their sign, told as an illness, overruled, and read again."""

import pytest

from flows.refusals import are_mostly_in_part, are_mostly_refused, said, said_in_part
from flows.sources.roll import roll_of, roll_table
from flows.standing import standing
from news import Article, Channel, Kind, LastPages, Page, PageOutcome, Precision, RefusalReason, Route
from storage.pages import latest_refused
from tests.flows.office import AN_HOUR_AGO, NOW, Office
from tests.flows.pages import FERRY, STORIES, Item, Story, rss
from tests.flows.refused import BRIEF, DENIED, SHORT, outcomes, reopen, stub
from tests.flows.site import XML, Answer


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (None, ("article", "done", True)),
        (SHORT, ("too short", "done", False)),
        (Answer(b"%PDF-1.7", content_type="application/pdf"), ("not html", "done", False)),
        (DENIED, ("http 403", "done", False)),
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


def test_an_entry_with_neither_link_nor_words_has_no_page_either(office: Office) -> None:
    office.site.routes["/ticker.xml"] = rss(Item(None, guid="7", summary='<img src="/p.jpg" alt="">'))
    office.watch("ticker", "/ticker.xml")
    office.run()
    assert office.rows("select outcome, sign, state, result from entry") == [(None, None, "failed", "no link")]


def test_what_kept_a_page_from_being_fetched_is_told_with_its_sign(office: Office) -> None:
    office.publish("ledger", FERRY, page=Answer(status=302, headers={"Location": "gopher://sand.example/"}))
    office.run()
    ((outcome, sign),) = office.rows("select outcome, sign from entry")
    assert outcome == "bad address"
    assert sign == "gopher is not http at 'gopher://sand.example/'"


def test_an_alert_tells_a_feeds_whole_text_from_its_summary(office: Office) -> None:
    office.publish("ledger", FERRY, page=DENIED)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    feed = office.site.routes["/ledger.xml"]
    assert isinstance(feed, Answer)
    whole = f"<content:encoded>{' '.join(FERRY.paragraphs)}</content:encoded></item>"
    body = feed.body.decode().replace("<rss ", f"<rss {space} ").replace("</item>", whole)
    office.site.routes["/ledger.xml"] = Answer(body.encode(), content_type=XML)
    office.run()
    assert "From the feed's text: the page could not be read (http 403)." in office.inbox.texts[0]


def test_an_alert_says_why_the_page_gave_no_article(office: Office) -> None:
    office.publish("ledger", FERRY, page=DENIED)
    office.run()
    assert office.rows("select evidence, page_refused from article") == [("feed", "http 403")]
    assert "From the feed's summary: the page could not be read (http 403)." in office.inbox.texts[0]


def test_the_desk_overrules_a_refusal_for_its_source(office: Office) -> None:
    office.publish("ledger", BRIEF, page=SHORT)
    office.move_source("ledger", accept=(RefusalReason.TOO_SHORT,))
    office.run()
    assert outcomes(office) == [("article", "done", True)]
    assert len(office.inbox.mails) == 1


def test_walls_are_told_to_those_who_ask_how_the_sources_are(any_office: Office) -> None:
    any_office.channels += (Channel("desk", any_office.inbox.url + "&name=desk"),)
    any_office.routes = (Route(to=("desk",), topics=("@health",)),)
    any_office.publish("ledger", *STORIES[:6], page=DENIED)
    any_office.run()
    any_office.run()
    (message,) = any_office.inbox.texts
    assert "ledger: 6 of the last 6 pages: http 403" in message


def test_walls_whose_pages_are_being_read_again_have_not_recovered(office: Office) -> None:
    office.routes = (Route(to=("mail",), topics=("@health",)),)
    office.publish("ledger", *STORIES[:6], page=DENIED)
    office.run()
    office.run()
    office.publish("ledger", *STORIES[:6], page=Answer(b"oops", 500))
    assert reopen(office) == 6
    office.run()
    office.run()
    assert len(office.inbox.mails) == 1
    (ledger,) = standing(office.desk, office.now).sources
    assert (ledger.health, ledger.refused) == ("pages refused", None)


def test_a_source_of_paywall_stubs_is_well_and_says_what_it_gives(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.reading.read_article", stub)
    office.publish("ledger", *STORIES[:6])
    office.run()
    found = standing(office.desk, office.now)
    (ledger,) = found.sources
    assert (ledger.health, ledger.refused, found.problems) == ("ok", None, ())
    assert ledger.in_part == "6 of the last 6 pages: paywall stub"
    notes = roll_table(roll_of(office.desk, office.now), office.now, 200).columns[-1]
    assert [str(note) for note in notes.cells] == [ledger.in_part]


@pytest.mark.parametrize(
    ("last", "mostly"),
    [
        (LastPages(5, (), (("paywall stub", 4),)), True),
        (LastPages(4, (), (("paywall stub", 4),)), False),
        (LastPages(10, (), (("paywall stub", 7),)), False),
        (LastPages(10, (("empty", 10),)), False),
    ],
)
def test_a_source_gives_parts_when_most_of_its_latest_pages_do(last: LastPages, mostly: bool) -> None:
    assert are_mostly_in_part(last) is mostly


def test_what_was_given_in_part_is_counted_apart_from_what_was_refused() -> None:
    last = LastPages(10, (("empty", 1),), (("paywall stub", 8), ("video or gallery", 1)))
    assert said_in_part(last) == "9 of the last 10 pages: paywall stub (8), video or gallery (1)"
    assert said(last) == "1 of the last 10 pages: empty"
    assert said(LastPages(3)) == ""


@pytest.mark.parametrize(
    ("last", "already", "refused"),
    [
        (None, False, False),
        (None, True, True),  # all are being read again
        (LastPages(4, (("empty", 4),)), False, False),
        (LastPages(4), True, True),
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
